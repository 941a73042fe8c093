//! The lists of the lexicon that a query is read with.

use crate::{Spellings, Synonyms};

/// What the lexicon lists beside the words that are typed.
#[derive(Debug, Clone)]
pub struct Thesaurus {
    /// Other spellings of a word.
    pub spellings: Spellings,
    /// Other words for a thing.
    pub synonyms: Synonyms,
}

impl Thesaurus {
    /// What the program brings along.
    pub fn embedded() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::embedded() }
    }

    /// The spellings of the program alone: what a query is cut into then depends on no list of synonyms.
    pub fn of_spellings() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::default() }
    }
}
