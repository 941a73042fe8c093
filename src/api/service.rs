//! What the service says of itself and of mistakes.

use schemars::JsonSchema;
use serde::Serialize;

/// `GET /healthz`
#[derive(Debug, Serialize, JsonSchema)]
pub struct HealthAnswer<'r> {
    /// `ok` or `stale`.
    pub status: &'static str,
    /// Entries in the index.
    pub entries: usize,
    /// RFC 3339, UTC.
    #[schemars(extend("format" = "date-time"))]
    pub built_at: &'r str,
    /// Of program, dictionary, lexicon and documents.
    pub fingerprint: &'r str,
    /// Whether what finds nothing is counted.
    pub learning: bool,
    /// The watch over the documents.
    pub watch: WatchAnswer,
}

/// The state of the watch over the documents.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WatchAnswer {
    /// `watching`, `updating`, `failed`, `silent` or `off`.
    #[schemars(extend("enum" = ["watching", "updating", "failed", "silent", "off"]))]
    pub state: &'static str,
    /// Time of the last look at the documents: RFC 3339, UTC. Left out where there is no watch.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub looked_at: Option<String>,
}

/// `GET /readyz`
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadyAnswer<'r> {
    /// `ready`.
    pub status: &'static str,
    /// Whether an older index is served than the documents ask for.
    pub stale: bool,
    /// Of the index that is served.
    pub fingerprint: &'r str,
}

/// A mistake as RFC 9457 has it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemAnswer<'r> {
    /// Where the sort of mistake is explained.
    #[serde(rename = "type")]
    #[schemars(extend("format" = "uri-reference"))]
    pub kind: &'r str,
    /// In a few words.
    pub title: &'r str,
    /// HTTP status.
    #[schemars(range(min = 400, max = 599))]
    pub status: u16,
    /// What is wrong here, and the way out.
    pub detail: &'r str,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub param: Option<&'r str>,
}
