//! A trie of all spellings and readings of the words of a vocabulary.

use std::collections::{BTreeMap, HashMap};

use super::{Word, kana, romaji};

/// The trie. Nodes are numbers, and the root is 0. It has a hundred thousand nodes, and most have a single next
/// letter.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    /// The node that a letter leads to from a node.
    next: BTreeMap<(u32, char), u32>,
    /// Indexes of the words that end at a node, each with `true` if it is voiced in this form.
    words: HashMap<u32, Vec<(u32, bool)>>,
}

impl Forms {
    /// Builds a trie of the written forms and readings, in the normal form of kana.
    pub(super) fn in_kana(words: &[Word]) -> Self {
        let mut forms = Self::default();
        for (at, word) in (0..).zip(words) {
            let reading = kana::form(&word.reading);
            forms.add(&kana::form(&word.text), at, false);
            // The second part of a compound may be voiced (rendaku).
            if let Some(voiced) = kana::voiced(&reading) {
                forms.add(&voiced, at, true);
            }
            forms.add(&reading, at, false);
            if let Some(letters) = kana::letter_by_letter(&word.text) {
                forms.add(&kana::form(&letters), at, false);
            }
        }
        forms
    }

    /// Builds a trie of the readings in romaji. Words in Latin letters keep their spelling.
    pub(super) fn in_latin(words: &[Word]) -> Self {
        let mut forms = Self::default();
        for (at, word) in (0..).zip(words) {
            if word.text.is_ascii() {
                forms.add(&romaji::skeleton(&word.text), at, false);
                continue;
            }
            forms.add(&romaji::of_kana(&word.reading), at, false);
            if let Some(voiced) = kana::voiced(&word.reading.chars().collect::<Vec<_>>()) {
                forms.add(&romaji::of_kana(&String::from_iter(voiced)), at, true);
            }
        }
        forms
    }

    /// Words that end at a node, each with `true` if it is voiced in this form.
    pub(super) fn words(&self, node: u32) -> &[(u32, bool)] {
        self.words.get(&node).map(Vec::as_slice).unwrap_or_default()
    }

    /// Letters that follow a node, in order, each with the node it leads to.
    pub(super) fn next(&self, node: u32) -> impl Iterator<Item = (char, u32)> {
        self.next.range((node, '\0')..=(node, char::MAX)).map(|(&(_, letter), &next)| (letter, next))
    }

    /// Returns the node that a letter leads to.
    pub(super) fn step(&self, node: u32, letter: char) -> Option<u32> {
        self.next.get(&(node, letter)).copied()
    }

    fn add(&mut self, form: &[char], word: u32, voiced: bool) {
        if form.is_empty() {
            return;
        }
        let node = form.iter().fold(0, |node, &letter| {
            let new = self.next.len() as u32 + 1;
            *self.next.entry((node, letter)).or_insert(new)
        });
        let words = self.words.entry(node).or_default();
        match words.iter_mut().find(|(other, _)| *other == word) {
            Some((_, other)) => *other &= voiced,
            None => words.push((word, voiced)),
        }
    }
}
