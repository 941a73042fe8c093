//! Checks shared by the tests of all folds.

use proptest::prelude::*;

use crate::testing::any_text;

type Fold = fn(&str) -> Option<String>;

/// Asserts that `fold` maps each word to its expected form. A word paired with itself must not change.
#[track_caller]
pub(super) fn check(fold: Fold, pairs: &[(&str, &str)]) {
    for &(word, expected) in pairs {
        let folded = fold(word);
        assert_eq!(folded.as_deref().unwrap_or(word), expected, "{word}");
        assert_ne!(folded.as_deref(), Some(word), "{word} is unchanged: None");
    }
}

/// Asserts the guarantees of every fold: the result is not empty, differs from the word, and is stable.
pub(super) fn keeps_its_promises(fold: Fold, word: &str) -> Result<(), TestCaseError> {
    let Some(folded) = fold(word) else { return Ok(()) };
    prop_assert!(!folded.is_empty(), "{} became empty", word);
    prop_assert_ne!(&folded, word);
    prop_assert_eq!(fold(&folded), None, "{} became {}, which changes again", word, folded);
    Ok(())
}

/// Generates words from `letters`, and any other text.
pub(super) fn words_of(letters: &str) -> impl Strategy<Value = String> {
    let letters: Vec<char> = letters.chars().collect();
    let words = prop::collection::vec(prop::sample::select(letters), 1..9).prop_map(String::from_iter);
    prop_oneof![4 => words, 1 => any_text()]
}
