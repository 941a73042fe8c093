//! Totals, facet counts and filters, compared with a plain count over the entries.

use std::{path::Path, sync::LazyLock};

use proptest::prelude::*;
use serde_json::Value;
use shisaku_model::{Entry, FACETS, Kind, japan};

use crate::support::{api::search, ids};

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let plans = shisaku_reader::read_seeds(Path::new("seeds")).unwrap().plans;
    plans.into_iter().flat_map(|reading| reading.plan.entries).collect()
});

/// Values of an entry for a facet. They follow the contract and do not use the program's table of facets.
fn values(entry: &Entry, key: &str) -> Vec<String> {
    let at_level = |dashes: usize| {
        let sections = entry.sections.iter();
        let of_level = sections.filter(|id| id.split_once('/').unwrap().1.matches('-').count() == dashes);
        of_level.cloned().collect()
    };
    let span = |years: Option<wareki::FiscalYears>| {
        let range = years.map(|years| match (years.first(), years.last()) {
            (Some(from), to) => from..=to.unwrap_or(from + 40),
            (None, to) => to.unwrap() - 40..=to.unwrap(),
        });
        range.into_iter().flatten().map(|year| year.to_string()).collect::<Vec<_>>()
    };
    match key {
        "kind" => vec![serde_json::to_value(entry.kind).unwrap().as_str().unwrap().to_owned()],
        "period" => entry.period.iter().cloned().collect(),
        "has_result" => vec![entry.has_result.map_or("unknown".to_owned(), |has| has.to_string())],
        "plan" => vec![entry.plan.clone()],
        "municipality" => vec!["目黒区".to_owned()],
        "chapter" => at_level(0),
        "policy" => at_level(1),
        "subsection" => at_level(2),
        "category" => entry.category.clone(),
        "department" if entry.departments.is_empty() => vec!["記載なし".to_owned()],
        "department" => entry.departments.clone(),
        "related_department" => entry.related_departments.clone(),
        "involved_department" => [&*entry.departments, &*entry.related_departments].concat(),
        "organisation" => entry.groups.organisations.clone(),
        "status" => {
            let newest = entry.results.last().map(|report| serde_json::to_value(report.status).unwrap());
            newest.iter().map(|status| status.as_str().unwrap().to_owned()).collect()
        }
        "year" => span(entry.plan_years),
        "has_note" if entry.kind.is_planned() => vec![(!entry.notes.is_empty()).to_string()],
        "has_note" => Vec::new(),
        "plan_start" => entry.plan_years.iter().filter_map(|span| Some(span.first()?.to_string())).collect(),
        "plan_end" => entry.plan_years.iter().filter_map(|span| Some(span.last()?.to_string())).collect(),
        "report_covers" => entry.report_covers.iter().map(|covers| covers.as_str().to_owned()).collect(),
        "overdue" if entry.kind.is_planned() => vec![entry.is_overdue(japan::today()).to_string()],
        "overdue" => Vec::new(),
        "result_year" => entry.results.iter().flat_map(|report| span(report.years)).collect(),
        other => panic!("what is {other}?"),
    }
}

/// All values that occur, in order of the entries.
fn occurring(key: &str) -> Vec<String> {
    let mut all = Vec::new();
    for value in ENTRIES.iter().flat_map(|entry| values(entry, key)) {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all
}

/// True if a text or heading of the entry contains the word.
fn holds(entry: &Entry, word: &str) -> bool {
    let headings = entry.path.iter().map(|heading| &heading.title);
    let notes = entry.notes.iter().flat_map(|note| [&note.term, &note.text]);
    let own = [&entry.title].into_iter().chain(&entry.title_variants).chain(&entry.body).chain(&entry.result);
    own.chain(headings).chain(notes).any(|text| text.contains(word))
}

/// Number of entries that a search must find: OR inside a facet, AND between facets and words.
fn counted(words: &[&str], chosen: &[(&str, String)]) -> usize {
    let by_default = [Kind::Measure, Kind::Removed, Kind::Framework, Kind::Text];
    let passes = |entry: &Entry| {
        FACETS.iter().all(|facet| {
            let mut of_facet = chosen.iter().filter(|(key, _)| *key == facet.key).peekable();
            match of_facet.peek() {
                None => facet.key != "kind" || by_default.contains(&entry.kind),
                Some(_) => of_facet.any(|(_, value)| values(entry, facet.key).contains(value)),
            }
        })
    };
    ENTRIES.iter().filter(|entry| passes(entry) && words.iter().all(|word| holds(entry, word))).count()
}

fn pairs<'a>(q: &'a str, chosen: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    [("q", q), ("limit", "1")]
        .into_iter()
        .chain(chosen.iter().map(|(key, value)| (*key, value.as_str())))
        .collect()
}

