//! Segments to the query tree: clauses with spellings, synonyms, readings and corrections as alternatives.
//!
//! | part | makes |
//! |---|---|
//! | `groups` | the tree of a segment |
//! | `alternatives`, `years` | clauses with their alternatives, and ranking hints |
//! | `otherwise` | readings of kana and Latin letters, and corrections of typing errors |

use crate::interpret::spans::Meaning;
use crate::interpret::{Interpreted, Reading};
use crate::reader::Context;
use crate::segment::Segmented;
use crate::{Clause, Matcher, MinimumMatch, Node, Query};

pub(crate) mod alternatives;
mod groups;
mod otherwise;
pub(crate) mod years;

/// Builds the query tree of segments. Duplicate clauses are kept once.
pub(crate) fn expand(
    text: &str,
    interpreted: &Interpreted<'_>,
    segmented: &Segmented<'_>,
    context: &Context<'_>,
) -> Query {
    let mut query = Query { text: text.to_owned(), ..Query::default() };
    let names_results =
        |one: &Reading<'_>| !one.operand.quoted && one.words.iter().any(|word| word.term == "実績");
    let beside_results = interpreted.choices.iter().flatten().any(names_results);
    let mut nodes: Vec<Node> = Vec::new();
    for choice in &segmented.choices {
        let mut either = Vec::new();
        for segment in choice {
            let node = if segment.is_phrase() {
                alternatives::quoted(&segment.reading.operand, context.analyzer).map(Node::Clause)
            } else {
                groups::of_segment(segment, beside_results, context)
                    .map(|typed| otherwise::add(segment, typed, &mut query.corrected, context))
            };
            let Some(node) = node else { continue };
            if segment.is_phrase() || segment.whole || !segment.compounds.is_empty() {
                alternatives::hints(&segment.reading.operand, context.analyzer, &mut query.hints);
            }
            either.push(node);
        }
        nodes.extend(Node::of(MinimumMatch::Any, each_once(either, Node::asks_the_same)));
    }
    query.asked = Node::of(MinimumMatch::All, each_once(nodes, Node::asks_the_same));
    query.corrected.sort_by(|one, other| (&one.from, &one.to).cmp(&(&other.from, &other.to)));
    query.corrected.dedup();
    let operands = interpreted.excluded.iter().filter_map(|one| excluded(one, context));
    let spans = interpreted.choices.iter().flatten().flat_map(|one| excluded_spans(one, context));
    query.excluded = each_once(operands.chain(spans), Clause::asks_the_same);
    query.hints = each_once(query.hints, PartialEq::eq);
    query.understood = interpreted.filters();
    query.understood.extend(segmented.measures.clone());
    query.understood.sort_by_key(|one| one.range.start);
    query
}

/// Builds the clause of an excluded operand.
fn excluded(reading: &Reading<'_>, context: &Context<'_>) -> Option<Clause> {
    let (operand, analyzer) = (&reading.operand, context.analyzer);
    match reading.spans.iter().map(|span| &span.meaning).next() {
        Some(Meaning::Filter(filter)) => return Some(alternatives::of_values(operand.text, filter)),
        Some(Meaning::Years(mention)) => {
            let clause = years::of_years(operand.text, mention, false, &context.reader.years, analyzer);
            return Some(years::in_text(clause));
        }
        _ => {}
    }
    let mut clause = alternatives::quoted(operand, analyzer)?;
    if !operand.quoted && !clause.alternatives.iter().any(|one| matches!(one.matcher, Matcher::Number(_))) {
        alternatives::add_spellings(&mut clause, &reading.words, context);
        otherwise::add_readings(&mut clause, operand.text, &reading.words, context);
    }
    Some(alternatives::excluded(clause))
}

/// Builds the clauses of the words that an operand excludes.
fn excluded_spans(reading: &Reading<'_>, context: &Context<'_>) -> Vec<Clause> {
    let clause = |meaning: &Meaning| {
        let Meaning::Excluded(named, filter) = meaning else { return None };
        let typed = &reading.operand.text[named.clone()];
        match filter {
            Some(filter) => Some(alternatives::of_values(typed, filter)),
            None => alternatives::phrase(typed, reading.operand.scope, context.analyzer)
                .map(alternatives::excluded),
        }
    };
    reading.spans.iter().filter_map(|span| clause(&span.meaning)).collect()
}

/// Removes duplicates and keeps the order.
fn each_once<T>(items: impl IntoIterator<Item = T>, same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    for item in items {
        if !once.iter().any(|other| same(other, &item)) {
            once.push(item);
        }
    }
    once
}
