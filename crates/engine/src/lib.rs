//! Finding entries: what every engine must do, and the types it is asked and answers with.
//!
//! An engine stores the terms that [`shisaku_analysis`] makes and finds what [`shisaku_query`] calls a match;
//! it knows no Japanese. It gives ids, scores and counts: no highlights, no JSON.
//!
//! * [`tantivy`]: the engine in use, an index in a folder.
//! * [`memory`]: everything in memory, by plain loops; slow and obviously right. It shares no matching code
//!   with the other and is what the other is checked against.
//! * [`generations`]: the folder of a built index, replaced as a whole; for any engine that has files.
//!
//! `conformance` is the one suite of tests that every engine passes: a further engine is one file here and
//! one line there.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use shisaku_analysis::{Analyzer, dictionary_order};
use shisaku_model::{Catalogue, Entry, Filters, facet};
use shisaku_query::Query;

pub mod generations;
pub mod memory;
pub mod tantivy;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod testing;

/// In what order hits come. Equals follow the order of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first. The order of the plan where the query asks for nothing.
    #[default]
    Relevance,
    /// The order of the plan.
    Number,
    /// 短期, 中期, 長期 ...; entries without a period last.
    Period,
    /// Titles by their reading.
    Title,
}

/// One search. A query that asks for nothing finds every entry that passes the filters.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'a> {
    /// What is asked for. The filters that its words stand for are not looked at here.
    pub query: &'a Query,
    /// What narrows it down.
    pub filters: &'a Filters,
    /// In what order.
    pub sort: Sort,
    /// How many hits to give; counts are of all of them.
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
}

/// One entry found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// [`Entry::id`].
    pub id: String,
    /// Comparable within one search only; 0 where the query asks for nothing.
    pub score: f32,
}

/// What one search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// How many entries there are in all.
    pub total: usize,
    /// The page asked for, in the order asked for.
    pub hits: Vec<Hit>,
    /// Facet key to value to count, for every facet. A facet's own selection does not reduce its own
    /// counts; a chosen value stands here even at 0, others only if there are any.
    pub facets: BTreeMap<&'static str, BTreeMap<Arc<str>, usize>>,
}

/// Where an entry stands in each order; unique in every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranks {
    /// In the order of the plans.
    pub number: u64,
    /// By period, then number.
    pub period: u64,
    /// By the title's reading, then number.
    pub title: u64,
}

/// What an engine is given of an entry. The searched texts are [`Entry::passages`].
#[derive(Debug, Clone, Copy)]
pub struct IndexDocument<'e> {
    /// The entry.
    pub entry: &'e Entry,
    /// Where it stands in each order.
    pub ranks: Ranks,
}

impl<'e> IndexDocument<'e> {
    /// All entries of an index, which stand in the order of their plans, with their ranks.
    pub fn all(entries: &'e [Entry], analyzer: &Analyzer) -> Vec<Self> {
        // The natural order of periods needs no plan's contents.
        let catalogue = Catalogue::default();
        let period = facet::facet("period");
        let period_ranks = positions(entries, |entry| {
            entry.period.as_ref().zip(period).map_or((1, 0, String::new()), |(value, facet)| {
                let (at, text) = facet.rank(value, &catalogue);
                (0, at, text)
            })
        });
        let title_ranks =
            positions(entries, |entry| dictionary_order(&analyzer.reading(&entry.title), &entry.title));
        let ranks = (0..).zip(period_ranks).zip(title_ranks);
        entries
            .iter()
            .zip(ranks)
            .map(|(entry, ((number, period), title))| Self { entry, ranks: Ranks { number, period, title } })
            .collect()
    }
}

/// The position of each entry once they are in order of `key`; equals keep their order.
fn positions<K: Ord>(entries: &[Entry], key: impl Fn(&Entry) -> K) -> Vec<u64> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_cached_key(|&at| key(&entries[at]));
    let mut positions = vec![0; entries.len()];
    for (position, at) in (0..).zip(order) {
        positions[at] = position;
    }
    positions
}

/// Takes entries in and makes them searchable, all at once.
pub trait Indexer {
    /// Takes one entry in.
    ///
    /// # Errors
    /// [`EngineError`] when the engine cannot store it.
    fn add(&mut self, document: &IndexDocument<'_>) -> Result<(), EngineError>;

    /// Makes everything taken in searchable. Takes the indexer, so that nothing is added afterwards.
    ///
    /// # Errors
    /// [`EngineError`] when the engine cannot store it; nothing is searchable then.
    fn commit(self: Box<Self>) -> Result<(), EngineError>;
}

/// Finds entries.
pub trait Searcher: Send + Sync {
    /// Runs one search.
    ///
    /// # Errors
    /// [`EngineError`] when the index cannot be read; never because of what is asked.
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError>;

    /// The entry of that id, if there is one.
    ///
    /// # Errors
    /// [`EngineError`] when the index cannot be read.
    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError>;

    /// Every entry, in no particular order.
    ///
    /// # Errors
    /// [`EngineError`] when the index cannot be read.
    fn each(&self, look: &mut dyn FnMut(Entry)) -> Result<(), EngineError>;

    /// The entries of these ids in their order; ids that do not exist are left out.
    ///
    /// # Errors
    /// [`EngineError`] when the index cannot be read.
    fn entries(&self, ids: &[&str]) -> Result<Vec<Entry>, EngineError> {
        ids.iter().filter_map(|id| self.entry(id).transpose()).collect()
    }

    /// The ids of the entries that stand directly before and after that one in the order of the plans, among
    /// those that pass the filters; it need not pass them itself. None where there is none, or no such entry.
    ///
    /// # Errors
    /// [`EngineError`] when the index cannot be read.
    fn beside(&self, id: &str, filters: &Filters) -> Result<[Option<String>; 2], EngineError>;
}

/// Why an index cannot be built or read. What it says is for people: what was seen, where, the way out.
#[derive(Debug, Error)]
pub enum EngineError {
    /// A file or folder cannot be read or written.
    #[error(
        "索引の{what}ができません: {path}: {source}。フォルダーの有無と権限、空き容量を確かめるか、--index で別のフォルダーを指定してください。"
    )]
    Files {
        /// What was tried, as a Japanese noun: 読み込み, 書き込み...
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Another build is under way in the same folder.
    #[error(
        "別の処理が同じ索引を作っています: {path}。終わるのを待ってからやり直すか、--index で別のフォルダーを指定してください。"
    )]
    Busy {
        /// The lock that is held.
        path: PathBuf,
    },
    /// A file of the index's folder does not hold what it should.
    #[error(
        "索引のファイルが壊れています: {path}: {seen}({expected}のはずです)。`shisaku index` で索引を作り直してください。"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was seen there.
        seen: String,
        /// What was expected.
        expected: &'static str,
    },
    /// The engine itself failed.
    #[error(
        "検索エンジンが索引を扱えません: {path}。空き容量を確かめ、`shisaku index` で索引を作り直してください。"
    )]
    Engine {
        /// The engine's folder.
        path: PathBuf,
        /// What the engine says.
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