/// Asserts that every count equals the total of a search with that value alone in its facet.
fn assert_counts_can_be_asked_for(q: &str, chosen: &[(&str, String)]) {
    let response = search(pairs(q, chosen));
    for facet in FACETS {
        let others: Vec<_> = chosen.iter().filter(|(key, _)| *key != facet.key).cloned().collect();
        for value in response["facets"][facet.key]["values"].as_array().unwrap() {
            let mut alone = others.clone();
            alone.push((facet.key, value["value"].as_str().unwrap().to_owned()));
            let total = &search(pairs(q, &alone))["total_count"];
            assert_eq!(total, &value["count"], "q={q} {chosen:?}, then {}={}", facet.key, value["value"]);
            // A value may be selected by a checkbox. Without one, a word of the query may select it.
            let held = response["query"]["filters"][facet.key].as_array();
            let selected = held.is_some_and(|held| held.contains(&value["value"]));
            assert_eq!(value["selected"], selected, "{}={}", facet.key, value["value"]);
        }
        let ticked: Vec<&str> =
            chosen.iter().filter(|(key, _)| *key == facet.key).map(|(_, value)| value.as_str()).collect();
        if !ticked.is_empty() {
            let mut held: Vec<&str> = response["query"]["filters"][facet.key]
                .as_array()
                .unwrap()
                .iter()
                .map(|value| value.as_str().unwrap())
                .collect();
            held.sort_unstable();
            let mut ticked = ticked;
            ticked.sort_unstable();
            ticked.dedup();
            assert_eq!(held, ticked, "q={q}: what is ticked holds, whatever the words say of {}", facet.key);
        }
    }
}

/// Judged queries, some with words that are read as filters, some with everyday words.
static IN_FILTERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all: Vec<String> = [
        "長期計画",
        "短期 実績なし 観光",
        "中期計画で実績のない施策",
        "再掲",
        "除いた項目 商店街",
        "第5節の施策",
    ]
    .map(str::to_owned)
    .to_vec();
    for file in std::fs::read_dir("tests/cases/relevance").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "jsonl") {
            continue;
        }
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let judged: Value = serde_json::from_str(line).unwrap();
            all.extend(judged["query"].as_str().map(str::to_owned));
        }
    }
    all.retain(|query| {
        search([("q", query.as_str()), ("limit", "1")])["query"]["understood"]
            .as_array()
            .is_some_and(|understood| !understood.is_empty())
    });
    all
});

#[test]
fn what_is_ticked_stands_in_the_place_of_what_words_say_of_the_same_facet() {
    let of = |pairs: &[(&str, &str)]| search([("q", "長期計画")].into_iter().chain(pairs.iter().copied()));
    let alone = |period: &str| search([("period", period)])["total_count"].clone();
    assert_eq!(of(&[])["total_count"], alone("長期"));
    let short = of(&[("period", "短期")]);
    assert_eq!(short["total_count"], alone("短期"));
    assert_eq!(short["notices"][0]["code"], "chosen_instead");
    assert_eq!(
        short["notices"][0]["message"],
        "「長期計画」は条件「計画区分: 長期」ですが、選ばれた計画区分(短期)で絞り込みました。言葉として探すには \"長期計画\" と書きます。"
    );
    let both = of(&[("period", "短期"), ("period", "長期")]);
    assert_eq!(both["total_count"], search([("period", "短期"), ("period", "長期")])["total_count"]);
    assert_eq!(both["notices"][0]["code"], "read_as_filter");
    assert_eq!(
        of(&[("has_result", "false")])["total_count"],
        search([("period", "長期"), ("has_result", "false")])["total_count"],
        "another facet narrows further"
    );
}

#[test]
fn every_count_can_be_asked_for() {
    let chosen = |pairs: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
    };
    assert_counts_can_be_asked_for("", &[]);
    assert_counts_can_be_asked_for("商店街", &[]);
    assert_counts_can_be_asked_for("支援", &chosen(&[("period", "短期"), ("has_result", "false")]));
    assert_counts_can_be_asked_for("", &chosen(&[("kind", "note"), ("chapter", "meguro-vision/5")]));
    assert_counts_can_be_asked_for("", &chosen(&[("period", "中期"), ("period", "長期"), ("year", "2015")]));
}

