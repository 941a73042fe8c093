//! Folding: maps all spellings of a word to one form. Each rule is a file.
//!
//! A fold takes one normalised word of the dictionary (NFKC, lower case, modern kanji). It returns the
//! folded form, or `None` if its rule does not apply. Folding is idempotent, and no word becomes empty. A
//! rule never merges two different words knowingly: exceptions are listed beside it.

use super::Class;

mod iteration;
mod kana;
mod names;
mod numbers;
mod okurigana;
mod small_ke;

#[cfg(test)]
mod testing;

/// The rules for words other than numbers, in order of application.
const FOLDS: [fn(&str) -> Option<String>; 5] =
    [iteration::fold, small_ke::fold, kana::fold, okurigana::fold, names::fold];

/// Folds a normalised word without the dictionary: 取組 for 取組み. Inflected forms stay, because only the
/// dictionary knows their base form.
pub fn folded(word: &str) -> String {
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
    let folded = if class == Class::Number { numbers::value(word)? } else { folded(base.unwrap_or(word)) };
    (folded != word).then_some(folded)
}
