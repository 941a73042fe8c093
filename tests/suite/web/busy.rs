//! While a request waits inside the search, the server answers others. A panic in a search ends that search
//! only.

use std::{
    fs,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Router, http::StatusCode};
use shisaku::web::{AppState, app};
use shisaku_analysis::Analyzer;
use shisaku_engine::{EngineError, Hit, Hits, SearchRequest, Searcher};
use shisaku_model::{Catalogue, Entry, Filters, Kind, PlanFacts};
use shisaku_query::{Thesaurus, vocabulary::gather};
use shisaku_search::{IndexFacts, Search};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::support::api::{Answer, send_to};

/// Time after which a blocked search continues by itself. A server that cannot answer then fails the test
/// instead of hanging it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Routes that do not read the index. All other routes must be seen waiting inside the search.
const NO_SEARCH: [&str; 9] = [
    "/accessibility",
    "/catalog.jsonld",
    "/healthz",
    "/help",
    "/help/api",
    "/metrics",
    "/openapi.json",
    "/opensearch.xml",
    "/robots.txt",
];

/// A gate. Searches wait at it while it is shut.
#[derive(Default)]
struct Gate {
    is_shut: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn set(&self, is_shut: bool) {
        *self.is_shut.lock().unwrap() = is_shut;
        self.opened.notify_all();
    }

    /// True while callers have to wait.
    fn is_shut(&self) -> bool {
        *self.is_shut.lock().unwrap()
    }

    fn pass(&self, arrived: &UnboundedSender<()>) {
        let is_shut = self.is_shut.lock().unwrap();
        if *is_shut {
            arrived.send(()).unwrap();
            let (mut is_shut, _) = self.opened.wait_timeout_while(is_shut, PATIENCE, |shut| *shut).unwrap();
            *is_shut = false;
        }
    }
}

/// An index of one entry that waits at a gate, or panics.
struct Stopped {
    entry: Entry,
    gate: Arc<Gate>,
    arrived: UnboundedSender<()>,
    panics: Arc<AtomicBool>,
}

impl Stopped {
    fn pass(&self) {
        assert!(!self.panics.load(Ordering::SeqCst), "a panic in the midst of a search");
        self.gate.pass(&self.arrived);
    }
}

impl Searcher for Stopped {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        self.pass();
        let hits = vec![Hit { id: self.entry.id.clone(), score: 0.0 }; request.limit.min(1)];
        Ok(Hits { total: 1, hits, ..Hits::default() })
    }

    fn entry(&self, _: &str) -> Result<Option<Entry>, EngineError> {
        self.pass();
        Ok(Some(self.entry.clone()))
    }

    fn each(&self, look: &mut dyn FnMut(Entry)) -> Result<(), EngineError> {
        self.pass();
        look(self.entry.clone());
        Ok(())
    }

    fn beside(&self, _: &str, _: &Filters) -> Result<[Option<String>; 2], EngineError> {
        self.pass();
        Ok([None, None])
    }
}

struct Site {
    app: Router,
    gate: Arc<Gate>,
    arrived: UnboundedReceiver<()>,
    panics: Arc<AtomicBool>,
}

impl Site {
    /// A site with an open gate and an index that does not panic. It is new, so that nothing is cached.
    fn new() -> Self {
        let (gate, panics) = (Arc::<Gate>::default(), Arc::<AtomicBool>::default());
        let (sender, arrived) = unbounded_channel();
        let mut entry = Entry::new("plan", "1", Kind::Measure);
        entry.title = "商店街の支援".to_owned();
        entry.body = vec!["商店街の支援を進めます。".to_owned()];
        let analyzer = Analyzer::new().unwrap();
        // Suggestions are counted by searches, so there must be a phrase to suggest.
        let vocabulary = gather(&[entry.clone()], &analyzer);
        let searcher =
            Stopped { entry, gate: Arc::clone(&gate), arrived: sender, panics: Arc::clone(&panics) };
        let facts = IndexFacts { built_at: String::new(), entries: 1, fingerprint: "busy".to_owned() };
        // The pages of plans and of the data count the entries of a plan, so there must be one.
        let plan = PlanFacts { id: "plan".to_owned(), ..PlanFacts::default() };
        let catalogue = Catalogue { plans: vec![plan], ..Catalogue::default() };
        // Without synonyms, a new search costs milliseconds.
        let search = Search::new(Box::new(searcher), analyzer, catalogue, vocabulary, facts)
            .with_thesaurus(Thesaurus::of_spellings());
        Self { app: app(Arc::new(AppState::new(search))), gate, arrived, panics }
    }

