#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

//! Checks every number of a table against its search in both engines, and against a count entry by entry.

use std::{
    path::Path,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use proptest::prelude::*;

use super::*;
use crate::testing::analyzer;
use shisaku_engine::{Hits, SearchRequest, Searcher, memory::MemoryEngine};
use shisaku_model::{Catalogue, Entry, FACETS, Manifest, Plan, facet::Accepts};
use shisaku_query::vocabulary;

struct Both {
    engines: [Search; 2],
    entries: Vec<Entry>,
}

/// The real plan, with departments and related departments that it does not name. Some entries have several.
static BOTH: LazyLock<Both> = LazyLock::new(|| {
    let mut plans: Vec<Plan> = shisaku_reader::read_seeds(Path::new("../../seeds"))
        .unwrap()
        .plans
        .into_iter()
        .map(|read| read.plan)
        .collect();
    for (at, entry) in plans.iter_mut().flat_map(|plan| &mut plan.entries).enumerate() {
        let named = |every: usize, name: &str| (at % every == 0).then(|| name.to_owned());
        entry.groups.departments =
            [named(2, "産業経済課"), named(3, "観光課"), named(7, "雇用課")].into_iter().flatten().collect();
        entry.groups.related_departments =
            [named(4, "広報課"), named(6, "財政課")].into_iter().flatten().collect();
    }
    let entries: Vec<Entry> = plans.iter().flat_map(|plan| plan.entries.iter().cloned()).collect();
    let memory = MemoryEngine::new(&entries, analyzer());
    let folder = tempfile::tempdir().unwrap();
    let generation =
        shisaku_ingest::build_plans(&plans, folder.path(), "test", analyzer(), &|_, _| {}).unwrap();
    let search = |searcher: Box<dyn Searcher>| {
        let vocabulary = vocabulary::gather(&entries, analyzer());
        let facts = generation.meta().into();
        Search::new(searcher, analyzer().clone(), Catalogue::of(&plans), vocabulary, facts)
    };
    let engines = [search(shisaku_ingest::open(&generation).unwrap().searcher), search(Box::new(memory))];
    Both { engines, entries }
});

fn params(q: &str, pairs: &[(&str, String)], rows: &str, columns: &str, at: &str) -> ProgressParams {
    let own = [("q", q), ("rows", rows), ("columns", columns), ("at", at)];
    let pairs = own.into_iter().chain(pairs.iter().map(|(key, value)| (*key, value.as_str())));
    let formats: [(&str, ()); 0] = [];
    let read = read_progress_params(pairs, &formats, &BOTH.engines[0].catalogue);
    read.unwrap_or_else(|errors| panic!("{errors:?}")).0
}

/// True if an entry counts for a number, by its fields and not by any filter.
fn counts(entry: &Entry, number: Number, at: Date) -> bool {
    let removed = entry.kind == Kind::Removed;
    let reaches = |edge: fn(FiscalYears) -> Option<u16>| {
        let year = entry.plan_years.and_then(edge);
        entry.results.iter().any(|report| report.years.and_then(FiscalYears::last) >= year)
    };
    let waits = !removed && !entry.results.is_empty() && !reaches(FiscalYears::first);
    match number {
        Number::Total => true,
        Number::Waiting => waits,
        Number::With => !waits && entry.has_result == Some(true),
        Number::Without => !waits && entry.has_result == Some(false),
        Number::NoReport => !waits && entry.has_result.is_none(),
        Number::Overdue => {
            let ended = entry.plan_years.and_then(FiscalYears::last).is_some_and(|to| {
                Date::from_calendar_date(i32::from(to) + 1, time::Month::March, 31).unwrap() < at
            });
            !removed && ended && reaches(FiscalYears::last) && entry.has_result == Some(false)
        }
    }
}

/// Checks every number against a search of its own, and against a count in the entries of the whole search.
fn assert_every_number(params: &ProgressParams) {
    let tables: Vec<Progress> = BOTH.engines.iter().map(|engine| engine.progress(params).unwrap()).collect();
    let table = &tables[0];
    assert_eq!((&table.rows, &table.columns), (&tables[1].rows, &tables[1].columns));
    assert_eq!((&table.cells, &table.total), (&tables[1].cells, &tables[1].total));

    let search = |filters: Filters| SearchParams { filters, ..table.asked.clone() };
    let engine = &BOTH.engines[0];
    let found = engine.all(&search(table.filters(None, None, Number::Total).unwrap())).unwrap();
    assert_eq!(
        found.len(),
        engine.all(&params.search).unwrap().len(),
        "the whole is what the words as typed find: {:?}",
        params.search
    );
    // Entries found without filters on the facets of the table.
    let free = table.asked.filters.without(table.row_facet.key).without(table.column_facet.key);
    let free = engine.all(&search(free)).unwrap();
    let values = |entry: &Entry, facet: &Facet| match facet.accepts {
        Accepts::AfterYear if entry.kind.is_planned() => vec![entry.is_overdue(table.at).to_string()],
        _ => (facet.values)(entry),
    };
    let has = |entry: &Entry, facet: &Facet, line: &Line| match &line.value {
        Some(value) => values(entry, facet).iter().any(|one| **one == **value),
        None => values(entry, facet).is_empty(),
    };
    let chosen = |entry: &Entry, facet: &Facet| {
        let chosen = table.asked.filters.of(facet.key);
        chosen.is_empty() || values(entry, facet).iter().any(|value| chosen.contains(value))
    };
    let places = |lines: &[Line]| std::iter::once(None).chain((0..lines.len()).map(Some)).collect::<Vec<_>>();
    for row in places(&table.rows) {
        for column in places(&table.columns) {
            let counted = match (row, column) {
                (None, None) => table.total,
                (Some(row), None) => table.rows[row].counts,
                (None, Some(column)) => table.columns[column].counts,
                (Some(row), Some(column)) => table.cells[row][column],
            };
            let here = |entry: &&Entry| {
                let at = |facet: &Facet, lines: &[Line], at: Option<usize>| match at {
                    Some(at) => has(entry, facet, &lines[at]),
                    None => chosen(entry, facet),
                };
                at(table.row_facet, &table.rows, row) && at(table.column_facet, &table.columns, column)
            };
            let reports = free.iter().filter(here).flat_map(|entry| &entry.results);
            let reported =
                reports.filter_map(|report| report.years).reduce(|all, years| all.joined(years).unwrap());
            // Where years are chosen, the numbers are of these years only.
            let chosen = [table.row_facet.key, table.column_facet.key].contains(&"result_year")
                || !table.asked.filters.of("result_year").is_empty();
            assert!(chosen || counted.reported == reported, "{row:?} {column:?} of {:?}", table.asked);
            for number in Number::ALL {
                let place = (row, column, number);
                let plainly = free.iter().filter(here).filter(|entry| counts(entry, number, table.at));
                assert_eq!(counted.get(number), plainly.count(), "{place:?} of {:?}", table.asked);
                if let Some(filters) = table.filters(row, column, number) {
                    let total = engine.total(&search(filters)).unwrap();
                    assert_eq!(counted.get(number), total, "{place:?} of {:?}", table.asked);
                }
            }
        }
    }
}

#[test]
fn tables_that_people_ask_for_are_right() {
    for (rows, columns) in
        [("policy", "period"), ("period", "has_result"), ("department", "related_department")]
    {
        assert_every_number(&params("", &[], rows, columns, "2026-11-24"));
    }
    let chosen = [("period", "短期".to_owned()), ("period", "中期".to_owned())];
    assert_every_number(&params("商店街", &chosen, "organisation", "period", "2015-04-01"));
}

#[test]
fn a_plan_is_overdue_from_the_first_of_april_on() {
    let measures = [("kind", "measure".to_owned())];
    let overdue = |at: &str| {
        let table = BOTH.engines[0].progress(&params("", &measures, "policy", "period", at)).unwrap();
        ["短期", "中期", "長期"].map(|period| {
            let of_period = |line: &&Line| line.value.as_deref() == Some(period);
            table.columns.iter().find(of_period).unwrap().counts.get(Number::Overdue)
        })
    };
    assert_eq!(overdue("2014-03-31"), [0, 0, 0]);
    assert_eq!(overdue("2014-04-01"), [3, 0, 0]);
    assert_eq!(overdue("2016-04-01"), [3, 0, 0], "the reports ended before");
    assert_eq!(overdue("2021-04-01"), [3, 0, 0]);
}

#[test]
fn words_that_choose_a_line_of_the_table_become_conditions() {
    let table =
        BOTH.engines[0].progress(&params("長期計画 融資", &[], "policy", "period", "2026-11-24")).unwrap();
    assert_eq!(table.asked.text, "融資");
    assert_eq!(table.asked.filters.of("period"), ["長期"]);
    assert_eq!(table.columns.len(), 1);
    assert!(table.notices.iter().any(|notice| notice.code == "read_as_filter"));
}

#[test]
fn conditions_that_exclude_one_another_count_nothing_and_cannot_be_asked_for() {
    let chosen = [("has_result", "false".to_owned())];
    let table = BOTH.engines[0].progress(&params("", &chosen, "policy", "period", "2026-11-24")).unwrap();
    assert_eq!((table.total.get(Number::With), table.total.get(Number::Without)), (0, 5));
    assert_eq!(table.filters(None, None, Number::With), None);
    assert_every_number(&params("", &chosen, "policy", "period", "2026-11-24"));
}

#[test]
fn texts_count_nowhere_and_the_addresses_leave_them_out() {
    let entry = |local: &str, kind: Kind| Entry {
        title: "商店街".to_owned(),
        ..Entry::new("made-up", local, kind)
    };
    let entries = vec![entry("1-1", Kind::Measure), entry("1-2", Kind::Text), entry("1-3", Kind::Removed)];
    let memory = MemoryEngine::new(&entries, analyzer());
    let plan = Plan {
        manifest: Manifest { id: "made-up".to_owned(), ..Manifest::default() },
        entries: entries.clone(),
        ..Plan::default()
    };
    let search = Search::new(
        Box::new(memory),
        analyzer().clone(),
        Catalogue::of(&[plan]),
        vocabulary::gather(&entries, analyzer()),
        IndexFacts { built_at: String::new(), entries: entries.len(), fingerprint: "texts".to_owned() },
    );
    let kinds_of = |chosen: &[&str]| {
        let chosen: Vec<(&str, String)> = chosen.iter().map(|kind| ("kind", (*kind).to_owned())).collect();
        let table = search.progress(&params("", &chosen, "plan", "has_result", "2026-11-24")).unwrap();
        let whole = table.filters(None, None, Number::Total);
        let total = table.total.get(Number::Total);
        if let Some(filters) = whole.clone() {
            let params = SearchParams { filters, ..table.asked.clone() };
            assert_eq!(search.total(&params).unwrap(), total, "{chosen:?}");
        }
        (total, whole.map(|filters| filters.of("kind").to_vec()))
    };
    let measures = vec!["measure".to_owned()];
    let planned = Kind::PLANNED.map(|kind| kind.as_str().to_owned()).to_vec();
    assert_eq!(kinds_of(&[]), (2, Some(planned)));
    assert_eq!(kinds_of(&["measure", "text"]), (1, Some(measures)));
    assert_eq!(kinds_of(&["text"]), (0, None));
}

#[test]
fn a_table_too_large_to_look_at_is_refused() {
    let values = |count: usize| {
        let value = |at: usize| FacetValueOf(at).into();
        Axis::new(&FACETS[0], (0..count).map(value).collect(), true)
    };
    assert!(small_enough(&values(100), &values(100)).is_ok());
    for (high, wide, param) in [(101, 100, "rows"), (100, 101, "columns"), (3000, 1, "rows")] {
        match small_enough(&values(high), &values(wide)) {
            Err(ProgressError::TooLarge(error)) => assert_eq!(error.param, param),
            other => panic!("{other:?}"),
        }
    }
}

/// An engine that counts its searches.
struct Counted(Box<dyn Searcher>, Arc<AtomicUsize>);

impl Searcher for Counted {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.search(request)
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        self.0.entry(id)
    }

    fn each(&self, look: &mut dyn FnMut(Entry)) -> Result<(), EngineError> {
        self.0.each(look)
    }

    fn beside(&self, id: &str, filters: &Filters) -> Result<[Option<String>; 2], EngineError> {
        self.0.beside(id, filters)
    }
}

