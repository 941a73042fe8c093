//! The page that is asked for, of all hits: the best ones in the order asked for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::{DocId, Searcher};

use super::columns::Columns;
use super::judge::List;
use super::schema::ID;
use crate::{Hit, SearchRequest, Sort};

/// Where a hit stands: the smaller, the better. Numbers are unique, so that no two are equal.
type Place = (Reverse<u32>, u32, u32);

/// A document found: its place in the order of the plans, its segment.
type Found = (u32, usize, DocId);

/// A hit that may come onto the page: its place, segment, document, score.
struct Candidate {
    place: Place,
    segment: usize,
    doc: DocId,
    score: f32,
}

/// The hits of the page, in order.
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

/// The id of a document.
fn id_of(searcher: &Searcher, segment: usize, doc: DocId) -> tantivy::Result<String> {
    let mut id = Vec::new();
    if let Some(ids) = searcher.segment_readers()[segment].fast_fields().bytes(ID)?
        && let Some(ordinal) = ids.term_ords(doc).next()
    {
        ids.ord_to_bytes(ordinal, &mut id)?;
    }
    Ok(String::from_utf8_lossy(&id).into_owned())
}

/// The ids of the documents directly before and after one in the order of the plans, among those that pass.
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
        // Ranks mostly rise: from the near side the nearest comes at once, and few are held against the filters.
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

/// The best `keep` of all, in no order: each with its place, its segment, and where it stands in that
/// segment's list. Scores are never below 0, so that their bits are in their order.
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
