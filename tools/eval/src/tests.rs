#![allow(clippy::unwrap_used, reason = "tests")]

//! Tests metrics and comparison on cases computed by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    compare::{Moved, read_earlier},
    figures::{METRICS, rounded},
    run::{Answer, Found},
    *,
};

fn query(qid: &str, kind: &str, relevant: &[(&str, u8)]) -> JudgedQuery {
    JudgedQuery {
        qid: qid.to_owned(),
        query: format!("質問 {qid}"),
        kind: kind.to_owned(),
        relevant: relevant.iter().map(|(id, grade)| ((*id).to_owned(), *grade)).collect(),
        must_not: Vec::new(),
        exact_set: false,
    }
}

/// An answer with these entries of plan `p`, and `more` hits that are not listed.
fn answer(locals: &[&str], more: usize) -> Answer {
    let found = locals.iter().map(|local| Found { id: format!("p/{local}"), local: (*local).to_owned() });
    Answer { total: locals.len() + more, found: found.collect() }
}

fn report() -> Report {
    let exact = |query: JudgedQuery| JudgedQuery { exact_set: true, ..query };
    let without = |query: JudgedQuery| JudgedQuery { must_not: vec!["x".to_owned()], ..query };
    Report {
        asked: vec![
            Asked::new(query("q1", "plain", &[("a", 3), ("p/b", 1)]), answer(&["z", "a", "b"], 0)),
            Asked::new(query("q2", "zero", &[]), answer(&[], 0)),
            Asked::new(query("q3", "plain", &[("a", 2)]), answer(&[], 0)),
            Asked::new(query("q4", "zero", &[]), answer(&["z"], 4)),
            Asked::new(exact(query("q5", "set", &[("a", 3), ("b", 3)])), answer(&["b", "a"], 0)),
            Asked::new(exact(query("q6", "set", &[("a", 3)])), answer(&["a"], 1)),
            Asked::new(without(query("q7", "plain", &[("a", 1)])), answer(&["a", "x"], 0)),
        ],
    }
}

#[test]
fn figures_are_what_they_are_by_hand() {
    // q1: 7/1.584963 + 1/2 of 7 + 1/1.584963.
    let of_q1 = 0.644287;
    let overall = report().overall();
    assert_eq!(overall.queries, 7);
    let expected = [
        ("ndcg_at_10", (of_q1 + 0.0 + 1.0 + 1.0 + 1.0) / 5.0),
        ("mrr_at_10", (0.5 + 0.0 + 1.0 + 1.0 + 1.0) / 5.0),
        ("recall_at_1", (0.0 + 0.0 + 0.5 + 1.0 + 1.0) / 5.0),
        ("recall_at_10", 0.8),
        ("recall_at_100", 0.8),
        ("success_at_3", 0.8),
        ("zero_answer_accuracy", 0.5),
        ("exclusion_violations", 1.0),
        ("exact_sets", 0.5),
        ("silent", 0.2),
    ];
    assert_eq!(METRICS.iter().map(|metric| metric.name).collect::<Vec<_>>(), expected.map(|(name, _)| name));
    for (name, value) in expected {
        assert!((overall.value(name).unwrap() - value).abs() < 1e-6, "{name}: {:?}", overall.value(name));
    }
    assert_eq!(overall.value("no such figure"), None);
}

