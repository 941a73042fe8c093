//! Bigrams of letters, for terms inside a longer word.
//!
//! A symbol ends a run of letters. A run of one letter gives that letter as a term. Positions skip one
//! between runs, so that consecutive bigrams are consecutive letters. White space and middle dots end no
//! run: scanned text has spaces inside words, and ワーク・ライフ・バランス is also written without dots.

use super::{Class, Normalised, Token, is_letter};

/// The bigrams of a text, in order.
pub(super) fn bigrams(text: &Normalised) -> Vec<Token> {
    let parts_nothing = |c: char| c.is_whitespace() || c == '・';
    let letters: Vec<(usize, char)> =
        text.text().char_indices().filter(|&(_, c)| !parts_nothing(c)).collect();
    let mut tokens = Vec::with_capacity(letters.len());
    let mut position = 0;
    for run in letters.split(|&(_, c)| !is_letter(c)).filter(|run| !run.is_empty()) {
        for pair in run.windows(run.len().min(2)) {
            let (start, (end, last)) = (pair[0].0, pair[pair.len() - 1]);
            tokens.push(Token {
                term: pair.iter().map(|&(_, c)| c).collect(),
                folded: None,
                range: text.written(&(start..end + last.len_utf8())),
                position,
                class: Class::Noun,
            });
            position += 1;
        }
        position += 1;
    }
    tokens
}
