//! JSON schemas, generated from the answer types and used by OpenAPI 3.1 without changes.
//!
//! A schema is complete: an answer with a member that no type declares is invalid. Each member has its Japanese
//! description as `#[schemars(description)]`, which replaces the doc comment.

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Map, Value};

use shisaku_model::Filters;

/// Collects the schemas that a document refers to.
pub struct Schemas {
    generator: SchemaGenerator,
}

impl Default for Schemas {
    fn default() -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { generator: settings.into_generator() }
    }
}

impl Schemas {
    /// Returns a reference to the schema of a type and stores the schema. A type without a name returns its
    /// schema inline.
    pub fn of<T: JsonSchema>(&mut self) -> Value {
        self.generator.subschema_for::<T>().to_value()
    }

    /// The stored schemas by name.
    pub fn kept(mut self) -> Map<String, Value> {
        let mut kept = self.generator.take_definitions(true);
        kept.values_mut().for_each(settle);
        kept.sort_keys();
        kept
    }
}

/// Schema of chosen facet values, or null.
pub(super) fn filters_if_any(generator: &mut SchemaGenerator) -> Schema {
    let filters = Filters::json_schema(generator);
    json_schema!({ "anyOf": [filters, { "type": "null" }] })
}

/// Finishes a schema and everything below it: objects accept no further members, and a list of constants becomes
/// an enumeration.
fn settle(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    // The description comes last. A member may be named `description`; only a string value is the keyword.
    if map.get("description").is_some_and(Value::is_string)
        && let Some(description) = map.shift_remove("description")
    {
        map.insert("description".to_owned(), description);
    }
    if let Some(values) = constants(map) {
        map.remove("oneOf");
        map.insert("type".to_owned(), "string".into());
        map.insert("enum".to_owned(), values);
    }
    map.remove("default");
    // The memory width of a number means nothing to readers of the API.
    let width = |format: &Value| {
        matches!(format.as_str(), Some("uint" | "uint16" | "uint32" | "uint64" | "float" | "double"))
    };
    if map.get("format").is_some_and(width) {
        map.remove("format");
    }
    if let Some(Value::Object(members)) = map.get_mut("properties") {
        members.values_mut().for_each(settle);
        map.insert("additionalProperties".to_owned(), false.into());
    }
    for within in ["items", "anyOf", "oneOf", "allOf", "prefixItems"] {
        match map.get_mut(within) {
            Some(Value::Array(all)) => all.iter_mut().for_each(settle),
            Some(one) => settle(one),
            None => {}
        }
    }
}

fn constants(map: &Map<String, Value>) -> Option<Value> {
    let mut values = Vec::new();
    for one in map.get("oneOf")?.as_array()? {
        match (one.get("const"), one.get("enum")) {
            (Some(value), _) => values.push(value.clone()),
            (None, Some(Value::Array(more))) => values.extend(more.iter().cloned()),
            _ => return None,
        }
    }
    Some(values.into())
}
