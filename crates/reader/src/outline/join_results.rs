//! Joins results to measures, using the row assignments of [`pair_rows`](super::pair_rows).
//!
//! A row without a measure becomes an entry of its own and a finding. A measure without a row keeps an empty
//! result and gets a finding. A missing join is better than a wrong one.

mod differences;
mod known;
mod listed;
mod reprints;
mod results_files;

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

use itertools::Itertools as _;

use super::{
    drafts::{Draft, DraftHeading, Drafts, Facts},
    former,
    heading_tree::Ids,
    located_text::Ledger,
    pair_rows::{Pairing, Scope, pair},
    period_cells,
    result_rows::{ResultRow, ResultTable},
    result_status::Legend,
};
use listed::lists_of_their_own;
pub(super) use reprints::link_reprints;
use shisaku_model::{Finding, Kind, RepairedDocument, Section};

/// Joins the rows of every table and reports what did not fit.
pub(super) fn join(
    outcome: &mut Drafts,
    plan: &str,
    documents: &[RepairedDocument],
    ledger: &mut Ledger,
) -> Vec<Finding> {
    let mut joiner = Joiner {
        plan,
        taken: Ids::of(outcome.drafts.iter().map(|draft| draft.entry.local())),
        drafts: &mut outcome.drafts,
        sections: &mut outcome.sections,
        legend: &outcome.legend,
        of_rows: HashMap::new(),
        unnumbered: HashMap::new(),
        in_scope: HashSet::new(),
        set_aside: HashSet::new(),
        results_files: HashSet::new(),
        documents,
        findings: Vec::new(),
    };
    let mut tables = std::mem::take(&mut outcome.tables);
    tables.sort_by_key(|table| (table.document, table.rows.first().map(|row| row.line)));
    tables.iter().for_each(|table| joiner.report_unread(table));
    let of_results = results_files::documents(&tables, joiner.drafts);
    let (removed, kept): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| table.removed);
    let (results, kept): (Vec<_>, Vec<_>) =
        kept.into_iter().partition(|table| of_results.contains(&table.document));
    for group in group_by_years(kept) {
        joiner.results(group, false);
    }
    // Before results files, which may name them.
    for table in removed {
        joiner.add_removed(table);
    }
    for (_, of_file) in &results.into_iter().chunk_by(|table| table.document) {
        if let Some(lists) = joiner.results_file(of_file.collect(), ledger) {
            joiner.results(lists, true);
        }
    }
    joiner.drop_set_aside();
    joiner.report_measures_without_row();
    let (findings, results_files) = (joiner.findings, joiner.results_files);
    outcome.results_files = results_files;
    findings
}

/// Groups tables that share a reporting period. Tables without results come first, as one group: they list
/// measures, which the results of others belong to.
fn group_by_years(tables: Vec<ResultTable>) -> Vec<Vec<ResultTable>> {
    let shares = |one: &ResultTable, other: &ResultTable| one.years.iter().any(|y| other.years.contains(y));
    let (reports, lists): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| !table.years.is_empty());
    let mut groups: Vec<Vec<ResultTable>> = Vec::from([lists]);
    for table in reports {
        match groups.iter_mut().find(|group| group.iter().any(|other| shares(&table, other))) {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    groups
}

struct Joiner<'a> {
    /// Id of the plan.
    plan: &'a str,
    #[expect(clippy::vec_box, reason = "see `Drafts::drafts`")]
    drafts: &'a mut Vec<Box<Draft>>,
    sections: &'a mut Vec<Section>,
    legend: &'a Legend,
    /// Ids of the sections that rows name, by the section above and their own number and title.
    of_rows: HashMap<(String, String), String>,
    taken: Ids,
    /// Number of rows without a number by the local id of what contains them.
    unnumbered: HashMap<String, usize>,
    /// Measures within the scope of some table.
    in_scope: HashSet<usize>,
    /// Documents of which nothing but results is used, or nothing at all.
    set_aside: HashSet<usize>,
    results_files: HashSet<usize>,
    documents: &'a [RepairedDocument],
    findings: Vec<Finding>,
}

