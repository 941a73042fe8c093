//! Overlapping pairs of letters, for terms that stand inside a longer word.
//!
//! A run of letters ends at a symbol; a run of one letter gives that letter. Between runs lies a gap of one
//! position, so that pairs in a row are letters in a row. White space and middle dots end no run: scanned
//! text has spaces within words, and ワーク・ライフ・バランス is written without its dots as well.

use super::{Class, Normalised, Step, Token, is_letter};

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "bigrams", version: 2 };

/// The pairs of a text, in order.
pub(super) fn bigrams(text: &Normalised) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut position = 0;
    let mut letters: Vec<(usize, usize)> = Vec::new();
    let ends = text.text().char_indices().map(|(at, c)| (at, at + c.len_utf8(), is_letter(c)));
    let ends = ends.filter(|&(start, end, _)| !parts_nothing(&text.text()[start..end]));
    for (start, end, letter) in ends.chain(std::iter::once((0, 0, false))) {
        if letter {
            letters.push((start, end));
            continue;
        }
        if letters.is_empty() {
            continue;
        }
        let width = letters.len().min(2);
        for pair in letters.windows(width) {
            let range = pair[0].0..pair[width - 1].1;
            tokens.push(Token {
                term: pair.iter().map(|&(start, end)| &text.text()[start..end]).collect(),
                range: text.written(&range),
                position,
                folded: None,
                class: Class::Noun,
            });
            position += 1;
        }
        position += 1;
        letters.clear();
    }
    tokens
}

/// Whether letters on both sides of it stand in a row.
fn parts_nothing(sign: &str) -> bool {
    sign.chars().all(|c| c.is_whitespace() || c == '・')
}
