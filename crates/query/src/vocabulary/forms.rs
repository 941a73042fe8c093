//! A trie of all spellings and readings of the words of a vocabulary.

use super::{Word, kana, romaji};

/// A node while the trie is being built: the next letters, and the words that end here.
#[derive(Debug, Default)]
struct Node {
    /// Sorted by letter, each with the index of its node.
    next: Vec<(char, u32)>,
    /// Indexes of words, and whether the word is voiced in this form.
    words: Vec<(u32, bool)>,
}

/// A trie under construction. Node 0 is the root.
struct Growing {
    nodes: Vec<Node>,
}

/// The finished trie, in three flat arrays. It has a hundred thousand nodes, and most have a single next
/// letter.
#[derive(Debug, Clone)]
pub(super) struct Forms {
    /// For each node, the start of its range in `next` and in `words`. The range ends where the next node's
    /// begins.
    begins: Vec<(u32, u32)>,
    next: Vec<(char, u32)>,
    words: Vec<(u32, bool)>,
}

impl Forms {
    /// Builds a trie of the written forms and readings, in the normal form of kana.
    pub(super) fn in_kana(words: &[Word]) -> Self {
        let mut forms = Growing::default();
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
        forms.grown()
    }

    /// Builds a trie of the readings in romaji. Words in Latin letters keep their spelling.
    pub(super) fn in_latin(words: &[Word]) -> Self {
        let mut forms = Growing::default();
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
        forms.grown()
    }

    /// Words that end at a node, each with `true` if it is voiced in this form.
    pub(super) fn words(&self, node: u32) -> &[(u32, bool)] {
        let (from, to) = self.ends(node);
        self.words.get(from.1 as usize..to.1 as usize).unwrap_or_default()
    }

    /// Letters that follow a node, each with the node it leads to.
    pub(super) fn next(&self, node: u32) -> &[(char, u32)] {
        let (from, to) = self.ends(node);
        self.next.get(from.0 as usize..to.0 as usize).unwrap_or_default()
    }

    fn ends(&self, node: u32) -> ((u32, u32), (u32, u32)) {
        let node = node as usize;
        (self.begins[node], self.begins[node + 1])
    }

    /// Returns the node that a letter leads to.
    pub(super) fn step(&self, node: u32, letter: char) -> Option<u32> {
        let next = self.next(node);
        next.binary_search_by_key(&letter, |(letter, _)| *letter).ok().map(|place| next[place].1)
    }
}

impl Default for Growing {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Growing {
    fn add(&mut self, form: &[char], word: u32, voiced: bool) {
        if form.is_empty() {
            return;
        }
        let mut at = 0;
        for &letter in form {
            at = match self.nodes[at].next.binary_search_by_key(&letter, |(letter, _)| *letter) {
                Ok(place) => self.nodes[at].next[place].1 as usize,
                Err(place) => {
                    let new = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].next.insert(place, (letter, new as u32));
                    new
                }
            };
        }
        let words = &mut self.nodes[at].words;
        match words.iter_mut().find(|(other, _)| *other == word) {
            Some((_, other)) => *other &= voiced,
            None => words.push((word, voiced)),
        }
    }

    fn grown(self) -> Forms {
        let count = |of: fn(&Node) -> usize| self.nodes.iter().map(of).sum();
        let mut forms = Forms {
            begins: Vec::with_capacity(self.nodes.len() + 1),
            next: Vec::with_capacity(count(|node| node.next.len())),
            words: Vec::with_capacity(count(|node| node.words.len())),
        };
        for Node { next, words } in self.nodes {
            forms.begins.push((forms.next.len() as u32, forms.words.len() as u32));
            forms.next.extend(next);
            forms.words.extend(words);
        }
        forms.begins.push((forms.next.len() as u32, forms.words.len() as u32));
        forms
    }
}
