//! Shares and weights: how much of a query an entry must cover, and how much each part of it counts.

/// Minimum share, in percent, of a compound's weight that an entry must cover.
pub const COMPOUND: u64 = 40;
/// Minimum share, in percent, for a phrase that the lexicon lists but no entry contains.
pub const UNNAMED: u64 = 60;
/// Minimum share, in percent, of a sentence's weight that an entry must cover.
pub const SENTENCE: u64 = 20;
/// Minimum share, in percent, of the weight that the best entry covers of a sentence.
pub const OF_BEST: u64 = 35;
/// Weight of verbs, adjectives and adverbs, in percent of a noun's.
pub const MODIFIER: u32 = 15;
/// Weight factor, in percent, for a noun that occurs in no entry. Above 100, a question about an unknown subject finds
/// nothing instead of matching its other words.
pub const ABSENT: u32 = 300;
/// Weight factor, in percent, for the first compound of a sentence, its topic, when results are ranked.
pub const TOPIC: u32 = 200;

/// Weight of a clause that matches `having` of `entries` entries. The rarer, the higher. Weights are in
/// thousandths of a natural logarithm, so that sums are exact and every engine gets the same result.
/// `importance` is in percent of a noun.
pub fn weight(having: usize, entries: usize, importance: u32) -> u64 {
    let importance = if having == 0 && importance >= 100 { importance * ABSENT / 100 } else { importance };
    let (having, entries) = (having as f64, entries.max(having) as f64);
    let rarity = (1.0 + (entries - having + 0.5) / (having + 0.5)).ln();
    (rarity * 10.0 * f64::from(importance)) as u64
}

/// Weight of a group of which any part is enough. Each part has its weight, and true if any entry matches it.
pub fn weight_of_any(parts: impl Iterator<Item = (u64, bool)> + Clone) -> u64 {
    let met = parts.clone().filter(|(_, met)| *met).map(|(weight, _)| weight).min();
    met.or_else(|| parts.map(|(weight, _)| weight).max()).unwrap_or_default()
}

/// Share of a group of which any part is enough. It is the group's weight `of`, scaled by `covered` over the
/// `weight` of one part.
pub fn share(covered: u64, weight: u64, of: u64) -> u64 {
    covered * of / weight.max(1)
}
