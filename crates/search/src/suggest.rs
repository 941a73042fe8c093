//! Suggestions for typed text: completions, and words similar to one that occurs nowhere.
//!
//! Typed letters are compared with every phrase in three forms: as written, in kana, and as normalised Latin
//! letters. A phrase is suggested if it begins with them. It ranks lower if only one of its other words does.
//! Half-typed letters stand for everything that they may become:
//!
//! | typed | compared as |
//! |---|---|
//! | 商店, 産学 | as written |
//! | しょうてん, ｼｮｳﾃﾝ, サーバー | kana |
//! | しょうてn, しょうてんがいのs, 商店g | kana, the last one any of its row (なにぬねのん, さしすせそ, がぎぐげご) |
//! | しょうてん街 | word by word, each as written or as read |
//! | shoute, syoute, sh, iso | Latin spelling with the last letters incomplete, and as written |
//!
//! This module knows no index. [`crate`] counts the hits of each suggestion and drops those without hits.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashSet},
};

use shisaku_query::vocabulary::{Phrase, PhraseKind, kana, romaji};

mod near;
mod table;
mod typed;

#[cfg(test)]
mod tests;

pub(crate) use near::{How, Near};

use table::{Place, Table};
use typed::Typed;

/// Maximum number of words in a phrase at which typing may begin.
const MOST_BEGINNINGS: usize = 6;

/// A suggested phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate<'s> {
    /// As written.
    pub text: &'s str,
    /// Kind of the phrase.
    pub kind: PhraseKind,
    /// How the typed letters matched.
    pub met: Met,
    /// Number of entries: [`Phrase::entries`].
    pub entries: u32,
}

/// Position and form in which typed letters match a phrase, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Met {
    /// The phrase begins with them as written.
    Written,
    /// The phrase begins with them as read.
    Read,
    /// The phrase is a word of the lexicon and begins with them in either form.
    Everyday,
    /// Another word of the phrase begins with them as written.
    WrittenInside,
    /// Another word of the phrase begins with them as read.
    ReadInside,
}

/// Phrases, ready to be looked up by typed text.
pub(crate) struct Suggester {
    /// Phrases of the plans, then those of the lexicon. Each part has the most frequent first, then the
    /// shorter.
    phrases: Vec<Phrase>,
    /// Index of the first phrase of the lexicon.
    everyday: u32,
    written: Table,
    kana: Table,
    latin: Table,
}

impl Suggester {
    /// Builds the tables. If several phrases have the same letters, the first is kept.
    pub(crate) fn new(phrases: impl IntoIterator<Item = Phrase>) -> Self {
        let mut seen = HashSet::new();
        let mut phrases: Vec<Phrase> =
            phrases.into_iter().filter(|phrase| seen.insert(typed::letters(&phrase.text))).collect();
        phrases.sort_by(|one, other| {
            let everyday = |phrase: &Phrase| phrase.kind == PhraseKind::Everyday;
            let key = |phrase: &Phrase| (everyday(phrase), Reverse(phrase.entries), phrase.text.len());
            key(one).cmp(&key(other)).then_with(|| one.text.cmp(&other.text))
        });
        let of_plans = phrases.partition_point(|phrase| phrase.kind != PhraseKind::Everyday);
        let everyday = u32::try_from(of_plans).unwrap_or(u32::MAX);
        let (mut written, mut kana, mut latin) = (Table::default(), Table::default(), Table::default());
        for (at, phrase) in (0..).zip(&phrases) {
            // A phrase of the lexicon matches from its first word only. Nobody starts to type at its second
            // word.
            let begins = |piece: &usize| *piece == 0 || at < everyday && phrase.pieces[*piece].begins;
            for piece in (0..phrase.pieces.len()).filter(begins).take(MOST_BEGINNINGS) {
                let letters = typed::letters(&phrase.text[phrase.pieces[piece].at as usize..]);
                let folded = folded(phrase, piece);
                if folded != letters {
                    written.add(folded, at, piece);
                }
                written.add(letters, at, piece);
                let reading = reading(phrase, piece);
                kana.add(String::from_iter(kana::form(&reading)), at, piece);
                // Latin words in a phrase (CSR) are normalised together with the rest.
                let spelled = String::from_iter(romaji::of_kana(&reading));
                latin.add(String::from_iter(romaji::skeleton(&spelled)), at, piece);
            }
        }
        Self { phrases, everyday, written: written.sorted(), kana: kana.sorted(), latin: latin.sorted() }
    }

