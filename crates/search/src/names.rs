//! The names of facet values and their order, made once for an index: thousands of sections are counted in
//! a search over many plans.

use std::{collections::HashMap, sync::Arc};

use shisaku_model::{Catalogue, Facet, facet::FACETS};

/// What is known of a value beforehand.
pub(super) struct Known {
    /// Its place in the order of its facet.
    pub at: usize,
    /// Its name for people.
    pub label: Arc<str>,
    /// The value above it.
    pub parent: Option<Arc<str>>,
}

/// What is known of the values that occur in an index.
pub(super) struct Names {
    known: HashMap<&'static str, HashMap<String, Known>>,
}

impl Names {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let of_facet = |facet: &'static Facet| {
            let values = catalogue.values.get(facet.key).into_iter().flatten().enumerate();
            let known = values.map(|(at, value)| {
                let label = facet.value_label(value, catalogue).into();
                let parent = facet.value_above(value, catalogue).map(Arc::from);
                (value.clone(), Known { at, label, parent })
            });
            (facet.key, known.collect())
        };
        Self { known: FACETS.iter().map(of_facet).collect() }
    }

    pub(super) fn get(&self, facet: &Facet, value: &str) -> Option<&Known> {
        self.known.get(facet.key)?.get(value)
    }
}
