//! Everyday words and the official words for them (言い換え), by field of administration.
//!
//! | line | means |
//! |---|---|
//! | `公衆トイレ, 公衆便所` | either finds the other |
//! | `人手不足 => 人材確保, 労働力不足^0.6` | the left finds the right, the last for six tenths |
//! | `仕事 探す => 就職` | the words 仕事 and 探す in a row, particles between them left out |
//! | `若者 仕事 => 若年者 就労` | both words of the right somewhere in one entry |
//!
//! `#` begins a comment. Staff may edit the files. What stands in a file of the name [`ABBREVIATIONS`] are long
//! and short forms of one name.

use std::collections::HashMap;

use super::MatchKind;
use crate::analysis::{Token, normalise};
use crate::model::Naming;

mod files;
mod read;

pub use read::SynonymError;

/// The file that holds long and short forms.
pub const ABBREVIATIONS: &str = "abbreviations.txt";

/// What a word of the right is worth that says nothing of it.
const WEIGHT: f32 = 0.8;

/// Words of the analysis that one word of a line may be cut into.
const MOST_WORDS: usize = 8;

/// What may be searched in the place of something: words that stand in one entry, each in a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    /// Normalised; all of them are wanted.
    pub rows: Vec<String>,
    /// Beside 1 for what was typed.
    pub weight: f32,
    /// [`MatchKind::Synonym`] or [`MatchKind::Abbreviation`].
    pub as_: MatchKind,
}

/// What is listed under one item.
#[derive(Debug, Clone, Default)]
struct Item {
    /// Its words, normalised.
    parts: Vec<String>,
    targets: Vec<Target>,
}

/// Everything listed.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    items: Vec<Item>,
    /// First word of an item to the items that begin with it, those of most words first.
    by_first: HashMap<String, Vec<usize>>,
}

/// Words of a query that are listed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed<'s> {
    /// How many words of the query.
    pub count: usize,
    /// What may be searched in their place.
    pub targets: &'s [Target],
}

impl Synonyms {
    /// Those that the program brings along.
    pub fn embedded() -> Self {
        Self::read(files::EMBEDDED).0
    }

    /// Reads texts of files, each with its name. Lines with errors are told and left out.
    pub fn read(files: &[(&str, &str)]) -> (Self, Vec<SynonymError>) {
        let (lines, errors) = read::lines(files);
        let mut synonyms = Self::default();
        synonyms.add(lines.iter().flat_map(read::Line::entries));
        (synonyms, errors)
    }

    /// The same with the names that documents give beside one another: each finds the others.
    #[must_use]
    pub(super) fn with_names(mut self, namings: &[Naming]) -> Self {
        let of_naming = |naming: &Naming| {
            let words = |name: &String| name.split_whitespace().map(normalised).collect();
            let names: Vec<Vec<String>> = naming.names.iter().map(words).collect();
            names.clone().into_iter().map(move |name| {
                let others = names.iter().filter(|other| **other != name);
                let target = |rows: &Vec<String>| Target {
                    rows: rows.clone(),
                    weight: WEIGHT,
                    as_: MatchKind::Abbreviation,
                };
                (name.clone(), others.map(target).collect())
            })
        };
        self.add(namings.iter().flat_map(of_naming).collect::<Vec<_>>().into_iter());
        self
    }

    /// Adds what is listed under items.
    fn add(&mut self, entries: impl Iterator<Item = (Vec<String>, Vec<Target>)>) {
        let mut at_of: HashMap<Vec<String>, usize> =
            self.items.iter().enumerate().map(|(at, item)| (item.parts.clone(), at)).collect();
        for (left, targets) in entries {
            let at = *at_of.entry(left.clone()).or_insert_with(|| {
                let at = self.items.len();
                self.by_first.entry(left[0].clone()).or_default().push(at);
                self.items.push(Item { parts: left, targets: Vec::new() });
                at
            });
            for target in targets {
                let known = &mut self.items[at].targets;
                match known.iter_mut().find(|one| one.rows == target.rows) {
                    Some(one) => one.weight = one.weight.max(target.weight),
                    None => known.push(target),
                }
            }
        }
        let items = &self.items;
        for of_first in self.by_first.values_mut() {
            of_first.sort_by_key(|&at| std::cmp::Reverse(items[at].parts.len()));
        }
    }

    /// The words of every item, part by part.
    pub(super) fn items(&self) -> impl Iterator<Item = &[String]> {
        self.items.iter().map(|item| item.parts.as_slice())
    }

    /// What may be typed, parted by spaces, with the rows of words that are found by it.
    pub fn typed(&self) -> impl Iterator<Item = (String, Vec<&[String]>)> {
        self.items.iter().filter(|item| !item.targets.is_empty()).map(|item| {
            (item.parts.join(" "), item.targets.iter().map(|target| target.rows.as_slice()).collect())
        })
    }

    /// The longest item at the very beginning.
    pub(super) fn longest(&self, words: &[Token]) -> Option<Listed<'_>> {
        let mut best: Option<Listed<'_>> = None;
        for (count, first) in spelled(words) {
            for &at in self.by_first.get(&first).into_iter().flatten() {
                let item = &self.items[at];
                let Some(count) = followed(words, count, &item.parts[1..]) else { continue };
                if best.as_ref().is_none_or(|best| best.count < count) {
                    best = Some(Listed { count, targets: &item.targets });
                }
            }
        }
        best
    }

    /// Whether words are one item and nothing else.
    pub(super) fn is_phrase(&self, words: &[Token]) -> bool {
        self.longest(words).is_some_and(|listed| listed.count == words.len())
    }
}

/// What words at the very beginning spell, as written or with the last in its base form.
fn spelled(words: &[Token]) -> impl Iterator<Item = (usize, String)> + '_ {
    let mut before = String::new();
    (1..).zip(words.iter().take(MOST_WORDS)).flat_map(move |(count, word)| {
        let written = format!("{before}{}", word.term);
        let base = (word.key() != word.term).then(|| format!("{before}{}", word.key()));
        before.push_str(&word.term);
        [Some(written), base].into_iter().flatten().map(move |text| (count, text))
    })
}

/// How many words there are up to the last of `parts`, which follow the first `count` with nothing but
/// function words between them.
fn followed(words: &[Token], count: usize, parts: &[String]) -> Option<usize> {
    let Some((part, parts)) = parts.split_first() else { return Some(count) };
    let functions = words[count..].iter().take_while(|word| !word.is_content()).count();
    // A part may itself begin with what is otherwise a function word.
    (count..=count + functions).rev().find_map(|start| {
        spelled(&words[start..])
            .filter(|(_, text)| text == part)
            .find_map(|(more, _)| followed(words, start + more, parts))
    })
}

/// A word as it is compared.
fn normalised(text: &str) -> String {
    normalise(text).text().to_owned()
}

#[cfg(test)]
mod tests;
