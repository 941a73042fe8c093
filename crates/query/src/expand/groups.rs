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
    let mut sentence = Vec::new();
    for span in segment.reading.spans.iter() {
        let Meaning::Years(mention) = &span.meaning else { continue };
        let typed = &text[mention.range.clone()];
        let clause = years::of_years(typed, mention, beside_results, &context.reader.years, context.analyzer);
        let place = if context.reader.years.narrow() { &mut all } else { &mut sentence };
        place.push(Node::Clause(clause));
    }
    let scope = segment.reading.operand.scope;
    if segment.whole {
        let mut clause = alternatives::clause(text, &segment.reading.words, 100, scope, context);
        if let (Some(clause), [one]) = (&mut clause, segment.listed.as_slice()) {
            alternatives::add_targets(clause, &one.targets, context);
        }
        all.extend(clause.map(Node::Clause));
    }
    let topic =
        segment.compounds.iter().position(|units| units.iter().any(|unit| unit.role == Role::Subject));
    // Compounds that share listed words form one part.
    let mut at = 0;
    while at < segment.compounds.len() {
        let across = segment.listed.iter().find_map(|one| {
            let reach = |compound: &&Compound<'_>| {
                compound.iter().any(|unit| unit.positions().any(|place| one.words.contains(&place)))
            };
            let count = segment.compounds[at..].iter().take_while(reach).count();
            (count > 1).then_some((one, count))
        });
        let mut part = |at: usize| {
            let of_several = segment.compounds.len() > 1 && !segment.reading.operand.parted;
            let stress = if of_several && topic == Some(at) { TOPIC } else { 100 };
            compound(segment, &segment.compounds[at], topic.is_some(), stress, context)
        };
        match across {
            Some((one, count)) => {
                let apart: Vec<Node> = (at..at + count).filter_map(&mut part).collect();
                let clause = listed(segment, one, context);
                // 店を始める has an official name of its own, so 店 alone is no match.
                let whole = segment.reading.operand.parted || !one.targets.is_empty();
                let minimum = if whole { MinimumMatch::All } else { one.minimum(SENTENCE_MINIMUM) };
                let either = Node::of(minimum, apart).into_iter().chain(clause).collect();
                sentence.extend(Node::of(MinimumMatch::Any, either));
                at += count;
            }
            None => {
                sentence.extend(part(at));
                at += 1;
            }
        }
    }
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
    let mut parts = Vec::new();
    let mut at = 0;
    while at < compound.len() {
        let begins = compound[at].positions().start;
        let together = segment.listed.iter().find(|one| one.words.start == begins).and_then(|one| {
            let ends = |unit: &Unit<'_>| unit.positions().end == one.words.end;
            let count = compound[at..].iter().position(ends)? + 1;
            (count > 1).then_some((one, count))
        });
        match together {
            Some((one, count)) => {
                let apart: Vec<Node> = compound[at..at + count].iter().filter_map(clause).collect();
                let listed = listed(segment, one, context);
                let either =
                    Node::of(one.minimum(COMPOUND_MINIMUM), apart).into_iter().chain(listed).collect();
                parts.extend(Node::of(MinimumMatch::Any, either));
                at += count;
            }
            None => {
                parts.extend(clause(&compound[at]));
                at += 1;
            }
        }
    }
    Node::of(COMPOUND_MINIMUM, parts)
}

/// Builds the clause of listed words.
fn listed(segment: &Segment<'_>, one: &ListedWords, context: &Context<'_>) -> Option<Node> {
    let words = &segment.reading.words[one.words.clone()];
    let (text, scope) = (segment.reading.operand.text, segment.reading.operand.scope);
    alternatives::listed_clause(text, words, &one.targets, scope, context).map(Node::Clause)
}
