//! Compares two runs of the same queries: differences, their confidence interval, and the queries that
//! moved.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::{
    bootstrap::interval,
    figures::{Asked, METRICS, Metric, rounded},
    report::Report,
};

/// Compared metrics. Both measure ranking quality; the others follow from it or are counts.
const COMPARED: [&str; 2] = ["ndcg_at_10", "mrr_at_10"];

/// Maximum number of queries listed as gained and as lost.
const LISTED: usize = 10;

/// Error for a file that `shisaku eval --json` did not write.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{seen}。`shisaku eval --json` の出力を指定してください。")]
pub(crate) struct NotAReport {
    /// Description of the problem, without a full stop.
    pub seen: String,
}

/// An earlier run: compared values by qid.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    queries: BTreeMap<String, BTreeMap<&'static str, f64>>,
}

/// Reads the JSON of an earlier run. Only compared members are checked.
///
/// # Errors
/// If the JSON has another shape.
pub(crate) fn read_earlier(file: &str) -> Result<Earlier, NotAReport> {
    let not = |seen: String| NotAReport { seen };
    let report: Value = serde_json::from_str(file.trim_start_matches('\u{FEFF}'))
        .map_err(|error| not(format!("{} 行目が JSON として読めません", error.line())))?;
    let listed = report["per_query"].as_array().ok_or_else(|| not("per_query がありません".to_owned()))?;
    let mut queries = BTreeMap::new();
    for (at, query) in (1..).zip(listed) {
        let qid = query["qid"].as_str();
        let qid = qid.ok_or_else(|| not(format!("per_query の {at} 番目に qid がありません")))?;
        let mut values = BTreeMap::new();
        for name in COMPARED {
            match &query[name] {
                // The metric does not apply to this query.
                Value::Null => {}
                Value::Number(value) => _ = values.insert(name, value.as_f64().unwrap_or_default()),
                _ => return Err(not(format!("per_query の {qid} の {name} が数ではありません"))),
            }
        }
        queries.insert(qid.to_owned(), values);
    }
    Ok(Earlier { queries })
}

/// Differences from an earlier run.
#[derive(Debug, Clone)]
pub struct Comparison<'r> {
    /// Number of queries in both runs.
    pub paired: usize,
    /// Number of queries only in the earlier run.
    pub only_before: usize,
    /// Number of queries only in the current run.
    pub only_now: usize,
    /// One change for each compared metric.
    pub changes: Vec<Change<'r>>,
}

/// Change of one metric.
#[derive(Debug, Clone)]
pub struct Change<'r> {
    /// The metric that was compared.
    pub metric: &'static Metric,
    /// Means over queries with a value in both runs. `None` without such queries.
    pub means: Option<Means>,
    /// The queries that gained most, largest gain first.
    pub gained: Vec<Moved<'r>>,
    /// The queries that lost most, largest loss first.
    pub lost: Vec<Moved<'r>>,
}

/// Means of one metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Means {
    /// Mean of the earlier run.
    pub before: f64,
    /// Mean of the current run.
    pub now: f64,
    /// Mean of the differences. Positive is better.
    pub difference: f64,
    /// The 95 % confidence interval of the difference.
    pub interval: [f64; 2],
}

/// A query whose value changed.
#[derive(Debug, Clone, Copy)]
pub struct Moved<'r> {
    /// The query with its current answer.
    pub asked: &'r Asked,
    /// Value in the earlier run.
    pub before: f64,
    /// Value in the current run.
    pub now: f64,
}

impl Moved<'_> {
    /// Current minus earlier value. Positive is better.
    pub fn difference(&self) -> f64 {
        rounded(self.now - self.before)
    }
}

/// Compares a run with an earlier one, query by query.
pub fn compare<'r>(earlier: &Earlier, now: &'r Report) -> Comparison<'r> {
    let qids: BTreeSet<&str> = now.asked.iter().map(|asked| asked.query.qid.as_str()).collect();
    let paired = qids.iter().filter(|qid| earlier.queries.contains_key(**qid)).count();
    let metrics = METRICS.iter().filter(|metric| COMPARED.contains(&metric.name));
    Comparison {
        paired,
        only_before: earlier.queries.len() - paired,
        only_now: qids.len() - paired,
        changes: metrics.map(|metric| change(metric, earlier, now)).collect(),
    }
}

fn change<'r>(metric: &'static Metric, earlier: &Earlier, now: &'r Report) -> Change<'r> {
    let pair = |asked: &'r Asked| {
        let before = *earlier.queries.get(&asked.query.qid)?.get(metric.name)?;
        // Rounded as in the file, so that a run does not differ from itself.
        Some(Moved { asked, before, now: rounded((metric.of)(asked)?) })
    };
    let pairs: Vec<Moved<'r>> = now.asked.iter().filter_map(pair).collect();
    let mut gained: Vec<Moved<'r>> = pairs.iter().filter(|pair| pair.difference() > 0.0).copied().collect();
    let mut lost: Vec<Moved<'r>> = pairs.iter().filter(|pair| pair.difference() < 0.0).copied().collect();
    gained.sort_by(|one, other| other.difference().total_cmp(&one.difference()));
    lost.sort_by(|one, other| one.difference().total_cmp(&other.difference()));
    gained.truncate(LISTED);
    lost.truncate(LISTED);
    Change { metric, means: means(&pairs), gained, lost }
}

fn means(pairs: &[Moved<'_>]) -> Option<Means> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let differences: Vec<f64> = pairs.iter().map(Moved::difference).collect();
    Some(Means {
        interval: interval(&differences)?,
        before: mean(&pairs.iter().map(|pair| pair.before).collect::<Vec<_>>()),
        now: mean(&pairs.iter().map(|pair| pair.now).collect::<Vec<_>>()),
        difference: mean(&differences),
    })
}

impl Comparison<'_> {
    /// The comparison as JSON.
    pub fn json(&self) -> Value {
        let metrics: Map<String, Value> =
            self.changes.iter().map(|change| (change.metric.name.to_owned(), change.json())).collect();
        json!({
            "paired": self.paired,
            "only_before": self.only_before,
            "only_now": self.only_now,
            "metrics": metrics,
        })
    }
}

impl Change<'_> {
    fn json(&self) -> Value {
        let moved = |moved: &Moved<'_>| {
            let query = &moved.asked.query;
            json!({
                "qid": query.qid, "kind": query.kind, "query": query.query,
                "before": moved.before, "now": moved.now, "difference": moved.difference(),
            })
        };
        json!({
            "before": self.means.map(|means| rounded(means.before)),
            "now": self.means.map(|means| rounded(means.now)),
            "difference": self.means.map(|means| rounded(means.difference)),
            "interval": self.means.map(|means| means.interval.map(rounded)),
            "gained": self.gained.iter().map(moved).collect::<Vec<_>>(),
            "lost": self.lost.iter().map(moved).collect::<Vec<_>>(),
        })
    }
}
