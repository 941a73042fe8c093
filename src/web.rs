//! HTTP: the JSON API and the pages, over one search that can be replaced while it is being asked.
//!
//! Handlers read the request, ask [`crate::search`], and show the answer; they decide nothing about it.
//! Under `/api` what cannot be understood is refused; pages ignore what they do not know.

mod assets;
mod export;
mod json;
mod open_data;
mod origin;
mod pages;
mod problem;
mod progress;
mod query;
mod server;
mod view;

use std::sync::Arc;

use arc_swap::{ArcSwap, ArcSwapOption};
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware,
    response::Response,
    routing::get,
};

use crate::{
    learn::Ear,
    model::{Changes, Finding},
    search::Search,
};

pub use origin::{PublicUrl, PublicUrlError};
pub use server::serve;

/// What is known of the documents being served, beside what can be searched.
#[derive(Debug, Default)]
pub struct Account {
    /// What was noticed when they were read.
    pub findings: Vec<Finding>,
    /// What is different from the version before.
    pub changes: Changes,
}

/// Why what is served is not what the documents say now.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// For every page.
    pub message: String,
    /// What is wrong with the documents, as far as that is it.
    pub reasons: Vec<Finding>,
}

/// The search being served, and what there is to complain about.
pub struct Live {
    search: ArcSwap<Search>,
    account: ArcSwap<Account>,
    complaint: ArcSwapOption<Complaint>,
    ear: Option<Ear>,
    origins: origin::Origins,
}

impl Live {
    /// Begins with one search and no complaint.
    pub fn new(search: Search) -> Self {
        search.warm();
        Self {
            search: ArcSwap::from_pointee(search),
            account: ArcSwap::default(),
            complaint: ArcSwapOption::empty(),
            ear: None,
            origins: Default::default(),
        }
    }

    /// The same whose pages leave what finds nothing with `ear`, and say so.
    #[must_use]
    pub fn heard_by(self, ear: Ear) -> Self {
        Self { ear: Some(ear), ..self }
    }

    /// Where pages leave what finds nothing, if that is counted.
    fn ear(&self) -> Option<&Ear> {
        self.ear.as_ref()
    }

    /// The search as it is now; it stays what it is while it is held.
    pub fn search(&self) -> Arc<Search> {
        self.search.load_full()
    }

    /// Puts another search in its place. Requests under way keep the old one.
    pub fn replace(&self, search: Search) {
        search.warm();
        // The old one is let go of last: that takes a while.
        let _old = self.search.swap(Arc::new(search));
        self.complaint.store(None);
    }

    /// What is known of the documents being served.
    pub fn account(&self) -> Arc<Account> {
        self.account.load_full()
    }

    /// Makes that known.
    pub fn tell(&self, account: Account) {
        self.account.store(Arc::new(account));
    }

    /// Something every page must say until the search is replaced.
    pub fn complain(&self, complaint: Complaint) {
        self.complaint.store(Some(Arc::new(complaint)));
    }

    /// What every page must say, if anything.
    pub fn complaint(&self) -> Option<Arc<Complaint>> {
        self.complaint.load_full()
    }
}

/// The whole of what is served.
pub fn app(live: Arc<Live>) -> Router {
    Router::new()
        .route("/", get(pages::search))
        .route("/entries/{plan}/{local}", get(pages::entry))
        .route("/data", get(pages::data))
        .route("/assets/{file}", get(assets::file))
        .route("/api/v1/search", get(json::search))
        .route("/api/v1/suggest", get(json::suggest))
        .route("/api/v1/export", get(export::export))
        .route("/print", get(pages::print))
        .route("/api/v1/progress", get(progress::progress))
        .route("/api/v1/entries/{plan}/{local}", get(json::entry))
        .route("/catalog.jsonld", get(open_data::catalog))
        .route("/sitemap.xml", get(open_data::sitemap))
        .route("/robots.txt", get(open_data::robots))
        .route("/opensearch.xml", get(open_data::opensearch))
        .route("/opensearch/suggest", get(open_data::suggest))
        .route("/healthz", get(json::health))
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(middleware::from_fn(with_headers))
        .with_state(live)
}

/// Headers that every answer carries: nothing here needs scripts or content from elsewhere.
async fn with_headers(request: Request, next: middleware::Next) -> Response {
    const HEADERS: [(HeaderName, &str); 4] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
