//! A whole list, to take away: what a search finds, in its order, its entries fetched a few at a time.

use super::{IndexFacts, Notice, Search, SearchParams};
use shisaku_engine::{EngineError, SearchRequest, Sort};
use shisaku_model::{Entry, Filters};

/// Entries that are fetched at once: the most that a list of any length holds in memory.
pub const BATCH: usize = 256;

/// A list that was found: what was asked, how it was read, and which entries it has.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What was asked; the text as far as it was read. Paging has no meaning.
    pub params: SearchParams,
    /// What was chosen and what the words were understood as.
    pub filters: Filters,
    /// The same with the kinds searched by default where none was chosen: what the list really holds.
    pub searched: Filters,
    /// The order it is in.
    pub sort: Sort,
    /// What the person should know about how it was read.
    pub notices: Vec<Notice>,
    /// The index that was asked.
    pub index: IndexFacts,
    ids: Vec<String>,
}

impl Listing {
    /// Entries in it.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// The same list as far as its page goes.
    #[must_use]
    pub fn page(mut self) -> Self {
        let (offset, limit) = (self.params.offset, self.params.limit);
        self.ids = self.ids.into_iter().skip(offset).take(limit).collect();
        self
    }

    /// Whether an entry of that plan is in it.
    pub fn has_plan(&self, plan: &str) -> bool {
        self.ids.iter().any(|id| id.strip_prefix(plan).is_some_and(|rest| rest.starts_with('/')))
    }
}

impl Search {
    /// Finds everything that a search finds, in its order, and fetches nothing yet.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn listing(&self, params: &SearchParams) -> Result<Listing, EngineError> {
        let asked = self.read(params);
        let request = SearchRequest {
            query: &asked.query,
            filters: &asked.searched,
            sort: asked.sort,
            limit: self.facts.entries,
            offset: 0,
        };
        let hits = self.searcher.search(&request)?.hits;
        Ok(Listing {
            params: SearchParams { text: asked.text, ..params.clone() },
            filters: asked.chosen,
            searched: asked.searched,
            sort: asked.sort,
            notices: asked.notices,
            index: self.facts.clone(),
            ids: hits.into_iter().map(|hit| hit.id).collect(),
        })
    }

    /// The entries of a list in its order, [`BATCH`] at a time.
    pub fn batches<'l>(
        &'l self,
        listing: &'l Listing,
    ) -> impl Iterator<Item = Result<Vec<Entry>, EngineError>> + 'l {
        listing.ids.chunks(BATCH).map(|ids| {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            self.searcher.entries(&ids)
        })
    }

    /// Every entry that a search finds, in its order, at once.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn all(&self, params: &SearchParams) -> Result<Vec<Entry>, EngineError> {
        self.first_entries(&self.listing(params)?, usize::MAX)
    }

    /// The first entries of a list.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn first_entries(&self, listing: &Listing, most: usize) -> Result<Vec<Entry>, EngineError> {
        let ids: Vec<&str> = listing.ids.iter().take(most).map(String::as_str).collect();
        self.searcher.entries(&ids)
    }
}
