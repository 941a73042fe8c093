//! The values that a search is narrowed to.

use std::collections::BTreeMap;

use serde::Serialize;
use time::Date;

use super::{Catalogue, FACETS, Facet, Kind};

/// The values chosen for each facet: OR within a facet, AND between facets. One type serves URLs, the
/// command line and the words of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Filters {
    chosen: BTreeMap<&'static str, Vec<String>>,
    /// The day on which the facets that depend on a day are read. `None` means today.
    #[serde(skip)]
    pub at: Option<Date>,
}

impl Filters {
    /// Adds a value of a facet, unless it is chosen already.
    pub fn choose(&mut self, facet: &'static Facet, value: impl Into<String>) {
        let values = self.chosen.entry(facet.key).or_default();
        let value = value.into();
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// Combines two sets of filters. Values of the same facet are joined by OR.
    #[must_use]
    pub fn and(&self, others: &Self) -> Self {
        let mut both = self.clone();
        for (key, values) in &others.chosen {
            let chosen = both.chosen.entry(key).or_default();
            chosen.extend(values.iter().filter(|value| !self.of(key).contains(value)).cloned());
        }
        both
    }

    /// Combines these filters with those read from the words of a query. A facet that is set here overrides
    /// the words.
    #[must_use]
    pub fn before(&self, of_words: &Self) -> Self {
        let mut all = Self { at: self.at, ..of_words.clone() };
        all.chosen.extend(self.chosen.iter().map(|(key, values)| (*key, values.clone())));
        all
    }

    /// Restricts a facet to the given values, or to those of them that are chosen already. `None` if no value is
    /// left.
    pub fn narrowed(&self, facet: &'static Facet, values: &[impl AsRef<str>]) -> Option<Self> {
        let chosen = self.of(facet.key);
        let values = values.iter().map(|value| value.as_ref().to_owned());
        let left: Vec<String> = values.filter(|value| chosen.is_empty() || chosen.contains(value)).collect();
        let mut narrowed = self.clone();
        narrowed.chosen.insert(facet.key, left.clone());
        (!left.is_empty()).then_some(narrowed)
    }

    /// The values chosen for a facet. Empty if the facet does not narrow the search.
    pub fn of(&self, key: &str) -> &[String] {
        self.chosen.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The facets that narrow the search, with their chosen values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        self.chosen.iter().map(|(key, values)| (*key, values.as_slice()))
    }

    /// These filters without those of one facet.
    #[must_use]
    pub fn without(&self, key: &str) -> Self {
        let chosen = self.chosen.iter().filter(|(other, _)| **other != key);
        Self { chosen: chosen.map(|(key, values)| (*key, values.clone())).collect(), at: self.at }
    }

    /// These filters with the values of each facet in natural order.
    #[must_use]
    pub fn in_natural_order(mut self, catalogue: &Catalogue) -> Self {
        for facet in FACETS {
            if let Some(values) = self.chosen.get_mut(facet.key) {
                values.sort_by_cached_key(|value| facet.rank(value, catalogue));
            }
        }
        self
    }

    /// True if nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// These filters, with the default kinds if none is chosen.
    #[must_use]
    pub fn with_default_kinds(&self) -> Self {
        self.or_kinds(&Kind::SEARCHED_BY_DEFAULT)
    }

    /// These filters, with the kinds that state planned work if none is chosen.
    #[must_use]
    pub fn with_planned_kinds(&self) -> Self {
        self.or_kinds(&Kind::PLANNED)
    }

    fn or_kinds(&self, kinds: &[Kind]) -> Self {
        let mut filters = self.clone();
        if filters.of("kind").is_empty() {
            filters.chosen.insert("kind", kinds.iter().map(|kind| kind.as_str().to_owned()).collect());
        }
        filters
    }
}
