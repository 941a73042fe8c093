//! Joins operands across white space: sentences, and words that the lexicon lists as one.

use crate::lex::Operand;
use crate::placed;
use crate::reader::Context;
use crate::readings;
use crate::synonyms::Standing;
use shisaku_analysis::{Analyzer, Class, Token, is_hiragana};

/// Maximum number of operands that one listed phrase spans.
const MOST_JOINED: usize = 6;

/// Particles in Latin letters, as written between words.
const LATIN_PARTICLES: [&str; 14] =
    ["no", "wo", "o", "ni", "de", "to", "ga", "wa", "ha", "e", "mo", "tono", "niwa", "kara"];

/// Operands that must match, and those that must not.
#[derive(Debug)]
pub(crate) struct Operands<'t> {
    pub asked: Vec<Operand<'t>>,
    pub excluded: Vec<Operand<'t>>,
}

/// Joins operands and removes particles.
pub(crate) fn join<'t>(text: &'t str, operands: Vec<Operand<'t>>, context: &Context<'_>) -> Operands<'t> {
    // しょうてんがい しえん is no sentence, since its kana are words of the index.
    let ends_in_a_word = operands.last().is_some_and(|last| readings::is_kana_for_a_word(last.text, context));
    let operands = if ends_in_a_word { operands } else { sentence(text, operands, context.analyzer) };
    let operands: Vec<Operand<'_>> =
        operands.into_iter().flat_map(|one| placed::split(one, context.analyzer)).collect();
    let operands = listed_joined(text, &operands, context);
    let (excluded, asked) = operands.into_iter().partition(|operand| operand.excluded);
    Operands { asked: without_particles(asked, context), excluded }
}

/// Removes particles: 商店街 の 支援 does not search for の.
fn without_particles<'t>(operands: Vec<Operand<'t>>, context: &Context<'_>) -> Vec<Operand<'t>> {
    let is_particle = |one: &Operand<'_>| LATIN_PARTICLES.contains(&one.text.to_lowercase().as_str());
    // Reading Latin letters is slow, and few queries contain such a particle.
    let in_latin = operands.iter().any(is_particle)
        && operands.iter().any(|one| readings::is_latin_for_words(one.text, context));
    let says = |one: &Operand<'_>| {
        let words = context.analyzer.words(one.text);
        let particle = in_latin && is_particle(one);
        let names = || words.is_empty() || words.iter().any(Token::is_content) && !particle;
        !one.is_plain() || names() || readings::is_kana_for_a_word(one.text, context)
    };
    if !operands.iter().any(says) {
        return operands;
    }
    operands.into_iter().filter(says).collect()
}

/// Joins operands that are listed together: barrier free, 神社 お寺, hitode busoku.
fn listed_joined<'t>(text: &'t str, operands: &[Operand<'t>], context: &Context<'_>) -> Vec<Operand<'t>> {
    let mut joined_ones = Vec::with_capacity(operands.len());
    let mut rest = operands;
    while let Some(first) = rest.first() {
        let plain = rest.iter().take(MOST_JOINED).take_while(|one| one.is_plain()).count();
        let listed = (2..=plain).rev().find_map(|count| {
            let one = joined(text, first, &rest[count - 1]);
            // In 商店街 OR 観光, the joined text would contain the operator too.
            let or_follows = rest.get(count).is_some_and(|next| next.or);
            let is_joined =
                !or_follows && is_listed(one.text, context) && !are_known(&rest[..count], context);
            is_joined.then_some((Operand { parted: true, ..one }, count))
        });
        let (one, count) = listed.unwrap_or_else(|| (first.clone(), 1));
        joined_ones.push(one);
        rest = &rest[count..];
    }
    joined_ones
}

fn is_listed(text: &str, context: &Context<'_>) -> bool {
    context.reader.thesaurus.synonyms.is_phrase(&context.analyzer.words(text))
        || readings::is_listed_reading(text, context)
}

/// True if the index contains each operand. Such terms are searched one by one, so that a clerk's list of
/// terms finds no more than it names. Latin words are often one name and do not count.
fn are_known(operands: &[Operand<'_>], context: &Context<'_>) -> bool {
    let is_known = |one: &Operand<'_>| {
        // A lone hyphen searches for nothing.
        context.analyzer.words(one.text).is_empty()
            || !one.text.is_ascii() && context.standing(one.text) == Standing::AsWords
            || readings::is_kana_for_a_word(one.text, context)
            || readings::is_latin_for_words(one.text, context)
    };
    operands.iter().all(is_known) && !context.reader.vocabulary.words().is_empty()
}

/// Joins plain operands and the text between them.
fn joined<'t>(text: &'t str, first: &Operand<'t>, last: &Operand<'t>) -> Operand<'t> {
    let range = first.range.start..last.range.end;
    Operand { text: &text[range.clone()], at: range.start, range, ..first.clone() }
}

/// Joins the operands of a sentence. A query that ends like a question or a request is a sentence, not a list
/// of terms.
fn sentence<'t>(text: &'t str, operands: Vec<Operand<'t>>, analyzer: &Analyzer) -> Vec<Operand<'t>> {
    let (Some(first), Some(last)) = (operands.first(), operands.last()) else { return operands };
    if operands.len() < 2 || !operands.iter().all(Operand::is_plain) {
        return operands;
    }
    let asks = last.text.ends_with(['?', '？', '。']);
    let words = analyzer.words(last.text);
    let ends = words.last().is_some_and(|word| {
        word.class == Class::Function && words.len() > 1 && word.term.chars().all(is_hiragana)
    });
    if !(asks || ends) {
        return operands;
    }
    vec![joined(text, first, last)]
}
