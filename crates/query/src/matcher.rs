//! How an alternative of a clause is matched against an entry.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::number_keys;
use shisaku_analysis::{Analysed, Token};
use shisaku_model::{Entry, Field, facet};

/// The kind of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "一致のしかた: そのまま、表記、読み、言い換え、略語、年号、入力の間違い。")]
pub enum MatchKind {
    /// The words typed, in any width and case.
    Exact,
    /// Another spelling or inflection, including the one the source prints.
    Spelling,
    /// Words with the same reading.
    Reading,
    /// A synonym of the lexicon.
    Synonym,
    /// A long or short form.
    Abbreviation,
    /// A year in another era, or one within the entry's period.
    Era,
    /// A corrected typing error.
    Typo,
}

/// How an alternative is matched against an entry: terms in a row, fiscal years, facet values, or an item number.
#[derive(Debug, Clone, PartialEq)]
pub enum Matcher {
    /// Terms in a row, as written.
    Words(Vec<String>),
    /// Terms in a row, in their folded form.
    Folded(Vec<String>),
    /// Character pairs in a row.
    Characters(Vec<String>),
    /// Any of these fiscal years, written in any way.
    Years(Vec<String>),
    /// Any of these values of a facet.
    Values {
        /// [`shisaku_model::Facet::key`].
        facet: String,
        /// Values as the facet stores them.
        values: Vec<String>,
    },
    /// A number of an entry or of a heading above it. See [`number_keys`].
    Number(String),
    /// All of these matchers, anywhere in the texts of one entry.
    Together(Vec<Matcher>),
}

impl Matcher {
    /// Returns the terms in a row. None for a matcher that reads no text.
    pub fn terms(&self) -> Option<&[String]> {
        match self {
            Self::Words(terms) | Self::Folded(terms) | Self::Characters(terms) => Some(terms),
            Self::Years(_) | Self::Values { .. } | Self::Number(_) | Self::Together(_) => None,
        }
    }

    /// Returns the values of which one is enough. Empty for a matcher that reads texts.
    pub fn values(&self) -> &[String] {
        match self {
            Self::Years(values) | Self::Values { values, .. } => values,
            Self::Number(number) => std::slice::from_ref(number),
            Self::Words(_) | Self::Folded(_) | Self::Characters(_) | Self::Together(_) => &[],
        }
    }

    /// Describes the matcher for people. None for character pairs and for forms that nobody writes.
    pub fn in_words(&self) -> Option<String> {
        match self {
            Self::Words(words) => Some(words.concat()),
            Self::Years(years) => match years.as_slice() {
                // 2014年度以降 ends in a year that nobody typed.
                [first, .., last] if years.len() < 60 => Some(format!("{first}～{last}年度")),
                [_, _, ..] => None,
                years => years.first().map(|year| format!("{year}年度")),
            },
            Self::Together(ways) => {
                let words: Option<Vec<String>> = ways.iter().map(Self::in_a_phrase).collect();
                words.map(|words| words.join(" "))
            }
            Self::Folded(_) | Self::Characters(_) | Self::Values { .. } | Self::Number(_) => None,
        }
    }

    /// Returns the words of one part of a phrase.
    fn in_a_phrase(&self) -> Option<String> {
        match self {
            Self::Characters(pairs) => {
                let mut letters: String = pairs.first()?.clone();
                letters.extend(pairs[1..].iter().filter_map(|pair| pair.chars().nth(1)));
                Some(letters)
            }
            _ => self.terms().map(<[String]>::concat),
        }
    }

    /// Returns the byte ranges of the written text that match, by the rule in the crate documentation. They
    /// may overlap or repeat. [`Matcher::Together`] returns the ranges of every part.
    pub fn occurrences(&self, text: &Analysed) -> Vec<Range<usize>> {
        match self {
            Self::Words(terms) => rows(&text.words, terms, |token| &token.term),
            Self::Folded(terms) => rows(&text.words, terms, Token::key),
            Self::Characters(terms) => rows(&text.bigrams, terms, |token| &token.term),
            Self::Years(years) => {
                let stands = text.years.iter().filter(|token| years.iter().any(|year| token.term == *year));
                stands.map(|token| token.range.clone()).collect()
            }
            Self::Together(ways) => ways.iter().flat_map(|matcher| matcher.occurrences(text)).collect(),
            Self::Values { .. } | Self::Number(_) => Vec::new(),
        }
    }
}

/// One way to match a clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The kind of match.
    pub as_: MatchKind,
    /// Weight. The words typed have weight 1.
    pub weight: f32,
    /// The words typed, if the matcher has other words.
    pub from: Option<String>,
    /// The matcher.
    pub matcher: Matcher,
    /// True if headings are not searched. Words of a synonym that may stand apart are looked for in an entry's own
    /// texts: a heading stands above entries about many things, and a word of it beside one of theirs says nothing
    /// about them.
    pub own: bool,
}

impl Alternative {
    pub(crate) fn exact(weight: f32, matcher: Matcher) -> Self {
        Self { as_: MatchKind::Exact, weight, from: None, matcher, own: false }
    }

    /// Returns the field of an entry that matches a number, a plan year or a facet value.
    pub fn held_by(&self, entry: &Entry) -> Option<Field> {
        match &self.matcher {
            Matcher::Values { facet: key, values } => {
                let held = (facet::facet(key)?.values)(entry);
                // No word of the entry need show its organisations, or the years of its results.
                let is_period = ["year", "plan_start", "plan_end"].contains(&key.as_str());
                let field = if is_period { Field::Period } else { Field::Result };
                held.iter().any(|value| values.contains(value)).then_some(field)
            }
            Matcher::Number(number) => number_keys(entry).contains(number).then_some(Field::Number),
            _ => None,
        }
    }
}

/// Returns the byte ranges that contain all `terms` in a row.
fn rows<'t>(tokens: &'t [Token], terms: &[String], form: impl Fn(&'t Token) -> &'t str) -> Vec<Range<usize>> {
    if terms.is_empty() {
        return Vec::new();
    }
    let row = |row: &&'t [Token]| {
        row.iter().zip(terms).all(|(token, term)| form(token) == *term)
            && row.windows(2).all(|pair| pair[1].position == pair[0].position + 1)
    };
    let range = |row: &[Token]| row[0].range.start..row[row.len() - 1].range.end;
    tokens.windows(terms.len()).filter(row).map(range).collect()
}
