//! What a person asks for, as a tree that no engine owns.
//!
//! A [`Query`] is clauses; a clause is met through any of its alternatives. Expansion is data: spellings,
//! readings and synonyms are further alternatives of a clause with a weight and a [`MatchKind`], so that
//! ranking, explanation and exclusion need no code of their own for them. Today [`parse()`] gives each
//! clause one alternative, the exact one.
//!
//! # When a clause is met
//!
//! A term is met where its words stand in a row; a term of two or more kanji and nothing else, or of four
//! or more katakana and nothing else, also where its characters stand in a row inside a longer word.
//! [`Alternative::occurrences`] is that rule over one analysed text; an engine must find the same. A row
//! never crosses from one part of an entry to the next.
//!
//! The rule has limits, because words depend on their context. A kanji term is safe (産業 is found in
//! 産業界, 目黒区 in 目黒区内, though both are cut elsewhere). A term with hiragana or Latin letters is met
//! only where the text is cut as the term is. What that costs on a plan is to be measured, not guessed.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysed, Token};

mod parse;

pub use parse::parse;

/// Whether an entry must or must not meet a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occur {
    /// In its text or its headings.
    Must,
    /// In its text; a heading above it does not count.
    MustNot,
}

/// Through what an alternative is a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    /// The words themselves, whatever their width and case.
    Exact,
    /// Another spelling, the one the source prints included.
    Spelling,
    /// The same reading.
    Reading,
    /// A word of the lexicon.
    Synonym,
    /// A long or short form.
    Abbreviation,
    /// A year in another era's counting.
    Era,
    /// A corrected typing error.
    Typo,
}

/// One way to meet a clause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// What sort of match it is.
    #[serde(rename = "as")]
    pub as_: MatchKind,
    /// What it is worth, 1 for what was typed.
    pub weight: f32,
    /// What was typed, where it is not this.
    pub from: Option<String>,
    /// Terms that stand in a row; never empty.
    pub words: Vec<String>,
    /// Letter pairs that stand in a row; empty where only whole words will do.
    pub characters: Vec<String>,
}

impl Alternative {
    /// Where a text meets it, in bytes of the text as written; see the module's rule. In order of the
    /// text, words before characters; they may overlap or repeat.
    pub fn occurrences(&self, text: &Analysed) -> Vec<Range<usize>> {
        let mut found = rows(&text.words, &self.words);
        found.extend(rows(&text.bigrams, &self.characters));
        found
    }
}

/// Where all `terms` stand one after the other.
fn rows(tokens: &[Token], terms: &[String]) -> Vec<Range<usize>> {
    if terms.is_empty() {
        return Vec::new();
    }
    let row = |row: &&[Token]| {
        row.iter().zip(terms).all(|(token, term)| token.term == *term)
            && row.windows(2).all(|pair| pair[1].position == pair[0].position + 1)
    };
    let range = |row: &[Token]| row[0].range.start..row[row.len() - 1].range.end;
    tokens.windows(terms.len()).filter(row).map(range).collect()
}

/// One thing that is asked for, or excluded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// Whether it must be met.
    pub occur: Occur,
    /// As typed, from its first letter to its last.
    pub text: String,
    /// Ways to meet it; never empty.
    pub alternatives: Vec<Alternative>,
}

/// What a person asks for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// The whole of it, as typed.
    pub text: String,
    /// What is asked for, in order; empty for a query that narrows nothing down.
    pub clauses: Vec<Clause>,
}

impl Query {
    /// The clauses that are asked for.
    pub fn musts(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.occur == Occur::Must)
    }

    /// The clauses that are excluded.
    pub fn must_nots(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.occur == Occur::MustNot)
    }
}
