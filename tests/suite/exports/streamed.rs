//! A list of any length is generated while the client reads it, with a small lead. Generation stops when the
//! client stops.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use http_body_util::BodyExt;
use shisaku::web::{AppState, app};
use shisaku_analysis::Analyzer;
use shisaku_engine::{EngineError, Hit, Hits, SearchRequest, Searcher};
use shisaku_model::{Catalogue, Entry, Filters, Kind};
use shisaku_query::vocabulary::Vocabulary;
use shisaku_search::{BATCH, IndexFacts, Search};
use tower::ServiceExt;

const ENTRIES: usize = 200_000;

/// Maximum wait for an expected event.
const PATIENCE: Duration = Duration::from_secs(30);

/// An index of many equal entries. It counts the entries that it returns, and may fail on purpose.
struct Counting {
    entry: Entry,
    given: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    breaks_after: usize,
}

impl Searcher for Counting {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        let hits = (0..ENTRIES.min(request.limit)).map(|at| Hit { id: format!("long/{at}"), score: 0.0 });
        Ok(Hits { total: ENTRIES, hits: hits.collect(), ..Hits::default() })
    }

    fn entry(&self, _: &str) -> Result<Option<Entry>, EngineError> {
        Ok(Some(self.entry.clone()))
    }

    fn each(&self, _: &mut dyn FnMut(Entry)) -> Result<(), EngineError> {
        Ok(())
    }

    fn beside(&self, _: &str, _: &Filters) -> Result<[Option<String>; 2], EngineError> {
        Ok([None, None])
    }

    fn entries(&self, ids: &[&str]) -> Result<Vec<Entry>, EngineError> {
        self.most.fetch_max(ids.len(), Ordering::SeqCst);
        if self.given.fetch_add(ids.len(), Ordering::SeqCst) >= self.breaks_after {
            let seen = "試験".to_owned();
            return Err(EngineError::Damaged { path: "long".into(), seen, expected: "項目" });
        }
        Ok(vec![self.entry.clone(); ids.len()])
    }
}

/// A site over such an index, the number of entries returned, and the largest number returned at once.
fn site(breaks_after: usize) -> (Router, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let (given, most) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let mut entry = Entry::new("long", "1", Kind::Measure);
    entry.title = "長い一覧".to_owned();
    entry.body = vec!["商店街の支援を進めます。".repeat(20)];
    let searcher = Counting { entry, given: Arc::clone(&given), most: Arc::clone(&most), breaks_after };
    let facts = IndexFacts { built_at: String::new(), entries: ENTRIES, fingerprint: "long".to_owned() };
    let search = Search::new(
        Box::new(searcher),
        Analyzer::new().unwrap(),
        Catalogue::default(),
        Vocabulary::default(),
        facts,
    );
    (app(Arc::new(AppState::new(search))), given, most)
}

fn request(format: &str) -> Request<Body> {
    Request::get(format!("/api/v1/export?format={format}")).body(Body::empty()).unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap()
}

/// Waits until the number of returned entries is unchanged for half a second, and returns it.
fn settled(given: &AtomicUsize) -> usize {
    let started = Instant::now();
    let mut before = given.load(Ordering::SeqCst);
    loop {
        thread::sleep(Duration::from_millis(500));
        let now = given.load(Ordering::SeqCst);
        if now == before {
            return now;
        }
        assert!(started.elapsed() < PATIENCE, "it goes on: {now}");
        before = now;
    }
}

#[test]
fn no_more_is_made_than_is_taken() {
    for format in ["csv", "json", "jsonl"] {
        let (site, given, most) = site(usize::MAX);
        runtime().block_on(async {
            let answer = site.oneshot(request(format)).await.unwrap();
            assert_eq!(answer.headers()["x-total-count"], ENTRIES.to_string().as_str());
            let mut body = answer.into_body();
            let mut taken = 0;
            for _ in 0..3 {
                taken += body.frame().await.unwrap().unwrap().into_data().unwrap().len();
            }
            let made = settled(&given);
            assert!(
                taken > 100_000 && made < 8 * BATCH,
                "{format}: {taken} bytes taken, {made} entries made"
            );
            drop(body);
        });
        assert!(settled(&given) < 10 * BATCH, "{format}: whoever has gone gets no more");
        assert_eq!(most.load(Ordering::SeqCst), BATCH, "{format}: entries in memory at once");
    }
}

#[test]
fn a_workbook_that_nobody_waits_for_is_given_up() {
    let (site, given, most) = site(usize::MAX);
    let runtime = runtime();
    let asking = runtime.spawn(site.oneshot(request("xlsx")));
    let started = Instant::now();
    while given.load(Ordering::SeqCst) < 2 * BATCH {
        assert!(started.elapsed() < PATIENCE);
        thread::sleep(Duration::from_millis(2));
    }
    asking.abort();
    let made = settled(&given);
    assert!(made < ENTRIES, "{made}");
    assert_eq!(most.load(Ordering::SeqCst), BATCH);
}

#[test]
fn a_list_that_breaks_off_is_not_taken_for_a_whole_one() {
    let (at_once, ..) = site(0);
    let (midway, ..) = site(20 * BATCH);
    runtime().block_on(async {
        for format in ["csv", "json", "jsonl", "xlsx"] {
            let answer = at_once.clone().oneshot(request(format)).await.unwrap();
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{format}");
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
        }
        let answer = midway.oneshot(request("csv")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "it had begun");
        assert!(answer.into_body().collect().await.is_err(), "the connection is cut");
    });
}
