//! Bigrams of letters, for terms inside a longer word.
//!
//! A symbol ends a run of letters. A run of one letter gives that letter as a term. Positions skip one
//! between runs, so that consecutive bigrams are consecutive letters. White space and middle dots end no
//! run: scanned text has spaces inside words, and ワーク・ライフ・バランス is also written without dots.

use std::ops::Range;

use smol_str::SmolStr;

use super::{Class, Normalised, Step, Token, is_letter};

/// The step of the chain.
pub(super) const STEP: Step = Step { name: "bigrams", version: 2 };

/// The bigrams of a text, in order.
pub(super) fn bigrams(text: &Normalised) -> Vec<Token> {
    let normalised = text.text();
    let mut tokens = Vec::with_capacity(normalised.len() / 3);
    let mut position = 0;
    let mut add = |term: SmolStr, range: Range<usize>, position: &mut usize| {
        let range = text.written(&range);
        tokens.push(Token { term, range, position: *position, folded: None, class: Class::Noun });
        *position += 1;
    };
    // The last letter of the current run, and whether it is the only one so far.
    let mut last: Option<(Range<usize>, bool)> = None;
    for (start, c) in normalised.char_indices() {
        if is_letter(c) {
            let end = start + c.len_utf8();
            if let Some((before, _)) = &last {
                let term = match before.end == start {
                    // Two letters always fit inline.
                    true => SmolStr::new_inline(&normalised[before.start..end]),
                    false => [&normalised[before.clone()], &normalised[start..end]].concat().into(),
                };
                add(term, before.start..end, &mut position);
            }
            last = Some((start..end, last.is_none()));
        } else if !parts_nothing(c)
            && let Some((letter, only)) = last.take()
        {
            if only {
                add(SmolStr::new(&normalised[letter.clone()]), letter, &mut position);
            }
            position += 1;
        }
    }
    if let Some((letter, true)) = last {
        add(SmolStr::new(&normalised[letter.clone()]), letter, &mut position);
    }
    tokens
}

/// True if the letters on both sides of `c` are consecutive.
fn parts_nothing(c: char) -> bool {
    c.is_whitespace() || c == '・'
}
