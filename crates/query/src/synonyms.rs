//! Everyday words and their official synonyms (言い換え), by field of administration.
//!
//! | line | means |
//! |---|---|
//! | `公衆トイレ, 公衆便所` | each finds the other |
//! | `人手不足 => 人材確保, 労働力不足^0.6` | the left finds the right; the last has weight 0.6 |
//! | `仕事 探す => 就職` | the words 仕事 and 探す in a row, ignoring particles between them |
//! | `若者 仕事 => 若年者 就労` | both words of the right anywhere in one entry |
//!
//! `#` begins a comment. Staff may edit the files. The file [`ABBREVIATIONS`] contains long and short forms
//! of names.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use smol_str::SmolStr;

use crate::{MatchKind, Spellings};
use shisaku_analysis::{Token, normalise};
use shisaku_model::Naming;

mod form;
mod read;
mod targets;

use form::Form;
pub(crate) use form::{Typed, stem};

pub(crate) use read::Lines;
pub use read::{Line, SynonymError};
pub(crate) use targets::Standing;

/// Names and texts of the built-in files, by field of administration.
pub const SYNONYMS: &[(&str, &str)] = &[
    ("abbreviations.txt", include_str!("../../../lexicon/synonyms/abbreviations.txt")),
    ("administration.txt", include_str!("../../../lexicon/synonyms/administration.txt")),
    ("aged.txt", include_str!("../../../lexicon/synonyms/aged.txt")),
    ("care.txt", include_str!("../../../lexicon/synonyms/care.txt")),
    ("children.txt", include_str!("../../../lexicon/synonyms/children.txt")),
    ("consumer.txt", include_str!("../../../lexicon/synonyms/consumer.txt")),
    ("culture.txt", include_str!("../../../lexicon/synonyms/culture.txt")),
    ("digital.txt", include_str!("../../../lexicon/synonyms/digital.txt")),
    ("disabled.txt", include_str!("../../../lexicon/synonyms/disabled.txt")),
    ("disaster.txt", include_str!("../../../lexicon/synonyms/disaster.txt")),
    ("education.txt", include_str!("../../../lexicon/synonyms/education.txt")),
    ("environment.txt", include_str!("../../../lexicon/synonyms/environment.txt")),
    ("farming.txt", include_str!("../../../lexicon/synonyms/farming.txt")),
    ("foreign.txt", include_str!("../../../lexicon/synonyms/foreign.txt")),
    ("founding.txt", include_str!("../../../lexicon/synonyms/founding.txt")),
    ("health.txt", include_str!("../../../lexicon/synonyms/health.txt")),
    ("housing.txt", include_str!("../../../lexicon/synonyms/housing.txt")),
    ("human_rights.txt", include_str!("../../../lexicon/synonyms/human_rights.txt")),
    ("industry.txt", include_str!("../../../lexicon/synonyms/industry.txt")),
    ("loanwords.txt", include_str!("../../../lexicon/synonyms/loanwords.txt")),
    ("modern.txt", include_str!("../../../lexicon/synonyms/modern.txt")),
    ("money.txt", include_str!("../../../lexicon/synonyms/money.txt")),
    ("procedures.txt", include_str!("../../../lexicon/synonyms/procedures.txt")),
    ("shops.txt", include_str!("../../../lexicon/synonyms/shops.txt")),
    ("spoken.txt", include_str!("../../../lexicon/synonyms/spoken.txt")),
    ("tourism.txt", include_str!("../../../lexicon/synonyms/tourism.txt")),
    ("town.txt", include_str!("../../../lexicon/synonyms/town.txt")),
    ("welfare.txt", include_str!("../../../lexicon/synonyms/welfare.txt")),
    ("work.txt", include_str!("../../../lexicon/synonyms/work.txt")),
];

/// Name of the file with long and short forms.
pub(crate) const ABBREVIATIONS: &str = "abbreviations.txt";

/// Default weight of a synonym.
const WEIGHT: f32 = 0.8;

/// Words in a row. Hundreds of thousands are listed. Most are so short that they need no allocation of their
/// own.
pub(crate) type Row = Vec<SmolStr>;

/// A synonym: rows of words that must occur in one entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Normalised rows. All of them must match.
    pub rows: Row,
    /// Weight. The words typed have weight 1.
    pub weight: f32,
    /// [`MatchKind::Synonym`] or [`MatchKind::Abbreviation`].
    pub as_: MatchKind,
}

/// An item: words listed in some lines.
#[derive(Debug, Clone, Default)]
struct Item {
    /// Normalised words.
    parts: Row,
    /// Words in the form in which they are compared.
    forms: Row,
    /// Lines with the item on the left, or without a right side.
    left_of: Vec<u32>,
    /// Lines with the item on the right.
    right_of: Vec<u32>,
}

/// All listed synonyms.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// Names that documents define. They come before the lists.
    names: Vec<Line>,
    /// Lines of the lists, shared by all indexes that use them.
    lines: Arc<[Line]>,
    pub(crate) form: Form,
    /// Built on first use, since not every command needs it.
    index: OnceLock<Index>,
}

/// An index of the items.
#[derive(Debug, Clone, Default)]
struct Index {
    items: Vec<Item>,
    /// Maps the form of a first word to the items that begin with it.
    by_first: HashMap<SmolStr, Vec<u32>>,
    /// Maps the forms of an item's words to the item. Emptied once all lines are added.
    by_forms: HashMap<Row, u32>,
}

