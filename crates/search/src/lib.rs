//! Use case "search": reads a query and produces the data that the page, the API and the terminal show.
//!
//! This crate knows no HTTP or HTML. A [`Search`] is one index together with everything needed to query it. A
//! server replaces it as a whole when the documents change.

mod analysis_cache;
mod answer;
mod citation;
mod completions;
mod did_you_mean;
mod entry;
mod facet_counts;
mod frequent;
mod glossary;
pub mod highlight;
mod likeness;
mod list_params;
mod listing;
mod match_reason;
mod names;
mod params;
mod partial_match;
mod progress;
mod related;
mod run;
pub mod suggest;
mod terms;
#[cfg(test)]
mod testing;

use std::sync::{Arc, Mutex, OnceLock};

use crate::suggest::Suggester;
use shisaku_analysis::Analyzer;
use shisaku_engine::{EngineError, Searcher};
use shisaku_model::{Catalogue, Changes, Entry, Version};
use shisaku_query::{Reader, Thesaurus, vocabulary::Vocabulary};

pub use answer::{
    Answer, Expansion, IndexFacts, Item, Notice, Occur, PartialItem, ReadQuery, Suggestion, Term,
};
pub use citation::{Citation, CitedSource, NO_LICENCE};
pub use completions::Completion;
pub use entry::Surroundings;
pub use facet_counts::{FacetCounts, FacetValue};
pub use glossary::{Glossary, GlossaryWord, MOST_WORDS};
pub use list_params::read_list_params;
pub use listing::{BATCH, Listing};
pub use params::{
    DEFAULT_LIMIT, DEFAULT_SUGGESTIONS, LIMITS, MATCHES, MOST_LETTERS, MOST_OFFSET, MatchParam, PARTS,
    ParamError, ParamProblem, SORTS, SUGGESTIONS, SearchParams, SuggestParams, canonical, read_params,
    read_part, read_suggest_params, read_typed,
};
pub use progress::{Counts, Line, Number, Progress, ProgressError, ProgressParams, read_progress_params};
pub use related::{MOST_RELATED, Related};
pub use terms::Explained;

/// An index, ready for queries.
pub struct Search {
    searcher: Box<dyn Searcher>,
    analyzer: Analyzer,
    catalogue: Catalogue,
    vocabulary: Arc<Vocabulary>,
    facts: IndexFacts,
    /// Thesaurus for the reader. Taken when the reader is built.
    thesaurus: Mutex<Option<Thesaurus>>,
    /// Built on first use.
    reader: OnceLock<Reader>,
    analysis_cache: analysis_cache::AnalysisCache,
    names: names::Names,
    /// Phrases of the plans and the lexicon. Built on first use.
    suggester: OnceLock<Suggester>,
    /// Phrases of the plans only. Built on first use.
    of_plans: OnceLock<Suggester>,
    counts: completions::Counts,
    /// Common words to start a search with. Computed on first use.
    frequent: OnceLock<Vec<Completion>>,
    glossary: Mutex<Option<Arc<Glossary>>>,
    /// Notes that explain terms. Loaded on first use.
    terms: OnceLock<Vec<Entry>>,
    /// Maps the id of an original to the ids of its reprints. Built on first use.
    reprints: OnceLock<entry::Reprints>,
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
        let names = names::Names::of(&catalogue);
        Self {
            searcher,
            analyzer,
            catalogue,
            vocabulary: Arc::new(vocabulary),
            facts,
            thesaurus: Mutex::default(),
            reader: OnceLock::new(),
            analysis_cache: analysis_cache::AnalysisCache::default(),
            names,
            suggester: OnceLock::new(),
            of_plans: OnceLock::new(),
            counts: completions::Counts::default(),
            frequent: OnceLock::new(),
            glossary: Mutex::default(),
            terms: OnceLock::new(),
            reprints: OnceLock::new(),
        }
    }

    /// Replaces the thesaurus that is embedded in the program.
    #[must_use]
    pub fn with_thesaurus(mut self, thesaurus: Thesaurus) -> Self {
        self.set_thesaurus(thesaurus);
        self
    }

    /// Replaces the thesaurus. Everything computed with the previous one is discarded.
    pub fn set_thesaurus(&mut self, thesaurus: Thesaurus) {
        self.thesaurus = Mutex::new(Some(thesaurus));
        self.reader = OnceLock::new();
        self.suggester = OnceLock::new();
        self.frequent = OnceLock::new();
        self.glossary = Mutex::default();
        self.counts = completions::Counts::default();
    }

    /// Builds everything that the first search or the first suggestion would otherwise wait for.
    pub fn warm(&self) {
        self.reader().warm(&self.analyzer);
        self.suggester();
        // An error is ignored here. The next request for an entry reports it.
        drop(self.reprints());
    }

    fn reader(&self) -> &Reader {
        self.reader.get_or_init(|| {
            let given = self.thesaurus.lock().ok().and_then(|mut given| given.take());
            let thesaurus = given.unwrap_or_else(Thesaurus::embedded);
            Reader::new(thesaurus, &self.catalogue).with_vocabulary(Arc::clone(&self.vocabulary))
        })
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
    ///
    /// # Errors
    /// [`EngineError`] if the index cannot be read.
    pub fn changes_to(&self, entries: &[Entry]) -> Result<Changes, EngineError> {
        let IndexFacts { fingerprint, built_at, .. } = self.facts.clone();
        Changes::between(Version { fingerprint, built_at }, entries, |look| self.searcher.each(look))
    }

    /// Returns the entry with this id, if it exists.
    ///
    /// # Errors
    /// [`EngineError`] if the index cannot be read.
    pub fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        self.searcher.entry(id)
    }
}
