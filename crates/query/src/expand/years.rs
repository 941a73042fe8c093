//! Clauses for fiscal years.

use super::alternatives::terms;
use crate::{Alternative, Clause, MatchKind, Matcher, Scope};
use shisaku_analysis::Analyzer;
use shisaku_model::Catalogue;
use wareki::{YEARS, YearMention};

/// Weight of a year that is one of an entry's plan years.
const PLAN_YEAR: f32 = 0.3;

/// The fiscal years that occur in an index.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownYears {
    plan: Vec<u16>,
    results: Vec<u16>,
}

impl KnownYears {
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let of = |facet: &str| {
            let values = catalogue.values.get(facet).into_iter().flatten();
            values.filter_map(|value| value.parse().ok()).collect()
        };
        Self { plan: of("year"), results: of("result_year") }
    }

    /// True if entries have years. A year then narrows the search down; otherwise it is a word like others.
    pub(crate) fn narrow(&self) -> bool {
        !self.plan.is_empty()
    }

    /// The years that plans cover.
    pub(crate) fn of_plans(&self) -> &[u16] {
        &self.plan
    }

    /// The years that reports are about.
    pub(crate) fn of_reports(&self) -> &[u16] {
        &self.results
    }
}

/// Builds the clause of years. It matches plan years and years in texts, and with 実績 also the years of
/// results. A year in a heading belongs to a part of the plan, not to every entry below the heading.
pub(crate) fn of_years(
    typed: &str,
    mention: &YearMention,
    beside_results: bool,
    known: &KnownYears,
    analyzer: &Analyzer,
) -> Clause {
    let first = mention.years.first().unwrap_or(*YEARS.start());
    let span = first..=mention.years.last().unwrap_or(*YEARS.end());
    let listed = |years: &[u16]| -> Vec<String> {
        years.iter().filter(|year| span.contains(year)).map(u16::to_string).collect()
    };
    let era = |weight: f32, matcher: Matcher| Alternative {
        as_: MatchKind::Era,
        weight,
        from: Some(typed.to_owned()),
        matcher,
        own: false,
    };
    let values =
        |facet: &str, years: &[u16]| Matcher::Values { facet: facet.to_owned(), values: listed(years) };
    let alternatives = if beside_results && known.narrow() {
        vec![era(PLAN_YEAR, values("result_year", &known.results))]
    } else {
        let all: Vec<u16> = span.clone().filter(|year| YEARS.contains(year)).collect();
        vec![
            Alternative::exact(1.0, terms(&analyzer.words(typed))),
            era(0.95, Matcher::Years(listed(&all))),
            era(PLAN_YEAR, values("year", if known.narrow() { &known.plan } else { &all })),
        ]
    };
    Clause::new(typed, Scope::Own, alternatives)
}

/// Turns a clause of years into an exclusion. It matches years in texts, not those of the entry's period.
pub(crate) fn in_text(mut clause: Clause) -> Clause {
    clause.alternatives.retain(|one| !matches!(one.matcher, Matcher::Values { .. }));
    clause
}
