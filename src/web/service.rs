//! The state of the service: health, readiness and metrics.

use axum::{
    http::header,
    response::{IntoResponse, Response},
    routing,
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    blocking::{self, Call},
    json::answer,
    operation::{Answer, Group, Operation},
    parameter,
    problem::{Problem, UNAVAILABLE},
    query,
};
use crate::api::{FindingCounts, HealthAnswer, ReadyAnswer};
use shisaku_model::{Finding, Severity};

/// The operation `GET /healthz`.
pub(super) const HEALTH: Operation = Operation {
    path: "/healthz",
    id: "health",
    group: Group::Service,
    summary: "動いているかどうか",
    description: "動いていれば 200 です。文書の変更を取り入れられず前の内容を返しているときと、文書の見張りが止まったときは status が stale になります。watch は見張りのようす、findings は文書について気づいたことの数、refused は取り入れていない変更にある誤りです。",
    parameters: parameter::none,
    answers: &[Answer::json::<HealthAnswer<'_>>()],
    mistakes: &[],
    examples: &[("/healthz", "いまの状態")],
    handler: || routing::get(health),
};

/// Answers without the pool and the index, so that it responds under any load.
async fn health(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let live = &call.live;
    let search = live.search();
    let facts = search.facts();
    Ok(answer(&HealthAnswer {
        status: if live.is_stale() { "stale" } else { "ok" },
        entries: facts.entries,
        built_at: &facts.built_at,
        fingerprint: &facts.fingerprint,
        findings: counted(&live.data_status().findings),
        refused: live.stale_reason().map(|reason| listed(&reason.errors)).unwrap_or_default(),
        learning: live.recorder().is_some(),
        watch: live.watching().answer(),
    }))
}

/// Maximum number of errors listed.
const MOST_LISTED: usize = 20;

fn counted(findings: &[Finding]) -> FindingCounts {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    FindingCounts { errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Info) }
}

fn listed(errors: &[Finding]) -> Vec<String> {
    errors.iter().take(MOST_LISTED).map(|error| format!("{} {}", error.place, error.message)).collect()
}

/// The operation `GET /readyz`.
pub(super) const READY: Operation = Operation {
    path: "/readyz",
    id: "ready",
    group: Group::Service,
    summary: "検索を受け付けられるかどうか",
    description: "索引を読めるなら 200、読めないときと終わるところでは 503 です。前の内容を返しているだけなら 200 で、stale が true になります: 古い答えも、答えがないよりは役に立ちます。",
    parameters: parameter::none,
    answers: &[Answer::json::<ReadyAnswer<'_>>()],
    mistakes: &[UNAVAILABLE],
    examples: &[("/readyz", "いま受け付けられるか")],
    handler: || blocking::get(ready),
};

fn ready(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let live = &call.live;
    if live.is_ending() {
        return Err(Problem::of(UNAVAILABLE, "終わるところです。"));
    }
    let search = live.search();
    // No entry has an empty id, but the lookup shows that the index can be read.
    if search.entry("").is_err() {
        return Err(Problem::of(UNAVAILABLE, "索引を読めません。"));
    }
    let fingerprint = &search.facts().fingerprint;
    Ok(answer(&ReadyAnswer { status: "ready", stale: live.is_stale(), fingerprint }))
}

/// The operation `GET /metrics`.
pub(super) const METRICS: Operation = Operation {
    path: "/metrics",
    id: "metrics",
    group: Group::Service,
    summary: "監視のための数",
    description: "Prometheus のテキスト形式です。経路と状態ごとの返事の数、かかった時間、索引の大きさと作成の時刻、文書を最後に見た時刻。だれが何を探したかは数えません。",
    parameters: parameter::none,
    answers: &[Answer::text("text/plain")],
    mistakes: &[],
    examples: &[("/metrics", "いままでの数")],
    handler: || routing::get(metrics),
};

/// Answers without the pool, because metrics matter most while the server is busy.
#[allow(clippy::cast_precision_loss)] // Prometheus numbers are floats.
async fn metrics(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let live = &call.live;
    let search = live.search();
    let facts = search.facts();
    let built = OffsetDateTime::parse(&facts.built_at, &Rfc3339).map_or(0, OffsetDateTime::unix_timestamp);
    let stale = u8::from(live.is_stale());
    let mut gauges = vec![
        ("shisaku_index_entries", "索引にある項目の数。", facts.entries as f64),
        ("shisaku_index_built_timestamp_seconds", "索引を作った時刻(UNIX 時刻)。", built as f64),
        (
            "shisaku_index_stale",
            "文書の変更を取り入れられず前の内容を返しているか、文書の見張りが止まったなら 1。",
            f64::from(stale),
        ),
    ];
    if let Some(looked) = live.watching().looked() {
        let (name, help) = ("shisaku_watch_last_look_timestamp_seconds", "文書を最後に見た時刻(UNIX 時刻)。");
        gauges.push((name, help, looked as f64));
        let sound = u8::from(live.watching().is_sound());
        gauges.push(("shisaku_watch_up", "文書の見張りが続いているなら 1。", f64::from(sound)));
    }
    if let Some(bytes) = live.memory() {
        gauges.push(("process_resident_memory_bytes", "使っているメモリー(バイト)。", bytes as f64));
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((kind, live.metrics().text(&gauges)).into_response())
}
