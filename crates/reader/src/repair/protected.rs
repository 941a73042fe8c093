//! Words that look damaged but are correct: names, coinages, Chinese names. No rule changes them.

use std::{ops::Range, sync::LazyLock};

/// Embedded `protected.txt`: one word per line, `#` starts a comment.
static LEXICON: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../../../lexicon/protected.txt")
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|word| !word.is_empty())
        .collect()
});

/// Byte ranges of protected words in a line, from the lexicon and the plan.
pub(super) fn ranges(line: &str, of_plan: &[String]) -> Vec<Range<usize>> {
    LEXICON
        .iter()
        .copied()
        .chain(of_plan.iter().map(String::as_str))
        .flat_map(|word| line.match_indices(word))
        .map(|(start, word)| start..start + word.len())
        .collect()
}
