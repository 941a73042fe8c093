//! Middleware of every answer: request id, metrics, ETags and headers.
//!
//! From the outside in: [`around`] (id, metrics, headers), compression, [`tagged`] (ETag, 304, page errors as
//! JSON), the panic layer, the handler.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::{MatchedPath, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::runtime::Handle;
use tower_http::compression::{
    CompressionLayer, Predicate,
    predicate::{NotForContentType, SizeAbove},
};

use super::{
    AppState, access,
    pages::Told,
    problem::{Cause, Problem},
};

/// Minimum size for compression, in bytes. Compression makes smaller answers no smaller once headers are
/// counted.
const WORTH_COMPRESSING: u64 = 1024;

/// Maximum body size for an ETag, in bytes. Longer bodies are streamed without one.
const MOST_TAGGED: usize = 8 * 1024 * 1024;

/// Size, in bytes, from which compression takes more than a few milliseconds. It then runs in the pool,
/// because it would delay other connections of the worker.
const LONG: u64 = 128 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Security headers of every answer. Scripts, styles and requests are limited to the server itself; inline
/// code is forbidden.
const GUARDS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Marks an answer that is completely in memory.
#[derive(Clone, Copy)]
struct Whole {
    /// Uncompressed length in bytes.
    length: u64,
}

/// Compresses an answer in memory at once instead of while it is sent. A slow client then holds a few
/// kilobytes, not a compressor with a window of megabytes.
async fn compressed(live: &AppState, response: Response) -> Response {
    let Some(Whole { length }) = response.extensions().get().copied() else { return response };
    let (parts, body) = response.into_parts();
    let read = to_bytes(body, usize::MAX);
    let bytes = if length >= LONG && parts.headers.contains_key(header::CONTENT_ENCODING) {
        let runtime = Handle::current();
        live.pool().run(move || runtime.block_on(read)).await
    } else {
        Ok(read.await)
    };
    // The body is in memory, so neither reading nor compressing it fails.
    match bytes {
        Ok(Ok(bytes)) => Response::from_parts(parts, Body::from(bytes)),
        Ok(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// Drops `identity` and `*` from Accept-Encoding. A client that forbids uncompressed answers gets one anyway
/// (RFC 9110 §12.5.3) instead of an error. Drops `br` for a streamed list, because its window would hold
/// megabytes during the transfer.
fn take_as_it_comes(headers: &mut HeaderMap, made_meanwhile: bool) {
    let said: Vec<&str> =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|one| one.to_str().ok()).collect();
    let coding = |one: &str| one.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let plain = |one: &&str| {
        let coding = coding(one);
        matches!(coding.as_str(), "identity" | "*") || made_meanwhile && coding == "br"
    };
    let all: Vec<&str> = said.iter().flat_map(|one| one.split(',')).collect();
    if all.iter().any(plain) {
        let kept = all.into_iter().filter(|one| !plain(one)).collect::<Vec<_>>().join(",");
        headers.remove(header::ACCEPT_ENCODING);
        if let Some(kept) = HeaderValue::from_str(&kept).ok().filter(|kept| !kept.is_empty()) {
            headers.insert(header::ACCEPT_ENCODING, kept);
        }
    }
}

/// Adds names to the Vary header and joins all values into one header.
fn vary_by(headers: &mut HeaderMap, also: &str) {
    let said: Vec<&str> = headers.get_all(header::VARY).iter().filter_map(|one| one.to_str().ok()).collect();
    let mut names: Vec<&str> = Vec::new();
    for name in said.iter().flat_map(|one| one.split(',')).chain(also.split(',')).map(str::trim) {
        if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name);
        }
    }
    if let Ok(value) = HeaderValue::from_str(&names.join(", ")) {
        headers.insert(header::VARY, value);
    }
}

/// Assigns the request id, counts the answer, and sets the headers that depend only on path and status.
pub(super) async fn around(State(live): State<Arc<AppState>>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = request_id(request.headers());
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().cloned();
    take_as_it_comes(request.headers_mut(), path == access::EXPORT);
    if request.method() == Method::HEAD {
        // Handle HEAD as GET, so that the headers are equal. The HTTP library drops the body.
        *request.method_mut() = Method::GET;
    }
    let mut response = compressed(&live, next.run(request).await).await;
    let status = response.status();
    if let Some(Cause(cause)) = response.extensions_mut().remove() {
        tracing::error!("検索できません(依頼 {}): {cause}", id.to_str().unwrap_or_default());
    }
    live.metrics().count(route.as_ref().map(MatchedPath::as_str), status.as_u16(), began.elapsed());
    let headers = response.headers_mut();
    for (name, value) in GUARDS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(REQUEST_ID, id);
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(access::cache_control(&path, status)));
    // The compression layer sets Vary only on compressed answers. A cache needs it on uncompressed ones too.
    let vary = if access::is_for_programs(&path) { "accept-encoding" } else { "accept-encoding, accept" };
    vary_by(headers, vary);
    access::share(&path, headers);
    response
}

