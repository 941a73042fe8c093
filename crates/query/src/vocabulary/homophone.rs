//! Wrong kanji conversions: kanji that sound like others (信用補償 for 信用保証, 起業化塾 for 起業家塾).
//!
//! The typed kanji are usually a word of their own, so that an equal sound proves nothing: 開館 is not 会館. They
//! are read as another word only if that word is part of a row beside words typed as the index writes them.

use super::cover::{Letter, Slips};
use super::edges::Edge;
use super::{Vocabulary, kana};
use shisaku_analysis::{Class, is_kanji};

/// Maximum number of kanji in a word.
const MOST: usize = 4;

/// Maximum number of readings combined kanji by kanji for one sequence of kanji.
const MOST_READINGS: usize = 48;

/// Minimum number of letters beside a homophone that must be typed exactly as the index writes them. A single
/// kanji needs more, because it has many homophones (観光課, 観光化).
const BESIDE: usize = 2;
const BESIDE_ONE: usize = 3;

/// Finds words that sound like the kanji at a position.
pub(super) fn edges(vocabulary: &Vocabulary, letters: &[Letter], at: usize, slips: &Slips<'_>) -> Vec<Edge> {
    let kanji: String =
        letters[at..].iter().map(|(c, _)| *c).take_while(|&c| is_kanji(c)).take(MOST).collect();
    let forms = vocabulary.forms(super::Script::Japanese);
    let mut found: Vec<Edge> = Vec::new();
    for (count, (byte, last)) in (1..).zip(kanji.char_indices()) {
        let typed = &kanji[..byte + last.len_utf8()];
        for reading in readings(typed, slips) {
            let form = kana::form(&reading);
            let Some(node) = form.iter().try_fold(0, |node, &letter| forms.step(node, letter)) else {
                continue;
            };
            for &(word, voiced) in forms.words(node) {
                let other = vocabulary.word(word);
                let sounds = other.class != Class::Function
                    && other.text != typed
                    && other.text.chars().all(is_kanji)
                    && other.text.chars().count() == count;
                if sounds && !found.iter().any(|edge| edge.word == word) {
                    let beside = if count == 1 { BESIDE_ONE } else { BESIDE };
                    found.push(Edge { word, end: at + count, slipped: true, voiced, beside });
                }
            }
        }
    }
    found
}

/// Readings of the typed kanji: as a dictionary word, and kanji by kanji.
fn readings(typed: &str, slips: &Slips<'_>) -> Vec<String> {
    let mut all = (slips.readings)(typed);
    let mut by_kanji = vec![String::new()];
    for kanji in typed.chars() {
        let of_kanji = (slips.of_kanji)(kanji);
        by_kanji = by_kanji
            .iter()
            .flat_map(|before| of_kanji.iter().map(move |reading| format!("{before}{reading}")))
            .take(MOST_READINGS)
            .collect();
    }
    all.extend(by_kanji);
    all.sort();
    all.dedup();
    all
}
