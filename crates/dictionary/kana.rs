//! The spellings of each reading, for kana that stand for kanji.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result};

/// Columns of the dictionary's source files.
const SURFACE: usize = 0;
const SORT: usize = 5;
const READING: usize = 11;

/// Returns a line for each reading in katakana, in the order of their bytes: the reading, then its spellings in kanji and
/// hiragana, separated by spaces. Names are left out: there are many, and each would be read into other words.
pub(crate) fn spellings(sources: &Path) -> Result<String> {
    let mut spellings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
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
            let is_written = surface.chars().all(|c| matches!(c, 'ぁ'..='ん' | '々' | 'ー' | '一'..='鿿'));
            let is_read = reading.chars().all(|c| matches!(c, 'ァ'..='ヴ' | 'ー'));
            if is_written && is_read && columns.get(SORT) != Some(&"固有名詞") {
                spellings.entry((*reading).to_owned()).or_default().insert((*surface).to_owned());
            }
        }
    }
    let line =
        |(reading, all): (String, BTreeSet<String>)| format!("{reading} {}\n", Vec::from_iter(all).join(" "));
    Ok(spellings.into_iter().map(line).collect())
}
