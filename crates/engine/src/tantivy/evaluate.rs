//! Evaluates a query over an index: the documents of each segment that match it.
//!
//! Each clause yields a list of documents with scores; `group_match` combines the lists by the query tree, and
//! `rank` orders the result. The weight of a clause depends on its document frequency over all segments, so all
//! clauses are evaluated before any group is matched.

use std::borrow::Cow;

use fixedbitset::FixedBitSet;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Executor, Searcher, TERMINATED, Term};

use super::bm25::{Saturations, rarity};
use super::fold_dedup::FoldDedup;
use super::group_match::{List, intersection, match_group, merged, union};
use super::phrase_postings::PhrasePostings;
use super::schema::{Fields, TextFields, pair};
use shisaku_model::facet::FACETS;
use shisaku_query::{Clause, Matcher, Query, Scope, weight};

/// Weight of a match in a heading. Low, because a heading applies to every entry below it.
const HEADING: f32 = 0.2;

/// An alternative worth less than this share of the best one is not scored for documents that match the best
/// one. It could only matter by a very high term frequency.
const MUCH_LESS: f32 = 0.7;

/// Evaluates queries over one index.
pub(super) struct Evaluation {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) saturations: Saturations,
    pub(super) same: FoldDedup,
    /// Threads that share the segments.
    pub(super) executor: Executor,
}

/// A clause with its documents.
pub(super) struct EvaluatedClause<'q> {
    pub(super) clause: &'q Clause,
    /// Matching documents of each segment, with scores.
    pub(super) lists: Vec<List<f32>>,
    /// Weight for minimum match.
    pub(super) weight: u64,
    /// Inverse document frequency, for ranking.
    pub(super) rarity: f32,
}

