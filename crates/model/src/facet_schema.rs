//! Schemas of members that depend on the table of facets.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::{FACETS, Facet, Filters};

/// One optional member for each facet: its chosen values. A facet without any is left out.
impl JsonSchema for Filters {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Filters".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let values = json_schema!({ "type": "array", "items": { "type": "string" }, "minItems": 1 });
        json_schema!({ "type": "object", "properties": members(&values) })
    }
}

/// Schema of an object with one member of type `T` for each facet.
pub fn by_facet<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let members = members(&generator.subschema_for::<T>());
    let keys: Vec<&str> = FACETS.iter().map(|facet| facet.key).collect();
    json_schema!({ "type": "object", "properties": members, "required": keys })
}

/// Schema of a facet's key.
pub fn facet_key(_: &mut SchemaGenerator) -> Schema {
    let keys: Vec<&str> = FACETS.iter().map(|facet| facet.key).collect();
    json_schema!({ "type": "string", "enum": keys })
}

/// One member for each facet, described by the facet's label.
fn members(shape: &Schema) -> Map<String, Value> {
    let member = |facet: &Facet| {
        let mut shape = shape.clone();
        shape.insert("description".to_owned(), format!("{}。", facet.label).into());
        (facet.key.to_owned(), shape.to_value())
    };
    FACETS.iter().map(member).collect()
}
