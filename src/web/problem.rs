//! Error answers: problem+json (RFC 9457) for programs, a page with further links for people.

use std::{any::Any, sync::Arc};

use axum::{
    extract::State,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{AppState, access, language::Language, pages};
use crate::api::ProblemAnswer;
use shisaku_engine::EngineError;
use shisaku_search::{ParamError, ParamProblem};

/// A sort of error: its anchor on `/help/api`, its status, its title, and advice.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub name: &'static str,
    pub status: StatusCode,
    pub title: &'static str,
    pub way_out: &'static str,
}

macro_rules! sorts {
    ($($constant:ident $name:literal $status:ident $title:literal $way_out:literal)*) => {
        $(pub(super) const $constant: &Sort = &Sort {
            name: $name, status: StatusCode::$status, title: $title, way_out: $way_out,
        };)*
        /// All sorts, as explained on `/help/api`.
        pub(super) const SORTS: &[&Sort] = &[$($constant),*];
    };
}

sorts! {
    UNKNOWN_PARAMETER "unknown-parameter" BAD_REQUEST "知らないパラメーターです"
        "名前のまちがいを見落とさないよう、知らないパラメーターは断ります。detail が近い名前を挙げます。"
    REPEATED_PARAMETER "repeated-parameter" BAD_REQUEST "パラメーターが重なっています"
        "くり返せるのは絞り込みのパラメーターだけです。"
    BAD_VALUE "bad-value" BAD_REQUEST "パラメーターの値を使えません"
        "detail が使える値を挙げます。絞り込みの値は、検索の返事の facets にある value です。"
    MISSING_PARAMETER "missing-parameter" BAD_REQUEST "パラメーターが足りません"
        "必ず要るパラメーターです。"
    OUT_OF_PLACE "out-of-place" BAD_REQUEST "ここでは使えないパラメーターです"
        "一覧の全体や表を返すところでは、limit や offset は使えません。外してください。"
    UNREADABLE "unreadable" BAD_REQUEST "パラメーターを読めません"
        "UTF-8 の文字をパーセント符号化して送ってください。改行、タブ、NUL などの制御文字は使えません。"
    NO_ENTRY "no-entry" NOT_FOUND "項目がありません"
        "計画が改訂されて番号が変わったのかもしれません。/api/v1/search で探せます。"
    NO_PLAN "no-plan" NOT_FOUND "計画がありません"
        "フォルダーの名前が変わったのかもしれません。/api/v1/search の facets の plan に、ある計画が並びます。"
    NO_PART "no-part" NOT_FOUND "その部分はありません"
        "項目が減ったのかもしれません。part を付けずに求めると、いまある部分を挙げます。"
    NOT_FOUND "not-found" NOT_FOUND "見つかりません"
        "アドレスを確かめてください。使えるものはこのページにあります。"
    METHOD_NOT_ALLOWED "method-not-allowed" METHOD_NOT_ALLOWED "使えないメソッドです"
        "読むだけの API です。GET か HEAD を使ってください。"
    TOO_LONG "too-long" URI_TOO_LONG "長すぎます"
        "ひとつの値は 8 KiB までです。言葉は初めの 200 文字で検索します。"
    FAILED "failed" INTERNAL_SERVER_ERROR "検索できません"
        "こちらの障害です。しばらくしてからお試しください。続くときは、返事の X-Request-Id を運用者にお伝えください。"
    UNAVAILABLE "unavailable" SERVICE_UNAVAILABLE "いまは応じられません"
        "始まったばかりか、終わるところか、索引を読めません。しばらくしてからお試しください。"
}

/// The cause of an error, for the operator's log only.
#[derive(Debug, Clone)]
pub(super) struct Cause(pub String);

/// An error answer for programs.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    sort: &'static Sort,
    detail: String,
    param: Option<String>,
    cause: Option<String>,
}

impl Problem {
    /// Builds a problem of this sort. `detail` says what is wrong and how to fix it.
    pub(super) fn of(sort: &'static Sort, detail: impl Into<String>) -> Self {
        Self { sort, detail: detail.into(), param: None, cause: None }
    }

