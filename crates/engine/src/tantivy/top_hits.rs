//! Selects the requested page of hits in the requested order.

use std::cmp::Reverse;

use itertools::Itertools;
use tantivy::{DocId, Searcher};

use super::facet_columns::Columns;
use super::group_match::List;
use super::schema::ID;
use crate::{Hit, SearchRequest, Sort, place};

/// Returns the hits of the page, in order.
pub(super) fn page(
    request: &SearchRequest<'_>,
    found: &[List<f32>],
    columns: &Columns,
    searcher: &Searcher,
) -> tantivy::Result<Vec<Hit>> {
    let keep = request.offset.saturating_add(request.limit);
    let best = best_of(found, keep, |segment, doc, score| {
        let (relevance, place) = match request.order.sort {
            Sort::Relevance => (score.to_bits(), Default::default()),
            sort => {
                let rank = columns.rank(segment, doc, sort);
                (0, place(rank, request.order.direction, columns.is_text(segment, doc)))
            }
        };
        // The last number is unique, so no two keys are equal.
        (Reverse(relevance), place, columns.number(segment, doc))
    });
    let hit = |(segment, at): (usize, usize)| {
        let (doc, score) = found[segment][at];
        Ok(Hit { id: id_of(searcher, segment, doc)?, score })
    };
    best.skip(request.offset).take(request.limit).map(hit).collect()
}

/// Reads the id of a document.
pub(super) fn id_of(searcher: &Searcher, segment: usize, doc: DocId) -> tantivy::Result<String> {
    let mut id = Vec::new();
    if let Some(ids) = searcher.segment_readers()[segment].fast_fields().bytes(ID)?
        && let Some(ordinal) = ids.term_ords(doc).next()
    {
        ids.ord_to_bytes(ordinal, &mut id)?;
    }
    Ok(String::from_utf8_lossy(&id).into_owned())
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
