//! Spellings of one word, folded to one form: a file for each rule.
//!
//! A fold takes one word of the dictionary, already normalised (NFKC, lower case, modern kanji), and gives
//! its other form, or `None` where the rule says nothing about it. Folding twice is folding once, and no
//! word becomes empty. Each rule is sayable in a sentence; where a rule would make one word of two, the
//! words stay apart.

pub(in crate::analysis) mod iteration;
pub(in crate::analysis) mod kana;
pub(in crate::analysis) mod names;
pub(in crate::analysis) mod numbers;
pub(in crate::analysis) mod okurigana;
pub(in crate::analysis) mod small_ke;

#[cfg(test)]
mod testing;
