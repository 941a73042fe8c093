//! Shares and weights: how much of a query an entry must cover, and how much each part of it counts.

/// Per cent of a compound's weight that an entry must have of its words.
pub const COMPOUND: u64 = 40;
/// The same of what the lexicon lists and the index has by no name.
pub const UNNAMED: u64 = 60;
/// Per cent of a sentence's weight that an entry must have of its compounds.
pub const SENTENCE: u64 = 20;
/// Per cent of what the best entry has of a sentence that a result must have.
pub const OF_BEST: u64 = 35;
/// Per cent of a noun's weight that verbs, adjectives and adverbs have.
pub const MODIFIER: u32 = 15;
/// Per cent of its own weight that a noun has that stands in no entry at all.
pub const ABSENT: u32 = 300;
/// Per cent of its own weight that the first compound of a sentence, its topic, has when results are put
/// in order.
pub const TOPIC: u32 = 200;

/// What a clause weighs that `having` of `entries` entries meet: the rarer, the more; see the module's
/// rule. In thousandths of a natural logarithm, so that sums are exact and every engine comes to the same.
pub fn weight(having: usize, entries: usize, importance: u32) -> u64 {
    let importance = if having == 0 && importance >= 100 { importance * ABSENT / 100 } else { importance };
    let (having, entries) = (having as f64, entries.max(having) as f64);
    let rarity = (1.0 + (entries - having + 0.5) / (having + 0.5)).ln();
    (rarity * 10.0 * f64::from(importance)) as u64
}

/// What a group weighs of which any part will do: `parts` are their weights, and whether any entry meets them.
pub fn weight_of_any(parts: impl Iterator<Item = (u64, bool)> + Clone) -> u64 {
    let met = parts.clone().filter(|(_, met)| *met).map(|(weight, _)| weight).min();
    met.or_else(|| parts.map(|(weight, _)| weight).max()).unwrap_or_default()
}

/// What of a group of parts of which any will do is covered by `covered` of the `weight` of one of them, where
/// the group weighs `of`.
pub fn share(covered: u64, weight: u64, of: u64) -> u64 {
    covered * of / weight.max(1)
}