    async fn get(&self, target: &str) -> Answer {
        send_to(&self.app, "GET", target, &[]).await
    }
}

/// All operations and pages: the route, and one address of it.
async fn routes() -> Vec<(String, String)> {
    let document = Site::new().get("/openapi.json").await.json();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let given = item["get"]["parameters"].as_array().unwrap().iter();
        let given =
            given.filter(|one| one["in"] == "query" && (one["required"] == true || one["name"] == "q"));
        let pairs: Vec<(&str, &str)> =
            given.map(|one| (one["name"].as_str().unwrap(), one["example"].as_str().unwrap())).collect();
        routes.push((path.clone(), format!("{path}?{}", crate::support::api::written(pairs))));
    }
    // The table of pages exists only in the source code.
    let source = fs::read_to_string("src/web.rs").unwrap();
    let rows =
        source.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split_once("\", pages::get("));
    // Documents are read apart from the search, and the site has none.
    let rows = rows.filter(|(path, _)| !path.starts_with("/sources/"));
    routes.extend(rows.map(|(path, _)| (path.to_owned(), path.to_owned())));
    let named = |target: String| target.replace("{plan}", "plan").replace("{local}", "1");
    routes.into_iter().map(|(route, target)| (route, named(target))).collect()
}

/// Runs a test on one thread. Code that blocks this thread blocks every other request.
fn on_one_thread(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(test);
}

#[test]
fn the_server_answers_while_any_route_waits_inside_the_search() {
    on_one_thread(async {
        let mut without = Vec::new();
        for (route, target) in routes().await {
            let mut site = Site::new();
            site.gate.set(true);
            let (app, address) = (site.app.clone(), target.clone());
            let mut asked = tokio::spawn(async move { send_to(&app, "GET", &address, &[]).await });
            let answer = tokio::select! {
                biased;
                _ = site.arrived.recv() => {
                    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
                    assert_eq!(site.get("/metrics").await.status, StatusCode::OK);
                    assert!(site.gate.is_shut(), "{target}: nothing was answered until the search was over");
                    site.gate.set(false);
                    asked.await.unwrap()
                }
                answer = &mut asked => {
                    without.push(route);
                    answer.unwrap()
                }
            };
            assert_eq!(answer.status, StatusCode::OK, "{target}: {answer:?}");
        }
        without.sort();
        assert_eq!(without, NO_SEARCH, "routes that were not seen waiting inside the search");
    });
}

#[test]
fn a_search_that_panics_is_told_and_the_server_goes_on() {
    on_one_thread(async {
        let routes = routes().await;
        let site = Site::new();
        let searching = || routes.iter().filter(|(route, _)| !NO_SEARCH.contains(&route.as_str()));
        site.panics.store(true, Ordering::SeqCst);
        // More panics than places for parallel work. A place that is not released would be noticed.
        for _ in 0..=4 * std::thread::available_parallelism().unwrap().get() {
            for (_, target) in searching() {
                site.get(target).await.problem(500);
            }
        }
        assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
        site.panics.store(false, Ordering::SeqCst);
        for (_, target) in searching() {
            assert_eq!(site.get(target).await.status, StatusCode::OK, "{target}");
        }
    });
}
