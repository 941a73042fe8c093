//! IPADIC 2.7.0-20070801, compiled for lindera at build time and embedded in the program.
//!
//! It is a crate of its own so that the other crates rebuild in seconds: these 46 MB change only with the
//! dictionary or with lindera. `build.rs` documents the origin of the sources; `NOTICE` has their licence.

mod embedded {
    #![allow(missing_docs, reason = "items made by lindera's macro")]
    lindera_dictionary::embedded_dictionary!("/ipadic", EmbeddedIpadic);
}

pub use embedded::load;

/// Name and edition of the dictionary. Part of an index's fingerprint.
pub const EDITION: &str = "mecab-ipadic-2.7.0-20070801";

/// Readings of single kanji inside words. Each line holds a kanji and its katakana readings, separated by
/// spaces. Derived at build time from the two-kanji words of the dictionary.
pub const KANJI_READINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/kanji.txt"));

/// The spellings of each reading. Each line holds a reading in katakana and its spellings in kanji and hiragana, separated
/// by spaces. The lines are in the order of their bytes.
pub const SPELLINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/kana.txt"));
