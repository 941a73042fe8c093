//! In-memory columns that are read for every document found: facet values and ranks.
//!
//! The values of a document in one facet are a number that stands for the set of them, since few sets occur.
//! Facets with few combinations (chapter, policy and subsection; period and result) share one number, so that
//! filtering and counting take one table lookup for some five facets. An entry takes some 30 bytes.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use indexmap::IndexSet;
use tantivy::columnar::BytesColumn;
use tantivy::{DocId, Searcher, SegmentReader};

use super::schema::{RANKS, facet_column};
use crate::{Sort, factor};
use shisaku_model::{Kind, facet::FACETS};

/// Maximum number of combinations in a group. Their counters then fit into the processor's first cache.
const MOST_COMBINATIONS: usize = 8_192;

/// Stands for the rank of a document without a value.
const NO_RANK: u32 = u32::MAX;

/// The columns of an index.
pub(super) struct Columns {
    /// Values of each facet, in the order of [`FACETS`].
    pub(super) facets: Vec<FacetValues>,
    pub(super) groups: Vec<FacetGroup>,
    /// For each of [`RANKS`] and each segment, the rank of each document.
    ranks: Vec<Vec<Vec<u32>>>,
    /// For each segment, the kind of each document.
    kinds: Vec<Vec<Kind>>,
    /// All documents in the order of the plans, texts last: segment, number there.
    pub(super) in_order: Vec<(u32, DocId)>,
}

/// The values of one facet in all segments.
#[derive(Default)]
pub(super) struct FacetValues {
    /// Values, sorted.
    pub(super) values: Vec<Arc<str>>,
    /// Sets of values that occur; indexes into [`FacetValues::values`].
    pub(super) sets: Vec<Vec<u32>>,
}

/// Facets that share one number.
pub(super) struct FacetGroup {
    /// Their indexes in [`FACETS`].
    pub(super) facets: Vec<usize>,
    /// Sets of each facet by number; indexes into [`FacetValues::sets`].
    pub(super) combinations: Vec<Vec<u32>>,
    /// For each segment, the number of each document.
    pub(super) numbers: Vec<Vec<u32>>,
}

impl Columns {
    pub(super) fn read(searcher: &Searcher) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers();
        let mut facets = Vec::with_capacity(FACETS.len());
        let mut groups: Vec<FacetGroup> = Vec::new();
        let mut kinds = Vec::new();
        for (at, facet) in FACETS.iter().enumerate() {
            let (values, numbers) = FacetValues::read(&facet_column(facet.key), segments)?;
            if facet.key == "kind" {
                kinds = values.kinds(&numbers);
            }
            if !groups.iter_mut().any(|group| group.take_in(at, &numbers)) {
                let combinations = (0..).take(values.sets.len()).map(|set| vec![set]).collect();
                groups.push(FacetGroup { facets: vec![at], combinations, numbers });
            }
            facets.push(values);
        }
        let of_order = |column| segments.iter().map(|segment| ranks(segment, column)).collect();
        let ranks = RANKS.into_iter().map(of_order).collect::<tantivy::Result<_>>()?;
        let mut columns = Self { facets, groups, ranks, kinds, in_order: Vec::new() };
        let mut in_order: Vec<(u32, DocId)> = (0..)
            .zip(segments)
            .flat_map(|(at, segment)| (0..segment.max_doc()).map(move |doc| (at, doc)))
            .collect();
        in_order.sort_unstable_by_key(|&(segment, doc)| columns.number(segment as usize, doc));
        columns.in_order = in_order;
        Ok(columns)
    }

    /// Factor on the score of a document, by its kind.
    pub(super) fn factor(&self, segment: usize, doc: DocId) -> f32 {
        factor(self.kinds[segment][doc as usize])
    }

    /// True for a text.
    pub(super) fn is_text(&self, segment: usize, doc: DocId) -> bool {
        self.kinds[segment][doc as usize] == Kind::Text
    }

    /// Rank of a document in the order of the plans, texts last.
    pub(super) fn number(&self, segment: usize, doc: DocId) -> u32 {
        self.ranks[0][segment][doc as usize]
    }

    /// Rank of a document in an order, `None` if it has no value there. Relevance falls back to the order of the
    /// plan.
    pub(super) fn rank(&self, segment: usize, doc: DocId, sort: Sort) -> Option<u32> {
        let at = match sort {
            Sort::Relevance | Sort::Number => 0,
            Sort::Period => 1,
            Sort::Result => 2,
            Sort::Title => 3,
        };
        Some(self.ranks[at][segment][doc as usize]).filter(|rank| *rank != NO_RANK)
    }
}

