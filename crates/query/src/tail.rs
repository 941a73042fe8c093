//! What the last operand of a choice says of the whole: 短期または中期の実績なし, 観光 OR 農業で実績がない施策.
//!
//! A filter of another facet that stands behind の or で, or right behind a filter, is said of all that may be chosen.
//! Where filters of one facet are all that may be chosen, so is whatever follows the last: 短期または中期の商店街の支援.

use super::operands::Operand;
use super::parse::{Reader, Run};
use super::units::Role;
use super::{Scope, Understood, Way};
use shisaku_analysis::{Analyzer, Class, Token};

/// What parts such words from the last of what may be chosen.
const LINKS: [&str; 2] = ["の", "で"];

impl Reader {
    /// Operands with what the last one of a choice says of the whole as an operand of its own.
    pub(super) fn tails_apart<'t>(
        &self,
        operands: Vec<Operand<'t>>,
        analyzer: &Analyzer,
    ) -> Vec<Operand<'t>> {
        let mut apart = Vec::with_capacity(operands.len() + 1);
        for choice in operands.chunk_by(|_, next| next.or) {
            let cut = choice.split_last().filter(|(_, others)| !others.is_empty());
            let cut = cut.and_then(|(last, others)| Some((others, self.cut_tail(last, others, analyzer)?)));
            match cut {
                Some((others, pair)) => {
                    apart.extend_from_slice(others);
                    apart.extend(pair);
                }
                None => apart.extend_from_slice(choice),
            }
        }
        apart
    }

    /// The last operand of a choice and what it says of the whole, where it does.
    fn cut_tail<'t>(
        &self,
        last: &Operand<'t>,
        others: &[Operand<'t>],
        analyzer: &Analyzer,
    ) -> Option<[Operand<'t>; 2]> {
        if last.quoted || last.scope != Scope::Anywhere {
            return None;
        }
        let words = analyzer.words(last.text);
        let mut chosen = Vec::new();
        let all_filters = others.iter().all(|one| {
            let words = analyzer.words(one.text);
            !one.quoted && self.run(one, &words, self.phrases(), &mut chosen, analyzer).is_empty()
        });
        let only_filters = all_filters && !chosen.is_empty();
        let mut inside = Vec::new();
        self.run(last, &words, self.phrases(), &mut inside, analyzer);
        let links = |word: &Token| word.class == Class::Function && LINKS.contains(&word.term.as_str());
        let within = |word: &Token| {
            let at = last.at + word.range.start;
            inside.iter().any(|one: &Understood| one.range.start < at && at < one.range.end)
        };
        let behind = |word: &Token| inside.iter().any(|one| one.range.end == last.at + word.range.start);
        // Bytes of the operand up to which the last choice goes.
        let cuts = words.iter().skip(1).filter(|word| !within(word));
        let mut cuts = cuts.filter(|word| links(word) || behind(word)).map(|word| word.range.start);
        cuts.find_map(|ends| {
            let begins = words.iter().find(|word| word.range.start >= ends && word.is_content())?;
            let [head, tail] = [0..ends, begins.range.start..last.text.len()].map(|range| {
                let at = last.at + range.start;
                let end = last.at + range.end;
                Operand { text: &last.text[range], at, range: at..end, ..last.clone() }
            });
            let tail = Operand { or: false, of_all: true, ..tail };
            let words = analyzer.words(tail.text);
            let mut said = Vec::new();
            let run = self.run(&tail, &words, self.phrases(), &mut said, analyzer);
            let other_facets = said.iter().all(|one| chosen.iter().all(|other| other.facet != one.facet));
            let narrows = !said.is_empty() || run.excludes_values();
            let mut of_head = Vec::new();
            let words = analyzer.words(head.text);
            let head_filters = self.run(&head, &words, self.phrases(), &mut of_head, analyzer).is_empty()
                && !of_head.is_empty()
                && chosen.iter().chain(&of_head).all(|one| one.facet == of_head[0].facet);
            let is_said_of_all =
                other_facets && (narrows && run.only_frames() || only_filters && head_filters);
            is_said_of_all.then_some([head, tail])
        })
    }
}

impl Run<'_> {
    fn excludes_values(&self) -> bool {
        let values = |way: &Way| matches!(way, Way::Values { .. });
        self.excluded.iter().flat_map(|clause| &clause.alternatives).any(|one| values(&one.way))
    }

    /// Whether nothing in it but filters says more than that things are searched.
    fn only_frames(&self) -> bool {
        let frames = |role: Role| matches!(role, Role::Frame | Role::Request);
        self.number.is_none()
            && self.years.is_empty()
            && !self.whole
            && self.compounds.iter().flatten().all(|unit| frames(unit.role))
    }
}
