//! Spellings of one word, folded to one form: a file for each rule.
//!
//! A fold takes one word of the dictionary, already normalised (NFKC, lower case, modern kanji), and gives
//! its other form, or `None` where the rule says nothing about it. Folding twice is folding once, and no
//! word becomes empty. Each rule is sayable in a sentence; where a rule would make one word of two, the
//! words stay apart.

use super::{Class, Step};

mod iteration;
mod kana;
mod names;
mod numbers;
mod okurigana;
mod small_ke;

#[cfg(test)]
mod testing;

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "fold", version: 1 };

/// The rules for words other than numbers, in order.
const FOLDS: [fn(&str) -> Option<String>; 5] =
    [iteration::fold, small_ke::fold, kana::fold, okurigana::fold, names::fold];

/// The one form of a word, normalised, of which no dictionary is asked: inflections stay.
pub(super) fn text(word: &str) -> String {
    let mut folded = word.to_owned();
    if !word.is_ascii() {
        for fold in FOLDS {
            folded = fold(&folded).unwrap_or(folded);
        }
    }
    folded
}

/// What all spellings and inflections of a word have in common, where that is not the word itself. `base` is
/// its base form, where the dictionary has one.
pub(super) fn word(word: &str, class: Class, base: Option<&str>) -> Option<String> {
    // Latin letters and digits have one spelling; function words need none.
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
