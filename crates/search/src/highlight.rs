//! What of an entry a query met, and where: one walk over the text as written, two views of it.
//!
//! [`matches()`] is the walk. [`Highlights`] are the byte ranges in which something was met;
//! [`matched`] lists what was met by what. Both come from the same matches, so that whatever is listed is
//! marked. The rule of what is met is [`Matcher::occurrences`](shisaku_query::Matcher::occurrences),
//! the engines' own rule; excluded clauses mark nothing.
//!
//! Where a clause is met only by the form that the scan has (产学) and not by the text shown (産学), the
//! repaired words are marked.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use shisaku_analysis::{Analysed, Analyzer};
use shisaku_model::{Entry, Field, Passage};
use shisaku_query::{Alternative, Clause, MatchKind, Matcher, Query};

mod ranges;

pub use ranges::{Highlights, pieces, within};

/// One place of an entry that meets one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// In which of the entry's fields; never [`Field::Printed`], which is not shown.
    pub field: Field,
    /// In which of the field's texts, counted from 0.
    pub index: usize,
    /// Bytes of that text, on character borders.
    pub range: Range<usize>,
    /// Which of the query's clauses.
    pub clause: usize,
    /// The clause as typed.
    pub term: String,
    /// Through what it is a match.
    pub as_: MatchKind,
}

/// What met what, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "何が、どこに、どう一致したか。")]
pub struct Matched {
    /// In which field.
    #[schemars(description = "項目のどの部分か。")]
    pub field: Field,
    /// What was asked for, as typed.
    #[schemars(description = "言葉。")]
    pub term: String,
    /// What was met, as written.
    #[schemars(description = "文。")]
    pub text: String,
    /// Through what it is a match.
    #[serde(rename = "as")]
    #[schemars(description = "一致のしかた。")]
    pub as_: MatchKind,
}

/// The texts of an entry analysed, parallel to [`Entry::passages`]: what [`matches()`] looks at. It depends
/// on the entry alone, so that it can be kept.
pub fn analysed(entry: &Entry, analyzer: &Analyzer) -> Vec<Analysed> {
    entry.passages().iter().map(|passage| analyzer.analyse(passage.text)).collect()
}

/// Every place of an entry that meets a clause of the query, in order of passages and text. `texts` are the
/// entry's [`analysed`] ones.
pub fn matches(entry: &Entry, texts: &[Analysed], query: &Query) -> Vec<Match> {
    let clauses = query.clauses();
    let passages = entry.passages();
    let (printed, shown): (Vec<_>, Vec<_>) =
        passages.iter().zip(texts).partition(|(passage, _)| passage.field == Field::Printed);
    let mut matches: Vec<Match> = Vec::new();
    let looking: Vec<Looking<'_>> =
        clauses.iter().map(|clause| Looking::of(clause, &passages, texts)).collect();
    for (passage, text) in &shown {
        let found = occurrences(&looking, passage.field, text).into_iter();
        matches.extend(found.map(|found| found.at(passage)));
    }
    for (clause, asked) in clauses.iter().enumerate() {
        matches.extend(held(clause, asked, entry, &passages));
    }
    let shown: Vec<Passage<'_>> = shown.into_iter().map(|(passage, _)| *passage).collect();
    let mut repaired = Vec::new();
    for (passage, text) in printed {
        let repair = &entry.source.repairs[passage.index];
        for found in occurrences(&looking, passage.field, text) {
            if !matches.iter().any(|one| one.clause == found.clause) {
                repaired.extend(found.through_repair(&repair.repaired, &shown));
            }
        }
    }
    matches.append(&mut repaired);
    matches.sort_by_key(|one| (one.field, one.index, one.range.start, one.range.end, one.clause, one.as_));
    matches.dedup();
    matches
}

