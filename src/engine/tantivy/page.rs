//! One pass over the documents that a query finds: filters, facet counts, the page, the total.
//!
//! A document that fails no facet's filter is a hit and counts for every facet. One that fails exactly one
//! counts for that facet alone: without that facet's own selection it would be a hit. That makes the counts
//! disjunctive without asking once more for each facet.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use tantivy::{DocId, Score, Searcher};

use super::columns::{Columns, FacetValues};
use super::schema::ID;
use crate::engine::{Hit, Hits, SearchRequest, Sort};
use crate::model::facet::FACETS;

/// How many counters each set of values has, by turns: adding to one counter again and again means waiting
/// for it each time.
const TURNS: usize = 4;

/// What is counted and shown.
pub(super) struct Page<'c> {
    columns: &'c Columns,
    /// In the order of [`FACETS`]; empty where a facet does not narrow the search.
    chosen: Vec<&'c [String]>,
    /// The facets that do, each with the sets of values that pass.
    narrowing: Vec<(usize, Vec<bool>)>,
    /// For each facet how many documents have each set of values.
    counts: Vec<Vec<[u32; TURNS]>>,
    scored: bool,
    sort: Sort,
    offset: usize,
    limit: usize,
    total: usize,
    /// The best so far, the worst of them on top.
    best: BinaryHeap<Candidate>,
}

/// A hit that may come onto the page: smaller is better. Numbers are unique, so that no two are equal.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// 0 unless hits are sorted by relevance.
    relevance: Score,
    rank: u32,
    number: u32,
    segment: usize,
    doc: DocId,
    score: Score,
}

/// Which facets' filters a document fails: how many, and the sum of their places in [`FACETS`], which is the
/// place itself where it is but one.
#[derive(Clone, Copy)]
struct Failing {
    count: u8,
    sum: u8,
}

impl Failing {
    const NONE: Self = Self { count: 0, sum: 0 };

    fn add(&mut self, facet: usize, fails: bool) {
        self.count += u8::from(fails);
        self.sum = self.sum.wrapping_add(u8::from(fails) * facet as u8);
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let relevance = other.relevance.total_cmp(&self.relevance);
        relevance.then(self.rank.cmp(&other.rank)).then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

impl<'c> Page<'c> {
    pub(super) fn of(request: &SearchRequest<'c>, columns: &'c Columns) -> Self {
        let chosen: Vec<_> = FACETS.iter().map(|facet| request.filters.of(facet.key)).collect();
        let narrowing = chosen.iter().zip(&columns.facets).enumerate();
        let narrowing = narrowing.filter(|(_, (chosen, _))| !chosen.is_empty());
        Self {
            narrowing: narrowing.map(|(at, (chosen, facet))| (at, facet.passing(chosen))).collect(),
            chosen,
            counts: columns.facets.iter().map(|facet| vec![[0; TURNS]; facet.sets.len()]).collect(),
            columns,
            scored: request.query.asked.is_some(),
            sort: request.sort,
            offset: request.offset,
            limit: request.limit,
            total: 0,
            best: BinaryHeap::new(),
        }
    }

    /// Takes in the documents of one segment that the query finds.
    pub(super) fn collect(&mut self, segment: usize, found: &[(DocId, Score)]) {
        let of_segment = &self.columns.segments[segment];
        // Facet by facet and without branches, since whether a document passes cannot be foretold.
        let mut failing = vec![Failing::NONE; found.len()];
        for (facet, passing) in &self.narrowing {
            let sets = &of_segment.sets[*facet];
            for (failing, &(doc, _)) in failing.iter_mut().zip(found) {
                failing.add(*facet, !passing[sets[doc as usize] as usize]);
            }
        }
        let hits: Vec<(DocId, Score)> = match self.narrowing.is_empty() {
            true => found.to_vec(),
            false => found.iter().zip(&failing).filter(|(_, f)| f.count == 0).map(|(hit, _)| *hit).collect(),
        };
        for (failing, &(doc, _)) in failing.iter().zip(found).filter(|(failing, _)| failing.count == 1) {
            let facet = usize::from(failing.sum);
            self.counts[facet][of_segment.sets[facet][doc as usize] as usize][0] += 1;
        }
        self.total += hits.len();
        for (counts, sets) in self.counts.iter_mut().zip(&of_segment.sets) {
            for (turn, &(doc, _)) in (0..TURNS).cycle().zip(&hits) {
                counts[sets[doc as usize] as usize][turn] += 1;
            }
        }
        let (ranks, numbers) = (of_segment.ranks(self.sort), of_segment.ranks(Sort::Number));
        let keep = self.offset.saturating_add(self.limit);
        for (doc, score) in hits {
            let candidate = Candidate {
                relevance: if self.sort == Sort::Relevance { score } else { 0.0 },
                rank: ranks[doc as usize],
                number: numbers[doc as usize],
                segment,
                doc,
                score,
            };
            if self.best.len() < keep {
                self.best.push(candidate);
            } else if self.best.peek().is_some_and(|worst| candidate < *worst)
                && let Some(mut worst) = self.best.peek_mut()
            {
                *worst = candidate;
            }
        }
    }

    /// What was found.
    pub(super) fn hits(self, searcher: &Searcher) -> tantivy::Result<Hits> {
        let mut hits = Hits { total: self.total, ..Hits::default() };
        for (at, facet) in FACETS.iter().enumerate() {
            let counts = named(&self.columns.facets[at], &self.counts[at], self.chosen[at]);
            hits.facets.insert(facet.key, counts);
        }
        let mut id = Vec::new();
        for candidate in self.best.into_sorted_vec().into_iter().skip(self.offset).take(self.limit) {
            let ids = searcher.segment_readers()[candidate.segment].fast_fields().bytes(ID)?;
            if let Some(ids) = ids
                && let Some(ordinal) = ids.term_ords(candidate.doc).next()
            {
                ids.ord_to_bytes(ordinal, &mut id)?;
            }
            let score = if self.scored { candidate.score } else { 0.0 };
            hits.hits.push(Hit { id: String::from_utf8_lossy(&id).into_owned(), score });
        }
        Ok(hits)
    }
}

/// Values that occur, and those that are chosen, with their counts.
fn named(facet: &FacetValues, counts: &[[u32; TURNS]], chosen: &[String]) -> BTreeMap<String, usize> {
    let mut by_value = vec![0; facet.values.len()];
    for (set, count) in facet.sets.iter().zip(counts) {
        let count: usize = count.iter().map(|&count| count as usize).sum();
        if count > 0 {
            set.iter().for_each(|&value| by_value[value as usize] += count);
        }
    }
    let counted = facet.values.iter().zip(by_value).filter(|(_, count)| *count > 0);
    let mut named: BTreeMap<String, usize> = counted.map(|(value, count)| (value.clone(), count)).collect();
    for value in chosen.iter().filter(|value| !named.contains_key(*value)).cloned().collect::<Vec<_>>() {
        named.insert(value, 0);
    }
    named
}
