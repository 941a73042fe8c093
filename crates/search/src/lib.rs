//! Use case "search": from what a person asked to what the page, the API and the terminal show.
//!
//! Nothing here knows HTTP or HTML. A [`Search`] is one index with what is needed to ask it; it never
//! changes, and a server swaps the whole of it when the documents change.

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

/// An index, ready to be asked.
pub struct Search {
    searcher: Box<dyn Searcher>,
    analyzer: Analyzer,
    catalogue: Catalogue,
    vocabulary: Arc<Vocabulary>,
    facts: IndexFacts,
    /// What the reader is made with, until it is.
    thesaurus: Mutex<Option<Thesaurus>>,
    /// Made when first asked for.
    reader: OnceLock<Reader>,
    analysis_cache: analysis_cache::AnalysisCache,
    names: names::Names,
    /// The phrases of the plans and the lexicon, and those of the plans alone.
    suggester: OnceLock<Suggester>,
    of_plans: OnceLock<Suggester>,
    counts: completions::Counts,
    /// Words to begin with, found when first asked for.
    frequent: OnceLock<Vec<Completion>>,
    glossary: Mutex<Option<Arc<Glossary>>>,
    /// The notes that explain terms.
    terms: OnceLock<Vec<Entry>>,
    /// Ids to those of the entries that print them again, made when first asked for.
    reprints: OnceLock<entry::Reprints>,
}

impl Search {
    /// Puts an index together with what is known of it.
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

    /// The same with another thesaurus than that which the program brings along.
    #[must_use]
    pub fn with_thesaurus(mut self, thesaurus: Thesaurus) -> Self {
        self.set_thesaurus(thesaurus);
        self
    }

    /// Reads from now on with another thesaurus. What was counted or made ready with the one before is forgotten.
    pub fn set_thesaurus(&mut self, thesaurus: Thesaurus) {
        self.thesaurus = Mutex::new(Some(thesaurus));
        self.reader = OnceLock::new();
        self.suggester = OnceLock::new();
        self.frequent = OnceLock::new();
        self.glossary = Mutex::default();
        self.counts = completions::Counts::default();
    }

    /// Makes everything that the first search, or the first who types, would have to wait for.
    pub fn warm(&self) {
        self.reader().warm(&self.analyzer);
        self.suggester();
        // What cannot be read now is told to whoever asks for an entry.
        drop(self.reprints());
    }

    fn reader(&self) -> &Reader {
        self.reader.get_or_init(|| {
            let given = self.thesaurus.lock().ok().and_then(|mut given| given.take());
            let thesaurus = given.unwrap_or_else(Thesaurus::embedded);
            Reader::new(thesaurus, &self.catalogue).with_vocabulary(Arc::clone(&self.vocabulary))
        })
    }

    /// What queries are analysed with.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The plans in it, their contents and the values of the facets.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// When and of what it was built.
    pub fn facts(&self) -> &IndexFacts {
        &self.facts
    }

    /// What is different in these entries from those in this index.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn changes_to(&self, entries: &[Entry]) -> Result<Changes, EngineError> {
        let IndexFacts { fingerprint, built_at, .. } = self.facts.clone();
        Changes::between(Version { fingerprint, built_at }, entries, |look| self.searcher.each(look))
    }

    /// The entry of that id, if there is one.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        self.searcher.entry(id)
    }
}
