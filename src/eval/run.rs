//! Asks the queries, one after the other, as the API would be asked.

use super::{figures::Asked, queries::JudgedQuery, report::Report};
use crate::{
    engine::EngineError,
    search::{Search, SearchParams},
};

/// Results that are looked at: as many as one page of the API may hold.
pub const DEPTH: usize = 100;

/// What is told while queries are asked: queries done, queries in all.
pub type Progress<'a> = &'a dyn Fn(usize, usize);

/// An entry that was returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// [`crate::model::Entry::id`].
    pub id: String,
    /// [`crate::model::Entry::local`].
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

/// Asks every query.
///
/// # Errors
/// When the index cannot be read.
pub fn run(
    search: &Search,
    queries: Vec<JudgedQuery>,
    progress: Progress<'_>,
) -> Result<Report, EngineError> {
    let all = queries.len();
    let mut asked = Vec::with_capacity(all);
    for (done, query) in (1..).zip(queries) {
        let answer = ask(search, &query.query, DEPTH)?;
        asked.push(Asked::new(query, answer));
        progress(done, all);
    }
    Ok(Report { asked })
}
