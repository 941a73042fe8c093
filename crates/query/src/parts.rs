//! What a run asks for: its compounds as a tree of groups, with what is listed beside the words typed.

use super::parse::{Reader, Run};
use super::units::{self, Compound, ListedWords, Role, Unit};
use super::{COMPOUND, Need, OF_BEST, Part, SENTENCE, TOPIC, clauses, ways};
use shisaku_analysis::Analyzer;

/// How much of a compound, and of a sentence, an entry must have.
const COMPOUND_NEED: Need = Need::Share { of_all: COMPOUND, of_best: 0 };
const SENTENCE_NEED: Need = Need::Share { of_all: SENTENCE, of_best: OF_BEST };

impl Reader {
    /// What one run asks for.
    pub(super) fn part(&self, run: &Run<'_>, beside_results: bool, analyzer: &Analyzer) -> Option<Part> {
        let mut all: Vec<Part> = Vec::new();
        let text = run.operand.text;
        if let Some((range, key)) = &run.number {
            all.push(Part::Clause(clauses::of_number(&text[range.clone()], key, analyzer)));
        }
        let mut sentence = Vec::new();
        for mention in &run.years {
            let typed = &text[mention.range.clone()];
            let clause = clauses::of_years(typed, mention, beside_results, &self.years, analyzer);
            if self.years.narrow() {
                all.push(Part::Clause(clause))
            } else {
                sentence.push(Part::Clause(clause))
            }
        }
        let scope = run.operand.scope;
        if run.whole {
            let mut clause = ways::clause(text, run.words, 100, scope, analyzer, &self.thesaurus);
            if let (Some(clause), [one]) = (&mut clause, run.listed.as_slice()) {
                ways::add_targets(clause, &one.targets, analyzer, &self.thesaurus);
            }
            all.extend(clause.map(Part::Clause));
        }
        let units = || run.compounds.iter().flatten();
        let subjects = units().any(|unit| unit.role == Role::Subject);
        let topic =
            run.compounds.iter().position(|units| units.iter().any(|unit| unit.role == Role::Subject));
        // Compounds that listed words reach across are one part.
        let mut at = 0;
        while at < run.compounds.len() {
            let across = run.listed.iter().find_map(|one| {
                let reach = |compound: &&Compound<'_>| {
                    compound.iter().any(|unit| unit.positions().any(|place| one.words.contains(&place)))
                };
                let count = run.compounds[at..].iter().take_while(reach).count();
                (count > 1).then_some((one, count))
            });
            let mut part = |at: usize| {
                let of_several = run.compounds.len() > 1 && !run.operand.parted;
                let stress = if of_several && topic == Some(at) { TOPIC } else { 100 };
                self.compound(run, &run.compounds[at], subjects, stress, analyzer)
            };
            match across {
                Some((one, count)) => {
                    let apart: Vec<Part> = (at..at + count).filter_map(&mut part).collect();
                    let clause = self.listed(run, one, analyzer);
                    // 店 alone is not 店を始める, which has a better name.
                    let whole = run.operand.parted || !one.targets.is_empty();
                    let need = if whole { Need::All } else { one.need(SENTENCE_NEED) };
                    let either = Part::of(need, apart).into_iter().chain(clause).collect();
                    sentence.extend(Part::of(Need::Any, either));
                    at += count;
                }
                None => {
                    sentence.extend(part(at));
                    at += 1;
                }
            }
        }
        all.extend(Part::of(SENTENCE_NEED, sentence));
        Part::of(Need::All, all)
    }

    /// What a compound asks for: its units, or what is listed for several of them.
    fn compound(
        &self,
        run: &Run<'_>,
        compound: &Compound<'_>,
        subjects: bool,
        stress: u32,
        analyzer: &Analyzer,
    ) -> Option<Part> {
        let (text, scope) = (run.operand.text, run.operand.scope);
        let clause = |unit: &Unit<'_>| {
            let importance = units::importance(unit.role, subjects);
            let mut clause = ways::clause(text, unit.words, importance, scope, analyzer, &self.thesaurus)?;
            if unit.role == Role::Subject || !subjects {
                clause.stress = stress;
            }
            let listed = run.listed.iter().find(|one| unit.positions().eq(one.words.clone()));
            if let Some(one) = listed {
                ways::add_targets(&mut clause, &one.targets, analyzer, &self.thesaurus);
            }
            Some(Part::Clause(clause))
        };
        let mut parts = Vec::new();
        let mut at = 0;
        while at < compound.len() {
            let begins = compound[at].positions().start;
            let together = run.listed.iter().find(|one| one.words.start == begins).and_then(|one| {
                let ends = |unit: &Unit<'_>| unit.positions().end == one.words.end;
                let count = compound[at..].iter().position(ends)? + 1;
                (count > 1).then_some((one, count))
            });
            match together {
                Some((one, count)) => {
                    let apart: Vec<Part> = compound[at..at + count].iter().filter_map(clause).collect();
                    let listed = self.listed(run, one, analyzer);
                    let either = Part::of(one.need(COMPOUND_NEED), apart).into_iter().chain(listed).collect();
                    parts.extend(Part::of(Need::Any, either));
                    at += count;
                }
                None => {
                    parts.extend(clause(&compound[at]));
                    at += 1;
                }
            }
        }
        Part::of(COMPOUND_NEED, parts)
    }

    /// Listed words as one thing that is asked for.
    fn listed(&self, run: &Run<'_>, one: &ListedWords, analyzer: &Analyzer) -> Option<Part> {
        let words = &run.words[one.words.clone()];
        let (text, scope) = (run.operand.text, run.operand.scope);
        ways::listed_clause(text, words, &one.targets, scope, analyzer, &self.thesaurus).map(Part::Clause)
    }
}