#[test]
fn a_table_takes_a_search_for_each_line_of_its_shorter_side() {
    let memory = MemoryEngine::new(&BOTH.entries, analyzer());
    let asked = Arc::new(AtomicUsize::new(0));
    let engine = &BOTH.engines[0];
    let search = Search::new(
        Box::new(Counted(Box::new(memory), Arc::clone(&asked))),
        analyzer().clone(),
        engine.catalogue.clone(),
        vocabulary::gather(&BOTH.entries, analyzer()),
        engine.facts.clone(),
    );
    for (rows, columns) in [("policy", "period"), ("period", "subsection"), ("subsection", "period")] {
        asked.store(0, Ordering::Relaxed);
        let table = search.progress(&params("", &[], rows, columns, "2026-11-24")).unwrap();
        let lines = |lines: &[Line]| lines.iter().filter(|line| line.value.is_some()).count();
        let (rows, columns) = (lines(&table.rows), lines(&table.columns));
        assert_eq!((rows.min(columns), rows.max(columns) > 8), (3, true));
        // Searches for each of six numbers and three years of reports: one for the whole, three for entries without
        // a value, and one per line.
        let most = 1 + (Number::ALL.len() + 3) * (4 + 3);
        assert!(asked.load(Ordering::Relaxed) <= most, "{asked:?} of {most}");
    }
}

