//! Runs queries as the API would.

use std::{
    collections::BTreeSet,
    num::NonZero,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{figures::Asked, queries::JudgedQuery, report::Report};
use shisaku_engine::EngineError;
use shisaku_search::{Search, SearchParams};

/// Number of results requested per query: the page limit of the API.
pub const DEPTH: usize = 100;

/// Reports progress from several threads: queries done, total queries.
pub(crate) type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// A returned entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// [`shisaku_model::Entry::id`].
    pub id: String,
    /// [`shisaku_model::Entry::local`].
    pub local: String,
}

impl Found {
    /// True if a judgement means this entry, by full id or by id without the plan.
    pub fn is(&self, judged: &str) -> bool {
        self.id == judged || self.local == judged
    }
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Total number of hits.
    pub total: usize,
    /// The first hits, in order.
    pub found: Vec<Found>,
}

/// Runs a text query for its first `depth` hits.
///
/// # Errors
/// If the index cannot be read.
pub(crate) fn ask(search: &Search, text: &str, depth: usize) -> Result<Answer, EngineError> {
    let params = SearchParams { text: text.to_owned(), limit: depth, ..SearchParams::default() };
    let response = search.run(&params)?;
    let found = response
        .items
        .iter()
        .map(|item| Found { id: item.entry.id.clone(), local: item.entry.local().to_owned() });
    Ok(Answer { total: response.total_count, found: found.collect() })
}

/// Runs all queries in parallel, each for its first `depth` hits.
///
/// # Errors
/// If the index cannot be read.
pub fn run(
    search: &Search,
    queries: Vec<JudgedQuery>,
    depth: usize,
    progress: Progress<'_>,
) -> Result<Report, EngineError> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let answers: Vec<OnceLock<Result<Answer, EngineError>>> =
        queries.iter().map(|_| OnceLock::new()).collect();
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((query, answer)) = queries.get(at).zip(answers.get(at)) else { break };
            answer.get_or_init(|| ask(search, &query.query, depth));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, queries.len());
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    let mut asked = Vec::with_capacity(queries.len());
    for (query, answer) in queries.into_iter().zip(answers) {
        // The threads have answered every query, so the default is never used.
        asked.push(Asked::new(query, answer.into_inner().transpose()?.unwrap_or_default()));
    }
    Ok(Report { asked })
}

/// Number of unknown judged ids listed in the warning.
const IDS_TOLD: usize = 5;

/// Warns of judged ids that are not in the index, in Japanese. `None` if there are none.
///
/// # Errors
/// If the index cannot be read.
pub fn unknown_ids_warning(search: &Search, queries: &[JudgedQuery]) -> Result<Option<String>, EngineError> {
    let unknown = unknown_ids(search, queries)?;
    let few = unknown.iter().take(IDS_TOLD).map(String::as_str).collect::<Vec<_>>().join("、");
    let more = if unknown.len() > IDS_TOLD { " など" } else { "" };
    Ok((!unknown.is_empty()).then(|| {
        format!(
            "注意: 判定にある id のうち {} 個が索引にありません: {few}{more}。計画の版か --corpus を確かめてください。",
            unknown.len()
        )
    }))
}

/// Judged ids that are not in the index, each once: the queries belong to another edition or corpus.
/// Includes ids in `must_not`.
///
/// # Errors
/// If the index cannot be read.
pub fn unknown_ids(search: &Search, queries: &[JudgedQuery]) -> Result<Vec<String>, EngineError> {
    let judged = queries.iter().flat_map(|query| query.relevant.keys().chain(&query.must_not));
    let plans = &search.catalogue().plans;
    let mut unknown = Vec::new();
    for id in judged.collect::<BTreeSet<_>>() {
        let mut ids = std::iter::once(id.clone()).chain(plans.iter().map(|plan| format!("{}/{id}", plan.id)));
        let known = ids.try_fold(false, |known, id| Ok(known || search.entry(&id)?.is_some()))?;
        if !known {
            unknown.push(id.clone());
        }
    }
    Ok(unknown)
}
