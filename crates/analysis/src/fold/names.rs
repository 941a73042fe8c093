//! Replaces 斎 by 斉 in surnames, so that 斎藤 and 斉藤 match.
//!
//! The two kanji differ (書斎, 一斉). In surnames, however, clerks and bearers have mixed them since the
//! forms 齋 and 齊, and the sound does not tell which one to type. Only surnames that occur with both are
//! changed: 佐藤一斎 is not 一斉.

/// Kanji after 斎, or before it, with which it forms a surname.
const AFTER: &str = "藤木田川";
const BEFORE: &str = "安";

/// Replaces 斎 in a surname. `None` if the word is no such surname.
pub(super) fn fold(word: &str) -> Option<String> {
    let mut letters = word.chars();
    match (letters.next()?, letters.next()?) {
        ('斎', second) if AFTER.contains(second) => Some(word.replacen('斎', "斉", 1)),
        (first, '斎') if BEFORE.contains(first) => Some(word.replacen('斎', "斉", 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{check, keeps_its_promises, words_of};
    use super::fold;

    #[test]
    fn surnames() {
        check(fold, &[("斎藤", "斉藤"), ("斉藤", "斉藤"), ("安斎", "安斉"), ("斎木", "斉木")]);
    }

    #[test]
    fn other_words() {
        check(fold, &["書斎", "斎場", "一斎", "潔斎", "斎", ""].map(|word| (word, word)));
    }

    proptest! {
        #[test]
        fn promises(word in words_of("斎斉藤木安書")) {
            keeps_its_promises(fold, &word)?;
        }
    }
}