#[test]
fn the_json_has_a_fixed_shape() {
    let json = report().json();
    assert_eq!(json["queries"], 7);
    assert_eq!(json["metrics"]["exclusion_violations"].to_string(), "1", "a count is whole");
    let kinds: Vec<&String> = json["kinds"].as_object().unwrap().keys().collect();
    assert_eq!(kinds, ["plain", "zero", "set"], "as they first appear");
    assert_eq!(json["kinds"]["plain"]["queries"], 3);
    assert_eq!(
        (&json["kinds"]["plain"]["exact_sets"], &json["kinds"]["zero"]["ndcg_at_10"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&json["kinds"]["set"]["exact_sets"], &json["kinds"]["zero"]["silent"]),
        (&json!(0.5), &Value::Null)
    );
    let first = &json["per_query"][0];
    assert_eq!(
        (&first["qid"], &first["kind"], &first["query"], &first["returned"]),
        (&json!("q1"), &json!("plain"), &json!("質問 q1"), &json!(3))
    );
    assert_eq!(first["results"], json!(["p/z", "p/a", "p/b"]));
    assert_eq!((&first["mrr_at_10"], &first["zero_answer_accuracy"]), (&json!(0.5), &Value::Null));
    let qids = json["per_query"].as_array().unwrap().iter().map(|query| query["qid"].as_str().unwrap());
    assert_eq!(qids.collect::<Vec<_>>(), ["q1", "q2", "q3", "q4", "q5", "q6", "q7"]);
}

#[test]
fn an_id_without_its_plan_is_counted_once() {
    let twice = Answer {
        total: 2,
        found: ["p/a", "q/a"].map(|id| Found { id: id.to_owned(), local: "a".to_owned() }).to_vec(),
    };
    let grades = |query: JudgedQuery| {
        let asked = Asked::new(query, twice.clone());
        asked.graded().map(|(_, grade)| grade).collect::<Vec<_>>()
    };
    assert_eq!(grades(query("q", "plain", &[("a", 2)])), [2, 0]);
    assert_eq!(grades(query("q", "plain", &[("q/a", 2)])), [0, 2]);
    assert_eq!(grades(query("q", "plain", &[("p/a", 1), ("q/a", 2)])), [1, 2]);
}

#[test]
fn the_worst_answer_is_the_one_that_must_not_be() {
    let quality: Vec<f64> = report().asked.iter().map(Asked::quality).collect();
    assert_eq!(quality[1..], [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn a_run_is_no_different_from_itself() {
    let report = report();
    let comparison = compare(&read_earlier(&report.json().to_string()).unwrap(), &report);
    assert_eq!((comparison.paired, comparison.only_before, comparison.only_now), (7, 0, 0));
    for change in comparison.changes {
        let means = change.means.unwrap();
        assert_eq!((means.difference, means.interval), (0.0, [0.0, 0.0]), "{}", change.metric.name);
        assert_eq!((change.gained.len(), change.lost.len()), (0, 0));
    }
}

#[test]
fn gains_and_losses_are_told_worst_first() {
    let report = report();
    let earlier = json!({"per_query": [
        {"qid": "q1", "ndcg_at_10": 0.1, "mrr_at_10": 0.5},
        {"qid": "q3", "ndcg_at_10": 0.3, "mrr_at_10": 0.5},
        {"qid": "q5", "ndcg_at_10": 0.9, "mrr_at_10": 1.0},
        {"qid": "q2", "ndcg_at_10": null},
        {"qid": "gone", "ndcg_at_10": 1.0, "mrr_at_10": 1.0},
    ]});
    let comparison = compare(&read_earlier(&earlier.to_string()).unwrap(), &report);
    assert_eq!((comparison.paired, comparison.only_before, comparison.only_now), (4, 1, 3));
    let ndcg = &comparison.changes[0];
    let qids = |moved: &[Moved<'_>]| moved.iter().map(|one| one.asked.query.qid.clone()).collect::<Vec<_>>();
    assert_eq!(
        (qids(&ndcg.gained), qids(&ndcg.lost)),
        (vec!["q1".to_owned(), "q5".to_owned()], vec!["q3".to_owned()])
    );
    let means = ndcg.means.unwrap();
    assert!((means.difference - (0.544287 - 0.3 + 0.1) / 3.0).abs() < 1e-6, "{means:?}");
    assert!((means.now - means.before - means.difference).abs() < 1e-9, "{means:?}");
    let json = comparison.json();
    assert_eq!(json["metrics"]["mrr_at_10"]["lost"][0]["qid"], "q3");
    assert_eq!(json["metrics"]["ndcg_at_10"]["interval"].as_array().map(Vec::len), Some(2));
}

#[test]
fn runs_that_share_nothing_have_no_difference() {
    let report = report();
    let comparison = compare(&read_earlier(r#"{"per_query":[]}"#).unwrap(), &report);
    assert_eq!((comparison.paired, comparison.only_now), (0, 7));
    assert!(comparison.changes.iter().all(|change| change.means.is_none()));
    assert_eq!(comparison.json()["metrics"]["ndcg_at_10"]["difference"], Value::Null);
}

#[test]
fn what_is_no_report_is_told() {
    let wrong = [
        ("{\n", "2 行目が JSON として読めません"),
        ("[]", "per_query がありません"),
        (r#"{"per_query":[{}]}"#, "per_query の 1 番目に qid がありません"),
        (r#"{"per_query":[{"qid":"a","mrr_at_10":"1"}]}"#, "per_query の a の mrr_at_10 が数ではありません"),
    ];
    for (file, seen) in wrong {
        let told = read_earlier(file).unwrap_err().to_string();
        assert!(told.starts_with(seen) && told.contains("shisaku eval --json"), "{file}: {told}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_is_counted_and_every_figure_is_a_share(
        relevant in prop::collection::btree_map("[a-f]", 0..=3u8, 0..5),
        must_not in prop::collection::vec("[a-f]", 0..2),
        exact_set: bool,
        locals in Just(vec!["a", "b", "c", "d", "e", "f"]).prop_shuffle(),
        shown in 0..=6usize,
        more in 0..3usize,
    ) {
        let relevant: BTreeMap<String, u8> = relevant.into_iter().filter(|(_, grade)| *grade > 0).collect();
        let query = JudgedQuery { must_not, exact_set, relevant, ..query("q", "any", &[]) };
        let asked = Asked::new(query, answer(&locals[..shown], more));
        for metric in METRICS {
            if let Some(value) = (metric.of)(&asked) {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&value), "{} {value}", metric.name);
            }
        }
        prop_assert!((0.0..=1.0 + 1e-12).contains(&asked.quality()));
        let report = Report { asked: vec![asked] };
        prop_assert_eq!(&report.overall(), &report.kinds()[0].1, "of one kind there is nothing else");
        prop_assert_eq!(read_earlier(&report.json().to_string()).is_ok(), true);
    }

    #[test]
    fn figures_are_read_back_as_they_were_written(value in 0.0..1.0f64) {
        let written = rounded(value);
        let read: f64 = serde_json::from_str(&json!(written).to_string()).unwrap();
        prop_assert_eq!(read.to_bits(), written.to_bits());
    }
}
