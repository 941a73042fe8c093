//! The search engine: the trait [`Searcher`], its requests and answers.
//!
//! An engine stores the terms that [`shisaku_analysis`] makes and finds the matches that [`shisaku_query`]
//! defines; it knows no Japanese. It returns ids, scores and counts: no highlights, no JSON.
//!
//! [`tantivy`] is the engine in use. [`memory`] is the oracle that it is checked against: the two share no matching
//! code. `conformance` is the test suite that every engine passes. A new engine is one file here and one line there.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use shisaku_analysis::{Analyzer, dictionary_order};
use shisaku_model::{Catalogue, Entry, Filters, Kind, facet};
use shisaku_query::Query;

pub mod generations;
pub mod memory;
pub mod sources;
pub mod tantivy;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod testing;

/// Factor on the relevance of an entry by its kind. A removed item, an item of the framework or a text ranks behind
/// the measures that meet the query as well, and before those that meet clearly less.
pub(crate) fn factor(kind: Kind) -> f32 {
    match kind {
        Kind::Text => 0.5,
        Kind::Removed | Kind::Framework => 0.98,
        Kind::Measure | Kind::Note | Kind::Figure | Kind::Preamble => 1.0,
    }
}

/// The order of hits. Ties follow the order of the plan. Texts come last in every order but relevance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first. Falls back to the order of the plan for an empty query.
    #[default]
    Relevance,
    /// The order of the plan.
    Number,
    /// 短期, 中期, 長期 ...; entries without a period last.
    Period,
    /// Titles by their reading.
    Title,
}

/// One search. An empty query finds every entry that passes the filters.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'a> {
    /// The query tree. Filters that its words stand for are ignored here; the caller adds them to `filters`.
    pub query: &'a Query,
    /// Chosen facet values.
    pub filters: &'a Filters,
    /// The order of hits.
    pub sort: Sort,
    /// Maximum number of hits returned. Totals and counts cover all hits.
    pub limit: usize,
    /// Number of hits to skip.
    pub offset: usize,
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// [`Entry::id`].
    pub id: String,
    /// Relevance, comparable within one search only. 0 for an empty query.
    pub score: f32,
}

/// The answer to one search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// Total number of hits.
    pub total: usize,
    /// The requested page, in the requested order.
    pub hits: Vec<Hit>,
    /// Facet key to value to count, for every facet. A facet's own selection does not reduce its counts.
    /// Chosen values are listed even at 0, other values only above 0.
    pub facets: BTreeMap<&'static str, BTreeMap<Arc<str>, usize>>,
}

/// Ranks of an entry in each order. No two entries share a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranks {
    /// Rank in the order of the plans, texts last.
    pub number: u64,
    /// Rank by period, then number. Texts last.
    pub period: u64,
    /// Rank by the reading of the title, then number. Texts last.
    pub title: u64,
}

/// An entry as an engine takes it in. [`Entry::passages`] are the searched texts.
#[derive(Debug, Clone, Copy)]
pub struct IndexDocument<'e> {
    /// The entry.
    pub entry: &'e Entry,
    /// Its rank in each order.
    pub ranks: Ranks,
}

impl<'e> IndexDocument<'e> {
    /// Ranks all entries of an index. `entries` must be in the order of the plans.
    pub fn all(entries: &'e [Entry], analyzer: &Analyzer) -> Vec<Self> {
        // Sorting periods naturally needs no table of contents.
        let catalogue = Catalogue::default();
        let period = facet::facet("period");
        let is_text = |entry: &Entry| entry.kind == Kind::Text;
        let number_ranks = positions(entries, is_text);
        let period_ranks = positions(entries, |entry| {
            let rank = entry.period.as_ref().zip(period).map_or((1, 0, String::new()), |(value, facet)| {
                let (at, text) = facet.rank(value, &catalogue);
                (0, at, text)
            });
            (is_text(entry), rank)
        });
        let title_ranks = positions(entries, |entry| {
            (is_text(entry), dictionary_order(&analyzer.reading(&entry.title), &entry.title))
        });
        let ranks = number_ranks.into_iter().zip(period_ranks).zip(title_ranks);
        entries
            .iter()
            .zip(ranks)
            .map(|(entry, ((number, period), title))| Self { entry, ranks: Ranks { number, period, title } })
            .collect()
    }
}

