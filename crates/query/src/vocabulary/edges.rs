//! Finds the single words that begin at a position of the typed letters, with at most one typo.
//!
//! A typo is one letter left out, added, replaced, or exchanged with its neighbour, or kanji that sound like
//! others (信用補償 for 信用保証, 起業化塾 for 起業家塾).
//!
//! Kanji of an equal sound are usually a word of their own, which proves nothing: 開館 is not 会館. They are read as
//! another word only if that word is part of a row beside words typed as the index writes them.

use std::collections::BTreeSet;

use super::cover::{Covering, Script, Slips};
use super::kana;
use shisaku_analysis::{Class, is_hiragana, is_kanji, is_katakana};

/// Minimum number of letters in a word for a typo to be recognised: in kana, in Latin letters. For kana words
/// of 3 letters, the whole input must have 6 (`LEAST_SLIPPED_AMONG`).
const LEAST_SLIPPED_KANA: usize = 4;
const LEAST_SLIPPED_AMONG: (usize, usize) = (3, 6);
const LEAST_SLIPPED_LATIN: usize = 5;

/// Maximum number of kanji in a homophone.
const MOST_KANJI: usize = 4;

/// Maximum number of readings combined kanji by kanji for one sequence of kanji.
const MOST_READINGS: usize = 48;

/// Minimum number of letters beside a homophone that must be typed exactly as the index writes them. A single
/// kanji needs more, because it has many homophones (観光課, 観光化).
const BESIDE: usize = 2;
const BESIDE_ONE: usize = 3;

/// A word that covers the letters up to `end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub word: u32,
    pub end: usize,
    pub slipped: bool,
    pub voiced: bool,
    /// For a homophone: number of letters of its row that must be typed exactly as the index writes them.
    pub beside: usize,
}

