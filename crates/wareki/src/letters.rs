//! Random access to the characters of a text, in half width, with their byte positions.

use std::ops::Range;

/// Maximum number of spaces skipped inside a year. Scanned text has such spaces: 平成 23 年度.
const SPACES: usize = 3;

/// The characters of a text. Positions count characters. A position at or after the end holds nothing.
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

    /// The character before a position.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// The second character before a position.
    pub(super) fn second_before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(2)?)
    }

    /// Byte range of the original text that a range of characters covers.
    pub(super) fn written(&self, letters: &Range<usize>) -> Range<usize> {
        let byte = |at: usize| self.letters.get(at).map_or(self.length, |&(byte, _)| byte);
        byte(letters.start)..byte(letters.end)
    }

    /// The position after up to [`SPACES`] spaces.
    pub(super) fn after_spaces(&self, at: usize) -> usize {
        at + (at..at + SPACES).take_while(|&at| self.get(at).is_some_and(is_space)).count()
    }

    /// The position before up to [`SPACES`] spaces.
    pub(super) fn before_spaces(&self, at: usize) -> usize {
        let spaces = (0..at).rev().take(SPACES).take_while(|&at| self.get(at).is_some_and(is_space)).count();
        at - spaces
    }

    /// The position after `word`, if `word` starts at `at`.
    pub(super) fn after(&self, at: usize, word: &str) -> Option<usize> {
        word.chars().try_fold(at, |at, c| (self.get(at) == Some(c)).then_some(at + 1))
    }

    /// The position after the first of `words` that starts at `at`.
    pub(super) fn after_any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.after(at, word))
    }

    /// Returns the run of characters that satisfy `is`, and the position after it. `None` if the run is
    /// empty or longer than `most` characters.
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

/// Maps full-width letters, digits and signs to ASCII, so that the parser handles one spelling only.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}
