//! Compares titles: equality up to printing differences, and similarity.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Minimum similarity of two titles with the same number to count as one title. Chosen by hand: 区内業者 /
/// 区内産業の育成と活性化 have 0.70. Similarity alone proves nothing, since 技術開発 / 研究開発の推進 have 0.67. Only titles with
/// the same number are compared.
pub(super) const ALIKE: f64 = 0.6;

/// Normalises a title: width, letter case and spaces.
pub(super) fn normal(title: &str) -> String {
    title.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Dice coefficient of the character bigrams of two titles, from 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (pairs(&normal(one)), pairs(&normal(other)));
    let common: usize =
        one.iter().map(|(pair, count)| (*count).min(other.get(pair).copied().unwrap_or(0))).sum();
    let all: usize = one.values().sum::<usize>() + other.values().sum::<usize>();
    if all == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "titles have fewer letters than 2^52")]
    let share = 2.0 * common as f64 / all as f64;
    share
}

fn pairs(title: &str) -> HashMap<(char, char), usize> {
    let mut counts = HashMap::new();
    for pair in title.chars().zip(title.chars().skip(1)) {
        *counts.entry(pair).or_insert(0) += 1;
    }
    counts
}
