//! Spelling variants (表記ゆれ) that no rule of the analysis covers: 子ども, 子供, こども.
//!
//! The file has one group per line, with spellings separated by commas. Each spelling finds the others. `#`
//! begins a comment. Staff may edit the file.

use std::collections::{BTreeMap, HashMap};

use thiserror::Error;

use shisaku_analysis::{Analyzer, Token, normalise};

/// The built-in list of spellings.
pub const SPELLINGS: &str = include_str!("../../../lexicon/spellings.txt");

/// Maximum number of words in one spelling.
const MOST_WORDS: usize = 8;

/// Groups of spellings.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    /// The spellings of one word, by their line in the file, counted from 1.
    groups: BTreeMap<usize, Vec<String>>,
    /// Maps each normalised spelling to its line. A line with only one spelling is no group.
    line_of: HashMap<String, usize>,
}

/// An error in a line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpellingError {
    /// A word occurs in two groups or twice in one.
    #[error(
        "「{word}」は {other} 行目にもあります(全角・半角や字体のちがいは、書かなくても同じ語になります)。1 つの語は 1 度だけ書いてください。"
    )]
    Repeated {
        /// Line, counted from 1.
        line: usize,
        /// The word.
        word: String,
        /// The other line.
        other: usize,
    },
    /// A group has only one spelling.
    #[error("表記が 1 つしかありません。「子ども, 子供, こども」のように 2 つ以上書いてください。")]
    Alone {
        /// Line, counted from 1.
        line: usize,
    },
    /// A spelling contains no searchable letters.
    #[error("「{word}」には検索できる文字がありません。かな・漢字・英数字で書いてください。")]
    Wordless {
        /// Line, counted from 1.
        line: usize,
        /// The spelling.
        word: String,
    },
}

impl SpellingError {
    /// Returns the line of the error, counted from 1.
    pub fn line(&self) -> usize {
        match self {
            Self::Repeated { line, .. } | Self::Alone { line } | Self::Wordless { line, .. } => *line,
        }
    }
}

impl Spellings {
    /// Returns the built-in spellings.
    pub fn embedded() -> Self {
        Self::read(SPELLINGS).0
    }

    /// Reads the text of a file. Lines with errors are reported and skipped.
    pub fn read(text: &str) -> (Self, Vec<SpellingError>) {
        let (mut spellings, mut errors) = (Self::default(), Vec::new());
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default();
            let words = line.split([',', '，', '、']).map(|word| normalise(word.trim()).text().to_owned());
            let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
            if words.is_empty() {
                continue;
            }
            let mut group: Vec<String> = Vec::new();
            for word in words {
                match spellings.line_of.get(&word) {
                    Some(&other) => errors.push(SpellingError::Repeated { line: number, word, other }),
                    None => {
                        spellings.line_of.insert(word.clone(), number);
                        group.push(word);
                    }
                }
            }
            if group.len() < 2 {
                errors.push(SpellingError::Alone { line: number });
            } else {
                spellings.groups.insert(number, group);
            }
        }
        (spellings, errors)
    }

    /// Returns an error for every spelling in which the analyzer finds no word.
    pub fn wordless(&self, analyzer: &Analyzer) -> Vec<SpellingError> {
        let all = self.groups.iter().flat_map(|(&line, words)| words.iter().map(move |word| (line, word)));
        let wordless = all.filter(|(_, word)| analyzer.words(word).is_empty());
        wordless.map(|(line, word)| SpellingError::Wordless { line, word: word.clone() }).collect()
    }

    /// Returns the groups. Each contains the spellings of one word.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[String]> {
        self.groups.values().map(Vec::as_slice)
    }

    /// Returns the number of words at the beginning that form the longest listed spelling.
    pub(crate) fn longest(&self, words: &[Token]) -> Option<usize> {
        (1..=words.len().min(MOST_WORDS)).rev().find(|&count| self.group(&words[..count]).is_some())
    }

    /// Returns other spellings of these words, with the first listed spelling replaced.
    pub fn of(&self, words: &[Token]) -> Vec<String> {
        for at in 0..words.len() {
            let Some(count) = self.longest(&words[at..]) else { continue };
            let listed = joined(&words[at..at + count]);
            // A single character that belongs to the word before it has no other spelling: 街 in 商店街.
            if at > 0 && listed.chars().count() == 1 {
                continue;
            }
            let group = self.group(&words[at..at + count]).unwrap_or_default();
            let (before, after) = (joined(&words[..at]), joined(&words[at + count..]));
            let others = group.iter().filter(|other| **other != listed);
            return others.map(|other| format!("{before}{other}{after}")).collect();
        }
        Vec::new()
    }

    fn group(&self, words: &[Token]) -> Option<&[String]> {
        self.groups.get(self.line_of.get(&joined(words))?).map(Vec::as_slice)
    }
}

pub(crate) fn joined(words: &[Token]) -> String {
    words.iter().map(|word| word.term.as_str()).collect()
}
