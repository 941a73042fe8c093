//! Words that look damaged and are not: names, coinages, Chinese names. No rule changes them.

use std::{ops::Range, sync::LazyLock};

/// One word a line; what follows `#` explains it.
static LEXICON: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../../../lexicon/protected.txt")
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|word| !word.is_empty())
        .collect()
});

/// Where protected words stand in a line: those of the lexicon and those of the plan.
pub(super) fn ranges(line: &str, of_plan: &[String]) -> Vec<Range<usize>> {
    LEXICON
        .iter()
        .copied()
        .chain(of_plan.iter().map(String::as_str))
        .flat_map(|word| line.match_indices(word))
        .map(|(start, word)| start..start + word.len())
        .collect()
}
