//! An index that breaks during a request, and code that panics. The answer is a problem with an id, never a
//! closed connection.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use serde_json::Value;
use shisaku::web::{AppState, app};
use shisaku_analysis::Analyzer;
use shisaku_engine::{EngineError, Hits, SearchRequest, Searcher};
use shisaku_model::{Catalogue, Entry, Filters};
use shisaku_query::{Thesaurus, vocabulary::Vocabulary};
use shisaku_search::{IndexFacts, Search};
use tower::ServiceExt;

/// An index that fails, and panics when entries are requested by id.
struct Broken;

fn damaged<T>() -> Result<T, EngineError> {
    Err(EngineError::Damaged {
        path: "index/gen-1".into(), seen: "秘密の場所".to_owned(), expected: "項目"
    })
}

impl Searcher for Broken {
    fn search(&self, _: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        damaged()
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        assert!(id.is_empty(), "a panic in the midst of an answer");
        damaged()
    }

    fn each(&self, _: &mut dyn FnMut(Entry)) -> Result<(), EngineError> {
        damaged()
    }

    fn beside(&self, _: &str, _: &Filters) -> Result<[Option<String>; 2], EngineError> {
        damaged()
    }

    fn entries(&self, _: &[&str]) -> Result<Vec<Entry>, EngineError> {
        damaged()
    }
}

fn ask(path: &str, accept: &str) -> (u16, String) {
    let facts = IndexFacts { built_at: String::new(), entries: 1, fingerprint: "broken".to_owned() };
    let vocabulary = Vocabulary::default();
    let search =
        Search::new(Box::new(Broken), Analyzer::new().unwrap(), Catalogue::default(), vocabulary, facts)
            .with_thesaurus(Thesaurus::of_spellings());
    let site = app(Arc::new(AppState::new(search)));
    let request = Request::get(path).header("accept", accept).body(Body::empty()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let answer = site.oneshot(request).await.unwrap();
        assert!(answer.headers().contains_key("x-request-id"), "{path}");
        assert!(answer.headers().contains_key("content-security-policy"), "{path}");
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    })
}

#[test]
fn what_breaks_is_a_problem_that_tells_nothing_of_the_inside() {
    for (path, status) in [
        ("/api/v1/search?q=%E5%95%86%E5%BA%97", 500),
        ("/api/v1/export?format=csv", 500),
        ("/api/v1/progress?rows=period&columns=has_result", 500),
        // This request panics.
        ("/api/v1/entries/plan/1-1", 500),
        ("/sitemap.xml", 500),
        ("/readyz", 503),
    ] {
        let (seen, body) = ask(path, "application/json");
        let problem: Value = serde_json::from_str(&body).unwrap_or_else(|_| panic!("{path}: {body}"));
        assert_eq!((seen, problem["status"].as_u64()), (status, Some(u64::from(status))), "{path}: {body}");
        assert!(!body.contains("秘密") && !body.contains("panic"), "{path}: {body}");
    }
    for path in ["/", "/?q=a", "/entries/plan/1-1", "/print"] {
        let (status, body) = ask(path, "text/html");
        assert_eq!(status, 500, "{path}");
        assert!(!body.contains("秘密"), "{body}");
    }
    assert_eq!(ask("/healthz", "*/*").0, 200, "it still lives");
}
