//! The spellings of each reading, for kana that stand for kanji.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::Word;

/// Returns a line for each reading in katakana, in the order of their bytes: the reading, then its spellings in kanji and
/// hiragana, separated by spaces.
pub(crate) fn spellings(words: &[Word]) -> String {
    let mut spellings: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for Word { surface, reading } in words {
        let is_written = surface.chars().all(|c| matches!(c, 'ぁ'..='ん' | '々' | 'ー' | '一'..='鿿'));
        let is_read = reading.chars().all(|c| matches!(c, 'ァ'..='ヴ' | 'ー'));
        if is_written && is_read {
            spellings.entry(reading).or_default().insert(surface);
        }
    }
    let line =
        |(reading, all): (&str, BTreeSet<&str>)| format!("{reading} {}\n", Vec::from_iter(all).join(" "));
    spellings.into_iter().map(line).collect()
}
