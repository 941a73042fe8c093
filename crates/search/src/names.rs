//! Labels and order of facet values, computed once per index. A search over many plans counts thousands of
//! sections.

use std::{collections::HashMap, sync::Arc};

use shisaku_model::{Catalogue, Facet, facet::FACETS};

/// Precomputed data of a facet value.
pub(super) struct Known {
    /// Position in the order of its facet.
    pub at: usize,
    /// Label for people.
    pub label: Arc<str>,
    /// Value one level up.
    pub parent: Option<Arc<str>>,
}

/// Precomputed data of the values that occur in an index.
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
