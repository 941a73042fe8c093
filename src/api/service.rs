//! JSON answers about the service and about errors.

use schemars::JsonSchema;
use serde::Serialize;

/// The answer of `GET /healthz`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HealthAnswer<'r> {
    /// `ok` or `stale`.
    pub status: &'static str,
    /// Number of entries in the index.
    pub entries: usize,
    /// Build time of the index: RFC 3339, UTC.
    #[schemars(extend("format" = "date-time"))]
    pub built_at: &'r str,
    /// Fingerprint of the program, dictionary, lexicon and documents.
    pub fingerprint: &'r str,
    /// True if queries without results are counted.
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

/// The answer of `GET /readyz`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadyAnswer<'r> {
    /// Always `ready`. A server that is not ready answers 503.
    pub status: &'static str,
    /// True if the served index is older than the documents.
    pub stale: bool,
    /// Fingerprint of the served index.
    pub fingerprint: &'r str,
}

/// An error answer (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemAnswer<'r> {
    /// Address of the explanation of this sort of error.
    #[serde(rename = "type")]
    #[schemars(extend("format" = "uri-reference"))]
    pub kind: &'r str,
    /// Short title, in Japanese.
    pub title: &'r str,
    /// HTTP status.
    #[schemars(range(min = 400, max = 599))]
    pub status: u16,
    /// The error and how to fix it, in Japanese.
    pub detail: &'r str,
    /// The invalid parameter, if the error is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub param: Option<&'r str>,
}
