//! A complete list for export: all hits of a search in order, with entries fetched in batches.

use super::{IndexFacts, Notice, Search, SearchParams};
use shisaku_engine::{EngineError, Order};
use shisaku_model::{Entry, Filters};

/// Number of entries fetched at once. It bounds the memory that a list of any length needs.
pub const BATCH: usize = 256;

/// A list of hits, with its parameters and how they were read.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Parameters, with the text as far as it was read. Only [`Self::page`] uses limit and offset.
    pub params: SearchParams,
    /// Chosen filters, and filters recognised in the words.
    pub filters: Filters,
    /// Filters that select the list: `filters`, plus the default kinds if no kind was chosen.
    pub searched: Filters,
    /// Order of the hits.
    pub order: Order,
    /// Notices about how the query was read.
    pub notices: Vec<Notice>,
    /// The index that was searched.
    pub index: IndexFacts,
    pub(super) ids: Vec<String>,
}

impl Listing {
    /// Number of entries.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Ids of the entries, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Cuts the list to the page that its parameters select.
    #[must_use]
    pub fn page(mut self) -> Self {
        let (offset, limit) = (self.params.offset, self.params.limit);
        self.ids = self.ids.into_iter().skip(offset).take(limit).collect();
        self
    }

    /// True if the list contains an entry of the plan.
    pub fn has_plan(&self, plan: &str) -> bool {
        self.ids.iter().any(|id| id.strip_prefix(plan).is_some_and(|rest| rest.starts_with('/')))
    }
}

impl Search {
    /// Finds all hits of a search, in order. No entry is fetched yet.
    pub fn listing(&self, params: &SearchParams) -> Result<Listing, EngineError> {
        let (query, mut listing) = self.read(params);
        let hits = self.find(&query, &listing.searched, listing.order, self.facts.entries)?.hits;
        listing.ids = hits.into_iter().map(|hit| hit.id).collect();
        Ok(listing)
    }

    /// Fetches the entries of a list in order, [`BATCH`] at a time.
    pub fn batches<'l>(
        &'l self,
        listing: &'l Listing,
    ) -> impl Iterator<Item = Result<Vec<Entry>, EngineError>> + 'l {
        listing.ids.chunks(BATCH).map(|ids| {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            self.searcher.entries(&ids)
        })
    }

    /// Fetches all entries that a search finds, in order, at once.
    pub fn all(&self, params: &SearchParams) -> Result<Vec<Entry>, EngineError> {
        self.first_entries(&self.listing(params)?, usize::MAX)
    }

    /// Fetches the first entries of a list.
    pub fn first_entries(&self, listing: &Listing, most: usize) -> Result<Vec<Entry>, EngineError> {
        let ids: Vec<&str> = listing.ids.iter().take(most).map(String::as_str).collect();
        self.searcher.entries(&ids)
    }
}
