//! JSON answers about the service and about errors.

use schemars::JsonSchema;
use serde::Serialize;

/// The answer of `GET /healthz`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "動いているかどうか。")]
pub struct HealthAnswer<'r> {
    /// `ok` or `stale`.
    #[schemars(
        description = "ok、または、文書の変更を取り入れられず前の内容を返しているときと、文書の見張りが止まったとき stale。"
    )]
    pub status: &'static str,
    /// Number of entries in the index.
    #[schemars(description = "索引にある項目の数。")]
    pub entries: usize,
    /// Build time of the index: RFC 3339, UTC.
    #[schemars(extend("format" = "date-time"), description = "索引を作った時刻(RFC 3339、UTC)。")]
    pub built_at: &'r str,
    /// Fingerprint of the program, dictionary, lexicon and documents.
    #[schemars(description = "プログラムと文書の指紋。データの版を示します。")]
    pub fingerprint: &'r str,
    /// Findings about the served documents, counted.
    #[schemars(description = "文書について気づいたことの数。")]
    pub findings: FindingCounts,
    /// Errors of a change that was refused, each with its place. At most 20.
    #[schemars(description = "取り入れていない変更にある誤り(20 件まで)。")]
    pub refused: Vec<String>,
    /// True if queries without results are counted.
    #[schemars(description = "見つからなかった言葉を数えているかどうか。")]
    pub learning: bool,
    /// The watch over the documents.
    #[schemars(description = "文書の見張りのようす。")]
    pub watch: WatchAnswer,
}

/// Numbers of findings about the documents, by severity.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(description = "文書について気づいたことの数。")]
pub struct FindingCounts {
    /// Something could not be read.
    #[schemars(description = "エラー。")]
    pub errors: usize,
    /// Something is doubtful.
    #[schemars(description = "注意。")]
    pub warnings: usize,
    /// Something worth knowing.
    #[schemars(description = "情報。")]
    pub notes: usize,
}

/// The state of the watch over the documents.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "文書の見張りのようす。")]
pub struct WatchAnswer {
    /// `watching`, `updating`, `failed`, `silent` or `off`.
    #[schemars(extend("enum" = ["watching", "updating", "failed", "silent", "off"]), description = "watching(見ています)、updating(変更を取り入れています)、failed(思わぬ障害があり、まだ読み直せていません)、silent(長く見ていません)、off(見張りはありません)。")]
    pub state: &'static str,
    /// Time of the last look at the documents: RFC 3339, UTC. Left out where there is no watch.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "date-time"), description = "文書を最後に見た時刻(RFC 3339、UTC)。見張りがなければありません。")]
    pub looked_at: Option<String>,
}

/// The answer of `GET /readyz`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "検索を受け付けられるかどうか。")]
pub struct ReadyAnswer<'r> {
    /// Always `ready`. A server that is not ready answers 503.
    #[schemars(description = "ready、または unavailable。")]
    pub status: &'static str,
    /// True if the served index is older than the documents.
    #[schemars(description = "前の内容を返しているかどうか。")]
    pub stale: bool,
    /// Fingerprint of the served index.
    #[schemars(description = "プログラムと文書の指紋。データの版を示します。")]
    pub fingerprint: &'r str,
}

/// An error answer (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "誤りの説明(RFC 9457)。")]
pub struct ProblemAnswer<'r> {
    /// Address of the explanation of this sort of error.
    #[serde(rename = "type")]
    #[schemars(extend("format" = "uri-reference"), description = "誤りの種類。説明のページを指します。")]
    pub kind: &'r str,
    /// Short title, in Japanese.
    #[schemars(description = "題名。")]
    pub title: &'r str,
    /// HTTP status.
    #[schemars(range(min = 400, max = 599), description = "HTTP の状態の番号。")]
    pub status: u16,
    /// The error and how to fix it, in Japanese.
    #[schemars(description = "何が、どうして誤りで、どうすればよいか。")]
    pub detail: &'r str,
    /// The invalid parameter, if the error is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "誤りのあるパラメーター。")]
    pub param: Option<&'r str>,
}
