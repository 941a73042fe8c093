//! Use case "search": reads a query and produces the data that the page, the API and the terminal show.
//!
//! This crate knows no HTTP or HTML. A [`Search`] is one index together with everything needed to query it. A
//! server replaces it as a whole when the documents change.

mod answer;
mod as_typed;
mod citation;
mod completions;
mod counterparts;
mod did_you_mean;
mod division;
mod editions;
mod entry;
mod examples;
mod facet_counts;
mod glossary;
pub mod highlight;
mod likeness;
mod list_params;
mod listing;
mod match_reason;
mod meaning;
mod on_day;
mod overview;
mod params;
mod partial_match;
mod progress;
mod quotes;
mod related;
mod run;
mod small_params;
mod suggest;
mod terms;
#[cfg(test)]
mod testing;

use std::{convert::Infallible, sync::Arc};

use once_cell::sync::OnceCell;
use quick_cache::sync::Cache;

use crate::suggest::Suggester;
use shisaku_analysis::{Analysed, Analyzer};
use shisaku_engine::{EngineError, Hits, Order, SearchRequest, Searcher, sources::Sources};
use shisaku_model::{Catalogue, Changes, Entry, Filters, Version, facet::facet};
use shisaku_query::{Query, Reader, Thesaurus, vocabulary::Vocabulary};

pub use answer::{
    Answer, Expansion, IndexFacts, Item, Notice, Occur, PartialItem, ReadQuery, Suggestion, Term,
};
pub use citation::{Citation, CitedSource, NO_LICENCE};
pub use completions::Completion;
pub use division::Division;
pub use entry::Surroundings;
pub use facet_counts::{FacetCounts, FacetValue};
pub use glossary::{Glossary, GlossaryWord, MOST_WORDS};
pub use list_params::{Columns, ListRequest, divides, read_list_params};
pub use listing::{BATCH, Listing};
pub use overview::Overview;
pub use params::{
    DEFAULT_LIMIT, DIRECTIONS, LIMITS, MATCHES, MOST_LETTERS, MOST_OFFSET, MatchParam, ParamError,
    ParamProblem, SORTS, SearchParams, canonical, read_params,
};
pub use progress::{Counts, Line, Number, Progress, ProgressError, ProgressParams, read_progress_params};
pub use quotes::Quoted;
pub use related::{MOST_RELATED, Related};
pub use small_params::{
    DEFAULT_SUGGESTIONS, PARTS, SUGGESTIONS, SuggestParams, read_part, read_suggest_params, read_typed,
};
pub use terms::Explained;

/// Maximum number of entries whose analysed texts are cached: a whole plan, and about 10 MB at most.
const MOST_ANALYSED: usize = 512;

/// Maximum number of cached counts, about 1 MB.
const MOST_COUNTS: usize = 16_384;

/// An index, ready for queries. Cells are filled on first use.
///
/// A method that returns [`EngineError`] fails if the index cannot be read, and for no other reason.
pub struct Search {
    searcher: Box<dyn Searcher>,
    analyzer: Analyzer,
    catalogue: Catalogue,
    vocabulary: Arc<Vocabulary>,
    facts: IndexFacts,
    sources: Sources,
    meaning: Option<meaning::Meaning>,
    names: facet_counts::Names,
    editions: editions::Editions,
    /// Analysed texts by entry id. Highlighting twenty entries costs more than finding them.
    analysed: Cache<String, Arc<[Analysed]>>,
    reader: OnceCell<Reader>,
    /// Phrases of the plans and the lexicon.
    suggester: OnceCell<Suggester>,
    /// Phrases of the plans only.
    of_plans: OnceCell<Suggester>,
    counts: Cache<String, completions::Counted>,
    /// Common words to start a search with.
    frequent: OnceCell<Vec<Completion>>,
    /// Everyday questions that the plans answer.
    examples: OnceCell<Vec<String>>,
    glossary: OnceCell<Glossary>,
    /// Notes that explain terms.
    terms: OnceCell<Vec<Entry>>,
    /// Maps the id of an original to the ids of its reprints.
    reprints: OnceCell<entry::Reprints>,
    /// Titles of the entries of plans with several editions.
    titles: OnceCell<counterparts::Titles>,
}

