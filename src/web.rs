//! HTTP: the JSON API and the pages. The search behind them can be replaced while requests run.
//!
//! Handlers read the request, call [`shisaku_search`] and render the answer. They hold no search logic. Under
//! `/api`, invalid parameters are refused; pages ignore unknown ones. `operation` lists the API and explains
//! how to add to it. Every answer passes through `layers`.

mod access;
mod assets;
mod blocking;
mod export;
mod json;
mod language;
mod layers;
pub(crate) mod marked;
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

use metrics::Metrics;
use operation::OPERATIONS;
use shisaku_misses::MissRecorder;
use shisaku_model::{Changes, Finding};
use shisaku_search::Search;
use watching::Watching;

pub use origin::{PublicUrl, PublicUrlError};
pub use server::Server;
pub use watching::WatchState;

/// Maximum number of exports at once. Each holds a thread and some chunks until its client has read it.
const MOST_EXPORTS: usize = 16;

/// Findings and changes of the served documents.
#[derive(Debug, Default)]
pub struct DataStatus {
    /// Findings from reading the documents.
    pub findings: Vec<Finding>,
    /// Changes since the previous version.
    pub changes: Changes,
}

/// Why the served index is older than the documents.
#[derive(Debug, Clone)]
pub struct StaleReason {
    /// Errors in the documents. Empty for any other cause.
    pub errors: Vec<Finding>,
}

/// A search with the status of its data, replaced as a whole. No page mixes two versions.
struct Served {
    search: Arc<Search>,
    data_status: Arc<DataStatus>,
}

/// The state of a running server: the served search, notices, limits and counters.
pub struct AppState {
    served: ArcSwap<Served>,
    stale_reason: ArcSwapOption<StaleReason>,
    watching: Watching,
    recorder: Option<MissRecorder>,
    origins: origin::Origins,
    exports: Arc<Semaphore>,
    pool: blocking::Pool,
    metrics: Metrics,
    memory: fn() -> Option<u64>,
    shows_findings: bool,
    ending: AtomicBool,
}

impl AppState {
    /// Creates a server state with one search that is not stale.
    pub fn new(search: Search) -> Self {
        search.warm();
        let paths = routes().into_iter().map(|(path, _)| path);
        Self {
            served: ArcSwap::from_pointee(Served { search: Arc::new(search), data_status: Arc::default() }),
            stale_reason: ArcSwapOption::empty(),
            watching: Watching::default(),
            recorder: None,
            origins: Default::default(),
            exports: Arc::new(Semaphore::new(MOST_EXPORTS)),
            pool: blocking::Pool::of_this_machine(),
            metrics: Metrics::of(paths),
            memory: || None,
            shows_findings: false,
            ending: AtomicBool::new(false),
        }
    }

    /// Records queries without results with `recorder`. Every page then shows a notice.
    #[must_use]
    pub fn recorded_by(self, recorder: MissRecorder) -> Self {
        Self { recorder: Some(recorder), ..self }
    }

    /// Adds resident memory, in bytes, to the metrics.
    #[must_use]
    pub fn measured_by(self, memory: fn() -> Option<u64>) -> Self {
        Self { memory, ..self }
    }

    /// Shows findings about the documents on the pages. They are for staff: by default residents see only which
    /// day the content is of.
    #[must_use]
    pub fn showing_findings(self, shows_findings: bool) -> Self {
        Self { shows_findings, ..self }
    }

    fn shows_findings(&self) -> bool {
        self.shows_findings
    }

    /// Reserves some of the [`MOST_EXPORTS`] places, if they are free. Dropping the permit returns them.
    fn room_for_exports(&self, places: usize) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.exports).try_acquire_many_owned(u32::try_from(places).ok()?).ok()
    }

    /// The pool in which handlers search and render.
    fn pool(&self) -> &blocking::Pool {
        &self.pool
    }

    fn memory(&self) -> Option<u64> {
        (self.memory)()
    }

    fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Marks the server as ending, so that `/readyz` answers 503.
    fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// The recorder of queries without results, if they are counted.
    fn recorder(&self) -> Option<&MissRecorder> {
        self.recorder.as_ref()
    }

    /// The served search. A held copy stays valid after a replacement.
    pub fn search(&self) -> Arc<Search> {
        Arc::clone(&self.served.load().search)
    }

    /// Replaces the search, which is no longer stale. Running requests keep the old one.
    pub fn replace(&self, search: Search, data_status: DataStatus) {
        search.warm();
        // The old search is dropped last, because dropping it takes a while.
        let served = Served { search: Arc::new(search), data_status: Arc::new(data_status) };
        let _old = self.served.swap(Arc::new(served));
        self.stale_reason.store(None);
    }

    /// Findings and changes of the served documents.
    pub fn data_status(&self) -> Arc<DataStatus> {
        Arc::clone(&self.served.load().data_status)
    }

    /// Replaces the status of the data and keeps the search, which is no longer stale.
    pub fn tell(&self, data_status: DataStatus) {
        self.served.store(Arc::new(Served { search: self.search(), data_status: Arc::new(data_status) }));
        self.stale_reason.store(None);
    }

    /// Says on every page which day the content is of, until the search or the status of its data is replaced.
    pub fn mark_stale(&self, stale_reason: StaleReason) {
        self.stale_reason.store(Some(Arc::new(stale_reason)));
    }

    /// Stores a report of the watch over the documents. Without any report, `/healthz` says that there is no
    /// watch.
    pub fn report_watch(&self, state: WatchState) {
        self.watching.report(state);
    }

    fn watching(&self) -> &Watching {
        &self.watching
    }

    /// True if the served index may be older than the documents: a change was refused, or the watch has
    /// stopped.
    fn is_stale(&self) -> bool {
        self.stale_reason().is_some() || !self.watching.is_sound()
    }

    /// Why the search is older than the documents, if it is.
    pub fn stale_reason(&self) -> Option<Arc<StaleReason>> {
        self.stale_reason.load_full()
    }
}

/// All routes: the API operations first, then the pages and their assets.
fn routes() -> Vec<(&'static str, MethodRouter<Arc<AppState>>)> {
    let mut all: Vec<_> = OPERATIONS.iter().map(|one| (one.path, (one.handler)())).collect();
    all.extend([
        ("/", pages::get(pages::search)),
        ("/entries/{plan}/{local}", pages::get(pages::entry)),
        ("/plans/{plan}", pages::get(pages::plan)),
        ("/sources/{plan}/{*file}", pages::get(pages::source)),
        ("/data", pages::get(pages::data)),
        ("/print", pages::get(pages::print)),
        ("/progress", pages::get(pages::progress)),
        ("/glossary", pages::get(pages::glossary)),
        ("/help", pages::get(pages::help)),
        ("/help/api", pages::get(pages::api)),
        ("/accessibility", pages::get(pages::accessibility)),
        ("/assets/{file}", routing::get(assets::file)),
    ]);
    all
}

/// The complete application with all routes and layers.
pub fn app(live: Arc<AppState>) -> Router {
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
