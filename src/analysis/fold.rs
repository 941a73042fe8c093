//! Spellings of one word, folded to one form: a file for each rule.
//!
//! A fold takes one word of the dictionary, already normalised (NFKC, lower case, modern kanji), and gives
//! its other form, or `None` where the rule says nothing about it. Folding twice is folding once, and no
//! word becomes empty. Each rule is sayable in a sentence; where a rule would make one word of two, the
//! words stay apart.

use super::Step;

mod iteration;
mod kana;
mod names;
pub(super) mod numbers;
mod okurigana;
mod small_ke;

#[cfg(test)]
mod testing;

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "fold", version: 1 };

/// The rules for words other than numbers, in order.
pub(super) const FOLDS: [fn(&str) -> Option<String>; 5] =
    [iteration::fold, small_ke::fold, kana::fold, okurigana::fold, names::fold];
