//! Selects the requested page of hits in the requested order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::{DocId, Searcher};

use super::facet_columns::Columns;
use super::group_match::List;
use super::schema::ID;
use crate::{Hit, SearchRequest, Sort};

/// Sort key of a hit, ascending. The last number is unique, so no two keys are equal.
type Place = (Reverse<u32>, u32, u32);

/// A document: its rank in the order of the plans, its segment, its number there.
type Found = (u32, usize, DocId);

/// A hit that may be on the page.
struct Candidate {
    place: Place,
    segment: usize,
    doc: DocId,
    score: f32,
}

/// Returns the hits of the page, in order.
pub(super) fn page(
    request: &SearchRequest<'_>,
    found: &[List<f32>],
    columns: &Columns,
    searcher: &Searcher,
) -> tantivy::Result<Vec<Hit>> {
    let keep = request.offset.saturating_add(request.limit);
    let best = best(found, request.sort, keep, columns);
    let page = best.into_iter().skip(request.offset).take(request.limit);
    page.map(|one| Ok(Hit { id: id_of(searcher, one.segment, one.doc)?, score: one.score })).collect()
}

/// Reads the id of a document.
fn id_of(searcher: &Searcher, segment: usize, doc: DocId) -> tantivy::Result<String> {
    let mut id = Vec::new();
    if let Some(ids) = searcher.segment_readers()[segment].fast_fields().bytes(ID)?
        && let Some(ordinal) = ids.term_ords(doc).next()
    {
        ids.ord_to_bytes(ordinal, &mut id)?;
    }
    Ok(String::from_utf8_lossy(&id).into_owned())
}

/// Returns the ids of the previous and the next document in the order of the plans, among those that pass.
pub(super) fn beside(
    (segment, doc): (usize, DocId),
    passes: impl Fn(usize, DocId) -> bool,
    columns: &Columns,
    searcher: &Searcher,
) -> tantivy::Result<[Option<String>; 2]> {
    let ranks = |segment: usize| columns.segments[segment].ranks(Sort::Number);
    let own = ranks(segment)[doc as usize];
    let (mut before, mut after): (Option<Found>, Option<Found>) = (None, None);
    for segment in 0..columns.segments.len() {
        let ranks = ranks(segment);
        let place = |doc: DocId| (ranks[doc as usize], segment, doc);
        let docs = 0..ranks.len() as DocId;
        // Ranks mostly ascend, so starting at the near side finds the neighbour after few filter tests.
        for one in docs.clone().rev().map(place) {
            if one.0 < own && before.is_none_or(|best| one > best) && passes(segment, one.2) {
                before = Some(one);
            }
        }
        for one in docs.map(place) {
            if one.0 > own && after.is_none_or(|best| one < best) && passes(segment, one.2) {
                after = Some(one);
            }
        }
    }
    let id = |found: Option<Found>| found.map(|(_, segment, doc)| id_of(searcher, segment, doc)).transpose();
    Ok([id(before)?, id(after)?])
}

fn best(found: &[List<f32>], sort: Sort, keep: usize, columns: &Columns) -> Vec<Candidate> {
    let chosen = best_of(found, keep, |segment, doc, score| {
        let columns = &columns.segments[segment];
        let relevance = if sort == Sort::Relevance { score.to_bits() } else { 0 };
        (Reverse(relevance), columns.ranks(sort)[doc as usize], columns.ranks(Sort::Number)[doc as usize])
    });
    let candidate = |(place, segment, at): (Place, usize, usize)| {
        let (doc, score) = found[segment][at];
        Candidate { place, segment, doc, score }
    };
    let mut best: Vec<Candidate> = chosen.into_iter().map(candidate).collect();
    best.sort_unstable_by_key(|candidate| candidate.place);
    best
}

/// Returns the best `keep` documents, unordered: sort key, segment, index in the list of the segment. Scores are
/// never negative, so their bits sort as they do.
pub(super) fn best_of<P: Ord + Copy>(
    found: &[List<f32>],
    keep: usize,
    place: impl Fn(usize, DocId, f32) -> P,
) -> Vec<(P, usize, usize)> {
    let mut best: BinaryHeap<(P, usize, usize)> = BinaryHeap::new();
    for (segment, list) in found.iter().enumerate() {
        for (at, &(doc, score)) in list.iter().enumerate() {
            let candidate = (place(segment, doc, score), segment, at);
            if best.len() < keep {
                best.push(candidate);
            } else if best.peek().is_some_and(|worst| candidate < *worst)
                && let Some(mut worst) = best.peek_mut()
            {
                *worst = candidate;
            }
        }
    }
    best.into_vec()
}
