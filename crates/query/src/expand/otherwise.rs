//! Adds readings of kana and Latin letters, and corrections of typing errors, to the tree.

use super::alternatives;
use super::groups;
use crate::lex::Operand;
use crate::office_names::offices;
use crate::reader::Context;
use crate::readings::{covers, lacks};
use crate::segment::{self, Segment};
use crate::vocabulary::Cover;
use crate::{Clause, Corrected, Group, MatchKind, MinimumMatch, Node, interpret};
use shisaku_analysis::Token;

/// Weights of a reading and of a correction. The words typed have weight 1.
const READ: f32 = 0.85;
const CORRECTED: f32 = 0.7;

/// Adds readings and corrections to the node of a segment.
pub(super) fn add(
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

/// Adds words with the same reading to an excluded term.
pub(super) fn add_readings(clause: &mut Clause, text: &str, words: &[Token], context: &Context<'_>) {
    for cover in covers(text, words, false, context) {
        let ways = alternatives::instead(&cover.text, text, MatchKind::Reading, READ, context.analyzer);
        clause.alternatives.extend(ways);
    }
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
