//! Scores the documents found.
//!
//! The score of a document is the sum of its clauses (inverse document frequency × strength) and of its hints,
//! times the share of the query's weight that it covers, and half of that for a text. Only the best documents are
//! scored by hints.

use std::cmp::Reverse;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Term};

use super::bm25::rarity;
use super::evaluate::{EvaluatedClause, Evaluation};
use super::facet_columns::Columns;
use super::group_match::List;
use super::top_hits::best_of;
use shisaku_query::Clause;

/// Maximum number of documents scored by hints.
const HINTED: usize = 300;

/// A character bigram in one field, and its weight.
struct Hint {
    term: Term,
    worth: f32,
}

impl Evaluation {
    /// Returns the documents of each segment with their scores.
    pub(super) fn rank(
        &self,
        documents: &[Vec<DocId>],
        clauses: &[EvaluatedClause<'_>],
        hints: &[Clause],
        columns: &Columns,
    ) -> tantivy::Result<Vec<List<f32>>> {
        let total: f32 = clauses.iter().map(EvaluatedClause::stressed).sum();
        let total = total.max(f32::MIN_POSITIVE);
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
            self.add_hints(&mut scores, &hints, columns)?;
        }
        if clauses.len() > 1 {
            for ((_, score), (_, covered)) in scores.iter_mut().flatten().zip(covered.iter().flatten()) {
                *score *= covered / total;
            }
        }
        for (segment, scores) in scores.iter_mut().enumerate() {
            scores.iter_mut().for_each(|(doc, score)| *score *= columns.factor(segment, *doc));
        }
        Ok(scores)
    }

    /// Adds the scores of hints to the best documents. Ties follow the order of the plans.
    fn add_hints(&self, scores: &mut [List<f32>], hints: &[Hint], columns: &Columns) -> tantivy::Result<()> {
        let best = best_of(scores, HINTED, |segment, doc, score| {
            // Many texts must not keep measures from being scored.
            let score = score * columns.factor(segment, doc);
            (Reverse(score.to_bits()), columns.number(segment, doc))
        });
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); scores.len()];
        best.for_each(|(segment, at)| places[segment].push(at));
        places.iter_mut().for_each(|places| places.sort_unstable());
        let changed = self.each_segment(|segment| {
            let mut documents: List<f32> = places[segment].iter().map(|&at| scores[segment][at]).collect();
            self.hint(&mut documents, hints, segment)?;
            Ok(documents)
        })?;
        for ((scores, places), changed) in scores.iter_mut().zip(places).zip(changed) {
            places.into_iter().zip(changed).for_each(|(at, document)| scores[at] = document);
        }
        Ok(())
    }

    /// Returns the terms of hints in each of their fields, weighted by inverse document frequency.
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

    /// Adds the scores of hints.
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

impl EvaluatedClause<'_> {
    fn stressed(&self) -> f32 {
        self.rarity * self.clause.stress as f32 / 100.0
    }
}

/// Adds the scores of a clause to the documents.
fn add(documents: &mut [(DocId, f32)], list: &[(DocId, f32)], worth: impl Fn(f32) -> f32) {
    let mut rest = list.iter().peekable();
    for (doc, score) in documents {
        while rest.next_if(|(other, _)| other < doc).is_some() {}
        if let Some((_, strength)) = rest.next_if(|(other, _)| other == doc) {
            *score += worth(*strength);
        }
    }
}
