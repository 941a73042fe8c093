//! The table of metrics, used by the JSON, the list for people and the regression test.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    metrics::{ndcg, recall, reciprocal_rank, success},
    queries::JudgedQuery,
    run::{Answer, Found},
};

/// A query with its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The query with its judgements.
    pub query: JudgedQuery,
    /// The hits that were returned.
    pub answer: Answer,
    /// The grade of each returned entry, 0 if not relevant.
    ranking: Vec<u8>,
}

impl Asked {
    /// Grades an answer.
    pub fn new(query: JudgedQuery, answer: Answer) -> Self {
        // An id without its plan may match entries of several plans. Only the first returned one counts.
        let mut open: BTreeSet<&str> = query.relevant.keys().map(String::as_str).collect();
        let mut grade = |found: &Found| {
            let judged = open.iter().copied().find(|judged| found.is(judged))?;
            open.remove(judged);
            query.relevant.get(judged).copied()
        };
        let ranking = answer.found.iter().map(|found| grade(found).unwrap_or(0)).collect();
        Self { query, answer, ranking }
    }

    /// Returned entries that are listed in `must_not`.
    pub fn violations(&self) -> impl Iterator<Item = &str> {
        let unwanted = |id: &str| self.answer.found.iter().any(|found| found.is(id));
        self.query.must_not.iter().map(String::as_str).filter(move |id| unwanted(id))
    }

    /// The returned entries with their grades.
    pub fn graded(&self) -> impl Iterator<Item = (&Found, u8)> {
        self.answer.found.iter().zip(self.ranking.iter().copied())
    }

    /// Quality of the answer from 0 to 1, for sorting queries. It is nDCG@10, or for a query without answer
    /// 1 if nothing was returned. A violated `must_not` or `exact_set` gives 0.
    pub fn quality(&self) -> f64 {
        let wrong = self.violations().next().is_some() || self.query.exact_set && !self.is_exact();
        match () {
            () if wrong => 0.0,
            () if self.has_answer() => self.ndcg(10),
            () => f64::from(self.is_silent()),
        }
    }

    /// True if the query has relevant entries.
    fn has_answer(&self) -> bool {
        !self.query.relevant.is_empty()
    }

    fn is_silent(&self) -> bool {
        self.answer.total == 0
    }

    fn is_exact(&self) -> bool {
        self.answer.total == self.query.relevant.len()
            && self.ranking.iter().filter(|grade| **grade > 0).count() == self.answer.total
    }

    fn ndcg(&self, depth: usize) -> f64 {
        let judged: Vec<u8> = self.query.relevant.values().copied().collect();
        ndcg(&self.ranking, &judged, depth)
    }

    fn recall(&self, depth: usize) -> f64 {
        recall(&self.ranking, self.query.relevant.len(), depth)
    }
}

/// Aggregation of the values of many queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summary {
    /// Arithmetic mean. No value without queries.
    Mean,
    /// Number of queries with a value other than 0.
    Count,
}

/// A metric.
#[derive(Debug)]
pub struct Metric {
    /// Member name in JSON.
    pub name: &'static str,
    /// Japanese label.
    pub label: &'static str,
    /// Aggregation over queries.
    pub summary: Summary,
    /// Value for one query, from 0 to 1. `None` if the metric does not apply.
    pub of: fn(&Asked) -> Option<f64>,
}

/// All metrics, in output order.
pub(crate) const METRICS: &[Metric] = &[
    mean("ndcg_at_10", "nDCG@10", |asked| asked.has_answer().then(|| asked.ndcg(10))),
    mean("mrr_at_10", "MRR@10", |asked| asked.has_answer().then(|| reciprocal_rank(&asked.ranking, 10))),
    mean("recall_at_1", "再現@1", |asked| asked.has_answer().then(|| asked.recall(1))),
    mean("recall_at_10", "再現@10", |asked| asked.has_answer().then(|| asked.recall(10))),
    mean("recall_at_100", "再現@100", |asked| asked.has_answer().then(|| asked.recall(100))),
    mean("success_at_3", "3位以内", |asked| asked.has_answer().then(|| success(&asked.ranking, 3))),
    mean("zero_answer_accuracy", "0件正答", |asked| {
        (!asked.has_answer()).then(|| f64::from(asked.is_silent()))
    }),
    Metric {
        name: "exclusion_violations",
        label: "除外違反",
        summary: Summary::Count,
        of: |asked| Some(f64::from(asked.violations().next().is_some())),
    },
    mean("exact_sets", "集合一致", |asked| asked.query.exact_set.then(|| f64::from(asked.is_exact()))),
    mean("silent", "無回答", |asked| asked.has_answer().then(|| f64::from(asked.is_silent()))),
];

const fn mean(name: &'static str, label: &'static str, of: fn(&Asked) -> Option<f64>) -> Metric {
    Metric { name, label, summary: Summary::Mean, of }
}

/// Metrics of a group of queries.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Number of queries.
    pub queries: usize,
    /// One value per metric, in the order of [`METRICS`]. `None` if the metric applies to no query.
    pub values: Vec<Option<f64>>,
}

impl Figures {
    /// Aggregates a group.
    pub fn of<'a>(asked: impl Iterator<Item = &'a Asked> + Clone) -> Self {
        let value = |metric: &Metric| {
            let values: Vec<f64> = asked.clone().filter_map(metric.of).collect();
            match metric.summary {
                Summary::Mean if values.is_empty() => None,
                Summary::Mean => Some(values.iter().sum::<f64>() / values.len() as f64),
                Summary::Count => Some(values.iter().filter(|value| **value != 0.0).count() as f64),
            }
        };
        Self { queries: asked.clone().count(), values: METRICS.iter().map(value).collect() }
    }

    /// The value of the metric with this JSON name.
    pub fn value(&self, name: &str) -> Option<f64> {
        METRICS.iter().zip(&self.values).find(|(metric, _)| metric.name == name).and_then(|(_, value)| *value)
    }

    /// Metric names with their values.
    pub fn json(&self) -> Map<String, Value> {
        let value = |(metric, value): (&Metric, &Option<f64>)| {
            let value = match (metric.summary, value) {
                // A count of queries is a small whole number.
                (Summary::Count, Some(value)) => json!(*value as u64),
                (_, value) => json!(value.map(rounded)),
            };
            (metric.name.to_owned(), value)
        };
        METRICS.iter().zip(&self.values).map(value).collect()
    }
}

/// Rounds to six decimals. A written value reads back as exactly the same number.
pub(crate) fn rounded(value: f64) -> f64 {
    // Adding 0 turns -0 into 0.
    (value * 1e6).round() / 1e6 + 0.0
}
