//! The lists of the lexicon for reading queries.

use crate::{Spellings, Synonyms};

/// Spellings and synonyms of the words typed.
#[derive(Debug, Clone)]
pub struct Thesaurus {
    /// Other spellings of a word.
    pub spellings: Spellings,
    /// Other words for a thing.
    pub synonyms: Synonyms,
}

impl Thesaurus {
    /// Returns the built-in lists.
    pub fn embedded() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::embedded() }
    }

    /// Returns the built-in spellings without synonyms. A query is then split independently of any synonym
    /// list.
    pub fn of_spellings() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::default() }
    }
}
