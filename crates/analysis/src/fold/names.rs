//! 斎 in a surname is 斉: 斎藤 and 斉藤 are found by one another.
//!
//! The two kanji are not the same (書斎, 一斉), but in surnames clerks and bearers alike have mixed them since
//! they were 齋 and 齊, and nobody knows by ear which one to type. Only the surnames that occur with both are
//! listed: 佐藤一斎 is no 一斉.

/// What begins a surname together with 斎, after it or before it.
const AFTER: &str = "藤木田川";
const BEFORE: &str = "安";

/// Writes 斉.
pub fn fold(word: &str) -> Option<String> {
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
