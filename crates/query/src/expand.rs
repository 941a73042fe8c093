//! Segments to the query tree: clauses with spellings, synonyms, readings and corrections as alternatives.

use crate::interpret::spans::Meaning;
use crate::interpret::{self, Interpreted, Reading};
use crate::lex::Operand;
use crate::reader::Context;
use crate::readings::{covers, lacks};
use crate::segment::{self, Segment, Segmented};
use crate::units::offices;
use crate::vocabulary::Cover;
use crate::{Clause, Corrected, Group, MatchKind, Matcher, MinimumMatch, Node, Query};
pub(crate) mod alternatives;
mod groups;
pub(crate) mod years;

/// Weights of a reading and of a correction. The words typed have weight 1.
const READ: f32 = 0.85;
const CORRECTED: f32 = 0.7;

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
                    .map(|typed| with_covers(segment, typed, &mut query.corrected, context))
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
        for cover in covers(operand.text, &reading.words, false, context) {
            let read = alternatives::instead(&cover.text, operand.text, MatchKind::Reading, READ, analyzer);
            clause.alternatives.extend(read);
        }
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

/// Adds readings and corrections to the node of a segment.
fn with_covers(
    segment: &Segment<'_>,
    typed: Node,
    corrected: &mut Vec<Corrected>,
    context: &Context<'_>,
) -> Node {
    let (operand, words) = (&segment.reading.operand, &segment.reading.words);
    // An office that the index does not know is no typing error: 商工課 is not 商工会.
    let reads = segment.reading.spans.is_all_text() && offices(words).is_empty();
    let covers = if reads { covers(operand.text, words, true, context) } else { Vec::new() };
    if covers.is_empty() {
        return typed;
    }
    // The analyzer has no reliable boundaries for kana that stand for other words.
    let cut_by_chance = !operand.text.is_ascii() && lacks(words, &|_| true, context);
    let whole = || alternatives::clause(operand.text, words, 100, operand.scope, context);
    let typed = cut_by_chance.then(whole).flatten().map_or(typed, Node::Clause);
    let mut parts = vec![typed];
    for cover in &covers {
        parts.extend(covered(operand, cover, context));
        if cover.slipped {
            corrected.push(Corrected { from: operand.text.to_owned(), to: cover.text.clone() });
        }
    }
    Node::Group(Group { minimum: MinimumMatch::Any, parts })
}

/// Builds the node of the words that an operand may stand for.
fn covered(operand: &Operand<'_>, cover: &Cover, context: &Context<'_>) -> Option<Node> {
    let other = Operand { text: &cover.text, at: 0, range: 0..cover.text.len(), ..operand.clone() };
    let reading = interpret::plain(other, context);
    let mut node = groups::of_segment(&segment::of_operand(&reading, context), false, context)?;
    let (as_, weight) = if cover.slipped { (MatchKind::Typo, CORRECTED) } else { (MatchKind::Reading, READ) };
    node.change_clauses(&mut |clause: &mut Clause| {
        clause.text = operand.text.to_owned();
        for one in &mut clause.alternatives {
            if matches!(one.as_, MatchKind::Exact | MatchKind::Spelling) {
                one.as_ = as_;
            }
            one.weight *= weight;
            one.from = Some(operand.text.to_owned());
        }
    });
    Some(node)
}
