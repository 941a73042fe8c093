//! What someone may mean who has typed this much: completions, and words near one that nothing has.
//!
//! Typed letters are compared with every phrase in three forms: as written, in kana, and in the one form of
//! Latin spellings. A phrase is offered where it begins with them, or, lower, where one of its words does.
//! What is only half typed stands for all that it may become:
//!
//! | typed | compared as |
//! |---|---|
//! | 商店, 産学 | written |
//! | しょうてん, ｼｮｳﾃﾝ, サーバー | kana |
//! | しょうてn, しょうてんがいのs, 商店g | kana, the last one any of its row (なにぬねのん, さしすせそ, がぎぐげご) |
//! | しょうてん街 | word for word, each as written or as read |
//! | shoute, syoute, sh, iso | Latin spellings, the last letters incomplete; and as written |
//!
//! Nothing here knows an index: how much is found by what is offered is counted by [`crate`], which
//! offers nothing that finds nothing.
//!
//! | file | holds |
//! |---|---|
//! | `typed` | typed letters in the forms that they are compared in |
//! | `table` | every form of every phrase, in order, so that a prefix is one stretch |
//! | `mixed` | phrases word for word, each as written or as read |
//! | `everyday` | words of the lexicon as phrases |
//! | `near` | words near another |

use std::{cmp::Reverse, collections::HashSet};

use shisaku_query::vocabulary::{Phrase, PhraseKind, kana, romaji};

mod everyday;
mod mixed;
mod near;
mod table;
mod typed;

#[cfg(test)]
mod tests;

pub use everyday::everyday;
pub use near::{How, Near};

use table::{Place, Table};
use typed::Typed;

/// Words of a phrase at which someone may begin to type.
const MOST_BEGINNINGS: usize = 6;

/// A phrase that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'s> {
    /// As written.
    pub text: &'s str,
    /// What it names.
    pub kind: PhraseKind,
    /// How it was met, best first.
    pub met: Met,
    /// [`Phrase::entries`]
    pub entries: u32,
}

/// Where typed letters stand in a phrase, and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    /// It begins with them as written.
    Written,
    /// It begins with them as read.
    Read,
    /// It is a word of the lexicon, and begins with them in either form.
    Everyday,
    /// One of its words begins with them as written.
    WrittenInside,
    /// One of its words begins with them as read.
    ReadInside,
}

/// Phrases, ready to be found by what is typed.
pub struct Suggester {
    /// Those of the plans, then those of the lexicon; the commonest first, then the shorter.
    phrases: Vec<Phrase>,
    /// Where those of the lexicon begin.
    everyday: u32,
    written: Table,
    kana: Table,
    latin: Table,
}

impl Suggester {
    /// Makes the tables. Of phrases with the same letters the first is taken.
    pub fn new(phrases: impl IntoIterator<Item = Phrase>) -> Self {
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
            // Of what the lexicon lists in two words, the second is no way to begin.
            let begins = |piece: &usize| *piece == 0 || at < everyday && phrase.pieces[*piece].begins;
            for piece in (0..phrase.pieces.len()).filter(begins).take(MOST_BEGINNINGS) {
                let letters = typed::letters(&phrase.text[phrase.pieces[piece].at as usize..]);
                written.add(&letters, at, piece);
                let folded = folded(phrase, piece);
                if folded != letters {
                    written.add(&folded, at, piece);
                }
                let reading = reading(phrase, piece);
                kana.add(&String::from_iter(kana::form(&reading)), at, piece);
                // What is written in Latin letters (CSR) takes their one form with the rest.
                let spelled = String::from_iter(romaji::of_kana(&reading));
                latin.add(&String::from_iter(romaji::skeleton(&spelled)), at, piece);
            }
        }
        Self { phrases, everyday, written: written.sorted(), kana: kana.sorted(), latin: latin.sorted() }
    }

    /// At most `most` phrases that someone may mean who has typed this, best first; none where nothing was.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<Candidate<'_>> {
        let typed = Typed::read(typed);
        let mut found = Found::new(most, self.everyday);
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
            let met = places.filter(|place| mixed.begins(self.phrase(place), place.piece()));
            found.extend(Form::Read, met);
        }
        let mut seen = HashSet::new();
        let first = found
            .tiers
            .into_iter()
            .flat_map(|(met, least)| least.first().into_iter().map(move |at| (met, at)));
        let candidate = |(met, at): (Met, u32)| {
            let Phrase { text, kind, entries, .. } = &self.phrases[at as usize];
            seen.insert(at).then_some(Candidate { text, kind: *kind, met, entries: *entries })
        };
        first.filter_map(candidate).take(most).collect()
    }

    fn phrase(&self, place: &Place) -> &Phrase {
        &self.phrases[place.phrase as usize]
    }
}

/// How a phrase is read from one of its words on; what is written in Latin letters is itself.
fn reading(phrase: &Phrase, from: usize) -> String {
    phrase.pieces[from..].iter().map(|piece| piece.reading.as_str()).collect()
}

/// A phrase from one of its words on, each in the form that all its spellings have in common.
fn folded(phrase: &Phrase, from: usize) -> String {
    let words = phrase.pieces.iter().enumerate().skip(from);
    words
        .map(|(at, piece)| piece.folded.clone().unwrap_or_else(|| typed::letters(phrase.written(at))))
        .collect()
}

/// In which form typed letters are compared.
#[derive(Debug, Clone, Copy)]
enum Form {
    Written,
    Read,
}

/// The phrases that were met, the best ways first.
struct Found {
    tiers: [(Met, Least); 5],
    /// [`Suggester::everyday`]
    everyday: u32,
}

impl Found {
    fn new(most: usize, everyday: u32) -> Self {
        let tiers = [Met::Written, Met::Read, Met::Everyday, Met::WrittenInside, Met::ReadInside];
        Self { tiers: tiers.map(|met| (met, Least::new(most))), everyday }
    }

    fn extend<'p>(&mut self, form: Form, places: impl IntoIterator<Item = &'p Place>) {
        for place in places {
            let tier = match (form, place.piece()) {
                (_, 0) if place.phrase >= self.everyday => 2,
                (Form::Written, 0) => 0,
                (Form::Read, 0) => 1,
                (Form::Written, _) => 3,
                (Form::Read, _) => 4,
            };
            self.tiers[tier].1.add(place.phrase);
        }
    }
}

/// The least of many numbers, each once.
struct Least {
    most: usize,
    numbers: Vec<u32>,
}

impl Least {
    fn new(most: usize) -> Self {
        Self { most, numbers: Vec::new() }
    }

    fn add(&mut self, number: u32) {
        self.numbers.push(number);
        if self.numbers.len() > 4 * self.most + 64 {
            self.keep();
        }
    }

    fn keep(&mut self) {
        self.numbers.sort_unstable();
        self.numbers.dedup();
        self.numbers.truncate(self.most);
    }

    fn first(mut self) -> Vec<u32> {
        self.keep();
        self.numbers
    }
}
