//! What was found, put in order.
//!
//! A document's score is the sum of its clauses (rarity of the word × how strongly it is met), of what hints
//! add, times the share of the query's weight that it covers, times how near its words stand to each other.
//! Hints and nearness are looked at for the best documents only: they move none of the others past them.

use tantivy::{DocId, Term};

use super::evaluate::{Evaluation, Looked};
use super::judge::List;
use super::rows::Row;
use super::score::rarity;
use crate::query::{Clause, Way};

/// Documents at most to which hints are added.
const HINTED: usize = 1_000;
/// Documents at most of which the nearness of words is looked at.
const LOOKED_AT: usize = 100;
/// Words that a stretch has in which words are near.
const STRETCH: u32 = 10;
/// What it is worth that all words stand in one stretch.
const NEARNESS: f32 = 1.0;

impl Evaluation<'_> {
    /// The documents with their scores.
    pub(super) fn rank(
        &mut self,
        mut documents: List<f32>,
        clauses: &[Looked<'_>],
        hints: &[Clause],
        segment: usize,
    ) -> tantivy::Result<List<f32>> {
        let mut covered: List<f32> = documents.clone();
        for one in clauses {
            let list = one.lists[segment].as_slice();
            add(&mut documents, list, |strength| one.rarity * strength);
            add(&mut covered, list, |_| one.stressed());
        }
        self.hint(&mut documents, hints, segment)?;
        let total = total(clauses);
        for ((_, score), (_, covered)) in documents.iter_mut().zip(&covered) {
            *score *= covered / total;
        }
        if clauses.len() > 1 {
            self.near(&mut documents, clauses, segment)?;
        }
        Ok(documents)
    }

    /// Adds what hints are worth to the best documents.
    fn hint(
        &mut self,
        documents: &mut [(DocId, f32)],
        hints: &[Clause],
        segment: usize,
    ) -> tantivy::Result<()> {
        if hints.is_empty() {
            return Ok(());
        }
        let least = least_of_best(documents, HINTED);
        let entries = self.searcher.num_docs() as usize;
        for hint in hints {
            for alternative in &hint.alternatives {
                let Some(terms) = alternative.way.terms() else { continue };
                for (field, worth) in self.places(alternative, hint.scope) {
                    let reader = &self.searcher.segment_readers()[segment];
                    let Some(mut row) = Row::open(reader, field, terms)? else { continue };
                    let mut having = usize::MAX;
                    for term in terms {
                        let term = Term::from_field_text(field, term);
                        having = having.min(self.searcher.doc_freq(&term)? as usize);
                    }
                    let worth = worth * alternative.weight * rarity(having, entries);
                    let saturation = self.saturation(field, segment)?;
                    row.visit(documents, least, |row, doc, score| {
                        *score += worth * saturation.of_frequency(doc, row.frequency());
                    });
                }
            }
        }
        Ok(())
    }

    /// Raises the best documents by how much of the query stands in one stretch of their text.
    fn near(
        &self,
        documents: &mut [(DocId, f32)],
        clauses: &[Looked<'_>],
        segment: usize,
    ) -> tantivy::Result<()> {
        let least = least_of_best(documents, LOOKED_AT);
        let reader = &self.searcher.segment_readers()[segment];
        let mut places: Vec<(DocId, Vec<(u32, usize)>)> = documents
            .iter()
            .filter(|(_, score)| *score >= least)
            .map(|&(doc, _)| (doc, Vec::new()))
            .collect();
        for (at, one) in clauses.iter().enumerate() {
            for alternative in &one.clause.alternatives {
                let (field, terms) = match &alternative.way {
                    Way::Words(terms) => (self.fields.own.words, terms),
                    Way::Folded(terms) => (self.fields.own.folded, terms),
                    _ => continue,
                };
                let Some(mut row) = Row::open(reader, field, terms)? else { continue };
                for (doc, places) in &mut places {
                    row.seek(*doc);
                    if row.doc() == *doc {
                        places.extend(row.ends().iter().map(|&end| (end, at)));
                    }
                }
            }
        }
        let total = total(clauses);
        let mut near = places.into_iter().peekable();
        for (doc, score) in documents {
            if let Some((_, mut places)) = near.next_if(|(other, _)| other == doc) {
                places.sort_unstable();
                *score *= 1.0 + NEARNESS * densest(&places, clauses) / total;
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

/// The most of the query's weight that stands in one stretch; `places` are positions with clauses, in order.
fn densest(places: &[(u32, usize)], clauses: &[Looked<'_>]) -> f32 {
    let mut inside = vec![0_u32; clauses.len()];
    let (mut start, mut sum, mut best) = (0, 0.0, 0.0_f32);
    for &(position, clause) in places {
        if inside[clause] == 0 {
            sum += clauses[clause].stressed();
        }
        inside[clause] += 1;
        while places[start].0 + STRETCH < position {
            let left = places[start].1;
            inside[left] -= 1;
            if inside[left] == 0 {
                sum -= clauses[left].stressed();
            }
            start += 1;
        }
        best = best.max(sum);
    }
    best
}

/// The score from which on a document is one of the best `count`.
fn least_of_best(documents: &[(DocId, f32)], count: usize) -> f32 {
    if documents.len() <= count {
        return f32::NEG_INFINITY;
    }
    let mut scores: Vec<f32> = documents.iter().map(|&(_, score)| score).collect();
    *scores.select_nth_unstable_by(count - 1, |a, b| b.total_cmp(a)).1
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
