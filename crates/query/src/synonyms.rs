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
//!
//! | file | holds |
//! |---|---|
//! | `files` | the lists that the program brings along |
//! | `read` | lines of a file, checked |
//! | `problem` | what can be wrong with a line |
//! | `reach` | what is listed and never met, found by trying |
//! | `form` | the one form in which what is listed and what is typed are compared |
//! | `targets` | what is searched in the place of listed words |

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use smol_str::SmolStr;

use crate::{MatchKind, Spellings};
use shisaku_analysis::{Token, normalise};
use shisaku_model::Naming;

mod files;
mod form;
mod problem;
pub(crate) mod reach;
mod read;
mod targets;

use form::Form;
pub(crate) use form::Typed;
use read::Line;

pub use files::EMBEDDED as SYNONYMS;
pub use problem::SynonymError;
use problem::SynonymProblem;
pub(crate) use targets::Standing;

/// The file that holds long and short forms.
pub const ABBREVIATIONS: &str = "abbreviations.txt";

/// What a word of the right is worth that says nothing of it.
const WEIGHT: f32 = 0.8;

/// Words one after the other. Hundreds of thousands are listed, most so short that they need no place of their own.
pub(crate) type Row = Vec<SmolStr>;

/// What may be searched in the place of something: words that stand in one entry, each in a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Target {
    /// Normalised; all of them are wanted.
    pub rows: Row,
    /// Beside 1 for what was typed.
    pub weight: f32,
    /// [`MatchKind::Synonym`] or [`MatchKind::Abbreviation`].
    pub as_: MatchKind,
}

/// Words that stand in some lines.
#[derive(Debug, Clone)]
struct Item {
    /// Normalised.
    parts: Row,
    /// In the form in which they are compared.
    forms: Row,
    /// Lines that have it on the left, or that have no right.
    left_of: Vec<u32>,
    /// Lines that have it on the right.
    right_of: Vec<u32>,
}

/// Everything listed.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// What the documents say of their own names; it comes first.
    names: Vec<Line>,
    /// Shared by every index that is read with them.
    lines: Arc<[Line]>,
    form: Form,
    /// Made when first asked for: not every command asks.
    index: OnceLock<Index>,
}

/// Where each item stands.
#[derive(Debug, Clone, Default)]
struct Index {
    items: Vec<Item>,
    /// The form of an item's first word to the items that begin with it.
    by_first: HashMap<SmolStr, Vec<u32>>,
    /// The forms of an item's words to the item; empty once all lines are in.
    by_forms: HashMap<Row, u32>,
}

/// Words of a query that are listed.
#[derive(Debug, Clone)]
pub(crate) struct Listed<'s> {
    /// How many words of the query.
    pub count: usize,
    item: &'s Item,
}

impl Synonyms {
    /// Those that the program brings along.
    pub fn embedded() -> Self {
        Self::read(files::EMBEDDED).0
    }

    /// Reads texts of files, each with its name. Lines with errors are told and left out.
    pub fn read(files: &[(&str, &str)]) -> (Self, Vec<SynonymError>) {
        let (lines, errors) = read::lines(files);
        (Self { lines: lines.into(), ..Self::default() }, errors)
    }

    /// What says the same twice, or in a circle.
    pub fn repeated(files: &[(&str, &str)]) -> Vec<SynonymError> {
        read::repeated(files)
    }

    /// The same with the names that documents give beside one another, each of which finds the others, and with
    /// spellings that stand for one another in what is typed: 子供 預ける is 子ども 預ける.
    #[must_use]
    pub(crate) fn with(self, namings: &[Naming], spellings: &Spellings) -> Self {
        let words = |name: &String| name.split_whitespace().map(normalised).collect();
        let names = namings.iter().map(|naming| Line::of_names(naming.names.iter().map(words).collect()));
        let names = names.chain(self.names).collect();
        Self { names, form: Form::of(spellings), index: OnceLock::new(), ..self }
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.names.iter().chain(&*self.lines)
    }

    fn line(&self, at: u32) -> Option<&Line> {
        let at = at as usize;
        self.names.get(at).or_else(|| self.lines.get(at.checked_sub(self.names.len())?))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for (at, line) in (0..).zip(self.lines()) {
                for parts in &line.left {
                    index.item(parts, self.forms(parts)).left_of.push(at);
                }
                for target in line.right.iter().flatten() {
                    index.item(&target.rows, self.forms(&target.rows)).right_of.push(at);
                }
            }
            index.by_forms = HashMap::new();
            index
        })
    }

    fn forms(&self, parts: &[SmolStr]) -> Row {
        parts.iter().map(|part| self.form.of_text(part).into()).collect()
    }

    /// The words of every item, part by part.
    pub(crate) fn items(&self) -> impl Iterator<Item = &[SmolStr]> {
        self.index().items.iter().map(|item| item.parts.as_slice())
    }

    /// What may be typed, in lines: all that stand for the same, words parted by spaces, with the rows of words
    /// that are found by any of them.
    pub fn typed(&self) -> impl Iterator<Item = (Vec<String>, Vec<&[SmolStr]>)> {
        self.lines().map(|line| {
            let found: Vec<&[SmolStr]> = match &line.right {
                Some(right) => right.iter().map(|target| target.rows.as_slice()).collect(),
                None => line.left.iter().map(Vec::as_slice).collect(),
            };
            (line.left.iter().map(|parts| parts.join(" ")).collect(), found)
        })
    }

    /// The items that begin at a place, the longest first.
    pub(crate) fn beginning_at(&self, typed: &Typed<'_>, at: usize) -> Vec<Listed<'_>> {
        let index = self.index();
        let mut found: Vec<Listed<'_>> = Vec::new();
        for (count, first) in typed.forms(at, &self.form) {
            for &item in index.by_first.get(first.as_str()).into_iter().flatten() {
                let item = &index.items[item as usize];
                let end = self.form.followed(typed, at + count, &item.forms[1..]);
                found.extend(end.map(|end| Listed { count: end - at, item }));
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.count));
        found
    }

    /// Whether words are one item that stands for others, and nothing else.
    pub(crate) fn is_phrase(&self, words: &[Token]) -> bool {
        let whole = |one: &Listed<'_>| one.count == words.len() && !one.item.left_of.is_empty();
        self.beginning_at(&Typed::of(words), 0).iter().any(whole)
    }
}

impl Index {
    /// The item of these forms, a new one where there is none.
    fn item(&mut self, parts: &[SmolStr], forms: Row) -> &mut Item {
        let at = match self.by_forms.get(&forms) {
            Some(&at) => at,
            None => {
                let at = self.items.len() as u32;
                self.by_first.entry(forms.first().cloned().unwrap_or_default()).or_default().push(at);
                self.by_forms.insert(forms.clone(), at);
                let parts = parts.to_vec();
                self.items.push(Item { parts, forms, left_of: Vec::new(), right_of: Vec::new() });
                at
            }
        };
        &mut self.items[at as usize]
    }
}

/// A word as it is compared.
fn normalised(text: &str) -> SmolStr {
    normalise(text).text().into()
}

#[cfg(test)]
mod tests;
