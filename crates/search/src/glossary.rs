//! Glossary of the plans: explained terms, organisations and common words. Each has its reading and its
//! number of search hits. A few of the common words are suggested to people who do not know the plans.

use std::cmp::Reverse;

use super::{FacetValue, Search, SearchParams, completions::Completion, filters};
use shisaku_analysis::dictionary_order;
use shisaku_engine::EngineError;
use shisaku_model::Entry;
use shisaku_query::vocabulary::{Phrase, PhraseKind};

/// Maximum number of common words. The most frequent ones are taken.
pub const MOST_WORDS: usize = 400;

/// Maximum share of all entries that a word may find: one in this many. 産業 is no help in a plan for
/// industry.
const MOST_FOUND: usize = 2;

/// Maximum number of words to start with.
const MOST_FREQUENT: usize = 12;
/// Minimum length in letters of a word to start with. A word this long names a subject (商店街). Shorter words
/// rarely do (推進, 支援).
const TELLING: usize = 3;
/// Maximum share of all entries that a word to start with may find: one in this many.
const MOST_FOUND_FREQUENT: usize = 3;

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
    pub fn glossary(&self) -> Result<&Glossary, EngineError> {
        self.glossary.get_or_try_init(|| {
            let (terms, organisations) = (self.explained_terms()?, self.bodies()?);
            Ok(Glossary { terms, organisations, words: self.common_words()? })
        })
    }

    /// Returns words to start with, the most frequent first, each with its number of search hits. Every word
    /// has three letters or more, and none contains another.
    pub fn frequent(&self) -> Result<&[Completion], EngineError> {
        self.frequent.get_or_try_init(|| self.find_frequent()).map(Vec::as_slice)
    }

    fn find_frequent(&self) -> Result<Vec<Completion>, EngineError> {
        let telling = |text: &str| text.chars().count() >= TELLING && !text.contains(char::is_whitespace);
        let mut chosen: Vec<Completion> = Vec::new();
        for Phrase { text, kind, .. } in self.common_phrases() {
            if chosen.len() == MOST_FREQUENT {
                break;
            }
            let says_again = |one: &Completion| one.text.contains(text) || text.contains(&one.text);
            if !telling(text) || chosen.iter().any(says_again) {
                continue;
            }
            if let Some(count) = self.count_telling(text, MOST_FOUND_FREQUENT)? {
                chosen.push(Completion { text: text.clone(), kind: *kind, count });
            }
        }
        Ok(chosen)
    }

    fn explained_terms(&self) -> Result<Vec<(GlossaryWord, Entry)>, EngineError> {
        let mut terms = Vec::new();
        for note in self.terms()? {
            let count = self.count_as_words(&note.title)?.unwrap_or_default();
            terms.push((self.search_for(&note.title, count), note.clone()));
        }
        terms.sort_by_cached_key(|(word, _)| dictionary_order(&word.reading, &word.text));
        Ok(terms)
    }

    fn bodies(&self) -> Result<Vec<GlossaryWord>, EngineError> {
        let everything = self.run(&SearchParams { limit: 1, ..SearchParams::default() })?;
        let counts = everything.facets.iter().filter(|counts| counts.facet.key == "organisation");
        let body = |value: &FacetValue| {
            let filters = filters([("organisation", &*value.value)]);
            self.glossary_word(&value.label, SearchParams { filters, ..SearchParams::default() }, value.count)
        };
        Ok(sorted(counts.flat_map(|counts| &counts.values).map(body).collect()))
    }

    fn common_words(&self) -> Result<Vec<GlossaryWord>, EngineError> {
        let mut words = Vec::new();
        for phrase in self.common_phrases().into_iter().take(MOST_WORDS) {
            let count = self.count_telling(&phrase.text, MOST_FOUND)?;
            words.extend(count.map(|count| self.search_for(&phrase.text, count)));
        }
        Ok(sorted(words))
    }

    /// Returns the words that at least two entries contain, the most frequent first.
    fn common_phrases(&self) -> Vec<&Phrase> {
        let is_common = |one: &&Phrase| one.kind == PhraseKind::Vocabulary && one.entries > 1;
        let mut phrases: Vec<_> = self.vocabulary.phrases().iter().filter(is_common).collect();
        phrases.sort_by_key(|one| (Reverse(one.entries), one.text.len(), one.text.as_str()));
        phrases
    }

    /// Counts the hits of a word. `None` if it finds nothing, or more than one in `most` of all entries.
    fn count_telling(&self, text: &str, most: usize) -> Result<Option<usize>, EngineError> {
        let telling = |count: &usize| *count > 0 && count * most <= self.facts.entries;
        Ok(self.count_as_words(text)?.filter(telling))
    }

    fn search_for(&self, text: &str, count: usize) -> GlossaryWord {
        self.glossary_word(text, SearchParams { text: text.to_owned(), ..SearchParams::default() }, count)
    }

    fn glossary_word(&self, text: &str, params: SearchParams, count: usize) -> GlossaryWord {
        GlossaryWord { text: text.to_owned(), reading: self.analyzer.reading(text), params, count }
    }
}

fn sorted(mut words: Vec<GlossaryWord>) -> Vec<GlossaryWord> {
    words.sort_by_cached_key(|word| dictionary_order(&word.reading, &word.text));
    words
}
