//! Matches kanji and kana for one another: しょうてん街 for 商店街, 商店がい, 産がく.

use shisaku_analysis::{is_hiragana, is_katakana};
use shisaku_query::vocabulary::{Phrase, kana};

/// Typed letters in which each word may be written or read.
#[derive(Debug, PartialEq)]
pub(super) struct Mixed {
    /// All letters, with kana in normal form.
    pub letters: String,
    /// The first letters, as long as all are kana or none is.
    pub beginning: String,
    /// True if the first letters are kana.
    pub begins_in_kana: bool,
}

impl Mixed {
    /// Expects `letters` with kana in normal form. Returns `None` if all letters are kana or none is.
    pub(super) fn new(letters: &str) -> Option<Self> {
        let is_kana = |c: char| is_hiragana(c) || is_katakana(c);
        let begins_in_kana = letters.starts_with(is_kana);
        let other = letters.find(|c| is_kana(c) != begins_in_kana)?;
        let beginning = letters[..other].to_owned();
        Some(Self { letters: letters.to_owned(), beginning, begins_in_kana })
    }
}

/// True if a phrase begins with the letters, from one of its words on.
pub(super) fn begins(letters: &str, phrase: &Phrase, at: usize) -> bool {
    let Some(piece) = phrase.pieces.get(at) else { return false };
    let form = |text: &str| String::from_iter(kana::form(text));
    let words = [form(&super::typed::letters(phrase.written(at))), form(&piece.reading)];
    words.iter().filter(|word| !word.is_empty()).any(|word| match letters.strip_prefix(word.as_str()) {
        Some("") => true,
        Some(rest) => begins(rest, phrase, at + 1),
        None => word.starts_with(letters),
    })
}
