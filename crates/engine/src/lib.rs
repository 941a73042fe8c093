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

use itertools::izip;
use thiserror::Error;

use shisaku_analysis::{Analyzer, dictionary_order};
use shisaku_model::{Catalogue, Entry, Filters, Kind, facet};
use shisaku_query::Query;

pub mod generations;
pub mod memory;
pub mod sources;
pub mod tantivy;
pub mod vectors;

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
    /// 実績あり, 実績なし, 報告なし.
    Result,
    /// Titles by their reading.
    Title,
}

/// The direction of an order. Relevance has none: the best is always first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// The first value first.
    #[default]
    Ascending,
    /// The last value first. Ties, entries without a value and texts stay as they are.
    Descending,
}

/// An order of hits and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order {
    /// The order.
    pub sort: Sort,
    /// Its direction.
    pub direction: Direction,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        Self { sort, direction: Direction::default() }
    }
}

/// One search. An empty query finds every entry that passes the filters.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'a> {
    /// The query tree. Filters that its words stand for are ignored here; the caller adds them to `filters`.
    pub query: &'a Query,
    /// Chosen facet values.
    pub filters: &'a Filters,
    /// The order of hits.
    pub order: Order,
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

/// Ranks of an entry in each order. Entries with the same value share a rank, but for the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranks {
    /// Rank in the order of the plans, texts last. No two entries share it.
    pub number: u32,
    /// Rank of the period.
    pub period: Option<u32>,
    /// Rank of the result.
    pub result: Option<u32>,
    /// Rank by the reading of the title.
    pub title: u32,
}

impl Ranks {
    /// The rank in an order. Relevance falls back to the order of the plan.
    pub(crate) fn of(&self, sort: Sort) -> Option<u32> {
        match sort {
            Sort::Relevance | Sort::Number => Some(self.number),
            Sort::Period => self.period,
            Sort::Result => self.result,
            Sort::Title => Some(self.title),
        }
    }
}

/// The place of a rank in that direction: smaller ones come first. Entries without a rank come last in both, and
/// texts behind them.
pub(crate) fn place(rank: Option<u32>, direction: Direction, is_text: bool) -> (bool, u32) {
    let place = match (rank, direction) {
        (None, _) => u32::MAX,
        (Some(rank), Direction::Ascending) => rank,
        (Some(rank), Direction::Descending) => u32::MAX - 1 - rank,
    };
    (is_text, place)
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
        // Values of these facets sort naturally without a table of contents.
        let catalogue = Catalogue::default();
        let of_facet = |key: &str, value: fn(&Entry) -> Option<&str>| {
            let facet = facet::facet(key);
            ranks(entries, |entry| Some(facet?.rank(value(entry)?, &catalogue)))
        };
        let numbers = positions(entries, |entry| entry.kind == Kind::Text);
        let periods = of_facet("period", |entry| entry.period.as_deref());
        let results = of_facet("has_result", Entry::result_value);
        let titles =
            ranks(entries, |entry| Some(dictionary_order(&analyzer.reading(&entry.title), &entry.title)));
        izip!(entries, numbers, periods, results, titles)
            .map(|(entry, number, period, result, title)| {
                let title = title.unwrap_or_default();
                Self { entry, ranks: Ranks { number, period, result, title } }
            })
            .collect()
    }
}

/// Position of each entry after a stable sort by `key`.
fn positions<K: Ord>(entries: &[Entry], key: impl Fn(&Entry) -> K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_cached_key(|&at| key(&entries[at]));
    let mut positions = vec![0; entries.len()];
    for (position, at) in (0..).zip(order) {
        positions[at] = position;
    }
    positions
}

/// Rank of the value of each entry among all values, `None` for entries without one.
fn ranks<K: Ord>(entries: &[Entry], key: impl Fn(&Entry) -> Option<K>) -> Vec<Option<u32>> {
    let keys: Vec<Option<K>> = entries.iter().map(key).collect();
    let mut order: Vec<usize> = (0..entries.len()).filter(|&at| keys[at].is_some()).collect();
    order.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
    let mut ranks = vec![None; entries.len()];
    for (rank, same) in (0..).zip(order.chunk_by(|&one, &other| keys[one] == keys[other])) {
        same.iter().for_each(|&at| ranks[at] = Some(rank));
    }
    ranks
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
        let by = |sort: Sort, direction: Direction| {
            let mut order: Vec<&IndexDocument<'_>> = documents.iter().collect();
            order.sort_by_key(|document| {
                let is_text = document.entry.kind == Kind::Text;
                (place(document.ranks.of(sort), direction, is_text), document.ranks.number)
            });
            order.into_iter().map(|document| document.entry).collect::<Vec<_>>()
        };
        let parts = |sort: Sort, direction: Direction, value: fn(&Entry) -> Option<&str>| {
            let mut values: Vec<_> = by(sort, direction).into_iter().map(value).collect();
            values.dedup();
            values
        };
        let period: fn(&Entry) -> Option<&str> = |entry| entry.period.as_deref();
        let periods = [Some("短期"), Some("中期"), Some("長期"), None];
        assert_eq!(parts(Sort::Period, Direction::Ascending, period), periods);
        let backwards = [Some("長期"), Some("中期"), Some("短期"), None];
        assert_eq!(parts(Sort::Period, Direction::Descending, period), backwards);
        let results = parts(Sort::Result, Direction::Ascending, Entry::result_value);
        assert_eq!(results[..3], [Some("true"), Some("false"), Some("unknown")]);
        let readings: Vec<String> = by(Sort::Title, Direction::Ascending)
            .iter()
            .map(|entry| kana_order(&analyzer().reading(&entry.title)))
            .collect();
        assert!(readings.is_sorted(), "{readings:?}");
        let in_order = by(Sort::Number, Direction::Ascending);
        assert!(in_order.iter().zip(&entries).all(|(a, b)| a.id == b.id));
    }
}