    /// Builds a problem that names the invalid parameter.
    pub(super) fn about(self, param: impl Into<String>) -> Self {
        Self { param: Some(param.into()), ..self }
    }

    /// Builds a problem for an unreadable index or a lack of resources.
    pub(super) fn unreadable(cause: impl ToString) -> Self {
        let detail = "索引を読めません。しばらくしてからお試しください。";
        Self { cause: Some(cause.to_string()), ..Self::of(FAILED, detail) }
    }

    /// Builds a problem for an unexpected failure.
    pub(super) fn failed(cause: impl ToString) -> Self {
        let detail = "答えを作れません。しばらくしてからお試しください。";
        Self { cause: Some(cause.to_string()), ..Self::of(FAILED, detail) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = format!("/help/api#{}", self.sort.name);
        let status = self.sort.status.as_u16();
        let (title, detail, param) = (self.sort.title, self.detail.as_str(), self.param.as_deref());
        let body = json!(ProblemAnswer { kind: &kind, title, status, detail, param }).to_string();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.sort.status, kind, body).into_response();
        if self.sort.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        if let Some(cause) = self.cause {
            response.extensions_mut().insert(Cause(cause));
        }
        response
    }
}

impl From<ParamError> for Problem {
    fn from(error: ParamError) -> Self {
        let sort = match error.problem {
            ParamProblem::Unknown => UNKNOWN_PARAMETER,
            ParamProblem::Repeated => REPEATED_PARAMETER,
            ParamProblem::BadValue => BAD_VALUE,
            ParamProblem::OutOfPlace => OUT_OF_PLACE,
            ParamProblem::Missing => MISSING_PARAMETER,
        };
        Self::of(sort, error.detail).about(error.param)
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        // Paths and causes are for the operator, not for the client.
        Self::unreadable(error)
    }
}

/// Answers any unknown path with 404, or redirects a page's path with a final slash to the path without it.
pub(super) async fn not_found(State(live): State<Arc<AppState>>, uri: Uri) -> Response {
    if let Some(address) = without_slash(&uri).and_then(|address| HeaderValue::try_from(address).ok()) {
        return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, address)]).into_response();
    }
    if access::is_for_programs(uri.path()) {
        let detail = format!(
            "{} はありません。使えるのは /api/v1/search、/api/v1/suggest、/api/v1/entries/… などです。/help/api をご覧ください。",
            shisaku_model::shortened(uri.path())
        );
        Problem::of(NOT_FOUND, detail).into_response()
    } else {
        pages::error(&live, &uri, StatusCode::NOT_FOUND, "error.no-page", &|t| t.say("error.address"))
    }
}

/// Returns the address without the final slash of its path. None for addresses of programs, and for paths that a
/// browser would take for another host, such as `//example.com/`.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?;
    let names_a_page = path.strip_prefix('/')?.starts_with(|c: char| c.is_ascii_alphanumeric());
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    (names_a_page && !access::is_for_programs(path)).then(|| format!("{path}{query}"))
}

/// Answers OPTIONS, and any unsupported method with 405. Browsers send OPTIONS before a page of another site
/// may read an answer (CORS).
pub(super) async fn method_not_allowed(
    State(live): State<Arc<AppState>>,
    method: Method,
    uri: Uri,
) -> Response {
    let for_programs = access::is_for_programs(uri.path());
    let mut response = if method == Method::OPTIONS {
        access::options(uri.path())
    } else {
        let detail = |t: Language| t.plain("error.use-get", [("method", method.as_str().into())]);
        if for_programs {
            Problem::of(METHOD_NOT_ALLOWED, detail(Language::Japanese)).into_response()
        } else {
            pages::error(&live, &uri, StatusCode::METHOD_NOT_ALLOWED, "error.method", &detail)
        }
    };
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(access::ALLOWED));
    response
}

/// Answers a request whose handler panicked.
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    let detail = "思わぬ障害です。しばらくしてからお試しください。";
    Problem { cause: Some(format!("異常終了: {text}")), ..Problem::of(FAILED, detail) }.into_response()
}
