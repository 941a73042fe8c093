//! Use case "search": from what a person asked to what the page, the API and the terminal show.
//!
//! Nothing here knows HTTP or HTML. A [`Search`] is one index with what is needed to ask it; it never
//! changes, and a server swaps the whole of it when the documents change.

mod kept;
mod met;
mod names;
mod near;
mod params;
mod relax;
mod response;
mod run;
mod suggest;

use std::sync::{Arc, OnceLock};

use crate::{
    analysis::Analyzer,
    engine::{EngineError, Searcher},
    model::{Catalogue, Entry},
    query::{Reader, Thesaurus},
    suggest::Suggester,
    vocabulary::Vocabulary,
};

pub use params::{
    MATCHES, MatchParam, ParamError, ParamProblem, SORTS, SearchParams, SuggestParams, read_params,
    read_suggest_params,
};
pub use response::{
    Expansion, FacetCounts, FacetValue, IndexFacts, Item, Notice, Occur, PartialItem, Response, Suggestion,
    Term,
};
pub use suggest::Completion;

/// An index, ready to be asked.
pub struct Search {
    searcher: Box<dyn Searcher>,
    analyzer: Analyzer,
    catalogue: Catalogue,
    vocabulary: Arc<Vocabulary>,
    facts: IndexFacts,
    reader: Reader,
    kept: kept::Kept,
    names: names::Names,
    suggester: OnceLock<Suggester>,
    counts: suggest::Counts,
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
        let vocabulary = Arc::new(vocabulary);
        let reader = Reader::new(Thesaurus::embedded(), &catalogue).with_vocabulary(Arc::clone(&vocabulary));
        let names = names::Names::of(&catalogue);
        Self {
            searcher,
            analyzer,
            catalogue,
            vocabulary,
            facts,
            reader,
            kept: kept::Kept::default(),
            names,
            suggester: OnceLock::new(),
            counts: suggest::Counts::default(),
        }
    }

    /// The same with another thesaurus than that which the program brings along.
    #[must_use]
    pub fn with_thesaurus(self, thesaurus: Thesaurus) -> Self {
        let vocabulary = Arc::clone(&self.vocabulary);
        let reader = Reader::new(thesaurus, &self.catalogue).with_vocabulary(vocabulary);
        // What was counted or made ready with the other is forgotten.
        let (suggester, counts) = (OnceLock::new(), suggest::Counts::default());
        Self { reader, suggester, counts, ..self }
    }

    /// Makes ready what [`Search::suggest`] needs, so that the first one who types need not wait for it.
    pub fn prepare(&self) {
        self.suggester();
        self.reader.prepare(&self.analyzer);
    }

    /// The plans in it, their contents and the values of the facets.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// When and of what it was built.
    pub fn facts(&self) -> &IndexFacts {
        &self.facts
    }

    /// The entry of that id, if there is one.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        self.searcher.entry(id)
    }
}
