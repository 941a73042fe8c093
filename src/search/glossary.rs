//! The words of the plans to look through: terms that they explain, bodies that act, words as they are said; each with
//! its reading and the number of entries that a search for it finds.

use std::cmp::Reverse;

use super::{Search, SearchParams};
use crate::{
    engine::EngineError,
    model::{Entry, Filters, Kind, facet},
    vocabulary::PhraseKind,
};

/// Words as they are said: those that most entries have.
const MOST_WORDS: usize = 400;

/// Terms that are explained.
const MOST_TERMS: usize = 1_000;

/// A word with what asks for it.
#[derive(Debug, Clone)]
pub struct GlossaryWord {
    /// As written.
    pub text: String,
    /// In katakana.
    pub reading: String,
    /// What finds it.
    pub params: SearchParams,
    /// Entries that that finds.
    pub count: usize,
}

/// Everything to look through, each list in the order of readings.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    /// Explained terms: the notes themselves.
    pub terms: Vec<(String, Entry)>,
    /// Bodies that act.
    pub organisations: Vec<GlossaryWord>,
    /// Words of two entries or more.
    pub words: Vec<GlossaryWord>,
}

impl Search {
    /// Counts every word once; kept for as long as the index is.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn glossary(&self) -> Result<&Glossary, EngineError> {
        if let Some(known) = self.glossary.get() {
            return Ok(known);
        }
        let made =
            Glossary { terms: self.terms()?, organisations: self.bodies()?, words: self.common_words()? };
        Ok(self.glossary.get_or_init(|| made))
    }

    fn terms(&self) -> Result<Vec<(String, Entry)>, EngineError> {
        let mut params = SearchParams::default();
        if let Some(kind) = facet::facet("kind") {
            params.filters.choose(kind, Kind::Note.as_str());
        }
        let notes = self.first_entries(&self.listing(&params)?, MOST_TERMS)?;
        let mut terms: Vec<_> =
            notes.into_iter().map(|note| (self.analyzer.reading(&note.title), note)).collect();
        terms.sort_by(|one, other| one.0.cmp(&other.0));
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
        Ok(in_order(counts.flat_map(|counts| &counts.values).map(body).collect()))
    }

    fn common_words(&self) -> Result<Vec<GlossaryWord>, EngineError> {
        let phrases = self.vocabulary.phrases().iter();
        let mut phrases: Vec<_> =
            phrases.filter(|one| one.kind == PhraseKind::Vocabulary && one.entries > 1).collect();
        phrases.sort_by_key(|one| (Reverse(one.entries), one.text.len(), one.text.as_str()));
        let mut words = Vec::new();
        for phrase in phrases.into_iter().take(MOST_WORDS) {
            if let Some(count) = self.count_as_words(&phrase.text)?.filter(|count| *count > 0) {
                let params = SearchParams { text: phrase.text.clone(), ..SearchParams::default() };
                words.push(self.glossary_word(&phrase.text, params, count));
            }
        }
        Ok(in_order(words))
    }

    fn glossary_word(&self, text: &str, params: SearchParams, count: usize) -> GlossaryWord {
        GlossaryWord { text: text.to_owned(), reading: self.analyzer.reading(text), params, count }
    }
}

fn in_order(mut words: Vec<GlossaryWord>) -> Vec<GlossaryWord> {
    words.sort_by(|one, other| (&one.reading, &one.text).cmp(&(&other.reading, &other.text)));
    words
}
