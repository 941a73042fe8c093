//! Relevance: judged queries over the real plan, and the figures they must keep.
//!
//! `tests/cases/relevance/` holds one file per query set, and `figures.json`. A figure may improve a little
//! and worsen by less. A large improvement must be written down, so that it is kept from then on.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};
use shisaku_eval::{DEPTH, Figures, Report};

use crate::{
    golden::{golden, updating},
    support::api::search_of,
};

const FOLDER: &str = "tests/cases/relevance";

/// The query sets:
///
/// - `public`: given with the plan
/// - `own`: our own
/// - `held`: our own, held out while working on ranking
/// - `off_plan`: subjects outside this plan
/// - `typed`: kana, romaji and typos
/// - `meaning`: everyday words
/// - `wide`: all kinds, by an author who knew neither the engine nor the lexicon
/// - `blind`: like `wide`, by another author; no query with an answer was looked at during any work
/// - `spoken`: sentences of residents, conditions of clerks, by authors who knew neither
/// - `kept`: the other half of theirs, not looked at
const SETS: [&str; 10] =
    ["public", "own", "held", "off_plan", "typed", "meaning", "wide", "blind", "spoken", "kept"];

/// Sets over another plan, on welfare: one half to work with, and one that is not looked at.
const OF_WELFARE: [&str; 2] = ["welfare", "welfare_kept"];

/// Maximum loss of a figure. The order of two equally good entries may change.
const WORSE: f64 = 0.01;

/// Maximum gain of a figure before it must be written down.
const BETTER: f64 = 0.03;

/// Figures kept for a whole set. Only the first is kept for each kind of query in it.
const KEPT: [&str; 4] = ["ndcg_at_10", "exact_sets", "exclusion_violations", "zero_answer_accuracy"];

/// Figures for which lower is better.
const LESS: [&str; 1] = ["exclusion_violations"];

#[test]
fn answers_are_as_good_as_they_were() {
    let indexes = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let search = search_of(Path::new("seeds"), indexes[0].path());
    let of_welfare = search_of(Path::new("tests/cases/welfare"), indexes[1].path());
    let mut now = Map::new();
    let sets = SETS.map(|set| (set, &search)).into_iter().chain(OF_WELFARE.map(|set| (set, &of_welfare)));
    for (set, search) in sets {
        let file = fs::read_to_string(format!("{FOLDER}/{set}.jsonl")).unwrap();
        let queries = shisaku_eval::read_queries(&file).unwrap_or_else(|bad| panic!("{set}.jsonl: {bad}"));
        assert_eq!(shisaku_eval::unknown_ids(search, &queries).unwrap(), Vec::<String>::new(), "{set}.jsonl");
        let report = shisaku_eval::run(search, queries, DEPTH, &|_, _| {}).unwrap();
        now.insert(set.to_owned(), kept(&report));
    }
    let now = Value::Object(now);
    let text = format!("{}\n", serde_json::to_string_pretty(&now).unwrap());
    if updating() {
        golden("relevance", "relevance/figures.json", &text);
        return;
    }
    let before: Value = fs::read_to_string(format!("{FOLDER}/figures.json"))
        .map(|kept| serde_json::from_str(&kept).unwrap())
        .unwrap_or_default();
    let told = told(&before, &now);
    assert!(
        told.is_empty(),
        "{}\n`shisaku eval --queries {FOLDER}/public.jsonl` shows the queries.",
        told.join("\n")
    );
}

/// The figures of a set that are written down.
fn kept(report: &Report) -> Value {
    // Three decimals are enough to read a difference.
    let short = |value: Option<f64>| value.map(|value| (value * 1e3).round() / 1e3);
    let overall = report.overall();
    let mut figures: Map<String, Value> =
        KEPT.iter().map(|name| ((*name).to_owned(), json!(short(overall.value(name))))).collect();
    let of_kind = |figures: &Figures| json!(short(figures.value(KEPT[0])));
    let kinds: Map<String, Value> =
        report.kinds().iter().map(|(kind, figures)| ((*kind).to_owned(), of_kind(figures))).collect();
    figures.insert("kinds".to_owned(), Value::Object(kinds));
    Value::Object(figures)
}

/// Messages about figures that differ from the written ones.
fn told(before: &Value, now: &Value) -> Vec<String> {
    let (before, now) = (flat("", before), flat("", now));
    let names =
        before.iter().chain(now.iter().filter(|(name, _)| before.iter().all(|(kept, _)| kept != name)));
    let find = |figures: &[(String, Option<f64>)], name: &str| {
        figures.iter().find(|(kept, _)| kept == name).and_then(|(_, value)| *value)
    };
    let mut told = Vec::new();
    for (name, _) in names {
        let less = LESS.iter().any(|figure| name.ends_with(figure));
        let hint = "if it is meant: make golden, then look at the difference with git diff";
        match (find(&before, name), find(&now, name)) {
            (Some(kept), Some(is)) => {
                let gain = if less { kept - is } else { is - kept };
                if gain < -WORSE - 1e-9 {
                    told.push(format!("{name} got worse: {kept} is kept, {is} is measured; {hint}"));
                } else if gain > BETTER + 1e-9 {
                    told.push(format!(
                        "{name} got better: {kept} is kept, {is} is measured; to hold it: make golden"
                    ));
                }
            }
            (None, None) => {}
            (kept, is) => told.push(format!("{name}: {kept:?} is kept, {is:?} is measured; {hint}")),
        }
    }
    told
}

/// Lists every figure with its path: `public kinds plain`.
fn flat(above: &str, figures: &Value) -> Vec<(String, Option<f64>)> {
    match figures {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| flat(format!("{above} {name}").trim_start(), value))
            .collect(),
        value => vec![(above.to_owned(), value.as_f64())],
    }
}

#[test]
fn a_figure_that_moved_is_told() {
    let figures = |ndcg: Value, violations: u8| json!({"public": {"ndcg_at_10": ndcg, "exclusion_violations": violations, "kinds": {"zero": null}}});
    let told_of = |ndcg: Value, violations| told(&figures(json!(0.7), 1), &figures(ndcg, violations));
    assert_eq!(told_of(json!(0.7), 1), Vec::<String>::new());
    assert_eq!(told_of(json!(0.69), 1), Vec::<String>::new(), "a little worse");
    assert_eq!(told_of(json!(0.73), 1), Vec::<String>::new(), "a little better");
    for (ndcg, violations, words) in [
        (json!(0.689), 1, "public ndcg_at_10 got worse: 0.7"),
        (json!(0.731), 1, "public ndcg_at_10 got better: 0.7"),
        (json!(0.7), 2, "public exclusion_violations got worse: 1"),
        (json!(0.7), 0, "public exclusion_violations got better: 1"),
        (Value::Null, 1, "public ndcg_at_10: Some(0.7) is kept, None"),
    ] {
        let told = told_of(ndcg, violations);
        assert!(told.len() == 1 && told[0].contains(words) && told[0].contains("make golden"), "{told:?}");
    }
    let new = told(&json!({}), &json!({"own": {"ndcg_at_10": 0.5}}));
    assert!(new.len() == 1 && new[0].contains("own ndcg_at_10: None is kept"), "{new:?}");
}
