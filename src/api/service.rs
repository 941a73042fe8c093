//! What the service says of itself and of mistakes.

use schemars::JsonSchema;
use serde::Serialize;

/// `GET /healthz`
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "動いているかどうか。")]
pub struct HealthAnswer<'r> {
    /// `ok` or `stale`.
    #[schemars(
        description = "ok、または、文書の変更を取り入れられず前の内容を返しているときと、文書の見張りが止まったとき stale。"
    )]
    pub status: &'static str,
    /// Entries in the index.
    #[schemars(description = "索引にある項目の数。")]
    pub entries: usize,
    /// RFC 3339, UTC.
    #[schemars(extend("format" = "date-time"), description = "索引を作った時刻(RFC 3339、UTC)。")]
    pub built_at: &'r str,
    /// Of program, dictionary, lexicon and documents.
    #[schemars(description = "プログラムと文書の指紋。データの版を示します。")]
    pub fingerprint: &'r str,
    /// Whether what finds nothing is counted.
    #[schemars(description = "見つからなかった言葉を数えているかどうか。")]
    pub learning: bool,
    /// The watch over the documents.
    #[schemars(description = "文書の見張りのようす。")]
    pub watch: WatchAnswer,
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

/// `GET /readyz`
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "検索を受け付けられるかどうか。")]
pub struct ReadyAnswer<'r> {
    /// `ready`.
    #[schemars(description = "ready、または unavailable。")]
    pub status: &'static str,
    /// Whether an older index is served than the documents ask for.
    #[schemars(description = "前の内容を返しているかどうか。")]
    pub stale: bool,
    /// Of the index that is served.
    #[schemars(description = "プログラムと文書の指紋。データの版を示します。")]
    pub fingerprint: &'r str,
}

/// A mistake as RFC 9457 has it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "誤りの説明(RFC 9457)。")]
pub struct ProblemAnswer<'r> {
    /// Where the sort of mistake is explained.
    #[serde(rename = "type")]
    #[schemars(extend("format" = "uri-reference"), description = "誤りの種類。説明のページを指します。")]
    pub kind: &'r str,
    /// In a few words.
    #[schemars(description = "題名。")]
    pub title: &'r str,
    /// HTTP status.
    #[schemars(range(min = 400, max = 599), description = "HTTP の状態の番号。")]
    pub status: u16,
    /// What is wrong here, and the way out.
    #[schemars(description = "何が、どうして誤りで、どうすればよいか。")]
    pub detail: &'r str,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "誤りのあるパラメーター。")]
    pub param: Option<&'r str>,
}
