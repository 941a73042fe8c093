//! The lists of the lexicon that a query is read with.

use crate::{Spellings, Synonyms};

/// Other spellings and synonyms of the words typed.
#[derive(Debug, Clone)]
pub struct Thesaurus {
    /// Other spellings of a word.
    pub spellings: Spellings,
    /// Other words for a thing.
    pub synonyms: Synonyms,
}

impl Thesaurus {
    /// The built-in lists.
    pub fn embedded() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::embedded() }
    }

    /// The spellings of the program alone: what a query is cut into then depends on no list of synonyms.
    pub fn of_spellings() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::default() }
    }
}
