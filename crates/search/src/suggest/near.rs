//! Words similar to one that occurs nowhere.
//!
//! A phrase is similar to a word only in these cases:
//!
//! - It has the same reading.
//! - It begins with the same letter and differs in one letter, or in two if the word is long.
//! - It is the beginning or the end of the word, with at least three quarters of its letters.
//! - It begins with the word.
//!
//! So 住民票 is not similar to 住民, nor 健康診断 to 経営診断.

use super::{
    Met, Suggester,
    table::Table,
    typed::{is_latin, letters},
};
use shisaku_analysis::{is_hiragana, is_kanji, is_katakana};
use shisaku_query::vocabulary::{PhraseKind, kana, romaji};

/// Minimum numbers of letters for one and for two differing letters, in kana.
const SLIPS_OF_KANA: [usize; 2] = [4, 9];
/// Minimum numbers of letters for one and for two differing letters, in Latin spelling.
const SLIPS_OF_LATIN: [usize; 2] = [6, 10];
/// Minimum numbers of letters for one and for two differing letters, in words with kanji.
const SLIPS_OF_KANJI: [usize; 2] = [5, 12];

/// Minimum number of kana for a match by reading.
const LEAST_READ: usize = 3;

/// Minimum number of letters of a part.
const LEAST_PART: usize = 3;
/// Minimum share of the word's letters that a part must have, in percent.
const PART: usize = 75;

/// Minimum number of letters of a beginning: with kanji, in kana, in Latin letters.
const LEAST_BEGINNING: [usize; 3] = [3, 4, 5];

/// Maximum number of completions.
const MOST_COMPLETED: usize = 5;

/// Kind of similarity, most similar first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// The reading is the same.
    Reading,
    /// The phrase is most of the word.
    Part,
    /// This many letters differ.
    Slips(usize),
    /// The phrase begins with the word.
    Beginning,
}

/// A word that is similar to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Near<'s> {
    /// As written.
    pub text: &'s str,
    /// Kind of similarity.
    pub how: How,
}

impl Suggester {
    /// Returns the words of the plans that are similar to a word, most similar first. `reading` is in kana.
    pub(crate) fn near(&self, word: &str, reading: &str) -> Vec<Near<'_>> {
        let written = letters(word);
        let mut found: Vec<(How, u32)> = Vec::new();
        let is_kana = |c: char| is_hiragana(c) || is_katakana(c);
        let least = if is_latin(&written) {
            let latin = String::from_iter(romaji::skeleton(&written));
            self.slips(&self.latin, &latin, SLIPS_OF_LATIN, &mut found);
            LEAST_BEGINNING[2]
        } else if written.chars().any(is_kanji) {
            let read = String::from_iter(kana::form(reading));
            if read.chars().count() >= LEAST_READ {
                let alike = self.kana.wholes(&read).map(|phrase| (How::Reading, phrase));
                found.extend(alike);
            }
            self.slips(&self.written, &written, SLIPS_OF_KANJI, &mut found);
            self.parts(&written, &mut found);
            LEAST_BEGINNING[0]
        } else {
            let read = String::from_iter(kana::form(&written));
            // A last letter that is not kana is half typed. The completion below handles it.
            if read.chars().all(is_kana) {
                self.slips(&self.kana, &read, SLIPS_OF_KANA, &mut found);
            }
            LEAST_BEGINNING[1]
        };
        // Only words of the plans count. A word of the lexicon may be missing from them.
        found.retain(|(_, phrase)| *phrase < self.everyday);
        found.sort_unstable();
        let phrases = found.iter().map(|&(how, at)| (how, &self.phrases[at as usize]));
        // A title that is only part of the word is skipped. Nobody mistypes a title without typing all of it.
        let words = phrases.filter(|(how, phrase)| *how != How::Part || phrase.kind != PhraseKind::Title);
        let mut near: Vec<Near<'_>> =
            words.map(|(how, phrase)| Near { text: phrase.text.as_str(), how }).collect();
        if written.chars().count() >= least {
            let begin = self.complete(word, MOST_COMPLETED);
            let begin = begin.iter().filter(|one| matches!(one.met, Met::Written | Met::Read));
            near.extend(begin.map(|one| Near { text: one.text, how: How::Beginning }));
        }
        let mut seen = std::collections::HashSet::new();
        near.retain(|one| letters(one.text) != written && seen.insert(one.text));
        near
    }

    /// Adds the phrases that differ in one letter or two.
    fn slips(&self, table: &Table, form: &str, least: [usize; 2], found: &mut Vec<(How, u32)>) {
        let length = form.chars().count();
        let most = least.iter().filter(|&&least| length >= least).count();
        let Some(first) = form.chars().next().filter(|_| most > 0) else { return };
        for (other, phrase) in table.forms(first.encode_utf8(&mut [0; 4])) {
            if other.chars().count().abs_diff(length) > most {
                continue;
            }
            let slips = strsim::osa_distance(form, other);
            if (1..=most).contains(&slips) {
                found.push((How::Slips(slips), phrase));
            }
        }
    }

    /// Adds the phrases that are most of a word: its beginning or its end.
    fn parts(&self, written: &str, found: &mut Vec<(How, u32)>) {
        let length = written.chars().count();
        for (at, _) in written.char_indices().skip(1) {
            let (before, after) = written.split_at(at);
            for part in [before, after] {
                let letters = part.chars().count();
                if letters >= LEAST_PART && letters * 100 >= length * PART {
                    found.extend(self.written.wholes(part).map(|phrase| (How::Part, phrase)));
                }
            }
        }
    }
}
