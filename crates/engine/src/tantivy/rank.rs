//! What was found, put in order.
//!
//! A document's score is the sum of its clauses (rarity of the word × how strongly it is met), of what hints
//! add, times the share of the query's weight that it covers, times how near its words stand to each other.
//! Hints and nearness are looked at for the best documents only: they move none of the others past them.

use std::cmp::Reverse;

use tantivy::schema::Field;
use tantivy::{DocId, Term};

use super::columns::Columns;
use super::evaluate::{Evaluation, Looked};
use super::judge::List;
use super::page::best_of;
use super::rows::Row;
use super::score::rarity;
use crate::Sort;
use shisaku_query::{Clause, Way};

/// Documents at most to which hints are added.
const HINTED: usize = 300;
/// Documents at most of which the nearness of words is looked at.
const LOOKED_AT: usize = 100;
/// Words that a stretch has in which words are near.
const STRETCH: u32 = 10;
/// What it is worth that all words stand in one stretch.
const NEARNESS: f32 = 1.0;

/// A hint to look up: terms in a row in a field, and what they are worth there.
struct Hint<'q> {
    terms: &'q [String],
    field: Field,
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
            self.change_best(&mut scores, LOOKED_AT, columns, |documents, segment| {
                self.near(documents, clauses, segment)
            })?;
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

    /// Where hints are looked up, and what each is worth by how rare its rarest term is.
    fn hints<'q>(&self, hints: &'q [Clause]) -> tantivy::Result<Vec<Hint<'q>>> {
        let entries = self.searcher.num_docs() as usize;
        let mut all = Vec::new();
        for hint in hints {
            for alternative in &hint.alternatives {
                let Some(terms) = alternative.way.terms() else { continue };
                for (field, worth) in self.places(&alternative.way, hint.scope) {
                    let mut having = usize::MAX;
                    for term in terms {
                        let term = Term::from_field_text(field, term);
                        having = having.min(self.searcher.doc_freq(&term)? as usize);
                    }
                    if having > 0 {
                        let worth = worth * alternative.weight * rarity(having, entries);
                        all.push(Hint { terms, field, worth });
                    }
                }
            }
        }
        Ok(all)
    }

    /// Adds what hints are worth.
    fn hint(
        &self,
        documents: &mut [(DocId, f32)],
        hints: &[Hint<'_>],
        segment: usize,
    ) -> tantivy::Result<()> {
        let reader = &self.searcher.segment_readers()[segment];
        for hint in hints {
            let Some(saturation) = self.saturations.get(hint.field, segment) else { continue };
            let Some(mut row) = Row::open(reader, hint.field, hint.terms)? else { continue };
            for (doc, score) in documents.iter_mut() {
                if row.seek(*doc) {
                    *score += hint.worth * saturation.of_frequency(*doc, row.frequency());
                }
            }
        }
        Ok(())
    }

    /// Raises scores by how much of the query stands in one stretch of a document's text.
    fn near(
        &self,
        documents: &mut [(DocId, f32)],
        clauses: &[Looked<'_>],
        segment: usize,
    ) -> tantivy::Result<()> {
        let reader = &self.searcher.segment_readers()[segment];
        let mut places: Vec<Vec<(u32, usize)>> = vec![Vec::new(); documents.len()];
        for (at, one) in clauses.iter().enumerate() {
            for alternative in &one.clause.alternatives {
                let (field, terms) = match &alternative.way {
                    Way::Words(terms) => (self.fields.own.words, terms),
                    Way::Folded(terms) => (self.fields.own.folded, terms),
                    _ => continue,
                };
                if self.same.repeats(alternative, &one.clause.alternatives) {
                    continue;
                }
                let Some(mut row) = Row::open(reader, field, terms)? else { continue };
                for ((doc, _), places) in documents.iter().zip(&mut places) {
                    if row.seek(*doc) {
                        places.extend(row.ends().iter().map(|&end| (end, at)));
                    }
                }
            }
        }
        let total = total(clauses);
        for ((_, score), places) in documents.iter_mut().zip(&mut places) {
            places.sort_unstable();
            *score *= 1.0 + NEARNESS * densest(places, clauses) / total;
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
