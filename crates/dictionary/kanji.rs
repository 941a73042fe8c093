//! Readings of single kanji inside words, derived from the dictionary.
//!
//! IPADIC lists a kanji by itself only if it is a word (巧 as タクミ), not with its reading in 技巧. The
//! readings of two-kanji words give the rest: removing a known reading of one kanji leaves that of the
//! other (ギコウ less ギ).

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

use anyhow::{Context, Result};

/// Columns of the dictionary's source files.
const SURFACE: usize = 0;
const SORT: usize = 5;
const READING: usize = 11;

/// Maximum length of a kanji's reading, in kana.
const MOST_KANA: usize = 4;
/// Minimum number of words that must contain a reading.
const LEAST_WORDS: usize = 2;
/// Number of passes. Each pass derives new readings from those found before.
const ROUNDS: usize = 3;

/// Returns a line for each kanji: the kanji, then its katakana readings, separated by spaces.
pub(crate) fn readings(sources: &Path) -> Result<String> {
    let mut known: BTreeMap<char, BTreeSet<String>> = BTreeMap::new();
    let mut pairs: BTreeSet<(char, char, String)> = BTreeSet::new();
    for file in fs::read_dir(sources)? {
        let path = file?.path();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("read {}", path.display()))?;
        for line in encoding_rs::EUC_JP.decode(&bytes).0.lines() {
            let columns: Vec<&str> = line.split(',').collect();
            let (Some(surface), Some(reading)) = (columns.get(SURFACE), columns.get(READING)) else {
                continue;
            };
            let letters: Vec<char> = surface.chars().collect();
            // Names of people and places have irregular readings.
            if !letters.iter().all(|&c| is_kanji(c)) || columns.get(SORT) == Some(&"固有名詞") {
                continue;
            }
            match *letters.as_slice() {
                [one] => _ = known.entry(one).or_default().insert((*reading).to_owned()),
                [one, other] => _ = pairs.insert((one, other, (*reading).to_owned())),
                _ => {}
            }
        }
    }
    for _ in 0..ROUNDS {
        let mut words: HashMap<(char, &str), usize> = HashMap::new();
        let has = |kanji: char, kana: &str| known.get(&kanji).is_some_and(|all| all.contains(kana));
        for (one, other, reading) in &pairs {
            for (at, _) in reading.char_indices().skip(1) {
                let (first, second) = reading.split_at(at);
                for (kanji, kana, follows) in
                    [(*one, first, has(*other, second)), (*other, second, has(*one, first))]
                {
                    if follows && kana.chars().count() <= MOST_KANA {
                        *words.entry((kanji, kana)).or_default() += 1;
                    }
                }
            }
        }
        for ((kanji, kana), _) in words.into_iter().filter(|(_, words)| *words >= LEAST_WORDS) {
            known.entry(kanji).or_default().insert(kana.to_owned());
        }
    }
    let line =
        |(kanji, all): (char, BTreeSet<String>)| format!("{kanji} {}\n", Vec::from_iter(all).join(" "));
    Ok(known.into_iter().map(line).collect())
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}
