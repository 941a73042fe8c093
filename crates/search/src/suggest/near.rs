//! Words near one that nothing has.
//!
//! A word is near another that begins with the same letter and is read alike, or differs from it in one letter,
//! in two where there are many; that is three quarters of it or more; or that it is the beginning of. Nothing
//! else is: 住民票 is not near 住民, nor 健康診断 near 経営診断.

use super::{
    Met, Suggester,
    table::Table,
    typed::{is_latin, letters},
};
use shisaku_analysis::{is_hiragana, is_kanji, is_katakana};
use shisaku_query::vocabulary::{PhraseKind, kana, romaji};

/// Letters from which on one may differ, and two: of kana, of Latin spellings, of what has kanji.
const SLIPS_OF_KANA: [usize; 2] = [4, 9];
const SLIPS_OF_LATIN: [usize; 2] = [6, 10];
const SLIPS_OF_KANJI: [usize; 2] = [5, 12];

/// Kana from which on two words that are read alike are near.
const LEAST_READ: usize = 3;

/// Letters of a part, and how much of the whole it is, in per cent.
const LEAST_PART: usize = 3;
const PART: usize = 75;

/// Letters of a beginning: of what has kanji, of kana, of Latin letters.
const LEAST_BEGINNING: [usize; 3] = [3, 4, 5];

/// Beginnings that are completed.
const MOST_COMPLETED: usize = 5;

/// In what way a word is near, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is read alike.
    Reading,
    /// It is most of the other.
    Part,
    /// This many letters differ.
    Slips(usize),
    /// It begins with the other.
    Beginning,
}

/// A word near another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'s> {
    /// As written.
    pub text: &'s str,
    /// In what way.
    pub how: How,
}

impl Suggester {
    /// Words of the plans near one, the nearest first; `reading` is how it is read, in kana.
    pub fn near(&self, word: &str, reading: &str) -> Vec<Near<'_>> {
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
            // What is no kana at the end is half typed, and completed below.
            if read.chars().all(is_kana) {
                self.slips(&self.kana, &read, SLIPS_OF_KANA, &mut found);
            }
            LEAST_BEGINNING[1]
        };
        // A word of the lexicon is none that the plan has.
        found.retain(|(_, phrase)| *phrase < self.everyday);
        found.sort_unstable();
        let phrases = found.iter().map(|&(how, at)| (how, &self.phrases[at as usize]));
        // A title is no word that someone has mistyped, unless they typed all of it.
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

    /// Adds the phrases in which one letter differs, or two.
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

    /// Adds the phrases that most of a word is: its beginning or its end.
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
