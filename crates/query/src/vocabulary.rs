//! The words of an index with their readings: what kana, romaji and slips are read by.
//!
//! Nothing here is searched. What a person types in kana (しょうてんがい), in Latin letters (shoutengai) or with
//! a slip (商店外) is put into words of the index that may stand in that order ([`Vocabulary::covers`]); those
//! are then asked for as if they had been typed.
//!
//! | file | holds |
//! |---|---|
//! | `gather` | entries to words, readings, and which word stands after which |
//! | `forms` | a tree of all the ways in which the words may be typed |
//! | `kana` | the one form of kana spellings |
//! | `romaji` | the one form of Latin spellings: Hepburn, kunrei, careless |
//! | `cover` | typed letters to words in a row |
//! | `edges` | letters to the single words that they may begin with, slips told |
//! | `homophone` | kanji to words that sound like them |
//! | `phrases` | what people may be offered: [`shisaku_search::suggest`] finds it by what they have typed |

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use shisaku_analysis::{Class, Token};

mod cover;
mod edges;
mod forms;
mod gather;
mod homophone;
pub mod kana;
mod phrases;
pub mod romaji;

#[cfg(test)]
mod tests;

pub use cover::{Cover, Script, Slips};
pub use gather::{gather, gather_texts};
pub use phrases::{Phrase, PhraseKind, Piece};

use forms::Forms;

/// One word with one of its readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// As it stands in texts, normalised; of verbs and adjectives the base form too.
    pub text: String,
    /// In hiragana.
    pub reading: String,
    /// What part it plays.
    pub class: Class,
    /// Entries that have it.
    pub entries: u32,
}

/// Every word of an index.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    words: Vec<Word>,
    /// For each word, in order, those that stand directly after it somewhere.
    followers: Vec<Vec<u32>>,
    phrases: Vec<Phrase>,
    #[serde(skip)]
    kana: OnceLock<Forms>,
    #[serde(skip)]
    latin: OnceLock<Forms>,
    #[serde(skip)]
    by_text: OnceLock<Vec<u32>>,
    /// The pairs of letters that stand in a row.
    #[serde(skip)]
    pairs: OnceLock<HashSet<(char, char)>>,
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        (&self.words, &self.followers, &self.phrases) == (&other.words, &other.followers, &other.phrases)
    }
}

impl Vocabulary {
    /// Whether every word that follows another is there: files can be damaged.
    pub fn is_sound(&self) -> bool {
        let known = |next: &Vec<u32>| next.iter().all(|&at| (at as usize) < self.words.len());
        self.followers.len() == self.words.len()
            && self.followers.iter().all(known)
            && self.phrases.iter().all(Phrase::is_sound)
    }

    /// The words, in the order in which they were first met.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// What people may be offered: titles first, then organisations, terms, words, each the commonest first.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// Whether a word stands in any entry, written in just this way.
    pub fn has(&self, text: &str) -> bool {
        !self.called(text).is_empty()
    }

    /// Entries that have a word written in just this way, headings included.
    pub fn entries_with(&self, text: &str) -> usize {
        // Each of its readings stands for other entries.
        let readings = self.called(text).iter();
        readings.map(|&at| self.word(at).entries as usize).sum()
    }

    /// Whether words stand in a row somewhere, as far as is known: each stands, and stands after the one before
    /// it, written so or in another inflection.
    pub fn stands(&self, row: &[Token]) -> bool {
        let of = |word: &Token| -> Vec<u32> {
            let forms = [Some(word.term.as_str()), word.folded.as_deref()];
            forms.into_iter().flatten().flat_map(|form| self.called(form)).copied().collect()
        };
        let Some((first, rest)) = row.split_first() else { return false };
        let mut ends = of(first);
        for word in rest {
            let next = of(word);
            ends = next.into_iter().filter(|&next| ends.iter().any(|&end| self.follows(end, next))).collect();
        }
        !ends.is_empty()
    }

    /// Whether letters may stand in a row somewhere, whatever words they belong to; never denied where they do.
    pub fn may_have_letters(&self, letters: &str) -> bool {
        let pairs_of_words = self.pairs.get_or_init(|| {
            let ends = |at: u32| self.word(at).text.chars().next_back();
            let begins = |at: u32| self.word(at).text.chars().next();
            let within = self.words.iter().flat_map(|word| pairs(&word.text));
            let across = (0..)
                .zip(&self.followers)
                .flat_map(|(at, next)| next.iter().filter_map(move |&next| Some((ends(at)?, begins(next)?))));
            within.chain(across).collect()
        });
        pairs(letters).all(|pair| pairs_of_words.contains(&pair))
    }

    /// The words written in just this way, in the order in which they were first met: one for each reading.
    fn called(&self, text: &str) -> &[u32] {
        let by_text = self.by_text.get_or_init(|| {
            let mut all: Vec<u32> = (0..self.words.len() as u32).collect();
            all.sort_by_key(|&at| &self.word(at).text);
            all
        });
        let from = by_text.partition_point(|&at| *self.word(at).text < *text);
        let count = by_text[from..].partition_point(|&at| self.word(at).text == text);
        &by_text[from..from + count]
    }

    fn word(&self, at: u32) -> &Word {
        &self.words[at as usize]
    }

    fn follows(&self, word: u32, next: u32) -> bool {
        self.followers[word as usize].binary_search(&next).is_ok()
    }

    fn forms(&self, script: Script) -> &Forms {
        match script {
            Script::Japanese => self.kana.get_or_init(|| Forms::in_kana(&self.words)),
            Script::Latin => self.latin.get_or_init(|| Forms::in_latin(&self.words)),
        }
    }
}
