//! Sentences that explain how a hit matches words other than as typed.

use crate::highlight::Matched;
use shisaku_model::Entry;
use shisaku_query::{Clause, MatchKind, Matcher, Query};
use wareki::FiscalYears;

/// Maximum number of spellings named per word.
const MOST_NAMED: usize = 3;

/// Explains how the words of a query match. Words that match as typed are omitted.
pub(super) fn match_reason(entry: &Entry, matched: &[Matched], query: &Query) -> Vec<String> {
    let mut told = Vec::new();
    for clause in query.clauses() {
        let places: Vec<&Matched> = matched.iter().filter(|one| one.term == clause.text).collect();
        if places.iter().any(|one| one.as_ == MatchKind::Exact) {
            continue;
        }
        let how = match years(clause) {
            years if !years.is_empty() => by_years(entry, &places, clause, &years),
            _ => by_other_words(&places),
        };
        let told_now = how.map(|how| format!("「{}」は、{how}", clause.text));
        told.extend(told_now.filter(|sentence| !told.contains(sentence)));
    }
    told
}

fn by_other_words(places: &[&Matched]) -> Option<String> {
    let first = places.first()?;
    let mut written: Vec<&str> = Vec::new();
    for place in places {
        if !written.contains(&place.text.as_str()) {
            written.push(&place.text);
        }
    }
    let named: String = written.iter().take(MOST_NAMED).map(|text| format!("「{text}」")).collect();
    // 設立 matches 設立日 but is not a spelling of it.
    let part = written.iter().all(|text| first.term.starts_with(text));
    let as_ = match first.as_ {
        MatchKind::Spelling if !part => "別の書き方の",
        MatchKind::Reading => "同じ読みの",
        MatchKind::Typo => "入力の間違いとみて、",
        MatchKind::Synonym => "近い意味の言葉",
        MatchKind::Abbreviation => "略さない名前か短い名前の",
        _ => "",
    };
    Some(format!("{as_}{named}で見つかりました。"))
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
fn by_years(entry: &Entry, places: &[&Matched], clause: &Clause, asked: &[u16]) -> Option<String> {
    let written = places.iter().find_map(|one| Some((one, FiscalYears::read(&one.text)?)));
    if let Some((one, years)) = written {
        return Some(format!("「{}」{}。", one.text, related(asked, years)));
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
    let of = if key == "result_year" { "実績の年度" } else { "計画の年度" };
    Some(format!("{of}({}){}。", years.in_eras(), related(asked, years)))
}

fn related(asked: &[u16], years: FiscalYears) -> &'static str {
    let inside = asked.iter().all(|&year| years.from <= year && years.to.is_none_or(|to| year <= to));
    match inside {
        true if years.years().eq(asked.iter().copied()) => "と同じです",
        true => "に含まれます",
        false => "と重なります",
    }
}