impl Search {
    /// Combines an index with its metadata.
    pub fn new(
        searcher: Box<dyn Searcher>,
        analyzer: Analyzer,
        catalogue: Catalogue,
        vocabulary: Vocabulary,
        facts: IndexFacts,
    ) -> Self {
        let names = facet_counts::Names::of(&catalogue);
        let editions = editions::Editions::of(&catalogue);
        Self {
            searcher: Box::new(on_day::OnDay::new(searcher, &catalogue)),
            analyzer,
            catalogue,
            vocabulary: Arc::new(vocabulary),
            facts,
            sources: Sources::default(),
            meaning: None,
            names,
            editions,
            analysed: Cache::new(MOST_ANALYSED),
            reader: OnceCell::new(),
            suggester: OnceCell::new(),
            of_plans: OnceCell::new(),
            counts: Cache::new(MOST_COUNTS),
            frequent: OnceCell::new(),
            examples: OnceCell::new(),
            glossary: OnceCell::new(),
            terms: OnceCell::new(),
            reprints: OnceCell::new(),
            titles: OnceCell::new(),
        }
    }

    /// Adds the documents of the index as they were read.
    #[must_use]
    pub fn with_sources(self, sources: Sources) -> Self {
        Self { sources, ..self }
    }

    /// The documents of the index as they were read. None if the index was built from entries alone.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Replaces the thesaurus that is embedded in the program.
    #[must_use]
    pub fn with_thesaurus(mut self, thesaurus: Thesaurus) -> Self {
        self.set_thesaurus(thesaurus);
        self
    }

    /// Replaces the thesaurus. Everything computed with the previous one is discarded.
    pub fn set_thesaurus(&mut self, thesaurus: Thesaurus) {
        self.reader = OnceCell::with_value(self.reader_with(thesaurus));
        self.suggester = OnceCell::new();
        self.frequent = OnceCell::new();
        self.examples = OnceCell::new();
        self.glossary = OnceCell::new();
        self.counts.clear();
    }

    /// Builds everything that the first search or the first suggestion would otherwise wait for.
    pub fn warm(&self) {
        self.reader().warm(&self.analyzer);
        self.suggester();
        // An error is ignored here. The next request for an entry reports it.
        drop(self.reprints());
    }

    fn reader(&self) -> &Reader {
        self.reader.get_or_init(|| self.reader_with(Thesaurus::embedded()))
    }

    fn reader_with(&self, thesaurus: Thesaurus) -> Reader {
        Reader::new(thesaurus, &self.catalogue).with_vocabulary(Arc::clone(&self.vocabulary))
    }

    /// Finds the first `limit` hits.
    fn find(
        &self,
        query: &Query,
        filters: &Filters,
        order: impl Into<Order>,
        limit: usize,
    ) -> Result<Hits, EngineError> {
        self.searcher.search(&SearchRequest { query, filters, order: order.into(), limit, offset: 0 })
    }

    /// Returns the analysed texts of an entry, from the cache if possible.
    fn texts(&self, entry: &Entry) -> Arc<[Analysed]> {
        let analyse = || Ok::<_, Infallible>(highlight::analysed(entry, &self.analyzer).into());
        let Ok(texts) = self.analysed.get_or_insert_with(&entry.id, analyse);
        texts
    }

    /// Analyzer for queries.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Plans of the index, their sections and the values of the facets.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Build time, size and version of the index.
    pub fn facts(&self) -> &IndexFacts {
        &self.facts
    }

    /// Compares these entries with the index and returns the changes.
    pub fn changes_to(&self, entries: &[Entry]) -> Result<Changes, EngineError> {
        let IndexFacts { fingerprint, built_at, .. } = self.facts.clone();
        Changes::between(Version { fingerprint, built_at }, entries, |look| self.searcher.each(look))
    }

    /// Returns the entry with this id, if it exists.
    pub fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        self.searcher.entry(id)
    }
}

/// Filters with these values, each given with the key of its facet.
fn filters<'v>(chosen: impl IntoIterator<Item = (&'static str, &'v str)>) -> Filters {
    let mut filters = Filters::default();
    for (key, value) in chosen {
        facet(key).into_iter().for_each(|facet| filters.choose(facet, value));
    }
    filters
}
