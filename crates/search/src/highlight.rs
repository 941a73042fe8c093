//! Places where an entry matches a query: one pass over the text as written, and two views of it.
//!
//! [`matches()`] makes the pass. [`Highlights`] holds the byte ranges that match. [`matched`] lists the
//! matched texts with their terms. Both views come from the same matches, so every listed text is also
//! marked. [`Matcher::occurrences`](shisaku_query::Matcher::occurrences) decides what matches, as in the
//! engines. Excluded clauses mark nothing.
//!
//! A clause may match only the form in the scan (产学) and not the text shown (産学). The repaired words are
//! marked then.

use std::{collections::BTreeMap, ops::Range};

use schemars::JsonSchema;
use serde::Serialize;

use shisaku_analysis::{Analysed, Analyzer};
use shisaku_model::{Entry, Field, Passage};
use shisaku_query::{Alternative, Clause, MatchKind, Matcher, Query, Scope};

/// A place in an entry that matches a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Field of the entry. Never [`Field::Printed`], which is not shown.
    pub field: Field,
    /// Index of the text in that field, from 0.
    pub index: usize,
    /// Bytes of that text, on character boundaries.
    pub range: Range<usize>,
    /// Index of the clause in the query.
    pub clause: usize,
    /// The clause as typed.
    pub term: String,
    /// Kind of match.
    pub as_: MatchKind,
}

/// A term and the text that it matches, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "何が、どこに、どう一致したか。")]
pub struct Matched {
    /// Field of the text.
    #[schemars(description = "項目のどの部分か。")]
    pub field: Field,
    /// The term as typed.
    #[schemars(description = "言葉。")]
    pub term: String,
    /// The matched text as written.
    #[schemars(description = "文。")]
    pub text: String,
    /// Kind of match.
    #[serde(rename = "as")]
    #[schemars(description = "一致のしかた。")]
    pub as_: MatchKind,
}

/// Analyses the texts of an entry for [`matches()`], in the order of [`Entry::passages`]. The result depends
/// on the entry alone, so it can be cached.
pub fn analysed(entry: &Entry, analyzer: &Analyzer) -> Vec<Analysed> {
    entry.passages().iter().map(|passage| analyzer.analyse(passage.text)).collect()
}

/// Finds every place in an entry that matches a clause, in the order of passages and text. `texts` is the
/// result of [`analysed`] for the entry.
pub fn matches(entry: &Entry, texts: &[Analysed], query: &Query) -> Vec<Match> {
    let clauses = query.clauses();
    let passages = entry.passages();
    let (printed, shown): (Vec<_>, Vec<_>) =
        passages.iter().zip(texts).partition(|(passage, _)| passage.field == Field::Printed);
    let looking: Vec<Looking<'_>> =
        clauses.iter().map(|clause| Looking::of(clause, &passages, texts)).collect();
    let mut matches: Vec<Match> =
        shown.iter().flat_map(|(passage, text)| occurrences(&looking, passage, text)).collect();
    for (clause, asked) in clauses.iter().enumerate() {
        matches.extend(held(clause, asked, entry, &passages));
    }
    let mut repaired = Vec::new();
    for (passage, text) in printed {
        let words = entry.source.repairs[passage.index].repaired.trim();
        for found in occurrences(&looking, passage, text) {
            if words.is_empty() || matches.iter().any(|one| one.clause == found.clause) {
                continue;
            }
            for (Passage { field, index, text }, _) in &shown {
                // The printed form counts as a spelling of the repaired words.
                let spelled =
                    Match { field: *field, index: *index, as_: MatchKind::Spelling, ..found.clone() };
                let ranges = text.match_indices(words).map(|(at, _)| at..at + words.len());
                repaired.extend(ranges.map(|range| Match { range, ..spelled.clone() }));
            }
        }
    }
    matches.append(&mut repaired);
    matches.sort_by_key(|one| (one.field, one.index, one.range.start, one.range.end, one.clause, one.as_));
    matches.dedup();
    matches
}

/// Returns the match of a clause by metadata instead of text, such as the number or the years of the period.
/// The whole number or period is marked.
fn held(at: usize, clause: &Clause, entry: &Entry, passages: &[Passage<'_>]) -> Option<Match> {
    let (field, as_) = clause.alternatives.iter().find_map(|one| Some((one.held_by(entry)?, one.as_)))?;
    // The years of a result stand in its column heading, and an organisation may be printed by another name.
    let passage = passages.iter().find(|passage| passage.field == field && field != Field::Result)?;
    let (clause, term) = (at, clause.text.clone());
    Some(Match { field, index: passage.index, range: 0..passage.text.len(), clause, term, as_ })
}

/// A clause with those alternatives that can match in an entry, best kind first.
struct Looking<'q> {
    clause: &'q Clause,
    alternatives: Vec<&'q Alternative>,
}