/// What meets a clause that is no text of the entry: its number, the years of its period. The number or the
/// period is what shows it.
fn held(at: usize, clause: &Clause, entry: &Entry, passages: &[Passage<'_>]) -> Option<Match> {
    let (field, as_) = clause.alternatives.iter().find_map(|one| Some((one.held_by(entry)?, one.as_)))?;
    // The years of a result stand at the head of its column: no word of it shows them.
    let passage = passages.iter().find(|passage| passage.field == field && field != Field::Result)?;
    let (clause, term) = (at, clause.text.clone());
    Some(Match { field, index: passage.index, range: 0..passage.text.len(), clause, term, as_ })
}

/// One place of one text that meets one clause.
struct Occurrence<'q> {
    clause: usize,
    term: &'q str,
    as_: MatchKind,
    range: Range<usize>,
}

impl Occurrence<'_> {
    fn at(&self, passage: &Passage<'_>) -> Match {
        Match {
            field: passage.field,
            index: passage.index,
            range: self.range.clone(),
            clause: self.clause,
            term: self.term.to_owned(),
            as_: self.as_,
        }
    }

    /// The places where the words stand that the source prints otherwise. What is printed is a spelling of
    /// what is shown.
    fn through_repair(&self, repaired: &str, shown: &[Passage<'_>]) -> Vec<Match> {
        let words = repaired.trim();
        if words.is_empty() {
            return Vec::new();
        }
        let places = shown.iter().flat_map(|passage| {
            passage.text.match_indices(words).map(|(at, _)| Match {
                range: at..at + words.len(),
                as_: MatchKind::Spelling,
                ..self.at(passage)
            })
        });
        places.collect()
    }
}

/// A clause with those of its alternatives that can be met in an entry, best sort first.
struct Looking<'q> {
    clause: &'q Clause,
    alternatives: Vec<&'q Alternative>,
}

impl<'q> Looking<'q> {
    /// What must be met together is marked only where the entry has all of it.
    fn of(clause: &'q Clause, passages: &[Passage<'_>], texts: &[Analysed]) -> Self {
        let stands = |way: &Matcher| {
            let covered = passages
                .iter()
                .zip(texts)
                .filter(|(passage, _)| passage.field.is_text() && clause.scope.covers(passage.field));
            covered.into_iter().any(|(_, text)| !way.occurrences(text).is_empty())
        };
        let can_be_met = |one: &&Alternative| match &one.matcher {
            Matcher::Together(ways) => ways.iter().all(stands),
            _ => true,
        };
        let mut alternatives: Vec<_> = clause.alternatives.iter().filter(can_be_met).collect();
        alternatives.sort_by_key(|alternative| alternative.as_);
        Self { clause, alternatives }
    }
}

/// Each place once for each clause, under the best way in which it is met.
fn occurrences<'q>(clauses: &[Looking<'q>], field: Field, text: &Analysed) -> Vec<Occurrence<'q>> {
    let mut found: Vec<Occurrence<'q>> = Vec::new();
    let looking = clauses.iter().enumerate().filter(|(_, one)| one.clause.scope.covers(field));
    for (at, Looking { clause, alternatives }) in looking.filter(|_| field.is_text()) {
        let before = found.len();
        for alternative in alternatives {
            for range in alternative.matcher.occurrences(text) {
                let same =
                    |other: &Occurrence<'_>| other.range.start <= range.start && range.end <= other.range.end;
                if !found[before..].iter().any(same) {
                    found.push(Occurrence { clause: at, term: &clause.text, as_: alternative.as_, range });
                }
            }
        }
    }
    found
}

/// What met what, each once, in the order of the matches.
pub fn matched(entry: &Entry, matches: &[Match]) -> Vec<Matched> {
    let passages = entry.passages();
    let mut all = Vec::new();
    for one in matches {
        let text = passages.iter().find(|passage| passage.field == one.field && passage.index == one.index);
        let Some(text) = text.and_then(|passage| passage.text.get(one.range.clone())) else { continue };
        let matched =
            Matched { field: one.field, term: one.term.clone(), text: text.to_owned(), as_: one.as_ };
        if !all.contains(&matched) {
            all.push(matched);
        }
    }
    all
}

#[cfg(test)]
mod tests;
