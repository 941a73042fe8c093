//! Splits off words of a choice's last operand that hold for the whole choice: 短期または中期の実績なし, 観光 OR
//! 農業で実績がない施策.
//!
//! A filter of another facet holds for the whole choice after の or で, or directly after a filter. If all
//! operands are filters of one facet, all words after the last filter hold for the choice: 短期または中期の商店街の支援.

use super::Reading;
use super::spans::{Filter, Meaning};
use crate::Scope;
use crate::lex::Operand;
use crate::reader::Context;
use crate::units::{Role, compounds};
use shisaku_analysis::{Class, Token};

/// Particles between the last operand and words that hold for the whole choice.
const LINKS: [&str; 2] = ["の", "で"];

/// Cuts off the words of a choice's last operand that hold for all operands.
pub(super) fn split<'t>(choice: &mut [Reading<'t>], context: &Context<'_>) -> Option<Reading<'t>> {
    let (last, others) = choice.split_last_mut().filter(|(_, others)| !others.is_empty())?;
    let (head, tail) = cut_last(last, others, context)?;
    *last = head;
    Some(tail)
}

/// True if a choice has no filters, or only filters of one facet.
pub(super) fn is_of_one_facet(choice: &[Reading<'_>]) -> bool {
    let filters: Vec<&Filter> = choice.iter().flat_map(|one| one.spans.filters()).collect();
    filters.is_empty() || choice.iter().all(only_filters) && are_of_one_facet(&filters)
}

fn cut_last<'t>(
    last: &Reading<'t>,
    others: &[Reading<'t>],
    context: &Context<'_>,
) -> Option<(Reading<'t>, Reading<'t>)> {
    if last.operand.quoted || last.operand.scope != Scope::Anywhere {
        return None;
    }
    let chosen: Vec<&Filter> = others.iter().flat_map(|one| one.spans.filters()).collect();
    let is_choice_of_filters = !chosen.is_empty() && others.iter().all(only_filters);
    let links = |word: &Token| word.class == Class::Function && LINKS.contains(&word.term.as_str());
    let behind_filter = |at: usize| {
        last.spans.iter().any(|span| span.words.end == at && matches!(span.meaning, Meaning::Filter(_)))
    };
    (1..last.words.len()).filter(|&at| links(&last.words[at]) || behind_filter(at)).find_map(|at| {
        let begins = (at..last.words.len()).find(|&at| last.words[at].is_content())?;
        let (head, tail) = (last.part(0, at)?, last.part(begins, last.words.len())?);
        let (of_head, said): (Vec<&Filter>, Vec<&Filter>) =
            (head.spans.filters().collect(), tail.spans.filters().collect());
        let other_facets = said.iter().all(|one| chosen.iter().all(|other| other.facet != one.facet));
        let excludes = |meaning: &Meaning| matches!(meaning, Meaning::Excluded(_, Some(_)));
        let narrows = !said.is_empty() || tail.spans.iter().any(|span| excludes(&span.meaning));
        let all: Vec<&Filter> = chosen.iter().chain(&of_head).copied().collect();
        let head_is_chosen = !of_head.is_empty() && only_filters(&head) && are_of_one_facet(&all);
        let holds_for_all =
            narrows && says_nothing_else(&tail, context) || is_choice_of_filters && head_is_chosen;
        (other_facets && holds_for_all).then_some((head, tail))
    })
}

fn are_of_one_facet(filters: &[&Filter]) -> bool {
    filters.windows(2).all(|pair| pair[0].facet == pair[1].facet)
}

/// True if the operand has no words to be matched.
fn only_filters(reading: &Reading<'_>) -> bool {
    let words = || reading.spans.texts().flat_map(|text| &reading.words[text]);
    !reading.operand.quoted && !reading.has_number() && !reading.is_whole() && !words().any(Token::is_content)
}

/// True if the operand's text contains only stopwords and requests.
fn says_nothing_else(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let spellings = &context.reader.thesaurus.spellings;
    let mut compounds = reading.spans.texts().flat_map(|text| compounds(&reading.words[text], spellings));
    !reading.has_number()
        && compounds.all(|units| units.iter().all(|unit| matches!(unit.role, Role::Stopword | Role::Request)))
}

impl<'t> Reading<'t> {
    /// Cuts out a range of words as an operand. None if a span crosses its borders.
    fn part(&self, from: usize, to: usize) -> Option<Self> {
        let first = if from == 0 { 0 } else { self.words[from].range.start };
        let end = self.words.get(to).map_or(self.operand.text.len(), |word| word.range.start);
        let spans = self.spans.part(&(from..to), first)?;
        let shifted = |word: &Token| Token {
            range: word.range.start - first..word.range.end - first,
            position: word.position - from,
            ..word.clone()
        };
        let words = self.words[from..to].iter().map(shifted).collect();
        let (text, at) = (&self.operand.text[first..end], self.operand.at + first);
        let operand = Operand { text, at, range: at..at + text.len(), ..self.operand.clone() };
        Some(Self { operand, words, spans, of_choice: from > 0 })
    }
}
