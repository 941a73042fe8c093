//! Clauses for item numbers, facet values, phrases and ranking hints.

use super::alternatives;
use crate::interpret::numbers;
use crate::interpret::spans::Filter;
use crate::lex::Operand;
use crate::{Alternative, Clause, MatchKind, Matcher, Scope};
use shisaku_analysis::{Analyzer, is_hiragana, is_letter};

/// Weight of letter pairs in ranking. A word has weight 1.
const PAIR_HINT: f32 = 0.8;
/// Builds the clause for an item number.
pub(crate) fn of_number(typed: &str, key: &str, analyzer: &Analyzer) -> Clause {
    let words = analyzer.words(typed).into_iter().map(|word| word.term.into()).collect();
    let alternatives = vec![exact(1.0, Matcher::Number(key.to_owned())), exact(1.0, Matcher::Words(words))];
    Clause { text: typed.to_owned(), scope: Scope::Anywhere, importance: 100, stress: 100, alternatives }
}

/// Builds the clause for excluded values of a facet.
pub(crate) fn of_values(typed: &str, filter: &Filter) -> Clause {
    let alternatives =
        vec![exact(1.0, Matcher::Values { facet: filter.facet.to_owned(), values: filter.values.clone() })];
    Clause { text: typed.to_owned(), scope: Scope::Own, importance: 100, stress: 100, alternatives }
}

/// Builds the clause of a quotation: an item number or a phrase.
pub(crate) fn quoted(operand: &Operand<'_>, analyzer: &Analyzer) -> Option<Clause> {
    let text = operand.text.trim();
    match numbers::item_number(text) {
        Some((range, key)) if range == (0..text.len()) && operand.scope == Scope::Anywhere => {
            Some(of_number(text, &key, analyzer))
        }
        _ => alternatives::phrase(operand.text, operand.scope, analyzer),
    }
}

/// Turns a clause into an exclusion. It searches the entry's own texts and uses no synonyms.
pub(crate) fn excluded(mut clause: Clause) -> Clause {
    if clause.scope == Scope::Anywhere {
        clause.scope = Scope::Own;
    }
    let same =
        |one: &Alternative| matches!(one.as_, MatchKind::Exact | MatchKind::Spelling | MatchKind::Reading);
    clause.alternatives.retain(same);
    clause
}

/// Adds the letter pairs of an operand, which help to rank entries.
pub(crate) fn hints(operand: &Operand<'_>, analyzer: &Analyzer, hints: &mut Vec<Clause>) {
    for pair in analyzer.bigrams(operand.text) {
        let text = pair.term.to_string();
        if !text.chars().all(is_hiragana) && text.chars().filter(|&c| is_letter(c)).count() > 1 {
            let alternatives = vec![exact(PAIR_HINT, Matcher::Characters(vec![text.clone()]))];
            hints.push(Clause { text, scope: operand.scope, importance: 0, stress: 100, alternatives });
        }
    }
}

pub(crate) fn exact(weight: f32, matcher: Matcher) -> Alternative {
    Alternative { as_: MatchKind::Exact, weight, from: None, matcher }
}
