//! Clauses for what is no run of words: numbers, years, values of filters, phrases, and the hints of a run.

use super::operands::Operand;
use super::{Alternative, Clause, MatchKind, Scope, Way, numbers, ways};
use shisaku_analysis::{Analyzer, is_hiragana, is_letter};
use shisaku_model::Catalogue;
use wareki::{Open, YearMention};

/// What letter pairs are worth beside words when results are put in order.
const PAIR_HINT: f32 = 0.8;
/// What it is worth that a year lies in an entry's plan years.
const PLAN_YEAR: f32 = 0.3;
/// The years that can be written.
const YEARS: (u16, u16) = (1868, 2200);

/// The fiscal years that entries of an index have.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownYears {
    plan: Vec<u16>,
    results: Vec<u16>,
}

impl KnownYears {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let of = |facet: &str| {
            let values = catalogue.values.get(facet).into_iter().flatten();
            values.filter_map(|value| value.parse().ok()).collect()
        };
        Self { plan: of("year"), results: of("result_year") }
    }

    /// Whether years narrow the entries down, or are but words of a text.
    pub(super) fn narrow(&self) -> bool {
        !self.plan.is_empty()
    }
}

/// Years: those of the plan, or those that a text writes; beside 実績 those of the results. The years of a
/// heading are those of a part of the plan, not of every entry below it.
pub(super) fn of_years(
    typed: &str,
    mention: &YearMention,
    beside_results: bool,
    known: &KnownYears,
    analyzer: &Analyzer,
) -> Clause {
    let span = match mention.open {
        Some(Open::Until) => YEARS.0..=mention.years.from,
        _ => mention.years.from..=mention.years.to.unwrap_or(YEARS.1),
    };
    let listed = |years: &[u16]| -> Vec<String> {
        years.iter().filter(|year| span.contains(year)).map(u16::to_string).collect()
    };
    let era = |weight: f32, way: Way| Alternative {
        as_: MatchKind::Era,
        weight,
        from: Some(typed.to_owned()),
        way,
    };
    let values = |facet: &str, years: &[u16]| Way::Values { facet: facet.to_owned(), values: listed(years) };
    let alternatives = if beside_results && known.narrow() {
        vec![era(PLAN_YEAR, values("result_year", &known.results))]
    } else {
        let words = analyzer.words(typed).into_iter().map(|word| word.term.into()).collect();
        let all: Vec<u16> = span.clone().filter(|year| (YEARS.0..=YEARS.1).contains(year)).collect();
        vec![
            exact(1.0, Way::Words(words)),
            era(0.95, Way::Years(listed(&all))),
            era(PLAN_YEAR, values("year", if known.narrow() { &known.plan } else { &all })),
        ]
    };
    Clause { text: typed.to_owned(), scope: Scope::Own, importance: 100, stress: 100, alternatives }
}

/// Years as exclusion reads them: those that an entry's text writes, not those of its period.
pub(super) fn in_text(mut clause: Clause) -> Clause {
    clause.alternatives.retain(|one| !matches!(one.way, Way::Values { .. }));
    clause
}

/// A number of an entry.
pub(super) fn of_number(typed: &str, key: &str, analyzer: &Analyzer) -> Clause {
    let words = analyzer.words(typed).into_iter().map(|word| word.term.into()).collect();
    let alternatives = vec![exact(1.0, Way::Number(key.to_owned())), exact(1.0, Way::Words(words))];
    Clause { text: typed.to_owned(), scope: Scope::Anywhere, importance: 100, stress: 100, alternatives }
}

/// Values of a filter, for exclusion: what is asked for by a filter is no clause.
pub(super) fn of_values(typed: &str, facet: &str, values: Vec<String>) -> Clause {
    let alternatives = vec![exact(1.0, Way::Values { facet: facet.to_owned(), values })];
    Clause { text: typed.to_owned(), scope: Scope::Own, importance: 100, stress: 100, alternatives }
}

/// What is taken as it is: a number of an entry, or a phrase.
pub(super) fn quoted(operand: &Operand<'_>, analyzer: &Analyzer) -> Option<Clause> {
    let text = operand.text.trim();
    match numbers::item_number(text) {
        Some((range, key)) if range == (0..text.len()) && operand.scope == Scope::Anywhere => {
            Some(of_number(text, &key, analyzer))
        }
        _ => ways::phrase(operand.text, operand.scope, analyzer),
    }
}

/// A clause as exclusion reads it: the entry's own texts, never what is only near in meaning.
pub(super) fn excluded(mut clause: Clause) -> Clause {
    if clause.scope == Scope::Anywhere {
        clause.scope = Scope::Own;
    }
    let same =
        |one: &Alternative| matches!(one.as_, MatchKind::Exact | MatchKind::Spelling | MatchKind::Reading);
    clause.alternatives.retain(same);
    clause
}

/// Adds the letter pairs of an operand, which speak for an entry beside its words.
pub(super) fn hints(operand: &Operand<'_>, analyzer: &Analyzer, hints: &mut Vec<Clause>) {
    for pair in analyzer.bigrams(operand.text) {
        let text = pair.term.to_string();
        if !text.chars().all(is_hiragana) && text.chars().filter(|&c| is_letter(c)).count() > 1 {
            let alternatives = vec![exact(PAIR_HINT, Way::Characters(vec![text.clone()]))];
            hints.push(Clause { text, scope: operand.scope, importance: 0, stress: 100, alternatives });
        }
    }
}

fn exact(weight: f32, way: Way) -> Alternative {
    Alternative { as_: MatchKind::Exact, weight, from: None, way }
}