impl FacetGroup {
    /// Adds a facet, unless the group would have too many combinations; returns whether it did. `sets` has
    /// one list for each segment.
    fn take_in(&mut self, facet: usize, sets: &[Vec<u32>]) -> bool {
        let mut known: IndexSet<(u32, u32)> = IndexSet::new();
        let mut joined = Vec::with_capacity(sets.len());
        for (numbers, sets) in self.numbers.iter().zip(sets) {
            let mut of_segment = Vec::with_capacity(numbers.len());
            for pair in numbers.iter().copied().zip(sets.iter().copied()) {
                of_segment.push(known.insert_full(pair).0 as u32);
                if known.len() > MOST_COMBINATIONS {
                    return false;
                }
            }
            joined.push(of_segment);
        }
        let combination =
            |&(before, set): &(u32, u32)| [&*self.combinations[before as usize], &[set]].concat();
        self.combinations = known.iter().map(combination).collect();
        self.facets.push(facet);
        self.numbers = joined;
        true
    }
}

impl FacetValues {
    /// Reads the values of a column, and the set of each document by segment.
    fn read(column: &str, segments: &[SegmentReader]) -> tantivy::Result<(Self, Vec<Vec<u32>>)> {
        let columns: Vec<Option<BytesColumn>> = segments
            .iter()
            .map(|segment| segment.fast_fields().bytes(column))
            .collect::<tantivy::Result<_>>()?;
        let named = columns.iter().map(|column| column.as_ref().map_or(Ok(Vec::new()), names));
        let named: Vec<Vec<String>> = named.collect::<io::Result<_>>()?;
        let values = named.iter().flatten().map(String::as_str).collect::<BTreeSet<&str>>();
        let values: Vec<Arc<str>> = values.into_iter().map(Arc::from).collect();
        let place = |name: &str| values.binary_search_by(|value| (**value).cmp(name));
        let number = |name: &String| place(name).unwrap_or_default() as u32;
        let mut sets: IndexSet<Vec<u32>> = IndexSet::new();
        let mut of_segments = Vec::new();
        for ((segment, names), column) in segments.iter().zip(&named).zip(columns) {
            let names: Vec<u32> = names.iter().map(number).collect();
            let mut set = Vec::new();
            let of_document = |doc| {
                set.clear();
                let ordinals = column.iter().flat_map(|column| column.term_ords(doc));
                set.extend(ordinals.map(|ordinal| names[ordinal as usize]));
                let known = sets.get_index_of(&set);
                known.unwrap_or_else(|| sets.insert_full(set.clone()).0) as u32
            };
            of_segments.push((0..segment.max_doc()).map(of_document).collect());
        }
        Ok((Self { values, sets: sets.into_iter().collect() }, of_segments))
    }

    /// For each segment, the kind of each document. The values are kinds, and `sets` has the set of each document by
    /// segment.
    fn kinds(&self, sets: &[Vec<u32>]) -> Vec<Vec<Kind>> {
        let of_value =
            |&value: &u32| Kind::ALL.into_iter().find(|kind| kind.as_str() == &*self.values[value as usize]);
        let of_set = |set: &Vec<u32>| set.iter().find_map(of_value).unwrap_or_default();
        let of_sets: Vec<Kind> = self.sets.iter().map(of_set).collect();
        sets.iter().map(|sets| sets.iter().map(|&set| of_sets[set as usize]).collect()).collect()
    }

    /// For each set, true if it contains any of these values. Empty if none is chosen: an index may have many sets.
    pub(super) fn passing(&self, chosen: &[String]) -> Vec<bool> {
        if chosen.is_empty() {
            return Vec::new();
        }
        let chosen: Vec<u32> = chosen
            .iter()
            .filter_map(|value| self.values.binary_search_by(|one| (**one).cmp(value)).ok())
            .map(|at| at as u32)
            .collect();
        self.sets.iter().map(|set| set.iter().any(|value| chosen.contains(value))).collect()
    }
}

/// Values of a column in one segment, by ordinal.
fn names(column: &BytesColumn) -> io::Result<Vec<String>> {
    let name = |ordinal| {
        let mut name = Vec::new();
        column.ord_to_bytes(ordinal, &mut name)?;
        Ok(String::from_utf8_lossy(&name).into_owned())
    };
    (0..column.num_terms() as u64).map(name).collect()
}

fn ranks(segment: &SegmentReader, column: &str) -> tantivy::Result<Vec<u32>> {
    let column = segment.fast_fields().u64(column)?;
    let rank = |doc| column.first(doc).and_then(|rank| u32::try_from(rank).ok()).unwrap_or(NO_RANK);
    Ok((0..segment.max_doc()).map(rank).collect())
}