/// The client's request id if it is safe to log, otherwise a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    static BEGAN: std::sync::LazyLock<u128> = std::sync::LazyLock::new(|| {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
    });
    let sane = |value: &&HeaderValue| {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._:".contains(byte);
        (1..=64).contains(&value.len()) && value.as_bytes().iter().all(plain)
    };
    headers.get(REQUEST_ID).filter(sane).cloned().unwrap_or_else(|| {
        let made = format!("{:x}-{:x}", *BEGAN, COUNT.fetch_add(1, Ordering::Relaxed));
        HeaderValue::try_from(made).unwrap_or(HeaderValue::from_static("none"))
    })
}

/// The compression layer: gzip and br for text above [`WORTH_COMPRESSING`].
pub(super) fn compression() -> CompressionLayer<impl Predicate> {
    let worth = |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
        let kind =
            headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        // Metrics are read every few seconds from nearby. Workbooks are compressed already.
        !kind.starts_with("text/plain; version=") && !kind.starts_with("application/vnd.")
    };
    let predicate = SizeAbove::new(WORTH_COMPRESSING).and(NotForContentType::IMAGES).and(worth);
    CompressionLayer::new().gzip(true).br(true).compress_when(predicate)
}

/// Adds an ETag and answers 304 if the client has the current version. Turns the error page of a client that
/// accepts only JSON into a problem answer.
pub(super) async fn tagged(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let get = request.method() == Method::GET;
    let known: Vec<HeaderValue> = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    let json = access::wants_json(request.headers());
    let mut response = next.run(request).await;
    if json && let Some(told) = response.extensions_mut().remove::<Told>() {
        let headers = response.headers().clone();
        let mut problem = Problem::of(told.sort, told.detail).into_response();
        if let Some(allowed) = headers.get(header::ALLOW) {
            problem.headers_mut().insert(header::ALLOW, allowed.clone());
        }
        return problem;
    }
    let exact = response.body().size_hint().exact();
    let whole = exact.filter(|length| *length <= MOST_TAGGED as u64).map(|length| Whole { length });
    if let Some(whole) = whole {
        response.extensions_mut().insert(whole);
    }
    if !get || response.status() != StatusCode::OK || whole.is_none() || access::is_of_the_service(&path) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // A body of known length is in memory, so reading it does not fail.
    let Ok(bytes) = to_bytes(body, MOST_TAGGED).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = tag(&bytes);
    if known.iter().any(|known| holds(known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.insert(header::ETAG, tag);
        return Response::from_parts(parts, Body::empty());
    }
    parts.headers.insert(header::ETAG, tag);
    Response::from_parts(parts, Body::from(bytes))
}

/// The ETag of a body. It is weak, because it ignores compression and the time that the search took.
fn tag(body: &[u8]) -> HeaderValue {
    const TIME: &[u8] = b"\"took_us\":";
    let mut hash = blake3::Hasher::new();
    match body.windows(TIME.len()).take(400).position(|window| window == TIME) {
        Some(at) => {
            let (before, after) = body.split_at(at + TIME.len());
            let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            hash.update(before).update(&after[digits..]);
        }
        None => {
            hash.update(body);
        }
    }
    let hex = hash.finalize().to_hex();
    HeaderValue::try_from(format!("W/\"{}\"", &hex[..32])).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// True if If-None-Match names this tag. The comparison is weak (RFC 9110 §13.1.2).
fn holds(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else { return false };
    known.trim() == "*" || known.split(',').any(|one| opaque(one) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_it_took_is_no_part_of_a_tag() {
        assert_eq!(
            tag(b"{\"count\":1,\"took_us\":17,\"items\":[]}"),
            tag(b"{\"count\":1,\"took_us\":2,\"items\":[]}")
        );
        assert_ne!(tag(b"{\"count\":1,\"took_us\":17}"), tag(b"{\"count\":2,\"took_us\":17}"));
    }

    #[test]
    fn a_client_has_what_it_names() {
        let tag = HeaderValue::from_static("W/\"abc\"");
        let has = |known: &'static str| holds(&HeaderValue::from_static(known), &tag);
        assert!(has("W/\"abc\"") && has("\"abc\"") && has("\"x\", W/\"abc\"") && has("*"));
        assert!(!has("\"ab\"") && !has("") && !has("abc"));
    }

    #[test]
    fn only_an_id_that_may_stand_in_a_log_is_taken() {
        let id = |given: &'static str| {
            request_id(&HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_static(given))]))
        };
        assert_eq!(id("a-1.2:Z_"), "a-1.2:Z_");
        for bad in ["", "a b", "a\tb", "<b>", &"a".repeat(65).leak()[..]] {
            assert_ne!(id(bad), bad);
        }
        assert_ne!(request_id(&HeaderMap::new()), request_id(&HeaderMap::new()));
    }
}
