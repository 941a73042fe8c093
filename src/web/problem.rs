//! Answers that something is wrong: problem+json (RFC 9457) under `/api`, a page with ways on elsewhere.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{Live, pages, query::QueryError};
use crate::{
    engine::EngineError,
    search::{ParamError, ParamProblem},
};

/// A problem told to a program.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    status: StatusCode,
    title: &'static str,
    detail: String,
    param: Option<String>,
}

impl Problem {
    fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, title, detail: detail.into(), param: None }
    }

    /// Something that should not happen did.
    pub fn failed() -> Self {
        let detail = "答えを作れません。しばらくしてからお試しください。";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "答えを作れません", detail)
    }

    pub fn no_entry(id: &str) -> Self {
        let detail = format!("「{id}」という項目はありません。/api/v1/search で探せます。");
        Self::new(StatusCode::NOT_FOUND, "項目がありません", detail)
    }

    /// The index cannot be read, or there is no room to work.
    pub fn unreadable() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "検索できません",
            "索引を読めません。しばらくしてからお試しください。",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": "about:blank", "title": self.title, "status": self.status.as_u16(), "detail": self.detail,
        });
        if let Some(param) = self.param {
            body["param"] = json!(param);
        }
        (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Unreadable { param } => Self {
                param: Some(param.clone()),
                ..Self::new(
                    StatusCode::BAD_REQUEST,
                    "パラメーターを読めません",
                    format!("{param} が UTF-8 ではないか、制御文字を含みます。"),
                )
            },
            QueryError::TooLong { param } => Self {
                param: Some(param.clone()),
                ..Self::new(StatusCode::URI_TOO_LONG, "長すぎます", format!("{param} は 8 KiB までです。"))
            },
        }
    }
}

impl From<&ParamError> for Problem {
    fn from(error: &ParamError) -> Self {
        let title = match error.problem {
            ParamProblem::Unknown => "知らないパラメーターです",
            ParamProblem::Repeated => "パラメーターが重なっています",
            ParamProblem::BadValue => "パラメーターの値を使えません",
            ParamProblem::OutOfPlace => "ここでは使えないパラメーターです",
            ParamProblem::Missing => "パラメーターが足りません",
        };
        Self { param: Some(error.param.clone()), ..Self::new(StatusCode::BAD_REQUEST, title, &error.detail) }
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        // Paths and causes are for the operator, not for the network.
        eprintln!("検索できません: {error}");
        Self::unreadable()
    }
}

/// Any path that nothing is served under.
pub(super) async fn not_found(State(live): State<Arc<Live>>, uri: Uri) -> Response {
    if is_api(&uri) {
        let detail = format!(
            "{} はありません。使えるのは /api/v1/search、/api/v1/suggest、/api/v1/export、/api/v1/entries/… です。",
            uri.path()
        );
        Problem::new(StatusCode::NOT_FOUND, "見つかりません", detail).into_response()
    } else {
        pages::error(
            &live,
            StatusCode::NOT_FOUND,
            "ページがありません",
            "アドレスが変わったか、まちがっているようです。",
        )
    }
}

/// Any method but GET and HEAD.
pub(super) async fn method_not_allowed(State(live): State<Arc<Live>>, method: Method, uri: Uri) -> Response {
    let detail = format!("{method} は使えません。GET を使ってください。");
    let mut response = if is_api(&uri) {
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "使えないメソッドです", detail).into_response()
    } else {
        pages::error(&live, StatusCode::METHOD_NOT_ALLOWED, "使えないメソッドです", &detail)
    };
    response.headers_mut().insert(header::ALLOW, axum::http::HeaderValue::from_static("GET, HEAD"));
    response
}

fn is_api(uri: &Uri) -> bool {
    uri.path() == "/api" || uri.path().starts_with("/api/")
}