#[test]
fn values_stand_in_natural_order_and_a_chosen_one_stays() {
    let of = |response: &Value, key: &str| -> Vec<String> {
        let values = response["facets"][key]["values"].as_array().unwrap().iter();
        values.map(|value| value["value"].as_str().unwrap().to_owned()).collect()
    };
    let all = search([]);
    assert_eq!(of(&all, "period"), ["短期", "中期", "長期"]);
    assert_eq!(of(&all, "has_result"), ["true", "false", "unknown"]);
    assert_eq!(of(&all, "chapter"), ["meguro-vision/5", "meguro-vision/6"]);
    assert_eq!(of(&all, "kind")[..3], ["measure", "removed", "framework"]);
    let subsections = of(&all, "subsection");
    let at =
        |number: &str| subsections.iter().position(|value| value == &format!("meguro-vision/5-2-{number}"));
    assert!(at("1") < at("9") || at("9").is_none(), "{subsections:?}");
    assert!(of(&all, "year").is_sorted() && of(&all, "result_year").is_sorted());
    assert_eq!(all["facets"]["has_result"]["values"][1]["label"], "なし");

    let none = search([("q", "月面基地"), ("period", "中期"), ("kind", "note")]);
    let chosen = serde_json::json!([{"value": "中期", "label": "中期", "count": 0, "selected": true}]);
    assert_eq!(none["facets"]["period"]["values"], chosen);
    assert_eq!(of(&none, "kind"), ["note"]);
    assert_eq!(of(&none, "has_result"), Vec::<String>::new());
    assert_eq!(none["query"]["filters"], serde_json::json!({"kind": ["note"], "period": ["中期"]}));
}

#[test]
fn the_numbers_of_the_plan() {
    let total = |pairs: &[(&str, &str)]| search(pairs.iter().copied())["total_count"].as_u64().unwrap();
    assert_eq!((total(&[]), total(&[("kind", "measure")]), total(&[("kind", "removed")])), (92, 74, 9));
    assert_eq!(["true", "false", "unknown"].map(|value| total(&[("has_result", value)])), [66, 17, 9]);
    let of_period = |period| total(&[("kind", "measure"), ("period", period)]);
    assert_eq!(["短期", "中期", "長期"].map(of_period), [49, 14, 11]);
    let expected = ["meguro-vision/5-5-4-1", "meguro-vision/5-5-4-3", "meguro-vision/5-5-6-3"];
    let found = search([("q", "商店街"), ("kind", "measure"), ("has_result", "false"), ("sort", "number")]);
    assert_eq!(ids(&found["items"]), expected);
}

#[test]
fn a_year_overlaps_in_every_spelling() {
    let found = |key: &str, year: &str| ids(&search([(key, year), ("limit", "100")])["items"]);
    let measures =
        |year: &str| search([("kind", "measure"), ("year", year)])["total_count"].as_u64().unwrap();
    assert_eq!([measures("2012"), measures("2014"), measures("2020"), measures("2021")], [49, 14, 11, 0]);
    for spelling in ["H24", "h24", "平成24年度", "平成24年", "平成２４年度", "2012年度", "平成 24 年度"]
    {
        assert_eq!(found("year", spelling), found("year", "2012"), "{spelling}");
        assert_eq!(found("result_year", spelling), found("result_year", "2012"), "{spelling}");
    }
    for spelling in ["R2", "令和2年度", "平成32年度", "H32"] {
        assert_eq!(found("year", spelling), found("year", "2020"), "{spelling}");
    }
    assert_eq!(measures("2013-2014"), 49 + 14, "overlap, not inclusion");
    for spelling in ["H25-26", "平成25～26年度", "2013～2014", "平成25年度から26年度"] {
        assert_eq!(found("year", spelling), found("year", "2013-2014"), "{spelling}");
    }
    assert_eq!(search([("year", "2012"), ("year", "2014"), ("kind", "measure")])["total_count"], 63);
    assert!(found("result_year", "2014").is_empty(), "plan years and result years are two things");
    assert!(!found("result_year", "2011-2013").is_empty());
}

