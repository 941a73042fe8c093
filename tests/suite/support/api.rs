//! The API in this process, over one index of the real seeds.

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt;
use serde_json::Value;
use shisaku::web::{AppState, app};
use shisaku_analysis::Analyzer;
use shisaku_reader::Organisations;
use shisaku_search::Search;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

struct Api {
    app: Router,
    runtime: Runtime,
}

static API: LazyLock<Api> = LazyLock::new(|| {
    let index = tempfile::tempdir().unwrap();
    let search = search_of(Path::new("seeds"), index.path());
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    Api { app: app(Arc::new(AppState::new(search))), runtime }
});

/// Builds an index of `seeds` in `index` and opens it. The files may be deleted after that.
pub fn search_of(seeds: &Path, index: &Path) -> Search {
    let analyzer = Analyzer::new().unwrap();
    let with = shisaku_ingest::ReadWith {
        analyzer: &analyzer,
        organisations: &Organisations::embedded(),
        meaning: None,
    };
    let (generation, _) = shisaku_ingest::build(seeds, index, with, &|_, _| {}).unwrap();
    let shisaku_ingest::Opened { searcher, catalogue, vocabulary, sources, .. } =
        shisaku_ingest::open(&generation).unwrap();
    Search::new(searcher, analyzer, catalogue, vocabulary, generation.meta().into()).with_sources(sources)
}

/// An answer of the API.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Response headers.
    pub headers: HeaderMap,
    /// The body as sent, possibly compressed.
    pub bytes: Vec<u8>,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Asserts that the answer is a problem with this status in the form of RFC 9457, and returns it.
    #[track_caller]
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        assert_eq!(self.headers["content-type"], "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        for member in ["type", "title", "detail"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {self:?}");
        }
        problem
    }
}

/// Sends a request. `target` (path and query) is used byte for byte.
pub fn send(method: &str, target: &str) -> Answer {
    send_with(method, target, &[])
}

/// Sends a request with headers.
pub fn send_with(method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    API.runtime.block_on(send_to(&API.app, method, target, headers))
}

/// Sends a request to the given router.
pub async fn send_to(app: &Router, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Sends a `GET` request.
pub fn get(target: &str) -> Answer {
    send("GET", target)
}

/// Searches with these parameters. The request must succeed.
#[track_caller]
pub fn search<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    let answer = get(&target(pairs));
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()
}

/// Address of a search.
pub fn target<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    format!("/api/v1/search?{}", written(pairs))
}

/// Query string of an address, encoded, without the `?`.
pub fn written<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs: Vec<String> =
        pairs.into_iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.join("&")
}
