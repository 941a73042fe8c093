//! Sentences that explain how a hit matches words other than as typed.

use std::fmt::Display;

use crate::highlight::Matched;
use shisaku_analysis::{Analyzer, to_hiragana};
use shisaku_messages::{Message, Parameter};
use shisaku_model::Entry;
use shisaku_query::{Clause, MatchKind, Matcher, Query};
use wareki::FiscalYears;

/// Maximum number of spellings named per word.
const MOST_NAMED: usize = 3;

/// Explains how the words of a query match. Words that match as typed are omitted.
pub(super) fn match_reason(
    entry: &Entry,
    matched: &[Matched],
    query: &Query,
    analyzer: &Analyzer,
) -> Vec<Message> {
    let mut told = Vec::new();
    for clause in query.clauses() {
        let places: Vec<&Matched> = matched.iter().filter(|one| one.term == clause.text).collect();
        if places.iter().any(|one| one.as_ == MatchKind::Exact && is_whole(one)) {
            continue;
        }
        let told_now = match years(clause) {
            years if !years.is_empty() => by_years(entry, &places, clause, &years),
            _ => by_other_words(&places, analyzer).or_else(|| by_organisation(entry, clause)),
        };
        told.extend(told_now.filter(|sentence| !told.contains(sentence)));
    }
    told
}

/// Quotes each of several words.
pub(super) fn quoted(words: &[impl Display]) -> Parameter {
    Parameter::Text(words.iter().map(|word| format!("「{word}」")).collect())
}

/// True if a match has the whole word as typed: 商工 is a part of 商工会議所.
fn is_whole(place: &Matched) -> bool {
    place.text.chars().count() >= place.term.chars().count() || !place.term.starts_with(&*place.text)
}

/// Names the words of one kind by which a word matches: of the kind that is nearest to what was typed.
fn by_other_words(places: &[&Matched], analyzer: &Analyzer) -> Option<Message> {
    const NEAREST: [MatchKind; 5] = [
        MatchKind::Spelling,
        MatchKind::Abbreviation,
        MatchKind::Reading,
        MatchKind::Typo,
        MatchKind::Synonym,
    ];
    let rank = |place: &Matched| NEAREST.iter().position(|kind| *kind == place.as_).unwrap_or(NEAREST.len());
    let first = places.iter().min_by_key(|place| rank(place))?;
    let mut written: Vec<&str> = Vec::new();
    for place in places.iter().filter(|place| place.as_ == first.as_) {
        if !written.contains(&place.text.as_str()) {
            written.push(&place.text);
        }
    }
    // ガイド is read as a part of 観光ガイドになりたい only.
    let typed: String = first.term.chars().map(to_hiragana).collect();
    let read = |text: &&str| analyzer.reading(text).chars().map(to_hiragana).eq(typed.chars());
    let alike = first.as_ == MatchKind::Reading && written.iter().any(read);
    if alike {
        written.retain(|text| read(text));
    }
    // 設立 matches 設立日 but is not a spelling of it.
    let part = written.iter().all(|text| first.term.starts_with(text));
    let key = match first.as_ {
        MatchKind::Spelling if !part => "met.spelling",
        MatchKind::Reading if alike => "met.reading",
        MatchKind::Typo => "met.slip",
        MatchKind::Synonym => "met.meaning",
        MatchKind::Abbreviation => "met.abbreviation",
        _ => "met.other",
    };
    written.truncate(MOST_NAMED);
    let words = Parameter::Text(first.term.clone());
    Some(Message::new(key, [("words", words), ("others", quoted(&written))]))
}

/// Explains a match by an organisation, which the entry may print by another name.
fn by_organisation(entry: &Entry, clause: &Clause) -> Option<Message> {
    let values = clause.alternatives.iter().find_map(|one| match &one.matcher {
        Matcher::Values { facet, values } if facet == "organisation" && one.held_by(entry).is_some() => {
            Some(values)
        }
        _ => None,
    })?;
    let held: Vec<&String> =
        entry.groups.organisations.iter().filter(|name| values.contains(name)).take(MOST_NAMED).collect();
    let words = ("words", Parameter::Text(clause.text.clone()));
    Some(Message::new("met.organisation", [words, ("others", quoted(&held))]))
}

/// Returns the years that a clause searches for.
fn years(clause: &Clause) -> Vec<u16> {
    let years = clause.alternatives.iter().filter_map(|one| match &one.matcher {
        Matcher::Years(years) => Some(years),
        _ => None,
    });
    years.flatten().filter_map(|year| year.parse().ok()).collect()
}

/// Explains a match by years. Years in the text are preferred, because those of the period are derived.
fn by_years(entry: &Entry, places: &[&Matched], clause: &Clause, asked: &[u16]) -> Option<Message> {
    let words = ("words", Parameter::Text(clause.text.clone()));
    let written = places.iter().find_map(|one| Some((one, FiscalYears::read(&one.text)?)));
    if let Some((one, years)) = written {
        let keys = ["met.is-written", "met.within-written", "met.overlaps-written"];
        return Some(Message::new(related(asked, years, keys), [words, ("others", quoted(&[&one.text]))]));
    }
    let key = clause.alternatives.iter().find_map(|one| match &one.matcher {
        Matcher::Values { facet, .. } if one.held_by(entry).is_some() => Some(facet),
        _ => None,
    })?;
    let result_years = entry.results.iter().rev().filter_map(|report| report.years);
    let all: Vec<FiscalYears> = match key.as_str() {
        "result_year" => result_years.collect(),
        _ => entry.plan_years.into_iter().collect(),
    };
    let years = all.into_iter().find(|years| years.years().any(|year| asked.contains(&year)))?;
    let keys = match key.as_str() {
        "result_year" => ["met.is-result", "met.within-result", "met.overlaps-result"],
        _ => ["met.is-plan", "met.within-plan", "met.overlaps-plan"],
    };
    Some(Message::new(related(asked, years, keys), [words, ("years", Parameter::Years(years))]))
}

/// Returns the key that tells whether years are the searched ones, contain them or overlap them.
fn related(asked: &[u16], years: FiscalYears, [is, within, overlaps]: [&'static str; 3]) -> &'static str {
    let inside = asked.iter().all(|&year| years.contains(year));
    match inside {
        true if years.years().eq(asked.iter().copied()) => is,
        true => within,
        false => overlaps,
    }
}
