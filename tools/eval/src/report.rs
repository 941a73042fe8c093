//! The results of a run: overall, by kind of query, and by query.

use serde_json::{Map, Value, json};

use super::figures::{Asked, Figures, METRICS, rounded};

/// Maximum number of result ids listed for a query.
const LISTED: usize = 10;

/// All queries with their answers, in file order.
#[derive(Debug, Clone)]
pub struct Report {
    /// Each query with its graded answer.
    pub asked: Vec<Asked>,
}

impl Report {
    /// Metrics over all queries.
    pub fn overall(&self) -> Figures {
        Figures::of(self.asked.iter())
    }

    /// Metrics for each kind of query, in order of first appearance.
    pub fn kinds(&self) -> Vec<(&str, Figures)> {
        let mut kinds: Vec<&str> = Vec::new();
        for asked in &self.asked {
            if !kinds.contains(&asked.query.kind.as_str()) {
                kinds.push(&asked.query.kind);
            }
        }
        let of = |kind| Figures::of(self.asked.iter().filter(move |asked| asked.query.kind == kind));
        kinds.into_iter().map(|kind| (kind, of(kind))).collect()
    }

    /// The report as JSON. The shape is a contract: members are added, never renamed.
    pub fn json(&self) -> Value {
        let overall = self.overall();
        let kinds: Map<String, Value> = self
            .kinds()
            .into_iter()
            .map(|(kind, figures)| {
                let mut members = Map::from_iter([("queries".to_owned(), json!(figures.queries))]);
                members.extend(figures.json());
                (kind.to_owned(), Value::Object(members))
            })
            .collect();
        json!({
            "queries": overall.queries,
            "metrics": overall.json(),
            "kinds": kinds,
            "per_query": self.asked.iter().map(one).collect::<Vec<_>>(),
        })
    }
}

/// One query with its metrics and results.
fn one(asked: &Asked) -> Value {
    let query = &asked.query;
    let head = [("qid", &query.qid), ("kind", &query.kind), ("query", &query.query)];
    let mut members: Map<String, Value> =
        head.into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect();
    let values =
        METRICS.iter().map(|metric| (metric.name.to_owned(), json!((metric.of)(asked).map(rounded))));
    members.extend(values);
    let results: Vec<&str> = asked.answer.found.iter().take(LISTED).map(|found| found.id.as_str()).collect();
    members.insert("returned".to_owned(), json!(asked.answer.total));
    members.insert("results".to_owned(), json!(results));
    Value::Object(members)
}
