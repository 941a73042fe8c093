//! Asks the queries as the API would be asked.

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

/// Results that are looked at: as many as one page of the API may hold.
pub const DEPTH: usize = 100;

/// What is told while queries are asked: queries done, queries in all. From several threads.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// An entry that was returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// [`shisaku_model::Entry::id`].
    pub id: String,
    /// [`shisaku_model::Entry::local`].
    pub local: String,
}

impl Found {
    /// Whether a judgement means this entry: by its whole id, or by what stands behind the plan.
    pub fn is(&self, judged: &str) -> bool {
        self.id == judged || self.local == judged
    }
}

/// What a query was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Hits in all.
    pub total: usize,
    /// The first of them, in their order.
    pub found: Vec<Found>,
}

/// Asks for the first `depth` hits of a text.
///
/// # Errors
/// When the index cannot be read.
pub fn ask(search: &Search, text: &str, depth: usize) -> Result<Answer, EngineError> {
    let params = SearchParams { text: text.to_owned(), limit: depth, ..SearchParams::default() };
    let response = search.run(&params)?;
    let found = response
        .items
        .iter()
        .map(|item| Found { id: item.entry.id.clone(), local: item.entry.local().to_owned() });
    Ok(Answer { total: response.total_count, found: found.collect() })
}

/// Asks every query for its first `depth` hits, several at a time.
///
/// # Errors
/// When the index cannot be read.
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
        // Every one was asked; one that was not would have no answer.
        asked.push(Asked::new(query, answer.into_inner().transpose()?.unwrap_or_default()));
    }
    Ok(Report { asked })
}

/// Ids that are judged and stand for nothing in the index, each once: the queries were made for another
/// edition of the plan, or for another corpus. Whether an entry must be found or must not is the same here.
///
/// # Errors
/// When the index cannot be read.
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
