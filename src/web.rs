//! HTTP: the JSON API and the pages, over one search that can be replaced while it is being asked.
//!
//! Handlers read the request, ask [`shisaku_search`], and show the answer; they decide nothing about it.
//! Under `/api` what cannot be understood is refused; pages ignore what they do not know. What programs can ask is
//! listed in `operation`, which says how to add to it; what every answer goes through is in `layers`.

mod access;
mod assets;
mod blocking;
mod export;
mod json;
mod language;
mod layers;
mod metrics;
mod open_data;
mod openapi;
mod operation;
mod origin;
mod pages;
mod parameter;
mod problem;
mod progress;
mod query;
mod server;
mod service;
mod signals;
mod view;
mod watching;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use arc_swap::{ArcSwap, ArcSwapOption};
use axum::{
    Router, middleware,
    routing::{self, MethodRouter},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_http::catch_panic::CatchPanicLayer;

use blocking::get;
use metrics::Metrics;
use operation::OPERATIONS;
use shisaku_misses::Ear;
use shisaku_model::{Changes, Finding};
use shisaku_search::Search;
use watching::Watching;

pub use origin::{PublicUrl, PublicUrlError};
pub use server::Server;
pub use watching::WatchState;

/// Lists that are sent at the same time: each holds a thread and some pieces until its reader has taken it.
const MOST_EXPORTS: usize = 16;

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

/// What is served, replaced as a whole: a page never shows the figures of one version beside the findings of another.
struct Served {
    search: Arc<Search>,
    account: Arc<Account>,
}

/// The search being served, and what there is to complain about.
pub struct Live {
    served: ArcSwap<Served>,
    complaint: ArcSwapOption<Complaint>,
    watching: Watching,
    ear: Option<Ear>,
    origins: origin::Origins,
    exports: Arc<Semaphore>,
    pool: blocking::Pool,
    metrics: Metrics,
    memory: fn() -> Option<u64>,
    ending: AtomicBool,
}

impl Live {
    /// Begins with one search and no complaint.
    pub fn new(search: Search) -> Self {
        search.warm();
        let paths = routes().into_iter().map(|(path, _)| path);
        Self {
            served: ArcSwap::from_pointee(Served { search: Arc::new(search), account: Arc::default() }),
            complaint: ArcSwapOption::empty(),
            watching: Watching::default(),
            ear: None,
            origins: Default::default(),
            exports: Arc::new(Semaphore::new(MOST_EXPORTS)),
            pool: blocking::Pool::of_this_machine(),
            metrics: Metrics::of(paths),
            memory: || None,
            ending: AtomicBool::new(false),
        }
    }

    /// The same whose pages leave what finds nothing with `ear`, and say so.
    #[must_use]
    pub fn heard_by(self, ear: Ear) -> Self {
        Self { ear: Some(ear), ..self }
    }

    /// The same whose counts say how many bytes of memory the program takes.
    #[must_use]
    pub fn measured_by(self, memory: fn() -> Option<u64>) -> Self {
        Self { memory, ..self }
    }

    /// Room for one more list to be written at the same time, if there is any; given back when it is dropped.
    fn room_for_export(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.exports).try_acquire_owned().ok()
    }

    /// Where whatever searches or renders is done.
    fn pool(&self) -> &blocking::Pool {
        &self.pool
    }

    fn memory(&self) -> Option<u64> {
        (self.memory)()
    }

    fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// From now on says that no more requests should be sent.
    fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// Where pages leave what finds nothing, if that is counted.
    fn ear(&self) -> Option<&Ear> {
        self.ear.as_ref()
    }

    /// The search as it is now; it stays what it is while it is held.
    pub fn search(&self) -> Arc<Search> {
        Arc::clone(&self.served.load().search)
    }

    /// Puts another search in its place. Requests under way keep the old one.
    pub fn replace(&self, search: Search, account: Account) {
        search.warm();
        // The old one is let go of last: that takes a while.
        let served = Served { search: Arc::new(search), account: Arc::new(account) };
        let _old = self.served.swap(Arc::new(served));
        self.complaint.store(None);
    }

    /// What is known of the documents being served.
    pub fn account(&self) -> Arc<Account> {
        Arc::clone(&self.served.load().account)
    }

    /// Makes that known of the same search: there is nothing to complain about any more.
    pub fn tell(&self, account: Account) {
        self.served.store(Arc::new(Served { search: self.search(), account: Arc::new(account) }));
        self.complaint.store(None);
    }

    /// Something every page must say until the search is replaced.
    pub fn complain(&self, complaint: Complaint) {
        self.complaint.store(Some(Arc::new(complaint)));
    }

    /// Keeps a report of the watch over the documents. Without any, `/healthz` says that there is no watch.
    pub fn report_watch(&self, state: WatchState) {
        self.watching.report(state);
    }

    fn watching(&self) -> &Watching {
        &self.watching
    }

    /// True if the documents may say something else than what is served: a change was refused, or nobody looks
    /// at them any more.
    fn is_stale(&self) -> bool {
        self.complaint().is_some() || !self.watching.is_sound()
    }

    /// What every page must say, if anything.
    pub fn complaint(&self) -> Option<Arc<Complaint>> {
        self.complaint.load_full()
    }
}

/// Every path that is served: what programs can ask, then pages and their files.
fn routes() -> Vec<(&'static str, MethodRouter<Arc<Live>>)> {
    let mut all: Vec<_> = OPERATIONS.iter().map(|one| (one.path, (one.handler)())).collect();
    all.extend([
        ("/", get(pages::search)),
        ("/entries/{plan}/{local}", get(pages::entry)),
        ("/data", get(pages::data)),
        ("/print", get(pages::print)),
        ("/progress", get(pages::progress::progress)),
        ("/glossary", get(pages::glossary)),
        ("/help", get(pages::help)),
        ("/help/api", get(pages::api)),
        ("/accessibility", get(pages::accessibility)),
        ("/assets/{file}", routing::get(assets::file)),
    ]);
    all
}

/// The whole of what is served.
pub fn app(live: Arc<Live>) -> Router {
    let routed = routes().into_iter().fold(Router::new(), |router, (path, of)| router.route(path, of));
    routed
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn(layers::tagged))
        .layer(layers::compression())
        .layer(middleware::from_fn_with_state(Arc::clone(&live), layers::around))
        .with_state(live)
}
