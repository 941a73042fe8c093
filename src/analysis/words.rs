//! Words of a text as tokens: numbers in kanji joined, every word with its folded form.

use super::fold::{self, FOLDS};
use super::segment::{Segmenter, Word};
use super::{Class, Normalised, Token};

/// The words of a text, in order, without symbols.
pub(super) fn words(segmenter: &Segmenter, text: &Normalised) -> Vec<Token> {
    let mut words: Vec<Word<'_>> = Vec::new();
    segmenter.words(text, |word| {
        // The dictionary cuts 二十三 into its signs.
        let joins = |last: &&mut Word<'_>| {
            last.class == Class::Number && word.class == Class::Number && last.range.end == word.range.start
        };
        match words.last_mut().filter(joins) {
            Some(last) => last.range.end = word.range.end,
            None => words.push(word),
        }
    });
    let token = |(position, word): (usize, Word<'_>)| {
        let term = text.text()[word.range.clone()].to_owned();
        let folded = folded(&term, &word).filter(|folded| *folded != term).map(String::into_boxed_str);
        Token { folded, range: text.written(&word.range), position, class: word.class, term }
    };
    words.into_iter().enumerate().map(token).collect()
}

/// What all spellings and inflections of a word have in common, where any step changes it.
fn folded(term: &str, word: &Word<'_>) -> Option<String> {
    // Latin letters and digits have one spelling; function words need none.
    if word.class == Class::Function || term.is_ascii() {
        return None;
    }
    if word.class == Class::Number {
        return fold::numbers::value(term);
    }
    let mut folded = word.base.as_deref().map(str::to_owned);
    for fold in FOLDS {
        if let Some(next) = fold(folded.as_deref().unwrap_or(term)) {
            folded = Some(next);
        }
    }
    folded
}