struct FacetValueOf(usize);

impl From<FacetValueOf> for crate::FacetValue {
    fn from(FacetValueOf(at): FacetValueOf) -> Self {
        let value: Arc<str> = at.to_string().into();
        Self { label: value.clone(), value, count: 1, selected: false, parent: None }
    }
}

const QUERIES: [&str; 8] =
    ["", "商店街", "支援 -融資", "観光 OR 農業", "実績なし", "長期計画の観光", "再掲", "平成24年度 支援"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_right(
        q in prop::sample::select(QUERIES.to_vec()),
        rows in 0..FACETS.len(),
        further in 1..FACETS.len(),
        year in 2012..2023_i32,
        picks in prop::collection::vec((0..FACETS.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..3),
    ) {
        let columns = FACETS[(rows + further) % FACETS.len()].key;
        let pick = |(facet, entry, value): (usize, prop::sample::Index, prop::sample::Index)| {
            let mut values = (FACETS[facet].values)(&BOTH.entries[entry.index(BOTH.entries.len())]);
            if FACETS[facet].accepts == Accepts::AfterYear {
                values = (FACETS[facet].fixed)().into_iter().map(|(value, _)| value.to_owned()).collect();
            }
            (!values.is_empty()).then(|| (FACETS[facet].key, values[value.index(values.len())].clone()))
        };
        let chosen: Vec<(&str, String)> = picks.into_iter().filter_map(pick).collect();
        assert_every_number(&params(q, &chosen, FACETS[rows].key, columns, &format!("{year}-04-01")));
    }
}
