//! Counts of the values of every facet in a search.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::Search;
use shisaku_model::{Catalogue, FACETS, Facet, Filters};

/// A facet with the counts of its values.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FacetAnswer", description = "絞り込みの項目と、値ごとの件数。")]
pub struct FacetCounts {
    /// The facet. JSON contains its label.
    #[serde(rename = "label", serialize_with = "label")]
    #[schemars(with = "String", description = "人に見せる名前。")]
    pub facet: &'static Facet,
    /// Values in natural order: those that occur, and those chosen.
    #[schemars(description = "値。")]
    pub values: Vec<FacetValue>,
}

fn label<S: Serializer>(facet: &&Facet, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(facet.label)
}

/// Serialises facets as a map by key, in display order.
pub(super) fn by_key<S: Serializer>(all: &[FacetCounts], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(all.iter().map(|counts| (counts.facet.key, counts)))
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(
    rename = "FacetValueAnswer",
    description = "絞り込みの値。value をそのままパラメーターに使えます。"
)]
pub struct FacetValue {
    /// Value as a parameter.
    #[schemars(description = "パラメーターの値。")]
    pub value: Arc<str>,
    /// Label for people.
    #[schemars(description = "人に見せる名前。")]
    pub label: Arc<str>,
    /// Number of hits with the value, regardless of the chosen values of this facet.
    #[schemars(description = "件数。")]
    pub count: usize,
    /// True if the person chose it.
    #[schemars(description = "選ばれているかどうか。")]
    pub selected: bool,
    /// Value one level up, in this facet or in the facet above.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "ひとつ上の値。")]
    pub parent: Option<Arc<str>>,
}

/// Labels and order of the facet values that occur in an index, computed once. A search over many plans counts
/// thousands of sections.
pub(super) struct Names(HashMap<&'static str, HashMap<String, Known>>);

/// Precomputed data of a facet value.
struct Known {
    /// Position in the order of its facet.
    at: usize,
    /// Label for people.
    label: Arc<str>,
    /// Value one level up.
    parent: Option<Arc<str>>,
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
        Self(FACETS.iter().map(of_facet).collect())
    }

    fn get(&self, facet: &Facet, value: &str) -> Option<&Known> {
        self.0.get(facet.key)?.get(value)
    }
}

impl Search {
    /// Adds labels to the counted values and sorts them.
    pub(super) fn facets(
        &self,
        counts: &BTreeMap<&'static str, BTreeMap<Arc<str>, usize>>,
        chosen: &Filters,
    ) -> Vec<FacetCounts> {
        let none = BTreeMap::new();
        let facet_counts = |facet: &'static Facet| {
            let chosen = chosen.of(facet.key);
            let is_chosen = |value: &str| chosen.iter().any(|one| one == value);
            let counted = counts.get(facet.key).unwrap_or(&none);
            let mut values: Vec<(usize, FacetValue)> = counted
                .iter()
                // Default kinds are counted even at 0. They are hidden then, because nobody chose them.
                .filter(|(value, count)| **count > 0 || is_chosen(value))
                .map(|(value, count)| {
                    let known = self.names.get(facet, value);
                    let label = known.map(|known| known.label.clone());
                    let value = FacetValue {
                        label: label.unwrap_or_else(|| facet.value_label(value, &self.catalogue).into()),
                        selected: is_chosen(value),
                        parent: known.and_then(|known| known.parent.clone()),
                        value: value.clone(),
                        count: *count,
                    };
                    (known.map_or(usize::MAX, |known| known.at), value)
                })
                .collect();
            if values.iter().any(|(at, _)| *at == usize::MAX) {
                // A chosen value that no entry has is not in the catalogue. Its position must be computed.
                values.sort_by_cached_key(|(_, value)| facet.rank(&value.value, &self.catalogue));
            } else {
                values.sort_unstable_by_key(|(at, _)| *at);
            }
            FacetCounts { facet, values: values.into_iter().map(|(_, value)| value).collect() }
        };
        FACETS.iter().map(facet_counts).collect()
    }
}