    /// Returns at most `most` phrases for typed text, best first. Empty if no letters were typed.
    pub(crate) fn complete(&self, typed: &str, most: usize) -> Vec<Candidate<'_>> {
        let typed = Typed::read(typed);
        let mut found = Found { most, everyday: self.everyday, tiers: BTreeMap::new() };
        found.extend(Form::Written, self.written.beginning_with(&typed.written));
        for kana in &typed.kana {
            found.extend(Form::Read, self.kana.beginning_with(kana));
        }
        for latin in &typed.latin {
            found.extend(Form::Read, self.latin.beginning_with(latin));
        }
        for mixed in &typed.mixed {
            let table = if mixed.begins_in_kana { &self.kana } else { &self.written };
            let places = table.beginning_with(&mixed.beginning).iter();
            let begins = |place: &&Place| {
                typed::begins(&mixed.letters, &self.phrases[place.phrase as usize], place.piece)
            };
            found.extend(Form::Read, places.filter(begins));
        }
        let mut seen = HashSet::new();
        let tiers = found.tiers.into_iter();
        let first = tiers.flat_map(|(met, phrases)| phrases.into_iter().map(move |at| (met, at)));
        let candidate = |(met, at): (Met, u32)| seen.insert(at).then(|| self.candidate(met, at));
        first.filter_map(candidate).take(most).collect()
    }

    /// Returns the phrases that a text begins with, shortest first, without the text itself.
    pub(crate) fn beginnings(&self, text: &str) -> Vec<Candidate<'_>> {
        let letters = typed::letters(text);
        let beginning = |(end, _): (usize, char)| {
            let beginning = &letters[..end];
            let phrases = self.written.wholes(beginning).map(|at| self.candidate(Met::Written, at));
            // A phrase is listed in its other spellings too.
            phrases.filter(move |one| typed::letters(one.text) == beginning)
        };
        letters.char_indices().skip(1).flat_map(beginning).collect()
    }

    fn candidate(&self, met: Met, at: u32) -> Candidate<'_> {
        let Phrase { text, kind, entries, .. } = &self.phrases[at as usize];
        Candidate { text, kind: *kind, met, entries: *entries }
    }
}

/// Returns the reading of a phrase from one of its words on. Latin words are their own reading.
fn reading(phrase: &Phrase, from: usize) -> String {
    phrase.pieces[from..].iter().map(|piece| piece.reading.as_str()).collect()
}

/// Returns a phrase from one of its words on, in the form that all its spellings share.
fn folded(phrase: &Phrase, from: usize) -> String {
    let words = phrase.pieces.iter().enumerate().skip(from);
    words
        .map(|(at, piece)| piece.folded.clone().unwrap_or_else(|| typed::letters(phrase.written(at))))
        .collect()
}

/// Form in which typed letters are compared.
#[derive(Debug, Clone, Copy)]
enum Form {
    Written,
    Read,
}

/// The phrases that matched, best kind of match first. Each kind keeps the best phrases, at most `most`.
struct Found {
    most: usize,
    /// Index of the first phrase of the lexicon: [`Suggester::everyday`].
    everyday: u32,
    tiers: BTreeMap<Met, BTreeSet<u32>>,
}

impl Found {
    fn extend<'p>(&mut self, form: Form, places: impl IntoIterator<Item = &'p Place>) {
        for place in places {
            let met = match (form, place.piece) {
                (_, 0) if place.phrase >= self.everyday => Met::Everyday,
                (Form::Written, 0) => Met::Written,
                (Form::Read, 0) => Met::Read,
                (Form::Written, _) => Met::WrittenInside,
                (Form::Read, _) => Met::ReadInside,
            };
            let phrases = self.tiers.entry(met).or_default();
            if phrases.len() < self.most {
                phrases.insert(place.phrase);
            } else if phrases.last().is_some_and(|last| place.phrase < *last) && phrases.insert(place.phrase)
            {
                phrases.pop_last();
            }
        }
    }
}