impl Evaluation {
    /// Evaluates every clause of a query; empty for an empty query.
    pub(super) fn evaluate_clauses<'q>(&self, query: &'q Query) -> tantivy::Result<Vec<EvaluatedClause<'q>>> {
        let entries = self.searcher.num_docs() as usize;
        let clauses = query.clauses();
        let lists = self.each_segment(|segment| {
            clauses.iter().map(|clause| self.clause(clause, segment)).collect::<tantivy::Result<Vec<_>>>()
        })?;
        let mut of_clauses: Vec<Vec<List<f32>>> = clauses.iter().map(|_| Vec::new()).collect();
        for lists in lists {
            of_clauses.iter_mut().zip(lists).for_each(|(of_clause, list)| of_clause.push(list));
        }
        let looked = clauses.into_iter().zip(of_clauses).map(|(clause, lists)| {
            let having = lists.iter().map(Vec::len).sum();
            let weight = weight(having, entries, clause.importance);
            EvaluatedClause { clause, lists, weight, rarity: rarity(having, entries) }
        });
        Ok(looked.collect())
    }

    /// Returns the matching documents of each segment, in ascending order.
    pub(super) fn find(&self, query: &Query, looked: &[EvaluatedClause<'_>]) -> Vec<Vec<DocId>> {
        let segments = self.searcher.segment_readers();
        let Some(asked) = &query.asked else {
            return segments.iter().map(|segment| (0..segment.max_doc()).collect()).collect();
        };
        let mut leaves = looked.iter().map(|one| (one.lists.as_slice(), one.weight));
        let matches = match_group(asked, segments.len(), &mut leaves);
        (0..segments.len()).map(|segment| matches.documents(segment)).collect()
    }

    /// Runs `work` for every segment, on several threads if the index is large.
    pub(super) fn each_segment<T: Send>(
        &self,
        work: impl Fn(usize) -> tantivy::Result<T> + Sync,
    ) -> tantivy::Result<Vec<T>> {
        self.executor.map(work, 0..self.searcher.segment_readers().len())
    }

    /// Returns the documents of `found` that match none of the excluded clauses.
    pub(super) fn without<'d>(
        &self,
        excluded: &[Clause],
        found: &'d [DocId],
        segment: usize,
    ) -> tantivy::Result<Cow<'d, [DocId]>> {
        if excluded.is_empty() {
            return Ok(Cow::Borrowed(found));
        }
        let mut met = self.no_documents(segment);
        for clause in excluded {
            self.clause(clause, segment)?.into_iter().for_each(|(doc, _)| met.insert(doc as usize));
        }
        Ok(found.iter().copied().filter(|&doc| !met.contains(doc as usize)).collect())
    }

    /// Returns an empty set for the documents of a segment.
    fn no_documents(&self, segment: usize) -> FixedBitSet {
        FixedBitSet::with_capacity(self.searcher.segment_readers()[segment].max_doc() as usize)
    }

    /// Returns the documents that match a clause, each with the score of its best alternative.
    fn clause(&self, clause: &Clause, segment: usize) -> tantivy::Result<List<f32>> {
        let documents = self.searcher.segment_readers()[segment].max_doc();
        let mut places: Vec<_> = clause
            .alternatives
            .iter()
            .filter(|alternative| !self.same.repeats(alternative, &clause.alternatives))
            .flat_map(|alternative| {
                let places = self.places(&alternative.matcher, clause.scope_of(alternative));
                places.into_iter().map(move |(field, worth)| (alternative, field, worth * alternative.weight))
            })
            .collect();
        places.sort_by(|(.., a), (.., b)| b.total_cmp(a));
        let mut lists: Vec<List<f32>> = Vec::new();
        let mut seen: Option<FixedBitSet> = None;
        let mut best = f32::NEG_INFINITY;
        for (alternative, field, worth) in places {
            // Skip documents that a much better alternative has already matched.
            let much_less = worth < best * MUCH_LESS;
            if much_less && seen.is_none() {
                let mut met = self.no_documents(segment);
                lists.iter().flatten().for_each(|&(doc, _)| met.insert(doc as usize));
                seen = Some(met);
            }
            let skipped = seen.as_ref().filter(|_| much_less);
            let list = self.place(&alternative.matcher, field, worth, segment, skipped)?;
            if list.is_empty() {
                continue;
            }
            best = best.max(worth);
            if let Some(seen) = &mut seen {
                list.iter().for_each(|&(doc, _)| seen.insert(doc as usize));
            }
            lists.push(list);
        }
        for alternative in &clause.alternatives {
            if let Matcher::Together(ways) = &alternative.matcher {
                let scope = clause.scope_of(alternative);
                lists.push(self.together(ways, scope, alternative.weight, segment)?);
            }
        }
        lists.sort_by_key(List::len);
        let lists = lists.into_iter().map(List::into_iter).collect();
        Ok(merged(lists, documents as usize, f32::NEG_INFINITY, f32::max))
    }

    /// Fields that a matcher looks at, each with its weight.
    pub(super) fn places(&self, way: &Matcher, scope: Scope) -> Vec<(Field, f32)> {
        let fields = &self.fields;
        let texts = match scope {
            Scope::Anywhere => vec![(fields.own, 1.0), (fields.headings, HEADING)],
            Scope::Own => vec![(fields.own, 1.0)],
            Scope::Title => vec![(fields.title, 1.0)],
            Scope::Result => vec![(fields.result, 1.0)],
        };
        let of =
            |form: fn(&TextFields) -> Field| texts.iter().map(|(text, worth)| (form(text), *worth)).collect();
        match way {
            Matcher::Words(_) => of(|text| text.words),
            Matcher::Folded(_) => of(|text| text.folded),
            Matcher::Characters(_) => of(|text| text.bigrams),
            Matcher::Years(_) => vec![(fields.years, 1.0)],
            Matcher::Number(_) => vec![(fields.number, 1.0)],
            Matcher::Values { facet, .. } => {
                let at = FACETS.iter().position(|one| one.key == facet);
                at.map(|at| (fields.facets[at], 1.0)).into_iter().collect()
            }
            // Its parts have fields of their own.
            Matcher::Together(_) => Vec::new(),
        }
    }

    /// Returns the documents that match all of several matchers, with the lowest of their scores.
    fn together(
        &self,
        ways: &[Matcher],
        scope: Scope,
        worth: f32,
        segment: usize,
    ) -> tantivy::Result<List<f32>> {
        let mut both: Option<List<f32>> = None;
        for way in ways {
            let mut met = List::new();
            for (field, of_field) in self.places(way, scope) {
                let list = self.place(way, field, of_field * worth, segment, None)?;
                met = union(&met, &list, f32::max);
            }
            let list = match both {
                Some(both) => intersection(both, met.into_iter(), f32::min),
                None => met,
            };
            if list.is_empty() {
                return Ok(list);
            }
            both = Some(list);
        }
        Ok(both.unwrap_or_default())
    }

    /// Returns the documents that match in one field, except those in `seen`.
    fn place(
        &self,
        way: &Matcher,
        field: Field,
        worth: f32,
        segment: usize,
        seen: Option<&FixedBitSet>,
    ) -> tantivy::Result<List<f32>> {
        let reader = &self.searcher.segment_readers()[segment];
        let passed = |doc: DocId| seen.is_some_and(|seen| seen.contains(doc as usize));
        let mut list = List::new();
        if let Some(terms) = way.terms() {
            let Some(saturation) = self.saturations.get(field, segment) else { return Ok(list) };
            if let Some(term) = self.alone(field, terms) {
                let index = reader.inverted_index(term.field())?;
                let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqs)? else {
                    return Ok(list);
                };
                if seen.is_none() {
                    list.reserve(postings.doc_freq() as usize);
                }
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if !passed(doc) {
                        list.push((doc, worth * saturation.of_frequency(doc, postings.term_freq())));
                    }
                    doc = postings.advance();
                }
                return Ok(list);
            }
            let Some(mut row) = PhrasePostings::open(reader, field, terms)? else { return Ok(list) };
            row.settle(&passed);
            while row.doc() != TERMINATED {
                list.push((row.doc(), worth * saturation.of_frequency(row.doc(), row.frequency())));
                row.advance(&passed);
            }
            return Ok(list);
        }
        let index = reader.inverted_index(field)?;
        for value in way.values() {
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

    /// Returns the single term whose postings equal those of the phrase: a term alone, or a term of the pair field.
    fn alone(&self, field: Field, terms: &[String]) -> Option<Term> {
        match terms {
            [term] => Some(Term::from_field_text(field, term)),
            [first, second] => {
                let pair = pair(first, second)?;
                self.fields.pairs_of(field).map(|pairs| Term::from_field_text(pairs, &pair))
            }
            _ => None,
        }
    }
}
