//! What an index knows beside its entries: the plans, their contents, and the values of each facet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entry, KnownName, Manifest, Naming, Plan, Section, facet};

/// What is kept of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFacts {
    /// Its folder below `seeds/`.
    pub id: String,
    /// What its keeper says of it.
    pub manifest: Manifest,
    /// Its contents, in printed order.
    pub sections: Vec<Section>,
}

/// Names and natural order of everything that a facet value can stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The plans, in order of their folders.
    pub plans: Vec<PlanFacts>,
    /// Facet key to the values that occur, in natural order.
    pub values: BTreeMap<String, Vec<String>>,
    /// Names that the documents themselves give beside one another.
    pub namings: Vec<Naming>,
    /// What is known of the names of departments and organisations: facet, value, its names.
    pub known_names: BTreeMap<String, BTreeMap<String, KnownName>>,
}

impl Catalogue {
    /// Gathers the plans' facts and every facet's values.
    pub fn of(plans: &[Plan]) -> Self {
        let mut catalogue = Self {
            plans: plans
                .iter()
                .map(|plan| PlanFacts {
                    id: plan.manifest.id.clone(),
                    manifest: plan.manifest.clone(),
                    sections: plan.sections.clone(),
                })
                .collect(),
            values: BTreeMap::new(),
            namings: Naming::all(plans.iter().flat_map(|plan| &plan.entries)),
            known_names: BTreeMap::new(),
        };
        for known in plans.iter().flat_map(|plan| &plan.known_names) {
            let of_facet = catalogue.known_names.entry(known.facet.clone()).or_default();
            match of_facet.get_mut(&known.value) {
                Some(same) => same.and(known),
                None => drop(of_facet.insert(known.value.clone(), known.clone())),
            }
        }
        for facet in facet::FACETS {
            let mut values: Vec<String> = plans
                .iter()
                .flat_map(|plan| &plan.entries)
                .flat_map(|entry: &Entry| (facet.values)(entry))
                .collect();
            values.sort_unstable();
            values.dedup();
            values.sort_by_cached_key(|value| facet.rank(value, &catalogue));
            catalogue.values.insert(facet.key.to_owned(), values);
        }
        catalogue
    }

    /// The plan of that id.
    pub fn plan(&self, id: &str) -> Option<&PlanFacts> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// What is known of that value of a facet of names.
    pub fn known_name(&self, facet: &str, value: &str) -> Option<&KnownName> {
        self.known_names.get(facet)?.get(value)
    }

    /// What is known of the body that goes by that name, whichever of its names it is.
    pub fn by_any_name(&self, facet: &str, name: &str) -> Option<&KnownName> {
        self.known_names.get(facet)?.values().find(|known| known.goes_by(name))
    }

    /// The section of that facet value, with its place in the order of all plans' contents.
    pub fn section(&self, id: &str) -> Option<(usize, &Section)> {
        self.plans.iter().flat_map(|plan| &plan.sections).enumerate().find(|(_, section)| section.id == id)
    }
}
