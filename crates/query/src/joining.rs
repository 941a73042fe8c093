//! Operands that are put together: sentences written with white space, and what is listed as one.

use super::operands::Operand;
use super::parse::Reader;
use super::synonyms::Standing;
use shisaku_analysis::{Analyzer, Class, Token, is_hiragana};

/// Operands that one listed phrase may reach across.
const MOST_JOINED: usize = 6;

/// Particles as they are written between words in Latin letters.
const LATIN_PARTICLES: [&str; 14] =
    ["no", "wo", "o", "ni", "de", "to", "ga", "wa", "ha", "e", "mo", "tono", "niwa", "kara"];

impl Reader {
    /// Operands of a sentence put together. しょうてんがい しえん is none: its kana are words of the index.
    pub(super) fn sentence<'t>(
        &self,
        text: &'t str,
        operands: Vec<Operand<'t>>,
        analyzer: &Analyzer,
    ) -> Vec<Operand<'t>> {
        let ends_in_a_word = operands.last().is_some_and(|last| self.is_kana_for_a_word(last.text));
        if ends_in_a_word { operands } else { sentence(text, operands, analyzer) }
    }

    /// Operands that are more than particles: 商店街 の 支援 asks for no の.
    pub(super) fn without_particles<'t>(
        &self,
        operands: Vec<Operand<'t>>,
        analyzer: &Analyzer,
    ) -> Vec<Operand<'t>> {
        let is_particle = |one: &Operand<'_>| LATIN_PARTICLES.contains(&one.text.to_lowercase().as_str());
        // Reading Latin letters costs something, and few queries have a particle among them.
        let in_latin =
            operands.iter().any(is_particle) && operands.iter().any(|one| self.is_latin_for_words(one.text));
        let says = |one: &Operand<'_>| {
            let words = analyzer.words(one.text);
            let particle = in_latin && is_particle(one);
            let names = || words.is_empty() || words.iter().any(Token::is_content) && !particle;
            !one.is_plain() || names() || self.is_kana_for_a_word(one.text)
        };
        if !operands.iter().any(says) {
            return operands;
        }
        operands.into_iter().filter(says).collect()
    }

    /// Operands that are listed together, put together: barrier free, 神社 お寺, hitode busoku.
    pub(super) fn phrases_joined<'t>(
        &self,
        text: &'t str,
        operands: Vec<Operand<'t>>,
        analyzer: &Analyzer,
    ) -> Vec<Operand<'t>> {
        let mut joined_ones = Vec::with_capacity(operands.len());
        let mut rest = operands.as_slice();
        while let Some(first) = rest.first() {
            let plain = rest.iter().take(MOST_JOINED).take_while(|one| one.is_plain()).count();
            let phrase = (2..=plain).rev().find_map(|count| {
                let one = joined(text, first, &rest[count - 1]);
                // 商店街 OR 観光: what stands between them is part of the text too.
                let or_follows = rest.get(count).is_some_and(|next| next.or);
                // Terms that stand in the index are asked for one by one: a list of a clerk does not swell. Latin
                // words are often one name.
                let names = |one: &Operand<'_>| {
                    let written =
                        || !one.text.is_ascii() && self.standing(one.text, analyzer) == Standing::AsWords;
                    // A hyphen of its own asks for nothing.
                    analyzer.words(one.text).is_empty()
                        || written()
                        || self.is_kana_for_a_word(one.text)
                        || self.is_latin_for_words(one.text)
                };
                let known = || rest[..count].iter().all(names) && !self.vocabulary.words().is_empty();
                let phrase = || self.thesaurus.synonyms.is_phrase(&analyzer.words(one.text));
                let listed =
                    !or_follows && (phrase() || self.is_listed_reading(one.text, analyzer)) && !known();
                listed.then_some((Operand { parted: true, ..one }, count))
            });
            let (one, count) = phrase.unwrap_or_else(|| (first.clone(), 1));
            joined_ones.push(one);
            rest = &rest[count..];
        }
        joined_ones
    }
}

/// Plain operands and what stands between them as one.
fn joined<'t>(text: &'t str, first: &Operand<'t>, last: &Operand<'t>) -> Operand<'t> {
    let range = first.range.start..last.range.end;
    Operand { text: &text[range.clone()], at: range.start, range, ..first.clone() }
}

/// Operands of a sentence written with white space, put together: what ends as a question or request ends
/// is one, not a list of terms.
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

/// Operands of which any will do stand together; most stand alone.
pub(super) fn choices<'o>(operands: &'o [Operand<'o>]) -> impl Iterator<Item = &'o [Operand<'o>]> {
    operands.chunk_by(|_, next| next.or)
}
