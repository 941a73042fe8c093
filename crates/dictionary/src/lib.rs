//! IPADIC 2.7.0-20070801, compiled for lindera at build time and embedded in the program.
//!
//! A crate of its own so that the main crate rebuilds in seconds: these 46 MB change only with the
//! dictionary or lindera. `build.rs` tells where the sources come from, `NOTICE` whose they are.

mod embedded {
    #![allow(missing_docs, reason = "items made by lindera's macro")]
    lindera_dictionary::embedded_dictionary!("/ipadic", EmbeddedIpadic);
}

pub use embedded::{EmbeddedIpadic, load};

/// Name and edition of the dictionary; part of what an index is checked against.
pub const EDITION: &str = "mecab-ipadic-2.7.0-20070801";

/// How single kanji are read within words: a line for each, the kanji and its katakana readings parted by spaces.
/// Worked out at build time from the words of two kanji.
pub const KANJI_READINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/kanji.txt"));
