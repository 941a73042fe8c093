//! Words as tokens: joins numbers in kanji, and adds the folded forms.

use smol_str::SmolStr;

use super::segment::{Segmenter, Word};
use super::{Class, Normalised, Token, fold};

/// The words of a text, in order, without symbols.
pub(super) fn words(segmenter: &Segmenter, text: &Normalised) -> Vec<Token> {
    let normalised = text.text();
    // A word has about two letters, of three bytes each.
    let mut words: Vec<Token> = Vec::with_capacity(normalised.len() / 6 + 1);
    let mut end = 0;
    segmenter.words(text, |Word { range, class, folded }| {
        // The dictionary segments 二十三 into single numerals.
        let joins = class == Class::Number && end == range.start;
        end = range.end;
        match words.last_mut().filter(|last| joins && last.class == Class::Number) {
            Some(last) => {
                last.term = [last.term.as_str(), &normalised[range.clone()]].concat().into();
                last.range.end = text.written(&range).end;
                last.folded = fold::word(&last.term, class, None).map(SmolStr::from);
            }
            None => words.push(Token {
                term: SmolStr::new(&normalised[range.clone()]),
                folded,
                range: text.written(&range),
                position: words.len(),
                class,
            }),
        }
    });
    words
}
