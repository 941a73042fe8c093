//! The words of the dictionary's sources.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// Columns of the dictionary's source files.
const SURFACE: usize = 0;
const SORT: usize = 5;
const READING: usize = 11;

/// A word as it is written, and its reading in katakana.
pub(crate) struct Word {
    pub surface: String,
    pub reading: String,
}

/// Reads all words but the names of people and places, which have irregular readings.
pub(crate) fn read(sources: &Path) -> Result<Vec<Word>> {
    let mut words = Vec::new();
    for file in fs::read_dir(sources)? {
        let path = file?.path();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("read {}", path.display()))?;
        for line in encoding_rs::EUC_JP.decode(&bytes).0.lines() {
            let columns: Vec<&str> = line.split(',').collect();
            if let (Some(surface), Some(reading)) = (columns.get(SURFACE), columns.get(READING))
                && columns.get(SORT) != Some(&"固有名詞")
            {
                words.push(Word { surface: (*surface).to_owned(), reading: (*reading).to_owned() });
            }
        }
    }
    Ok(words)
}