impl<'q> Looking<'q> {
    /// Selects the alternatives. [`Matcher::Together`] is kept only if the entry matches all of its parts.
    fn of(clause: &'q Clause, passages: &[Passage<'_>], texts: &[Analysed]) -> Self {
        let stands = |way: &Matcher, scope: Scope| {
            let covered = passages
                .iter()
                .zip(texts)
                .filter(|(passage, _)| passage.field.is_text() && scope.covers(passage.field));
            covered.into_iter().any(|(_, text)| !way.occurrences(text).is_empty())
        };
        let can_be_met = |one: &&Alternative| match &one.matcher {
            Matcher::Together(ways) => ways.iter().all(|way| stands(way, clause.scope_of(one))),
            _ => true,
        };
        let mut alternatives: Vec<_> = clause.alternatives.iter().filter(can_be_met).collect();
        alternatives.sort_by_key(|alternative| alternative.as_);
        Self { clause, alternatives }
    }
}

/// Finds each matching place of a passage once per clause, with the best kind of match.
fn occurrences(clauses: &[Looking<'_>], passage: &Passage<'_>, text: &Analysed) -> Vec<Match> {
    let (field, index) = (passage.field, passage.index);
    let mut found: Vec<Match> = Vec::new();
    let looking = clauses.iter().enumerate().filter(|_| field.is_text());
    for (clause, Looking { clause: asked, alternatives }) in looking {
        let before = found.len();
        let searched = |one: &&&Alternative| asked.scope_of(one).covers(field);
        for alternative in alternatives.iter().filter(searched) {
            for range in alternative.matcher.occurrences(text) {
                let same = |other: &Match| other.range.start <= range.start && range.end <= other.range.end;
                if !found[before..].iter().any(same) {
                    let (term, as_) = (asked.text.clone(), alternative.as_);
                    found.push(Match { field, index, range, clause, term, as_ });
                }
            }
        }
    }
    found
}

/// Lists the terms with the texts that they match, without duplicates, in the order of the matches.
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

/// Matched byte ranges of an entry's texts. The ranges of a text are sorted, end on character boundaries, and
/// never touch each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlights(BTreeMap<(Field, usize), Vec<Range<usize>>>);

impl Highlights {
    /// Collects the ranges of matches. Ranges that overlap or touch are merged.
    pub fn new(matches: &[Match]) -> Self {
        let mut texts: BTreeMap<_, Vec<Range<usize>>> = BTreeMap::new();
        for one in matches.iter().filter(|one| !one.range.is_empty()) {
            texts.entry((one.field, one.index)).or_default().push(one.range.clone());
        }
        for ranges in texts.values_mut() {
            ranges.sort_by_key(|range| range.start);
            ranges.dedup_by(|next, range| {
                let touch = next.start <= range.end;
                range.end = if touch { range.end.max(next.end) } else { range.end };
                touch
            });
        }
        Self(texts)
    }

    /// Returns the ranges in one text of a field. `index` counts the field's texts from 0.
    pub fn of(&self, field: Field, index: usize) -> &[Range<usize>] {
        self.0.get(&(field, index)).map_or(&[], Vec::as_slice)
    }
}

/// Splits a text at sorted ranges. Each piece has a flag that is true if the piece is marked. A range is
/// skipped if it splits a character or begins before the previous range ends.
pub fn pieces<'t>(text: &'t str, ranges: &[Range<usize>]) -> Vec<(&'t str, bool)> {
    let mut done = 0;
    let mut pieces = Vec::with_capacity(2 * ranges.len() + 1);
    for range in ranges {
        if let (Some(before), Some(marked)) = (text.get(done..range.start), text.get(range.clone())) {
            pieces.extend([(before, false), (marked, true)]);
            done = range.end;
        }
    }
    pieces.push((&text[done..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// Converts ranges of a text to ranges of a piece of it. Parts outside the piece are cut off.
pub fn within(ranges: &[Range<usize>], piece: &Range<usize>) -> Vec<Range<usize>> {
    let inside = ranges.iter().map(|range| range.start.max(piece.start)..range.end.min(piece.end));
    let inside = inside.filter(|range| range.start < range.end);
    inside.map(|range| range.start - piece.start..range.end - piece.start).collect()
}

#[cfg(test)]
mod tests;
