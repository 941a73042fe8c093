//! The tree of a segment: its compounds as groups, with listed phrases beside the words typed.

use super::{alternatives, years};
use crate::interpret::spans::Meaning;
use crate::reader::Context;
use crate::segment::{ListedWords, Segment};
use crate::units::{Compound, Role, Unit};
use crate::{COMPOUND, MODIFIER, MinimumMatch, Node, OF_BEST, SENTENCE, TOPIC};

/// Minimum match of a compound and of a sentence.
const COMPOUND_MINIMUM: MinimumMatch = MinimumMatch::Share { of_all: COMPOUND, of_best: 0 };
const SENTENCE_MINIMUM: MinimumMatch = MinimumMatch::Share { of_all: SENTENCE, of_best: OF_BEST };

/// Builds the node of one segment.
pub(super) fn of_segment(segment: &Segment<'_>, beside_results: bool, context: &Context<'_>) -> Option<Node> {
    let mut all: Vec<Node> = Vec::new();
    let text = segment.reading.operand.text;
    for span in segment.reading.spans.iter() {
        if let Meaning::Number(range, key) = &span.meaning {
            all.push(Node::Clause(alternatives::of_number(&text[range.clone()], key, context.analyzer)));
        }
    }
    let scope = segment.reading.operand.scope;
    for span in segment.reading.spans.iter() {
        if let Meaning::Body(range, values) = &span.meaning {
            let clause = alternatives::of_body(&text[range.clone()], values, scope, context.analyzer);
            all.extend(clause.map(Node::Clause));
        }
    }
    let mut sentence = Vec::new();
    for span in segment.reading.spans.iter() {
        let Meaning::Years(mention) = &span.meaning else { continue };
        let typed = &text[mention.range.clone()];
        let clause = years::of_years(typed, mention, beside_results, &context.reader.years, context.analyzer);
        let place = if context.reader.years.narrow() { &mut all } else { &mut sentence };
        place.push(Node::Clause(clause));
    }
    if segment.whole {
        let mut clause = alternatives::clause(text, &segment.reading.words, 100, scope, context);
        if let (Some(clause), [one]) = (&mut clause, segment.listed.as_slice()) {
            alternatives::add_targets(clause, &one.targets, context);
        }
        all.extend(clause.map(Node::Clause));
    }
    let topic =
        segment.compounds.iter().position(|units| units.iter().any(|unit| unit.role == Role::Subject));
    let compounds = &segment.compounds;
    let covered = |one: &ListedWords, at: usize| {
        let shares = |unit: &Unit<'_>| unit.positions().any(|place| one.words.contains(&place));
        compounds[at..].iter().take_while(|compound| compound.iter().any(shares)).count()
    };
    let minimum = |one: &ListedWords| {
        // 店を始める has an official name of its own, so 店 alone is no match.
        let whole = segment.reading.operand.parted || !one.targets.is_empty();
        if whole { MinimumMatch::All } else { one.minimum(SENTENCE_MINIMUM) }
    };
    let part = |at: usize| {
        let of_several = compounds.len() > 1 && !segment.reading.operand.parted;
        let stress = if of_several && topic == Some(at) { TOPIC } else { 100 };
        compound(segment, &compounds[at], topic.is_some(), stress, context)
    };
    sentence.extend(with_listed(segment, compounds.len(), &covered, &minimum, &part, context));
    all.extend(Node::of(SENTENCE_MINIMUM, sentence));
    Node::of(MinimumMatch::All, all)
}

/// Builds the node of a compound from its units, or from listed words that cover several of them.
fn compound(
    segment: &Segment<'_>,
    compound: &Compound<'_>,
    subjects: bool,
    stress: u32,
    context: &Context<'_>,
) -> Option<Node> {
    let (text, scope) = (segment.reading.operand.text, segment.reading.operand.scope);
    let clause = |unit: &Unit<'_>| {
        // Beside a subject, the other units weigh less and are no topic.
        let (importance, stress) =
            if unit.role == Role::Subject || !subjects { (100, stress) } else { (MODIFIER, 100) };
        let mut clause = alternatives::clause(text, unit.words, importance, scope, context)?;
        clause.stress = stress;
        let listed = segment.listed.iter().find(|one| unit.positions().eq(one.words.clone()));
        if let Some(one) = listed {
            alternatives::add_targets(&mut clause, &one.targets, context);
        }
        Some(Node::Clause(clause))
    };
    let covered = |one: &ListedWords, at: usize| {
        let begins = compound[at].positions().start == one.words.start;
        let last = compound[at..].iter().position(|unit| unit.positions().end == one.words.end);
        last.filter(|_| begins).map_or(0, |last| last + 1)
    };
    let minimum = |one: &ListedWords| one.minimum(COMPOUND_MINIMUM);
    let part = |at: usize| clause(&compound[at]);
    Node::of(COMPOUND_MINIMUM, with_listed(segment, compound.len(), &covered, &minimum, &part, context))
}

/// Builds the nodes of `count` parts. Parts that listed words cover together (`covered` returns their number from a
/// part on) form a group beside the clause of those words.
fn with_listed(
    segment: &Segment<'_>,
    count: usize,
    covered: &dyn Fn(&ListedWords, usize) -> usize,
    minimum: &dyn Fn(&ListedWords) -> MinimumMatch,
    part: &dyn Fn(usize) -> Option<Node>,
    context: &Context<'_>,
) -> Vec<Node> {
    let (text, scope) = (segment.reading.operand.text, segment.reading.operand.scope);
    let mut nodes = Vec::new();
    let mut at = 0;
    while at < count {
        let together = segment.listed.iter().map(|one| (one, covered(one, at))).find(|(_, count)| *count > 1);
        let Some((one, count)) = together else {
            nodes.extend(part(at));
            at += 1;
            continue;
        };
        let apart = Node::of(minimum(one), (at..at + count).filter_map(part).collect());
        let words = &segment.reading.words[one.words.clone()];
        let listed = alternatives::listed_clause(text, words, &one.targets, scope, context);
        let either = apart.into_iter().chain(listed.map(Node::Clause)).collect();
        nodes.extend(Node::of(MinimumMatch::Any, either));
        at += count;
    }
    nodes
}
