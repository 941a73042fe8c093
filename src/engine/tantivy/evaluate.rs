//! A query over an index: which documents of each segment meet it.
//!
//! Clause by clause: a clause's documents are a list in their order with how strongly each meets it; groups
//! put lists together (`judge`), and what was found is put in order (`rank`). What a clause weighs depends on
//! how many documents of all segments meet it, so every clause is looked up before any group is judged.

use std::collections::HashMap;

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::judge::{List, judge, union};
use super::rows::Row;
use super::schema::{Fields, TextFields};
use super::score::{Saturation, rarity};
use crate::model::facet::FACETS;
use crate::query::{Alternative, Clause, Query, Scope, Way, weight};

/// What a heading is worth beside the entry's own text: it says the same of every entry below it.
const HEADING: f32 = 0.2;

/// Lists that have more than one in so many documents are put together in a table of all documents.
const MANY: usize = 16;

/// Looks a query up.
pub(super) struct Evaluation<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    saturations: Vec<HashMap<Field, Saturation>>,
}

/// A clause looked up.
pub(super) struct Looked<'q> {
    pub(super) clause: &'q Clause,
    /// Each segment's documents that meet it, with how strongly.
    pub(super) lists: Vec<List<f32>>,
    /// What it is worth that a document meets it.
    pub(super) rarity: f32,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(searcher: &'a Searcher, fields: &'a Fields) -> Self {
        let saturations = searcher.segment_readers().iter().map(|_| HashMap::new()).collect();
        Self { searcher, fields, saturations }
    }

    /// The documents of each segment that meet what is asked, in order, each with its score.
    pub(super) fn find(&mut self, query: &Query) -> tantivy::Result<Vec<List<f32>>> {
        let segments = self.searcher.segment_readers();
        let Some(asked) = &query.asked else {
            let all = |segment: &SegmentReader| (0..segment.max_doc()).map(|doc| (doc, 0.0)).collect();
            return Ok(segments.iter().map(all).collect());
        };
        let entries = self.searcher.num_docs() as usize;
        let (mut looked, mut weights) = (Vec::new(), Vec::new());
        for clause in asked.clauses() {
            let lists: Vec<_> = (0..segments.len())
                .map(|segment| self.clause(clause, segment))
                .collect::<tantivy::Result<_>>()?;
            let having = lists.iter().map(Vec::len).sum();
            weights.push(weight(having, entries, clause.importance));
            looked.push(Looked { clause, lists, rarity: rarity(having, entries) });
        }
        let mut leaves = looked.iter().map(|one| one.lists.as_slice()).zip(weights.iter().copied());
        let (met, _) = judge(asked, segments.len(), &mut leaves);
        let mut found = Vec::with_capacity(met.len());
        for (segment, met) in met.into_iter().enumerate() {
            let documents = met.into_iter().map(|(doc, _)| (doc, 0.0)).collect();
            found.push(self.rank(documents, &looked, &query.hints, segment)?);
        }
        Ok(found)
    }

    /// The documents of a segment that meet any of these clauses, in order.
    pub(super) fn any(&mut self, clauses: &[Clause], segment: usize) -> tantivy::Result<Vec<DocId>> {
        let mut met = Vec::new();
        for clause in clauses {
            met = union(&met, &self.clause(clause, segment)?, |a, _| a);
        }
        Ok(met.into_iter().map(|(doc, _)| doc).collect())
    }

    /// The documents that meet a clause, each with how strongly its best alternative does.
    fn clause(&mut self, clause: &Clause, segment: usize) -> tantivy::Result<List<f32>> {
        let documents = self.searcher.segment_readers()[segment].max_doc() as usize;
        let mut lists = Vec::new();
        for alternative in &clause.alternatives {
            for (field, worth) in self.places(alternative, clause.scope) {
                let list = self.place(alternative, field, worth, segment)?;
                if !list.is_empty() {
                    lists.push(list);
                }
            }
        }
        if lists.len() > 2 && lists.iter().map(List::len).sum::<usize>() > documents / MANY {
            // One table of all documents, rather than list after list merged.
            let mut best = vec![f32::NEG_INFINITY; documents];
            for &(doc, strength) in lists.iter().flatten() {
                let best = &mut best[doc as usize];
                *best = best.max(strength);
            }
            let met = (0..).zip(best).filter(|(_, strength)| *strength > f32::NEG_INFINITY);
            return Ok(met.collect());
        }
        lists.sort_by_key(List::len);
        let union = |met: List<f32>, list: List<f32>| union(&met, &list, f32::max);
        Ok(lists.into_iter().reduce(union).unwrap_or_default())
    }

    /// The fields in which an alternative looks, each with what it is worth there.
    pub(super) fn places(&self, alternative: &Alternative, scope: Scope) -> Vec<(Field, f32)> {
        let fields = self.fields;
        let texts = match scope {
            Scope::Anywhere => vec![(fields.own, 1.0), (fields.headings, HEADING)],
            Scope::Own => vec![(fields.own, 1.0)],
            Scope::Title => vec![(fields.title, 1.0)],
            Scope::Result => vec![(fields.result, 1.0)],
        };
        let of =
            |form: fn(&TextFields) -> Field| texts.iter().map(|(text, worth)| (form(text), *worth)).collect();
        match &alternative.way {
            Way::Words(_) => of(|text| text.words),
            Way::Folded(_) => of(|text| text.folded),
            Way::Characters(_) => of(|text| text.bigrams),
            Way::Years(_) => vec![(fields.years, 1.0)],
            Way::Number(_) => vec![(fields.number, 1.0)],
            Way::Values { facet, .. } => {
                let at = FACETS.iter().position(|one| one.key == facet);
                at.map(|at| (fields.facets[at], 1.0)).into_iter().collect()
            }
        }
    }

    /// The documents that meet an alternative in one field.
    fn place(
        &mut self,
        alternative: &Alternative,
        field: Field,
        worth: f32,
        segment: usize,
    ) -> tantivy::Result<List<f32>> {
        let worth = worth * alternative.weight;
        let reader = &self.searcher.segment_readers()[segment];
        if let Some(terms) = alternative.way.terms() {
            if let [term] = terms {
                // Alone it stands in a row wherever it stands.
                let term = Term::from_field_text(field, term);
                let index = reader.inverted_index(field)?;
                let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqs)? else {
                    return Ok(List::new());
                };
                let saturation = self.saturation(field, segment)?;
                let mut list = List::with_capacity(postings.doc_freq() as usize);
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    list.push((doc, worth * saturation.of_frequency(doc, postings.term_freq())));
                    doc = postings.advance();
                }
                return Ok(list);
            }
            let Some(mut row) = Row::open(reader, field, terms)? else { return Ok(List::new()) };
            let saturation = self.saturation(field, segment)?;
            let mut list = List::new();
            while row.doc() != TERMINATED {
                list.push((row.doc(), worth * saturation.of_frequency(row.doc(), row.frequency())));
                row.advance();
            }
            return Ok(list);
        }
        let index = reader.inverted_index(field)?;
        let mut list = List::new();
        for value in alternative.way.values() {
            let term = Term::from_field_bytes(field, value.as_bytes());
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            let mut one = List::new();
            while postings.doc() != TERMINATED {
                one.push((postings.doc(), worth));
                postings.advance();
            }
            list = union(&list, &one, f32::max);
        }
        Ok(list)
    }

    pub(super) fn saturation(&mut self, field: Field, segment: usize) -> tantivy::Result<&Saturation> {
        let made = &mut self.saturations[segment];
        if !made.contains_key(&field) {
            let reader = &self.searcher.segment_readers()[segment];
            made.insert(field, Saturation::of(field, self.searcher, reader)?);
        }
        Ok(&made[&field])
    }
}
