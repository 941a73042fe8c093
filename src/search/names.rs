//! The names of facet values and their order, made once for an index: thousands of sections are counted in
//! a search over many plans.

use std::{collections::HashMap, sync::Arc};

use crate::model::{Catalogue, Facet, facet::FACETS};

/// A value's place in the order of its facet, and its name for people.
type Known = (usize, Arc<str>);

/// What is known of the values that occur in an index.
pub(super) struct Names {
    known: HashMap<&'static str, HashMap<String, Known>>,
}

impl Names {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let of_facet = |facet: &'static Facet| {
            let values = catalogue.values.get(facet.key).into_iter().flatten().enumerate();
            let known =
                values.map(|(at, value)| (value.clone(), (at, facet.value_label(value, catalogue).into())));
            (facet.key, known.collect())
        };
        Self { known: FACETS.iter().map(of_facet).collect() }
    }

    pub(super) fn get(&self, facet: &Facet, value: &str) -> Option<&Known> {
        self.known.get(facet.key)?.get(value)
    }
}
