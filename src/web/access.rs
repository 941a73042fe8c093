//! Access and caching rules by path. A new path is covered without further code.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Methods that every path supports.
pub(super) const ALLOWED: &str = "GET, HEAD, OPTIONS";

/// Path of the export. It is streamed, so no ETag is known before its end.
pub(super) const EXPORT: &str = "/api/v1/export";

/// Paths about the service itself. Their answers are valid for this moment only.
const OF_THE_SERVICE: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Response headers that pages of other sites may read.
const EXPOSED: &str = "ETag, Link, Content-Disposition, X-Request-Id, X-Total-Count, X-Shisaku-Query, \
                       X-Shisaku-Filters, X-Shisaku-Index";

/// True if errors on this path are always sent as problem+json, whatever the client accepts.
pub(super) fn is_for_programs(path: &str) -> bool {
    path == "/api"
        || path.starts_with("/api/")
        || path.starts_with("/opensearch/")
        || is_open_file(path)
        || is_of_the_service(path)
}

/// True if pages of other sites may read this path: the API and open data.
pub(super) fn is_open(path: &str) -> bool {
    is_for_programs(path) && !is_of_the_service(path)
}

pub(super) fn is_of_the_service(path: &str) -> bool {
    OF_THE_SERVICE.contains(&path)
}

/// True for files at the root: `/openapi.json`, `/catalog.jsonld`, `/sitemap.xml`...
fn is_open_file(path: &str) -> bool {
    let file = path.strip_prefix('/').filter(|file| !file.contains('/'));
    let ending = file.and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending);
    matches!(ending, Some("json" | "jsonld" | "xml" | "txt"))
}

/// The Cache-Control value of an answer. A cached answer is revalidated by its ETag, which is cheap if
/// nothing has changed.
pub(super) fn cache_control(path: &str, status: StatusCode) -> &'static str {
    match status {
        StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::NO_CONTENT => {
            if is_of_the_service(path) {
                "no-store"
            } else if is_open(path) {
                "public, max-age=60, must-revalidate"
            } else {
                "no-cache"
            }
        }
        _ => "no-store",
    }
}

/// True if the client accepts JSON and nothing else.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    let accepted: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|one| one.split(';').next().unwrap_or_default().trim())
        .collect();
    let json = |one: &str| matches!(one, "application/json" | "application/problem+json");
    !accepted.is_empty() && accepted.iter().all(|one| json(one))
}

/// The answer to OPTIONS, with the CORS headers of an open path. A middleware layer would also answer for
/// paths that do not exist.
pub(super) fn options(path: &str) -> Response {
    let shared = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, ALLOWED),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, is_open(path).then_some(shared), ()).into_response()
}

/// Adds the CORS headers of an open path.
pub(super) fn share(path: &str, headers: &mut HeaderMap) {
    if is_open(path) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_for_programs_or_for_people() {
        for path in
            ["/api", "/api/v1/search", "/openapi.json", "/catalog.jsonld", "/sitemap.xml", "/robots.txt"]
        {
            assert!(is_for_programs(path) && is_open(path), "{path}");
        }
        for path in ["/healthz", "/readyz", "/metrics"] {
            assert!(is_for_programs(path) && !is_open(path), "{path}");
            assert_eq!(cache_control(path, StatusCode::OK), "no-store");
        }
        for path in ["/", "/entries/meguro-vision/5-1", "/assets/style.css", "/apix", "/entries/a/b.json"] {
            assert!(!is_for_programs(path) && !is_open(path), "{path}");
        }
    }

    #[test]
    fn only_who_takes_nothing_but_json_is_given_it_for_a_page() {
        let wants = |accept: &'static str| {
            wants_json(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]))
        };
        assert!(wants("application/json") && wants("application/problem+json, application/json;q=0.5"));
        assert!(!wants("text/html,application/json") && !wants("*/*") && !wants(""));
        assert!(!wants_json(&HeaderMap::new()));
    }
}
