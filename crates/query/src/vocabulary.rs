//! The vocabulary of an index: its words with their readings. Queries in kana, in romaji and with typos are
//! read with it.
//!
//! No search runs here. A query may be typed in kana (しょうてんがい), in Latin letters (shoutengai) or with a typo
//! (商店外). [`Vocabulary::covers`] rewrites it into words that can follow one another in the index. The search
//! then runs as if those words had been typed.
//!
//! Typed letters take the normal form of `kana` or `romaji`. `edges` finds the single words that begin at each of
//! them in a trie (`forms`), and `cover` joins these to sequences of words.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use shisaku_analysis::{Class, Token};

mod cover;
mod edges;
mod forms;
mod gather;
pub mod kana;
mod phrases;
pub mod romaji;

#[cfg(test)]
mod tests;

pub use cover::{Cover, Script, Slips};
pub use gather::{gather, gather_texts};
pub use phrases::{Phrase, PhraseKind, Piece};

use forms::Forms;

/// A word with one of its readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Normalised, as written in the texts. Verbs and adjectives are also listed in their base form.
    pub text: String,
    /// In hiragana.
    pub reading: String,
    /// Word class.
    pub class: Class,
    /// Number of entries that contain the word.
    pub entries: u32,
}

/// The words of an index, which words follow which, and the phrases for suggestions.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    words: Vec<Word>,
    /// For each word, in order, the indexes of the words that directly follow it somewhere. Sorted.
    followers: Vec<Vec<u32>>,
    phrases: Vec<Phrase>,
    #[serde(skip)]
    kana: OnceLock<Forms>,
    #[serde(skip)]
    latin: OnceLock<Forms>,
    #[serde(skip)]
    by_text: OnceLock<HashMap<String, Vec<u32>>>,
    /// Pairs of adjacent letters, inside a word or across two adjacent words.
    #[serde(skip)]
    pairs: OnceLock<HashSet<(char, char)>>,
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}

impl Vocabulary {
    /// True if all word indexes and phrase offsets are in bounds. A file may be damaged.
    pub fn is_sound(&self) -> bool {
        let known = |next: &Vec<u32>| next.iter().all(|&at| (at as usize) < self.words.len());
        self.followers.len() == self.words.len()
            && self.followers.iter().all(known)
            && self.phrases.iter().all(Phrase::is_sound)
    }

    /// All words, in the order of their first occurrence.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Phrases for suggestions: titles, then organisations, terms and other words, each kind by descending
    /// frequency.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// True if some entry contains the word in exactly this spelling.
    pub fn has(&self, text: &str) -> bool {
        !self.called(text).is_empty()
    }

    /// Number of entries that contain the word in exactly this spelling, headings included.
    pub fn entries_with(&self, text: &str) -> usize {
        // A spelling has one `Word` per reading, and each counts other entries.
        let readings = self.called(text).iter();
        readings.map(|&at| self.word(at).entries as usize).sum()
    }

    /// True if the words may occur next to one another somewhere, as written or in another inflection. Only
    /// neighbouring pairs are checked.
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

    /// True if the letters may occur next to one another somewhere, regardless of word boundaries. Only pairs
    /// of letters are checked: a wrong `true` is possible, a wrong `false` is not.
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

    /// Indexes of the words with exactly this spelling, one per reading, in the order of their first
    /// occurrence.
    fn called(&self, text: &str) -> &[u32] {
        let by_text = self.by_text.get_or_init(|| {
            let mut by_text: HashMap<String, Vec<u32>> = HashMap::new();
            (0..)
                .zip(&self.words)
                .for_each(|(at, word)| by_text.entry(word.text.clone()).or_default().push(at));
            by_text
        });
        by_text.get(text).map(Vec::as_slice).unwrap_or_default()
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
