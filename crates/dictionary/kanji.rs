//! Readings of single kanji inside words, derived from the dictionary.
//!
//! IPADIC lists a kanji by itself only if it is a word (巧 as タクミ), not with its reading in 技巧. The
//! readings of two-kanji words give the rest: removing a known reading of one kanji leaves that of the
//! other (ギコウ less ギ).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::words::Word;

/// Maximum length of a kanji's reading, in kana.
const MOST_KANA: usize = 4;
/// Minimum number of words that must contain a reading.
const LEAST_WORDS: usize = 2;
/// Number of passes. Each pass derives new readings from those found before.
const ROUNDS: usize = 3;

/// Returns a line for each kanji: the kanji, then its katakana readings, separated by spaces.
pub(crate) fn readings(words: &[Word]) -> String {
    let mut known: BTreeMap<char, BTreeSet<String>> = BTreeMap::new();
    let mut pairs: BTreeSet<(char, char, String)> = BTreeSet::new();
    for Word { surface, reading } in words {
        let letters: Vec<char> = surface.chars().collect();
        if !letters.iter().all(|&c| is_kanji(c)) {
            continue;
        }
        match *letters.as_slice() {
            [one] => _ = known.entry(one).or_default().insert(reading.clone()),
            [one, other] => _ = pairs.insert((one, other, reading.clone())),
            _ => {}
        }
    }
    for _ in 0..ROUNDS {
        let mut counts: HashMap<(char, &str), usize> = HashMap::new();
        let has = |kanji: char, kana: &str| known.get(&kanji).is_some_and(|all| all.contains(kana));
        for (one, other, reading) in &pairs {
            for (at, _) in reading.char_indices().skip(1) {
                let (first, second) = reading.split_at(at);
                for (kanji, kana, follows) in
                    [(*one, first, has(*other, second)), (*other, second, has(*one, first))]
                {
                    if follows && kana.chars().count() <= MOST_KANA {
                        *counts.entry((kanji, kana)).or_default() += 1;
                    }
                }
            }
        }
        for ((kanji, kana), _) in counts.into_iter().filter(|(_, words)| *words >= LEAST_WORDS) {
            known.entry(kanji).or_default().insert(kana.to_owned());
        }
    }
    let line =
        |(kanji, all): (char, BTreeSet<String>)| format!("{kanji} {}\n", Vec::from_iter(all).join(" "));
    known.into_iter().map(line).collect()
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}
