//! Folding: maps all spellings of a word to one form. Each rule is a file.
//!
//! A fold takes one normalised word of the dictionary (NFKC, lower case, modern kanji). It returns the
//! folded form, or `None` if its rule does not apply. Folding is idempotent, and no word becomes empty. A
//! rule never merges two different words knowingly: exceptions are listed beside it.

use super::{Class, Step};

mod iteration;
mod kana;
mod names;
mod numbers;
mod okurigana;
mod small_ke;

#[cfg(test)]
mod testing;

/// The step of the chain.
pub(super) const STEP: Step = Step { name: "fold", version: 1 };

/// The rules for words other than numbers, in order of application.
const FOLDS: [fn(&str) -> Option<String>; 5] =
    [iteration::fold, small_ke::fold, kana::fold, okurigana::fold, names::fold];

/// Folds a normalised word without the dictionary. Inflected forms stay.
pub(super) fn text(word: &str) -> String {
    let mut folded = word.to_owned();
    if !word.is_ascii() {
        for fold in FOLDS {
            folded = fold(&folded).unwrap_or(folded);
        }
    }
    folded
}

/// Folds a word of the dictionary. `base` is its base form, if the dictionary has one. `None` if the folded
/// form equals the word.
pub(super) fn word(word: &str, class: Class, base: Option<&str>) -> Option<String> {
    // ASCII words have one spelling. Function words need no folding.
    if class == Class::Function || word.is_ascii() {
        return None;
    }
    let mut folded = match class {
        Class::Number => numbers::value(word),
        _ => base.map(str::to_owned),
    };
    if class != Class::Number {
        for fold in FOLDS {
            if let Some(next) = fold(folded.as_deref().unwrap_or(word)) {
                folded = Some(next);
            }
        }
    }
    folded.filter(|folded| folded != word)
}