/// Words of a query that match an item.
#[derive(Debug, Clone)]
pub(crate) struct Listed<'s> {
    /// Number of words of the query.
    pub count: usize,
    item: &'s Item,
}

impl Synonyms {
    /// Maximum number of the analyzer's words in one word of a line.
    pub const MOST_WORDS: usize = form::MOST_WORDS;

    /// Returns the built-in synonyms.
    pub fn embedded() -> Self {
        Self::read(SYNONYMS).0
    }

    /// Reads the texts of files, each with its name. Lines with errors are reported and skipped.
    pub fn read(files: &[(&str, &str)]) -> (Self, Vec<SynonymError>) {
        let (lines, errors) = Self::read_lines(files);
        let lines = lines.into_iter().map(|(_, _, line)| line).collect();
        (Self { lines, ..Self::default() }, errors)
    }

    /// Reads the lines of files, each with its place. Lines with errors are reported and skipped.
    pub fn read_lines<'f>(files: &[(&'f str, &str)]) -> (Lines<'f>, Vec<SynonymError>) {
        read::lines(files)
    }

    /// Adds names that documents define as equal, each of which finds the others. Also adds spellings, so
    /// that 子供 預ける matches 子ども 預ける.
    #[must_use]
    pub(crate) fn with(self, namings: &[Naming], spellings: &Spellings) -> Self {
        let words = |name: &String| name.split_whitespace().map(normalised).collect();
        let names = namings.iter().map(|naming| Line {
            as_: MatchKind::Abbreviation,
            left: naming.names.iter().map(words).collect(),
            right: None,
        });
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

    /// Returns words of a line in the form in which they are compared.
    pub fn forms(&self, parts: &[SmolStr]) -> Row {
        parts.iter().map(|part| self.form.of_text(part).into()).collect()
    }

    /// Returns the words of every item.
    pub(crate) fn items(&self) -> impl Iterator<Item = &[SmolStr]> {
        self.index().items.iter().map(|item| item.parts.as_slice())
    }

    /// Returns the left side of each line, words separated by spaces, and the rows of words that it finds.
    pub fn typed(&self) -> impl Iterator<Item = (Vec<String>, Vec<&[SmolStr]>)> {
        self.lines().map(|line| {
            let found: Vec<&[SmolStr]> = match &line.right {
                Some(right) => right.iter().map(|target| target.rows.as_slice()).collect(),
                None => line.left.iter().map(Vec::as_slice).collect(),
            };
            (line.left.iter().map(|parts| parts.join(" ")).collect(), found)
        })
    }

    /// Returns the lists of everyday words that stand for official ones, each with its name: the first of its items.
    pub fn everyday(&self) -> impl Iterator<Item = (String, Vec<String>)> {
        let lists = self.lines.iter().filter(|line| line.is_everyday());
        lists.map(|line| {
            let items: Vec<String> = line.left.iter().map(|parts| parts.join(" ")).collect();
            (items.first().cloned().unwrap_or_default(), items)
        })
    }

    /// Returns the official words of the lists with this name.
    pub(crate) fn of_everyday<'n>(&self, name: &'n str) -> impl Iterator<Item = Target> + use<'_, 'n> {
        let is_named = move |line: &&Line| {
            line.is_everyday()
                && line
                    .left
                    .first()
                    .is_some_and(|first| first.iter().map(SmolStr::as_str).eq(name.split(' ')))
        };
        self.lines.iter().filter(is_named).flat_map(Line::targets)
    }

    /// Returns the items that match the words from a position on, longest first.
    pub(crate) fn beginning_at(&self, typed: &Typed<'_>, at: usize) -> Vec<Listed<'_>> {
        let index = self.index();
        let mut found: Vec<Listed<'_>> = Vec::new();
        for (count, first) in typed.forms.get(at).into_iter().flatten() {
            for &item in index.by_first.get(first.as_str()).into_iter().flatten() {
                let item = &index.items[item as usize];
                let end = Form::followed(typed, at + count, &item.forms[1..]);
                found.extend(end.map(|end| Listed { count: end - at, item }));
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.count));
        found
    }

    /// True if the words are exactly one item that has synonyms.
    pub(crate) fn is_phrase(&self, words: &[Token]) -> bool {
        let whole = |one: &Listed<'_>| one.count == words.len() && !one.item.left_of.is_empty();
        self.beginning_at(&self.form.typed(words), 0).iter().any(whole)
    }
}

impl Index {
    /// Returns the item of these forms. Adds it if it is new.
    fn item(&mut self, parts: &[SmolStr], forms: Row) -> &mut Item {
        let at = *self.by_forms.entry(forms).or_insert_with_key(|forms| {
            let at = self.items.len() as u32;
            self.by_first.entry(forms.first().cloned().unwrap_or_default()).or_default().push(at);
            self.items.push(Item { parts: parts.to_vec(), forms: forms.clone(), ..Item::default() });
            at
        });
        &mut self.items[at as usize]
    }
}

/// Normalises a word for comparison.
fn normalised(text: &str) -> SmolStr {
    normalise(text).text().into()
}

#[cfg(test)]
mod tests;