/// Position of each entry after a stable sort by `key`.
fn positions<K: Ord>(entries: &[Entry], key: impl Fn(&Entry) -> K) -> Vec<u64> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_cached_key(|&at| key(&entries[at]));
    let mut positions = vec![0; entries.len()];
    for (position, at) in (0..).zip(order) {
        positions[at] = position;
    }
    positions
}

/// Searches an index.
///
/// # Errors
/// Every method fails when the index cannot be read, and never because of its arguments.
pub trait Searcher: Send + Sync {
    /// Runs one search.
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError>;

    /// Returns the entry with this id, if there is one.
    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError>;

    /// Calls `look` with every entry, in no particular order.
    fn each(&self, look: &mut dyn FnMut(Entry)) -> Result<(), EngineError>;

    /// Returns the entries with these ids, in the order of the ids. Unknown ids are left out.
    fn entries(&self, ids: &[&str]) -> Result<Vec<Entry>, EngineError> {
        ids.iter().filter_map(|id| self.entry(id).transpose()).collect()
    }

    /// Returns the ids of the previous and the next entry in the order of the plans, among those that pass the
    /// filters. The entry itself need not pass them. `None` at either end, or if the id is unknown.
    fn beside(&self, id: &str, filters: &Filters) -> Result<[Option<String>; 2], EngineError>;
}

/// An index cannot be built or read. The message is for people: it names the place and the way out.
#[derive(Debug, Error)]
pub enum EngineError {
    /// A file or folder cannot be read or written.
    #[error(
        "索引の{what}ができません: {path}: {source}。フォルダーの有無と権限、空き容量を確かめるか、--index で別のフォルダーを指定してください。"
    )]
    Files {
        /// The attempted operation as a Japanese noun: 読み込み, 書き込み, …
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// Another build is under way in the same folder.
    #[error(
        "別の処理が同じ索引を作っています: {path}。終わるのを待ってからやり直すか、--index で別のフォルダーを指定してください。"
    )]
    Busy {
        /// The lock file.
        path: PathBuf,
    },
    /// A file of the index has unexpected contents.
    #[error(
        "索引のファイルが壊れています: {path}: {seen}({expected}のはずです)。`shisaku index` で索引を作り直してください。"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The contents found.
        seen: String,
        /// The contents expected.
        expected: &'static str,
    },
    /// The engine itself failed.
    #[error(
        "検索エンジンが索引を扱えません: {path}。空き容量を確かめ、`shisaku index` で索引を作り直してください。"
    )]
    Engine {
        /// The engine's folder.
        path: PathBuf,
        /// The error of the engine.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::testing::analyzer;
    use shisaku_analysis::kana_order;

    #[test]
    fn ranks_put_periods_in_natural_order_and_titles_in_order_of_reading() {
        let entries = fixture::entries();
        let documents = IndexDocument::all(&entries, analyzer());
        let by = |rank: fn(&Ranks) -> u64| {
            let mut order: Vec<&IndexDocument<'_>> = documents.iter().collect();
            order.sort_by_key(|document| rank(&document.ranks));
            order.into_iter().map(|document| document.entry).collect::<Vec<_>>()
        };
        let periods: Vec<Option<&str>> =
            by(|ranks| ranks.period).iter().map(|e| e.period.as_deref()).collect();
        let mut parts: Vec<_> = periods.clone();
        parts.dedup();
        assert_eq!(parts, [Some("短期"), Some("中期"), Some("長期"), None], "{periods:?}");
        let readings: Vec<String> =
            by(|ranks| ranks.title).iter().map(|e| kana_order(&analyzer().reading(&e.title))).collect();
        assert!(readings.is_sorted(), "{readings:?}");
        assert!(by(|ranks| ranks.number).iter().zip(&entries).all(|(a, b)| a.id == b.id));
    }
}
