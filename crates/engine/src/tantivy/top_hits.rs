//! Selects the requested page of hits in the requested order.

use std::cmp::Reverse;

use itertools::Itertools;
use tantivy::{DocId, Searcher};

use super::facet_columns::Columns;
use super::group_match::List;
use super::schema::ID;
use crate::{Hit, SearchRequest, Sort};

/// A document: its rank in the order of the plans, its segment, its number there.
type Found = (u32, usize, DocId);

/// Returns the hits of the page, in order.
pub(super) fn page(
    request: &SearchRequest<'_>,
    found: &[List<f32>],
    columns: &Columns,
    searcher: &Searcher,
) -> tantivy::Result<Vec<Hit>> {
    let keep = request.offset.saturating_add(request.limit);
    let best = best_of(found, keep, |segment, doc, score| {
        let relevance = if request.sort == Sort::Relevance { score.to_bits() } else { 0 };
        let rank = |sort| columns.ranks(segment, sort)[doc as usize];
        // The last number is unique, so no two keys are equal.
        (Reverse(relevance), rank(request.sort), rank(Sort::Number))
    });
    let hit = |(segment, at): (usize, usize)| {
        let (doc, score) = found[segment][at];
        Ok(Hit { id: id_of(searcher, segment, doc)?, score })
    };
    best.skip(request.offset).take(request.limit).map(hit).collect()
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
    let ranks = |segment: usize| columns.ranks(segment, Sort::Number);
    let own = ranks(segment)[doc as usize];
    let (mut before, mut after): (Option<Found>, Option<Found>) = (None, None);
    for segment in 0..searcher.segment_readers().len() {
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

/// Returns the best `keep` documents, in order: segment, index in the list of the segment. `key` is the sort key.
/// Scores are never negative, so their bits sort as they do.
pub(super) fn best_of<K: Ord>(
    found: &[List<f32>],
    keep: usize,
    key: impl Fn(usize, DocId, f32) -> K,
) -> impl Iterator<Item = (usize, usize)> {
    let key = &key;
    let keyed = found.iter().enumerate().flat_map(|(segment, list)| {
        let list = list.iter().enumerate();
        list.map(move |(at, &(doc, score))| (key(segment, doc, score), segment, at))
    });
    keyed.k_smallest(keep).map(|(_, segment, at)| (segment, at))
}
