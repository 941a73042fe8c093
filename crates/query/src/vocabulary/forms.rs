//! A tree of all the ways in which the words of a vocabulary may be typed.

use super::{Word, kana, romaji};

/// Letters that lead on, and the words that end here, while the tree grows.
#[derive(Debug, Default)]
struct Node {
    /// In order of the letters.
    next: Vec<(char, u32)>,
    /// And whether they are voiced there.
    words: Vec<(u32, bool)>,
}

/// A tree that grows. Its root is node 0.
struct Growing {
    nodes: Vec<Node>,
}

/// The tree, in three rows without gaps: it has a hundred thousand nodes, most of them with one letter to go on by.
#[derive(Debug, Clone)]
pub(super) struct Forms {
    /// For each node where its letters and its words begin; they end where those of the next begin.
    begins: Vec<(u32, u32)>,
    next: Vec<(char, u32)>,
    words: Vec<(u32, bool)>,
}

impl Forms {
    /// Words as they are written and as they are read, kana in their one form.
    pub(super) fn in_kana(words: &[Word]) -> Self {
        let mut forms = Growing::default();
        for (at, word) in (0..).zip(words) {
            let reading = kana::form(&word.reading);
            forms.add(&kana::form(&word.text), at, false);
            // The second part of a compound may be voiced.
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

    /// Words as they are read, in Latin letters, and those in Latin letters as they are written.
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

    /// The words that end at a node, and whether they are voiced there.
    pub(super) fn words(&self, node: u32) -> &[(u32, bool)] {
        let (from, to) = self.ends(node);
        self.words.get(from.1 as usize..to.1 as usize).unwrap_or_default()
    }

    /// The letters that lead on from a node, each with the node that it leads to.
    pub(super) fn next(&self, node: u32) -> &[(char, u32)] {
        let (from, to) = self.ends(node);
        self.next.get(from.0 as usize..to.0 as usize).unwrap_or_default()
    }

    fn ends(&self, node: u32) -> ((u32, u32), (u32, u32)) {
        let node = node as usize;
        (self.begins[node], self.begins[node + 1])
    }

    /// Where a letter leads from a node.
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