#[test]
fn entries_come_in_the_order_asked_for() {
    let items = |sort: &str, q: &str| search([("q", q), ("sort", sort), ("limit", "100")])["items"].clone();
    let printed: Vec<String> = ENTRIES.iter().map(|entry| entry.id.clone()).collect();
    let place = |id: &String| printed.iter().position(|printed| printed == id);
    assert!(ids(&items("number", "")).iter().map(place).is_sorted());
    assert_eq!(
        ids(&search([("limit", "100")])["items"]),
        ids(&items("number", "")),
        "the default without words"
    );
    let found = search([("q", "支援"), ("limit", "100")]);
    assert_eq!(found["items"], items("relevance", "支援"), "the default with words");
    let scores: Vec<f64> =
        found["items"].as_array().unwrap().iter().map(|i| i["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, next| one >= next) && scores.iter().all(|score| *score > 0.0));
    let periods: Vec<Option<usize>> = items("period", "")
        .as_array()
        .unwrap()
        .iter()
        .map(|item| ["短期", "中期", "長期"].iter().position(|period| item["period"] == *period))
        .collect();
    assert!(periods.is_sorted_by_key(|period| period.unwrap_or(9)), "{periods:?}");
    let down = search([("sort", "period"), ("order", "desc"), ("limit", "100")])["items"].clone();
    let period = |item: &Value| ["長期", "中期", "短期"].iter().position(|period| item["period"] == *period);
    let periods: Vec<Option<usize>> = down.as_array().unwrap().iter().map(period).collect();
    assert!(periods.is_sorted_by_key(|period| period.unwrap_or(9)), "no period comes last: {periods:?}");
    let results = |order: &str| {
        let items = search([("sort", "result"), ("order", order), ("limit", "100")])["items"].clone();
        let values = items.as_array().unwrap().iter().map(|item| item["has_result"].as_bool());
        let mut values: Vec<Option<bool>> = values.collect();
        values.dedup();
        values
    };
    assert_eq!(results("asc"), [Some(true), Some(false), None]);
    assert_eq!(results("desc"), [None, Some(false), Some(true)]);
    let mut sets = ["relevance", "number", "period", "result", "title"].map(|sort| ids(&items(sort, "支援")));
    sets.iter_mut().for_each(|ids| ids.sort());
    assert!(sets.windows(2).all(|pair| pair[0] == pair[1]), "an order never changes what is found");
}

/// Words of one token whose letters occur only where the word does, so that a plain text search can count
/// them. 中小企業 does not qualify: its words are weighed one by one.
const WORDS: [&str; 6] = ["商店街", "融資", "観光", "企業", "情報", "実績"];

/// Picks values that occur, from random indexes of a facet and a value.
fn chosen(picks: Vec<(usize, prop::sample::Index)>) -> Vec<(&'static str, String)> {
    let pick = |(facet, pick): (usize, prop::sample::Index)| {
        let values = occurring(FACETS[facet].key);
        (!values.is_empty()).then(|| (FACETS[facet].key, pick.get(&values).clone()))
    };
    picks.into_iter().filter_map(pick).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_count_can_be_asked_for_beside_words_that_are_filters(
        query in any::<prop::sample::Index>(),
        picks in prop::collection::vec((0..FACETS.len(), any::<prop::sample::Index>()), 0..4),
    ) {
        let query: &String = query.get(IN_FILTERS.as_slice());
        assert_counts_can_be_asked_for(query, &chosen(picks));
    }

    #[test]
    fn any_combination_finds_what_counting_finds(
        words in prop::sample::subsequence(WORDS.to_vec(), 0..=2),
        picks in prop::collection::vec((0..FACETS.len(), any::<prop::sample::Index>()), 0..5),
    ) {
        let chosen = chosen(picks);
        // A plain text search counts written words only, not synonyms.
        let exact = ("exact", "true".to_owned());
        let asked: Vec<_> = chosen.iter().cloned().chain([exact]).collect();
        let response = search(pairs(&words.join(" "), &asked));
        prop_assert_eq!(&response["total_count"], counted(&words, &chosen), "{:?} {:?}", words, chosen);
        for facet in FACETS {
            let others: Vec<_> = chosen.iter().filter(|(key, _)| *key != facet.key).cloned().collect();
            let listed = response["facets"][facet.key]["values"].as_array().unwrap();
            for value in occurring(facet.key) {
                let alone: Vec<_> = others.iter().cloned().chain([(facet.key, value.clone())]).collect();
                let shown = listed.iter().find(|shown| shown["value"] == value.as_str());
                let count = shown.map_or(0, |shown| shown["count"].as_u64().unwrap() as usize);
                prop_assert_eq!(count, counted(&words, &alone), "{:?} {:?} {}", words, chosen, value);
            }
        }
    }
}
