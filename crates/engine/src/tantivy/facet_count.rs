//! Filters, facet counts and the total, in one pass over the documents that match a query.
//!
//! A document that fails no facet's filter is a hit and counts for every facet. A document that fails exactly one
//! counts for that facet alone, since it would be a hit without that facet's selection. Counts are therefore
//! disjunctive without a further search for each facet.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::DocId;

use super::facet_columns::{Columns, FacetGroup, FacetValues};
use shisaku_model::Filters;
use shisaku_model::facet::FACETS;

/// The filters of one search, prepared for testing documents.
pub(super) struct FacetFilters<'c> {
    columns: &'c Columns,
    /// Chosen values, in the order of [`FACETS`]; empty for a facet without a filter.
    chosen: Vec<&'c [String]>,
    /// Facet groups with filters: the group, and the filters that each of its combinations fails.
    failing: Vec<(usize, Vec<FacetSet>)>,
    /// Index of the group of each facet.
    group_of: Vec<usize>,
}

/// Facets whose filters a document fails: a bit for each, by index in [`FACETS`].
type FacetSet = u32;

/// Counts of one segment, or of several added up.
pub(super) struct FacetCounts {
    /// Number of hits.
    pub(super) hits: usize,
    /// Hits by group and combination.
    counts: Vec<Vec<u32>>,
    /// Documents that fail this facet alone, by combination of its group; empty for a facet without a filter.
    alone: Vec<Vec<u32>>,
}

const _: () = assert!(FACETS.len() <= FacetSet::BITS as usize);

impl<'c> FacetFilters<'c> {
    pub(super) fn of(filters: &'c Filters, columns: &'c Columns) -> Self {
        let chosen: Vec<_> = FACETS.iter().map(|facet| filters.of(facet.key)).collect();
        let facets = columns.facets.iter().zip(&chosen);
        let passing: Vec<Vec<bool>> = facets.map(|(facet, chosen)| facet.passing(chosen)).collect();
        let narrows = |facet: &&usize| !chosen[**facet].is_empty();
        let of_group = |group: &FacetGroup| {
            let of_combination = |sets: &Vec<u32>| {
                let narrowing = group.facets.iter().zip(sets).filter(|(facet, _)| narrows(facet));
                let failed = narrowing.filter(|(facet, set)| !passing[**facet][**set as usize]);
                failed.fold(0, |failing, (facet, _)| failing | 1 << facet)
            };
            group.combinations.iter().map(of_combination).collect()
        };
        let groups = columns.groups.iter().enumerate();
        let facet_filters = groups.filter(|(_, group)| group.facets.iter().any(|facet| narrows(&facet)));
        let failing = facet_filters.map(|(at, group)| (at, of_group(group))).collect();
        let group_of = |facet: usize| columns.groups.iter().position(|group| group.facets.contains(&facet));
        let group_of = (0..FACETS.len()).map(|facet| group_of(facet).unwrap_or_default()).collect();
        Self { columns, chosen, failing, group_of }
    }

    /// Numbers of the documents of a segment in a group.
    fn numbers(&self, group: usize, segment: usize) -> &[u32] {
        &self.columns.groups[group].numbers[segment]
    }

    /// Returns counts of zero.
    pub(super) fn counted(&self) -> FacetCounts {
        let combinations = |group: usize| vec![0; self.columns.groups[group].combinations.len()];
        let alone = |(chosen, &group): (&&[String], &usize)| match chosen.is_empty() {
            true => Vec::new(),
            false => combinations(group),
        };
        FacetCounts {
            hits: 0,
            counts: (0..self.columns.groups.len()).map(combinations).collect(),
            alone: self.chosen.iter().zip(&self.group_of).map(alone).collect(),
        }
    }

    /// True if a document passes all filters. Counts nothing.
    pub(super) fn passes(&self, segment: usize, doc: DocId) -> bool {
        self.failing.iter().all(|(group, of_combination)| {
            of_combination[self.numbers(*group, segment)[doc as usize] as usize] == 0
        })
    }

    /// Counts the documents of one segment. Returns the hits among them and the counts.
    pub(super) fn pass(&self, segment: usize, found: &[DocId]) -> (Vec<DocId>, FacetCounts) {
        let mut counted = self.counted();
        let hits = match self.failing.is_empty() {
            true => found.to_vec(),
            false => self.hits(&mut counted, segment, found),
        };
        counted.hits = hits.len();
        for (group, counts) in counted.counts.iter_mut().enumerate() {
            let numbers = self.numbers(group, segment);
            for &doc in &hits {
                counts[numbers[doc as usize] as usize] += 1;
            }
        }
        (hits, counted)
    }

    /// Returns the documents that pass all filters and counts those that fail exactly one.
    fn hits(&self, counted: &mut FacetCounts, segment: usize, found: &[DocId]) -> Vec<DocId> {
        // Group by group and without branches, which the processor could not predict.
        let mut failing: Vec<FacetSet> = vec![0; found.len()];
        for (group, of_combination) in &self.failing {
            let numbers = self.numbers(*group, segment);
            for (failing, &doc) in failing.iter_mut().zip(found) {
                *failing |= of_combination[numbers[doc as usize] as usize];
            }
        }
        let mut hits = Vec::with_capacity(found.len());
        for (failing, &doc) in failing.iter().zip(found) {
            match failing.count_ones() {
                0 => hits.push(doc),
                1 => {
                    let facet = failing.trailing_zeros() as usize;
                    let number = self.numbers(self.group_of[facet], segment)[doc as usize];
                    counted.alone[facet][number as usize] += 1;
                }
                _ => {}
            }
        }
        hits
    }

    /// Facet key to value to count, for every facet. Chosen values are listed even at 0.
    pub(super) fn counts(&self, counted: &FacetCounts) -> BTreeMap<&'static str, BTreeMap<Arc<str>, usize>> {
        let mut of_facets = BTreeMap::new();
        for (group, counts) in self.columns.groups.iter().zip(&counted.counts) {
            for (place, &facet) in group.facets.iter().enumerate() {
                let values = &self.columns.facets[facet];
                let mut by_value = vec![0; values.values.len()];
                let alone = counted.alone[facet].iter().chain(std::iter::repeat(&0));
                for ((sets, &hits), &alone) in group.combinations.iter().zip(counts).zip(alone) {
                    let count = (hits + alone) as usize;
                    if count > 0 {
                        let set = &values.sets[sets[place] as usize];
                        set.iter().for_each(|&value| by_value[value as usize] += count);
                    }
                }
                of_facets.insert(FACETS[facet].key, named(values, by_value, self.chosen[facet]));
            }
        }
        of_facets
    }
}

impl FacetCounts {
    /// Adds the counts of another segment.
    pub(super) fn add(mut self, other: Self) -> Self {
        self.hits += other.hits;
        let add = |(mine, others): (&mut Vec<u32>, Vec<u32>)| {
            mine.iter_mut().zip(others).for_each(|(count, more)| *count += more);
        };
        self.counts.iter_mut().zip(other.counts).for_each(add);
        self.alone.iter_mut().zip(other.alone).for_each(add);
        self
    }
}

/// Values with a count above 0, and all chosen values.
fn named(facet: &FacetValues, by_value: Vec<usize>, chosen: &[String]) -> BTreeMap<Arc<str>, usize> {
    let counted = facet.values.iter().zip(by_value).filter(|(_, count)| *count > 0);
    let mut named: BTreeMap<Arc<str>, usize> = counted.map(|(value, count)| (value.clone(), count)).collect();
    for value in chosen {
        named.entry(value.as_str().into()).or_insert(0);
    }
    named
}
