//! Glossary of the plans: explained terms, organisations and common words. Each has its reading and its
//! number of search hits.

use std::{
    cmp::Reverse,
    sync::{Arc, PoisonError},
};

use super::{Search, SearchParams};
use shisaku_analysis::dictionary_order;
use shisaku_engine::EngineError;
use shisaku_model::{Entry, Filters, facet};
use shisaku_query::vocabulary::PhraseKind;

/// Maximum number of common words. The most frequent ones are taken.
pub const MOST_WORDS: usize = 400;

/// Maximum share of all entries that a word may find: one in this many. 産業 is no help in a plan for
/// industry.
const MOST_FOUND: usize = 2;

/// A word with the search that finds it.
#[derive(Debug, Clone)]
pub struct GlossaryWord {
    /// As written.
    pub text: String,
    /// Reading, in katakana.
    pub reading: String,
    /// Search for the word.
    pub params: SearchParams,
    /// Number of entries that the search finds.
    pub count: usize,
}

/// The lists of the glossary, each sorted by reading.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    /// Explained terms, each with the note that explains it.
    pub terms: Vec<(GlossaryWord, Entry)>,
    /// Organisations that act in entries.
    pub organisations: Vec<GlossaryWord>,
    /// Common words, each in at least two entries.
    pub words: Vec<GlossaryWord>,
}

impl Search {
    /// Builds the glossary on first use. It is kept until the index or the thesaurus changes.
    ///
    /// # Errors
    /// [`EngineError`] if the index cannot be read.
    pub fn glossary(&self) -> Result<Arc<Glossary>, EngineError> {
        // Concurrent callers wait instead of counting twice.
        let mut kept = self.glossary.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.as_ref() {
            return Ok(Arc::clone(known));
        }
        let (terms, organisations, words) = (self.explained_terms()?, self.bodies()?, self.common_words()?);
        let made = Arc::new(Glossary { terms, organisations, words });
        *kept = Some(Arc::clone(&made));
        Ok(made)
    }

    fn explained_terms(&self) -> Result<Vec<(GlossaryWord, Entry)>, EngineError> {
        let mut terms = Vec::new();
        for note in self.terms()? {
            let count = self.count_as_words(&note.title)?.unwrap_or_default();
            let params = SearchParams { text: note.title.clone(), ..SearchParams::default() };
            terms.push((self.glossary_word(&note.title, params, count), note.clone()));
        }
        terms.sort_by_cached_key(|(word, _)| dictionary_order(&word.reading, &word.text));
        Ok(terms)
    }

    fn bodies(&self) -> Result<Vec<GlossaryWord>, EngineError> {
        let everything = self.run(&SearchParams { limit: 1, ..SearchParams::default() })?;
        let counts = everything.facets.iter().filter(|counts| counts.facet.key == "organisation");
        let body = |value: &super::FacetValue| {
            let mut filters = Filters::default();
            facet::facet("organisation").into_iter().for_each(|of| filters.choose(of, &*value.value));
            self.glossary_word(&value.label, SearchParams { filters, ..SearchParams::default() }, value.count)
        };
        Ok(sorted(counts.flat_map(|counts| &counts.values).map(body).collect()))
    }

    fn common_words(&self) -> Result<Vec<GlossaryWord>, EngineError> {
        let phrases = self.vocabulary.phrases().iter();
        let mut phrases: Vec<_> =
            phrases.filter(|one| one.kind == PhraseKind::Vocabulary && one.entries > 1).collect();
        phrases.sort_by_key(|one| (Reverse(one.entries), one.text.len(), one.text.as_str()));
        let mut words = Vec::new();
        for phrase in phrases.into_iter().take(MOST_WORDS) {
            let telling = |count: &usize| *count > 0 && count * MOST_FOUND <= self.facts.entries;
            if let Some(count) = self.count_as_words(&phrase.text)?.filter(telling) {
                let params = SearchParams { text: phrase.text.clone(), ..SearchParams::default() };
                words.push(self.glossary_word(&phrase.text, params, count));
            }
        }
        Ok(sorted(words))
    }

    fn glossary_word(&self, text: &str, params: SearchParams, count: usize) -> GlossaryWord {
        GlossaryWord { text: text.to_owned(), reading: self.analyzer.reading(text), params, count }
    }
}

fn sorted(mut words: Vec<GlossaryWord>) -> Vec<GlossaryWord> {
    words.sort_by_cached_key(|word| dictionary_order(&word.reading, &word.text));
    words
}
