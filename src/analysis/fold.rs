//! Steps that give all spellings of one word one form. Each looks at one word, normalised.

pub(super) mod iteration;
pub(super) mod kana;
pub(super) mod numbers;
pub(super) mod okurigana;

/// The steps on words other than numbers, in order.
pub(super) const FOLDS: [fn(&str) -> Option<String>; 3] = [iteration::fold, kana::fold, okurigana::fold];
