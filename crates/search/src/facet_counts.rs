//! Counts of the values of every facet in a search.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Serialize, Serializer, ser::SerializeMap};

use shisaku_model::Facet;

/// A facet with the counts of its values.
#[derive(Serialize, JsonSchema)]
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

impl std::fmt::Debug for FacetCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FacetCounts").field("facet", &self.facet.key).field("values", &self.values).finish()
    }
}

fn label<S: Serializer>(facet: &&Facet, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(facet.label)
}

/// Serialises facets as a map by key, in display order.
pub(super) fn by_key<S: Serializer>(all: &[FacetCounts], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(all.len()))?;
    all.iter().try_for_each(|counts| map.serialize_entry(counts.facet.key, counts))?;
    map.end()
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(
    rename = "FacetValueAnswer",
    description = "絞り込みの値。value をそのままパラメーターに使えます。"
)]
pub struct FacetValue {
    /// Value as a parameter.
    #[serde(serialize_with = "text")]
    #[schemars(with = "String", description = "パラメーターの値。")]
    pub value: Arc<str>,
    /// Label for people.
    #[serde(serialize_with = "text")]
    #[schemars(with = "String", description = "人に見せる名前。")]
    pub label: Arc<str>,
    /// Number of hits with the value, regardless of the chosen values of this facet.
    #[schemars(description = "件数。")]
    pub count: usize,
    /// True if the person chose it.
    #[schemars(description = "選ばれているかどうか。")]
    pub selected: bool,
    /// Value one level up, in this facet or in the facet above.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text_if_any")]
    #[schemars(with = "String", description = "ひとつ上の値。")]
    pub parent: Option<Arc<str>>,
}

fn text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

fn text_if_any<S: Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}
