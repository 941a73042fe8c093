//! One pass over the documents that a query finds: filters, facet counts, the total.
//!
//! A document that fails no facet's filter is a hit and counts for every facet. One that fails exactly one
//! counts for that facet alone: without that facet's own selection it would be a hit. That makes the counts
//! disjunctive without asking once more for each facet.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::DocId;

use super::columns::{Columns, FacetGroup, FacetValues};
use shisaku_model::Filters;
use shisaku_model::facet::FACETS;

/// The filters of one search, as its documents are held against them.
pub(super) struct Narrowing<'c> {
    columns: &'c Columns,
    /// In the order of [`FACETS`]; empty where a facet does not narrow the search.
    chosen: Vec<&'c [String]>,
    /// The groups with facets that do, each with what each combination fails.
    failing: Vec<(usize, Vec<Failing>)>,
    /// For each facet the place of its group.
    group_of: Vec<usize>,
}

/// What was counted so far.
pub(super) struct Tally {
    hits: usize,
    /// For each group how many hits have each combination.
    counts: Vec<Vec<u32>>,
    /// For each facet how many documents that fail it alone have each combination of its group; empty where
    /// a facet does not narrow the search.
    alone: Vec<Vec<u32>>,
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

    fn of(facet: usize) -> Self {
        Self { count: 1, sum: facet as u8 }
    }

    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

impl<'c> Narrowing<'c> {
    pub(super) fn of(filters: &'c Filters, columns: &'c Columns) -> Self {
        let chosen: Vec<_> = FACETS.iter().map(|facet| filters.of(facet.key)).collect();
        // Many entries have many sets of bodies: those of a facet that narrows nothing are not looked at.
        let passing = |(chosen, facet): (&&[String], &FacetValues)| match chosen.is_empty() {
            true => Vec::new(),
            false => facet.passing(chosen),
        };
        let passing: Vec<Vec<bool>> = chosen.iter().zip(&columns.facets).map(passing).collect();
        let narrows = |facet: &&usize| !chosen[**facet].is_empty();
        let of_group = |group: &FacetGroup| {
            let of_combination = |sets: &Vec<u32>| {
                let mut failing = Failing::NONE;
                for (facet, &set) in group.facets.iter().zip(sets).filter(|(facet, _)| narrows(facet)) {
                    if !passing[*facet][set as usize] {
                        failing.add(Failing::of(*facet));
                    }
                }
                failing
            };
            group.combinations.iter().map(of_combination).collect()
        };
        let groups = columns.groups.iter().enumerate();
        let narrowing = groups.filter(|(_, group)| group.facets.iter().any(|facet| narrows(&facet)));
        let failing = narrowing.map(|(at, group)| (at, of_group(group))).collect();
        let group_of = |facet: usize| columns.groups.iter().position(|group| group.facets.contains(&facet));
        let group_of = (0..FACETS.len()).map(|facet| group_of(facet).unwrap_or_default()).collect();
        Self { columns, chosen, failing, group_of }
    }

    /// Nothing counted yet.
    pub(super) fn tally(&self) -> Tally {
        let combinations = |group: usize| vec![0; self.columns.groups[group].combinations.len()];
        let alone = |(chosen, &group): (&&[String], &usize)| match chosen.is_empty() {
            true => Vec::new(),
            false => combinations(group),
        };
        Tally {
            hits: 0,
            counts: (0..self.columns.groups.len()).map(combinations).collect(),
            alone: self.chosen.iter().zip(&self.group_of).map(alone).collect(),
        }
    }

    /// Whether one document fails no filter; nothing is counted.
    pub(super) fn passes(&self, segment: usize, doc: DocId) -> bool {
        let numbers = &self.columns.segments[segment].groups;
        let failing = |(group, of_combination): &(usize, Vec<Failing>)| {
            of_combination[numbers[*group][doc as usize] as usize].count
        };
        self.failing.iter().all(|group| failing(group) == 0)
    }

    /// Counts the documents of one segment and gives the hits among them.
    pub(super) fn pass(&self, tally: &mut Tally, segment: usize, found: &[DocId]) -> Vec<DocId> {
        let groups = &self.columns.segments[segment].groups;
        let hits = match self.failing.is_empty() {
            true => found.to_vec(),
            false => self.hits(tally, groups, found),
        };
        tally.hits += hits.len();
        for (counts, numbers) in tally.counts.iter_mut().zip(groups) {
            for &doc in &hits {
                counts[numbers[doc as usize] as usize] += 1;
            }
        }
        hits
    }

    /// The documents that fail no filter; those that fail one are counted.
    fn hits(&self, tally: &mut Tally, groups: &[Vec<u32>], found: &[DocId]) -> Vec<DocId> {
        // Group by group and without branches, since whether a document passes cannot be foretold.
        let mut failing = vec![Failing::NONE; found.len()];
        for (group, of_combination) in &self.failing {
            let numbers = &groups[*group];
            for (failing, &doc) in failing.iter_mut().zip(found) {
                failing.add(of_combination[numbers[doc as usize] as usize]);
            }
        }
        let mut hits = Vec::with_capacity(found.len());
        for (failing, &doc) in failing.iter().zip(found) {
            match failing.count {
                0 => hits.push(doc),
                1 => {
                    let facet = usize::from(failing.sum);
                    let number = groups[self.group_of[facet]][doc as usize];
                    tally.alone[facet][number as usize] += 1;
                }
                _ => {}
            }
        }
        hits
    }

    /// Facet key to value to count, for every facet; what is chosen stands there also at 0.
    pub(super) fn counts(&self, tally: &Tally) -> BTreeMap<&'static str, BTreeMap<Arc<str>, usize>> {
        let mut of_facets = BTreeMap::new();
        for (group, counts) in self.columns.groups.iter().zip(&tally.counts) {
            for (place, &facet) in group.facets.iter().enumerate() {
                let values = &self.columns.facets[facet];
                let mut by_value = vec![0; values.values.len()];
                let alone = tally.alone[facet].iter().chain(std::iter::repeat(&0));
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

impl Tally {
    /// How many hits there are.
    pub(super) fn hits(&self) -> usize {
        self.hits
    }

    /// Takes in what was counted of other segments.
    pub(super) fn add(&mut self, other: Self) {
        self.hits += other.hits;
        let add = |(mine, others): (&mut Vec<u32>, Vec<u32>)| {
            mine.iter_mut().zip(others).for_each(|(count, more)| *count += more);
        };
        self.counts.iter_mut().zip(other.counts).for_each(add);
        self.alone.iter_mut().zip(other.alone).for_each(add);
    }
}

/// Values that occur, and those that are chosen, with their counts.
fn named(facet: &FacetValues, by_value: Vec<usize>, chosen: &[String]) -> BTreeMap<Arc<str>, usize> {
    let counted = facet.values.iter().zip(by_value).filter(|(_, count)| *count > 0);
    let mut named: BTreeMap<Arc<str>, usize> = counted.map(|(value, count)| (value.clone(), count)).collect();
    for value in chosen {
        named.entry(value.as_str().into()).or_insert(0);
    }
    named
}
