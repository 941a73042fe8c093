//! One pass over the documents that a query finds: filters, facet counts, the page, the total.
//!
//! A document that fails no facet's filter is a hit and counts for every facet. One that fails exactly one
//! counts for that facet alone: without that facet's own selection it would be a hit. That makes the counts
//! disjunctive without asking once more for each facet.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use tantivy::columnar::{BytesColumn, ColumnValues};
use tantivy::{DocId, Score, SegmentReader};

use super::schema::{ID, facet_column, rank_column};
use crate::engine::{Hit, Hits, SearchRequest, Sort};
use crate::model::facet::FACETS;

/// What is to be counted and shown.
pub(super) struct Page {
    /// In the order of [`FACETS`]; empty where a facet does not narrow the search.
    chosen: Vec<Vec<String>>,
    scored: bool,
    sort: Sort,
    offset: usize,
    limit: usize,
}

impl Page {
    pub(super) fn of(request: &SearchRequest<'_>) -> Self {
        Self {
            chosen: FACETS.iter().map(|facet| request.filters.of(facet.key).to_vec()).collect(),
            scored: request.query.asked.is_some(),
            sort: request.sort,
            offset: request.offset,
            limit: request.limit,
        }
    }

    /// Room for one segment's share.
    pub(super) fn of_segment(&self, segment: &SegmentReader) -> tantivy::Result<SegmentPage> {
        let columns = segment.fast_fields();
        let facets = FACETS.iter().zip(&self.chosen);
        Ok(SegmentPage {
            facets: facets
                .map(|(facet, chosen)| FacetColumn::open(facet.key, chosen, segment))
                .collect::<tantivy::Result<_>>()?,
            ids: columns.bytes(ID)?,
            number: columns.column_first_or_default(rank_column(Sort::Number))?,
            rank: columns.column_first_or_default(rank_column(self.sort))?,
            by_relevance: self.sort == Sort::Relevance,
            keep: self.offset.saturating_add(self.limit),
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    /// All segments' shares together.
    pub(super) fn of_shares(&self, shares: Vec<Share>) -> Hits {
        let mut hits = Hits::default();
        for (facet, chosen) in FACETS.iter().zip(&self.chosen) {
            hits.facets.insert(facet.key, chosen.iter().map(|value| (value.clone(), 0)).collect());
        }
        let mut best = Vec::new();
        for share in shares {
            hits.total += share.total;
            best.extend(share.best);
            for (facet, counts) in FACETS.iter().zip(share.counts) {
                let all = hits.facets.entry(facet.key).or_default();
                for (value, count) in counts {
                    *all.entry(value).or_default() += count;
                }
            }
        }
        best.sort_unstable_by_key(|(candidate, _)| *candidate);
        let page = best.into_iter().skip(self.offset).take(self.limit);
        hits.hits = page
            .map(|(candidate, id)| Hit { id, score: if self.scored { candidate.score } else { 0.0 } })
            .collect();
        hits
    }
}

/// A hit that may come onto the page: smaller is better. Numbers are unique, so that no two are equal.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// 0 unless hits are sorted by relevance.
    relevance: Score,
    rank: u64,
    number: u64,
    doc: DocId,
    score: Score,
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

/// One facet's values in one segment.
struct FacetColumn {
    values: Option<BytesColumn>,
    /// None where the facet does not narrow the search; the chosen values that the segment has, otherwise.
    chosen: Option<Vec<u64>>,
    /// By the value's number in this segment.
    counts: Vec<usize>,
}

impl FacetColumn {
    fn open(key: &str, chosen: &[String], segment: &SegmentReader) -> tantivy::Result<Self> {
        let values = segment.fast_fields().bytes(&facet_column(key))?;
        let mut ordinals = Vec::new();
        for value in chosen {
            if let Some(column) = &values
                && let Some(ordinal) = column.dictionary().term_ord(value)?
            {
                ordinals.push(ordinal);
            }
        }
        let counts = vec![0; values.as_ref().map_or(0, BytesColumn::num_terms)];
        Ok(Self { values, chosen: (!chosen.is_empty()).then_some(ordinals), counts })
    }

    fn passes(&self, doc: DocId) -> bool {
        let Some(chosen) = &self.chosen else { return true };
        let has = |column: &BytesColumn| column.term_ords(doc).any(|ordinal| chosen.contains(&ordinal));
        self.values.as_ref().is_some_and(has)
    }

    fn count(&mut self, doc: DocId) {
        for ordinal in self.values.iter().flat_map(|column| column.term_ords(doc)) {
            self.counts[ordinal as usize] += 1;
        }
    }

    /// Values that occur, with their counts.
    fn named(&self) -> tantivy::Result<BTreeMap<String, usize>> {
        let mut named = BTreeMap::new();
        let mut name = Vec::new();
        if let Some(column) = &self.values {
            for (ordinal, &count) in (0..).zip(&self.counts).filter(|&(_, &count)| count > 0) {
                column.ord_to_bytes(ordinal, &mut name)?;
                named.insert(String::from_utf8_lossy(&name).into_owned(), count);
            }
        }
        Ok(named)
    }
}

/// One segment's share of the work.
pub(super) struct SegmentPage {
    facets: Vec<FacetColumn>,
    ids: Option<BytesColumn>,
    number: Arc<dyn ColumnValues<u64>>,
    rank: Arc<dyn ColumnValues<u64>>,
    by_relevance: bool,
    keep: usize,
    total: usize,
    /// The best so far, the worst of them on top.
    best: BinaryHeap<Candidate>,
}

/// What one segment has: everything that is no longer tied to it.
pub(super) struct Share {
    total: usize,
    best: Vec<(Candidate, String)>,
    /// In the order of [`FACETS`].
    counts: Vec<BTreeMap<String, usize>>,
}

impl SegmentPage {
    /// Takes in one document that the query finds.
    pub(super) fn collect(&mut self, doc: DocId, score: Score) {
        let mut failing = self.facets.iter().enumerate().filter(|(_, facet)| !facet.passes(doc));
        match (failing.next().map(|(at, _)| at), failing.next()) {
            (Some(_), Some(_)) => return,
            (Some(only), None) => return self.facets[only].count(doc),
            (None, _) => self.facets.iter_mut().for_each(|facet| facet.count(doc)),
        }
        self.total += 1;
        let candidate = Candidate {
            relevance: if self.by_relevance { score } else { 0.0 },
            rank: self.rank.get_val(doc),
            number: self.number.get_val(doc),
            doc,
            score,
        };
        if self.best.len() < self.keep {
            self.best.push(candidate);
        } else if let Some(mut worst) = self.best.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    pub(super) fn harvest(self) -> tantivy::Result<Share> {
        let mut id = Vec::new();
        let mut best = Vec::with_capacity(self.best.len());
        for candidate in self.best {
            for (column, ordinal) in
                self.ids.iter().flat_map(|c| c.term_ords(candidate.doc).map(move |o| (c, o)))
            {
                column.ord_to_bytes(ordinal, &mut id)?;
            }
            best.push((candidate, String::from_utf8_lossy(&id).into_owned()));
        }
        let counts = self.facets.iter().map(FacetColumn::named).collect::<tantivy::Result<_>>()?;
        Ok(Share { total: self.total, best, counts })
    }
}