impl Joiner<'_> {
    /// Reports a problem with a row of a table: with the line of this index in the document of the table.
    fn warn(
        &mut self,
        code: &'static str,
        (line, table): (usize, &ResultTable),
        message: String,
        advice: &str,
    ) {
        let place = self.documents[table.document].place([line]);
        self.findings.push(Finding::warning(code, place, message).advise(advice));
    }

    /// Adds each removed item as an entry of its own, even if a measure has the same title.
    fn add_removed(&mut self, mut table: ResultTable) {
        let rows = std::mem::take(&mut table.rows);
        let context = &table.context;
        let prefix = if context.place.is_empty() { String::new() } else { format!("{}-", context.place) };
        let title = context.title.iter();
        let title = title.map(|title| Rc::new(DraftHeading { number: String::new(), title: title.clone() }));
        let headings = context.headings.iter().cloned().chain(title).collect_vec();
        for (count, row) in (1..).zip(rows) {
            let local = format!("{prefix}r{count}");
            self.add(Kind::Removed, local, headings.clone(), context.section.clone(), row, &table);
        }
    }

    /// Adds a row as an entry of its own, under `headings` and the row's own.
    fn add(
        &mut self,
        kind: Kind,
        local: String,
        headings: Vec<Rc<DraftHeading>>,
        sections: Arc<[String]>,
        mut row: ResultRow,
        table: &ResultTable,
    ) {
        let kind = match former::is_vacant(&row.title.text) {
            true => Kind::Text,
            false if row.removed => Kind::Removed,
            false => kind,
        };
        let entry = Facts::new(self.plan, &self.taken.give(local), kind);
        let entry = Facts { number: std::mem::take(&mut row.number), sections, ..entry };
        let mut draft = Draft::new(entry, &row.title);
        draft.key = std::mem::take(&mut row.key);
        draft.chapter = table.context.chapter;
        draft.headings = headings;
        draft.headings.append(&mut row.headings);
        draft.headings.append(&mut row.sections);
        self.drafts.push(draft);
        self.fill(self.drafts.len() - 1, row, table);
    }

    /// Joins the rows of tables that share a reporting period. With `listed`, rows without a measure are measures of
    /// their own.
    fn results(&mut self, tables: Vec<ResultTable>, listed: bool) {
        let mut scopes: HashMap<Option<usize>, Rc<Scope>> = HashMap::new();
        let scoped: Vec<_> = tables
            .iter()
            .map(|table| {
                let scope = scopes.entry(table.context.chapter);
                (table, scope.or_insert_with(|| Scope::of(self.measures(table))).clone())
            })
            .collect();
        let pairings = pair(self.drafts, &scoped);
        let lists = lists_of_their_own(&scoped, &pairings);
        let scopes: Vec<Rc<Scope>> = scoped.into_iter().map(|(_, scope)| scope).collect();
        for ((mut table, scope), pairings) in tables.into_iter().zip(scopes).zip(pairings) {
            let measures = &scope.measures;
            self.report_heading_differences(&table);
            let own = listed || measures.is_empty() || lists.contains(&table.context.chapter);
            if !own && !table.years.is_empty() {
                self.in_scope.extend(measures);
            }
            for (row, pairing) in std::mem::take(&mut table.rows).into_iter().zip(pairings) {
                match pairing {
                    Pairing::Alone if own => self.add_own(row, &table),
                    Pairing::Of(measure) => {
                        self.report_differences(measure, &row, &table);
                        self.fill(measure, row, &table);
                    }
                    _ => self.add_unjoined(row, pairing, &table, measures),
                }
            }
        }
    }

    /// The items in a table's scope: those of its chapter, or all measures if the chapter has none.
    fn measures(&self, table: &ResultTable) -> Vec<usize> {
        let items = (0..self.drafts.len()).filter(|&item| self.drafts[item].is_item());
        let (here, elsewhere): (Vec<usize>, Vec<usize>) =
            items.partition(|&item| self.drafts[item].chapter == table.context.chapter);
        let is_measure = |item: &usize| self.drafts[*item].entry.kind == Kind::Measure;
        if here.is_empty() { elsewhere.into_iter().filter(is_measure).collect() } else { here }
    }

    /// Copies the cells of a row into a draft.
    fn fill(&mut self, index: usize, row: ResultRow, table: &ResultTable) {
        let title = &row.title.text;
        self.report_doubts(title, &row, table);
        if !row.in_periods.is_empty() {
            self.drafts[index].entry.period.get_or_insert_with(|| row.in_periods.join("・"));
        }
        if let Some(cell) = row.period {
            let period = period_cells::read_period_cell(&cell.text);
            if period.name.is_none() && period.years.is_none() && !period_cells::is_timeless(&cell.text) {
                let message = format!("計画区分「{}」は知らない区分です。", cell.text);
                let advice = "短期・中期・長期などの読み違いなら repairs.toml に足してください。";
                self.warn("unknown_period", (row.line, table), message, advice);
            }
            if let Some(now) = period.name {
                let before = self.drafts[index].entry.period.get_or_insert_with(|| now.clone());
                if *before != now {
                    let message =
                        format!("「{title}」の計画区分が、前の表では「{before}」、ここでは「{now}」です。");
                    self.warn(
                        "period_differs",
                        (row.line, table),
                        message,
                        "先に印刷された区分を使っています。",
                    );
                }
                self.drafts[index].periods.push(cell);
            } else {
                self.drafts[index].body.push(cell);
            }
        }
        let draft = &mut self.drafts[index];
        draft.years = draft.years.or(row.years);
        draft.indicators.extend(row.indicators);
        draft.results.extend(row.results.into_iter().filter(|(_, cell)| !cell.slices.is_empty()));
        if draft.title.slices != row.title.slices && !row.title.text.is_empty() {
            let same = draft.title.text == row.title.text;
            let titles = if same { &mut draft.repeated_titles } else { &mut draft.title_variants };
            titles.push(row.title);
        }
        draft.title_variants.extend(row.former_titles);
        for mark in &row.marks {
            if !draft.entry.category.contains(mark) {
                draft.entry.category.push(mark.clone());
            }
            let owner = table.context.legend.iter().find(|legend| legend.mark == *mark);
            draft.entry.organisations.extend(owner.and_then(|legend| legend.organisation.clone()));
        }
        let categories = row.categories.into_iter().filter(|name| !draft.entry.category.contains(name));
        let categories: Vec<String> = categories.collect();
        draft.entry.category.extend(categories);
        draft.departments.extend(row.departments);
        draft.related_departments.extend(row.related_departments);
        draft.body.extend(row.other);
        draft.shrink();
    }

    /// Reports a row without a certain measure and adds it as an entry of its own.
    fn add_unjoined(&mut self, row: ResultRow, pairing: Pairing, table: &ResultTable, measures: &[usize]) {
        let named = format!("{}{}", row.number, row.title.text);
        let number = |measure: usize| &self.drafts[measure].entry.number;
        let title = |measure: usize| &self.drafts[measure].title.text;
        let problem = match pairing {
            Pairing::Again(_) => Some((
                "row_repeated",
                format!("「{named}」の同じ年度の行が 2 度あります。"),
                "先の行を施策の実績とし、この行は別に残しています。誤りのほうを文書から除いてください。",
            )),
            Pairing::Contradicts { title: owner, place } => Some((
                "row_contradicts",
                format!(
                    "実績の表の「{named}」は、題名では {}、番号では「{}」に当たります。",
                    number(owner),
                    title(place)
                ),
                "どちらの実績か決められないため、つないでいません。番号か題名を確かめてください。",
            )),
            // A document that is only a table has no measures to join.
            _ if measures.is_empty() => None,
            _ => {
                let instead = measures.iter().find(|&&d| row.numbered && self.drafts[d].key == row.key);
                let instead = instead.map(|&d| format!("(本文の {} は「{}」)", number(d), title(d)));
                let instead = instead.unwrap_or_default();
                Some((
                    "row_without_measure",
                    format!("実績の表の「{named}」に当たる施策が本文にありません{instead}。"),
                    "番号か題名の読み違いなら repairs.toml で直してください。表だけの施策として残しています。",
                ))
            }
        };
        if let Some((code, message, advice)) = problem {
            self.warn(code, (row.line, table), message, advice);
        }
        self.add_alone(row, table, measures);
    }

    /// Adds a row without a measure as one of its own.
    fn add_alone(&mut self, row: ResultRow, table: &ResultTable, measures: &[usize]) {
        let first = measures.first().map(|&first| &*self.drafts[first]);
        let chapter = first.filter(|first| first.chapter.is_some());
        let above = chapter.and_then(|first| first.entry.local().split('-').next());
        let own =
            if row.numbered && !row.key.is_empty() { row.key.iter().join("-") } else { "u1".to_owned() };
        let local = above.map_or_else(|| own.clone(), |above| format!("{above}-{own}"));
        // The entry takes the sections of a measure with the same parent number, if there is one.
        let parent = row.key.split_last().map(|(_, parent)| parent);
        let like = measures
            .iter()
            .map(|&draft| &self.drafts[draft])
            .find(|draft| parent.is_some() && draft.key.split_last().map(|(_, parent)| parent) == parent);
        let sections = like.map_or(&table.context.section, |like| &like.entry.sections).clone();
        let headings = table.context.headings.iter().take(1).cloned().collect();
        self.add(Kind::Measure, local, headings, sections, row, table);
    }
}
