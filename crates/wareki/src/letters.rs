//! A text as a row of letters in one width, each knowing where it stands in the text as written.

use std::ops::Range;

/// How many spaces scanning leaves within a year.
const SPACES: usize = 3;

/// The letters of a text. Positions count letters; what lies behind the end is nothing.
pub(super) struct Letters {
    letters: Vec<(usize, char)>,
    length: usize,
}

impl Letters {
    pub(super) fn new(text: &str) -> Self {
        let letters = text.char_indices().map(|(at, c)| (at, narrow(c))).collect();
        Self { letters, length: text.len() }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|&(_, c)| c)
    }

    /// The letter before a position.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// The bytes of the text that some letters stand in.
    pub(super) fn written(&self, letters: &Range<usize>) -> Range<usize> {
        let byte = |at: usize| self.letters.get(at).map_or(self.length, |&(byte, _)| byte);
        byte(letters.start)..byte(letters.end)
    }

    /// The position after a few spaces.
    pub(super) fn after_spaces(&self, at: usize) -> usize {
        at + (at..at + SPACES).take_while(|&at| self.get(at).is_some_and(is_space)).count()
    }

    /// The position before a few spaces.
    pub(super) fn before_spaces(&self, at: usize) -> usize {
        let spaces = (0..at).rev().take(SPACES).take_while(|&at| self.get(at).is_some_and(is_space)).count();
        at - spaces
    }

    /// The position after `word`, if it stands here.
    pub(super) fn after(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            if self.get(end) != Some(c) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The position after whichever of `words` stands here.
    pub(super) fn after_any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.after(at, word))
    }

    /// A run of letters that `is`, if it is no longer than `most`; and where it ends.
    pub(super) fn run(&self, at: usize, most: usize, is: impl Fn(char) -> bool) -> Option<(String, usize)> {
        let run: String =
            self.letters.iter().skip(at).map(|&(_, c)| c).take(most + 1).take_while(|&c| is(c)).collect();
        let length = run.chars().count();
        (1..=most).contains(&length).then_some((run, at + length))
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}')
}

/// Full-width letters, digits and signs as ASCII, so that one spelling need be read.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}
