//! What was found, put in order.
//!
//! A document's score is the sum of its clauses (rarity of the word × how strongly it is met) and of what hints
//! add, times the share of the query's weight that it covers. Hints are looked up for the best documents only.

use std::cmp::Reverse;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Term};

use super::columns::Columns;
use super::evaluate::{Evaluation, Looked};
use super::judge::List;
use super::page::best_of;
use super::score::rarity;
use crate::Sort;
use shisaku_query::Clause;

/// Documents at most to which hints are added.
const HINTED: usize = 300;

/// A letter pair to look up in one field, and its worth there.
struct Hint {
    term: Term,
    worth: f32,
}

impl Evaluation<'_> {
    /// The documents of each segment with their scores.
    pub(super) fn rank(
        &self,
        documents: &[Vec<DocId>],
        clauses: &[Looked<'_>],
        hints: &[Clause],
        columns: &Columns,
    ) -> tantivy::Result<Vec<List<f32>>> {
        let total = total(clauses);
        let scored = self.each_segment(|segment| {
            let mut scores: List<f32> = documents[segment].iter().map(|&doc| (doc, 0.0)).collect();
            let mut covered = if clauses.len() > 1 { scores.clone() } else { List::new() };
            for one in clauses {
                let list = one.lists[segment].as_slice();
                add(&mut scores, list, |strength| one.rarity * strength);
                add(&mut covered, list, |_| one.stressed());
            }
            Ok((scores, covered))
        })?;
        let (mut scores, covered): (Vec<List<f32>>, Vec<List<f32>>) = scored.into_iter().unzip();
        let hints = self.hints(hints)?;
        if !hints.is_empty() {
            self.change_best(&mut scores, HINTED, columns, |documents, segment| {
                self.hint(documents, &hints, segment)
            })?;
        }
        if clauses.len() > 1 {
            for ((_, score), (_, covered)) in scores.iter_mut().flatten().zip(covered.iter().flatten()) {
                *score *= covered / total;
            }
        }
        Ok(scores)
    }

    /// Changes the scores of the best documents; of equals, those are best that stand first in the plans.
    fn change_best(
        &self,
        scores: &mut [List<f32>],
        count: usize,
        columns: &Columns,
        change: impl Fn(&mut List<f32>, usize) -> tantivy::Result<()> + Sync,
    ) -> tantivy::Result<()> {
        let best = best_of(scores, count, |segment, doc, score| {
            (Reverse(score.to_bits()), columns.segments[segment].ranks(Sort::Number)[doc as usize])
        });
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); scores.len()];
        best.into_iter().for_each(|(_, segment, at)| places[segment].push(at));
        places.iter_mut().for_each(|places| places.sort_unstable());
        let changed = self.each_segment(|segment| {
            let mut documents: List<f32> = places[segment].iter().map(|&at| scores[segment][at]).collect();
            change(&mut documents, segment)?;
            Ok(documents)
        })?;
        for ((scores, places), changed) in scores.iter_mut().zip(places).zip(changed) {
            places.into_iter().zip(changed).for_each(|(at, document)| scores[at] = document);
        }
        Ok(())
    }

    /// The terms of hints in each field that they look at, with their worth by rarity.
    fn hints(&self, hints: &[Clause]) -> tantivy::Result<Vec<Hint>> {
        let entries = self.searcher.num_docs() as usize;
        let mut all = Vec::new();
        for hint in hints {
            for alternative in &hint.alternatives {
                let Some([term]) = alternative.matcher.terms() else { continue };
                for (field, worth) in self.places(&alternative.matcher, hint.scope) {
                    let term = Term::from_field_text(field, term);
                    let having = self.searcher.doc_freq(&term)? as usize;
                    if having > 0 {
                        all.push(Hint { term, worth: worth * alternative.weight * rarity(having, entries) });
                    }
                }
            }
        }
        Ok(all)
    }

    /// Adds what hints are worth.
    fn hint(&self, documents: &mut [(DocId, f32)], hints: &[Hint], segment: usize) -> tantivy::Result<()> {
        let reader = &self.searcher.segment_readers()[segment];
        for hint in hints {
            let field = hint.term.field();
            let Some(saturation) = self.saturations.get(field, segment) else { continue };
            let postings =
                reader.inverted_index(field)?.read_postings(&hint.term, IndexRecordOption::WithFreqs)?;
            let Some(mut postings) = postings else { continue };
            for (doc, score) in documents.iter_mut() {
                let at = if postings.doc() < *doc { postings.seek(*doc) } else { postings.doc() };
                if at == *doc {
                    *score += hint.worth * saturation.of_frequency(*doc, postings.term_freq());
                }
            }
        }
        Ok(())
    }
}

impl Looked<'_> {
    fn stressed(&self) -> f32 {
        self.rarity * self.clause.stress as f32 / 100.0
    }
}

fn total(clauses: &[Looked<'_>]) -> f32 {
    clauses.iter().map(Looked::stressed).sum::<f32>().max(f32::MIN_POSITIVE)
}

/// Adds to the documents what a clause's list says of them.
fn add(documents: &mut [(DocId, f32)], list: &[(DocId, f32)], worth: impl Fn(f32) -> f32) {
    let mut rest = list.iter().peekable();
    for (doc, score) in documents {
        while rest.next_if(|(other, _)| other < doc).is_some() {}
        if let Some((_, strength)) = rest.next_if(|(other, _)| other == doc) {
            *score += worth(*strength);
        }
    }
}