impl Covering<'_> {
    /// Finds the words that begin at a position.
    pub(super) fn edges(&self, at: usize) -> Vec<Edge> {
        let mut found = Vec::new();
        let forms = self.vocabulary.forms(self.script);
        let mut walk = vec![(0_u32, at, None::<usize>)];
        while let Some((node, end, slip)) = walk.pop() {
            for &(word, voiced) in forms.words(node) {
                if slip.is_none_or(|slip| self.can_slip(word, at, end, slip)) {
                    found.push(Edge { word, end, slipped: slip.is_some(), voiced, beside: 0 });
                }
            }
            let letter = self.letters.get(end).map(|(c, _)| *c);
            if let Some(next) = letter.and_then(|letter| forms.step(node, letter)) {
                walk.push((next, end + 1, slip));
            }
            // People rarely mistype the first letter of a word, except for a wrong kanji.
            let kanji = letter.is_some_and(is_kanji);
            if slip.is_some() || end == at && !kanji || !self.may_slip(end) {
                continue;
            }
            let Some(letter) = letter else {
                let missing = forms.next(node).filter(|(c, _)| slips(*c));
                walk.extend(missing.map(|(_, next)| (next, end, Some(end))));
                continue;
            };
            for (other, next) in forms.next(node) {
                if other != letter && same_sort(other, letter) {
                    walk.push((next, end + 1, Some(end)));
                }
                if slips(other) && !kanji {
                    walk.push((next, end, Some(end)));
                }
            }
            if slips(letter) {
                walk.push((node, end + 1, Some(end)));
            }
            let after = self.letters.get(end + 1).map(|(c, _)| *c);
            let exchanged = after
                .filter(|after| slips(letter) && slips(*after) && *after != letter)
                .and_then(|after| forms.step(node, after))
                .and_then(|node| forms.step(node, letter));
            walk.extend(exchanged.map(|node| (node, end + 2, Some(end))));
        }
        if let Some(slips) = self.slips.filter(|_| self.script == Script::Japanese) {
            self.add_homophones(at, slips, &mut found);
        }
        found.sort_by_key(|edge| (edge.word, edge.end, edge.slipped, edge.beside, edge.voiced));
        found.dedup_by_key(|edge| (edge.word, edge.end));
        found
    }

    /// Adds words that sound like the kanji at a position.
    fn add_homophones(&self, at: usize, slips: &Slips<'_>, found: &mut Vec<Edge>) {
        let letters = self.letters[at..].iter().map(|(c, _)| *c);
        let kanji: Vec<char> = letters.take_while(|&c| is_kanji(c)).take(MOST_KANJI).collect();
        let forms = self.vocabulary.forms(Script::Japanese);
        for count in 1..=kanji.len() {
            let typed = String::from_iter(&kanji[..count]);
            let beside = if count == 1 { BESIDE_ONE } else { BESIDE };
            for reading in readings(&typed, slips) {
                let mut form = kana::form(&reading).into_iter();
                let node = form.try_fold(0, |node, letter| forms.step(node, letter));
                for &(word, voiced) in node.map(|node| forms.words(node)).unwrap_or_default() {
                    let other = self.vocabulary.word(word);
                    let sounds = other.class != Class::Function
                        && other.text != typed
                        && other.text.chars().all(is_kanji)
                        && other.text.chars().count() == count;
                    if sounds {
                        found.push(Edge { word, end: at + count, slipped: true, voiced, beside });
                    }
                }
            }
        }
    }

    fn may_slip(&self, at: usize) -> bool {
        let byte =
            self.letters.get(at).or(self.letters.last()).map_or(0, |(c, end)| end - c.len_utf8().min(*end));
        self.slips.is_some_and(|slips| (slips.at)(byte))
    }

    /// True if the letters from `at` to `end` may be this word with a typo at `slip`.
    fn can_slip(&self, word: u32, at: usize, end: usize, slip: usize) -> bool {
        let word = self.vocabulary.word(word);
        if word.class == Class::Function {
            return false;
        }
        match self.letters.get(slip).map(|(c, _)| *c) {
            Some(kanji) if is_kanji(kanji) => {
                let Some(slips) = self.slips else { return false };
                let whole: String = kana::form(&word.reading).into_iter().collect();
                slips.analyzer.kanji_readings(kanji).iter().any(|reading| {
                    let form = kana::form(reading);
                    let voiced = kana::voiced(&form);
                    [Some(form), voiced].into_iter().flatten().any(|form| {
                        let form: String = form.into_iter().collect();
                        match (slip == at, slip + 1 == end) {
                            (true, true) => whole == form,
                            (true, false) => whole.starts_with(&form),
                            (false, true) => whole.ends_with(&form),
                            (false, false) => whole.contains(&form),
                        }
                    })
                })
            }
            // Romaji has so many spellings that a small difference is no evidence of a typo.
            _ if self.script == Script::Latin => word.text.is_ascii() && end - at >= LEAST_SLIPPED_LATIN,
            _ => {
                let (least, among) = LEAST_SLIPPED_AMONG;
                end - at >= LEAST_SLIPPED_KANA || end - at >= least && self.letters.len() >= among
            }
        }
    }
}

/// True if the letter may be left out, added or exchanged. Kanji may not: they are selected, not typed.
fn slips(letter: char) -> bool {
    is_hiragana(letter) || is_katakana(letter) || letter.is_ascii_alphabetic()
}

/// True if one letter may be typed instead of the other.
fn same_sort(one: char, other: char) -> bool {
    is_kanji(one) && is_kanji(other) || slips(one) && slips(other) && one.is_ascii() == other.is_ascii()
}

/// Readings of the typed kanji: as a dictionary word, and kanji by kanji.
fn readings(typed: &str, slips: &Slips<'_>) -> BTreeSet<String> {
    let mut by_kanji = vec![String::new()];
    for kanji in typed.chars() {
        let of_kanji = slips.analyzer.kanji_readings(kanji);
        by_kanji = by_kanji
            .iter()
            .flat_map(|before| of_kanji.iter().map(move |reading| format!("{before}{reading}")))
            .take(MOST_READINGS)
            .collect();
    }
    by_kanji.extend(slips.analyzer.readings_of(typed));
    by_kanji.into_iter().collect()
}
