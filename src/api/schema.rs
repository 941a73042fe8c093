//! JSON schemas, generated from the answer types and used by OpenAPI 3.1 without changes.
//!
//! A schema is complete: an answer with a member that no type declares is invalid. Members are described in
//! Japanese in [`MEANINGS`]; the English doc comments of the types are left out.

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde::Serialize;
use serde_json::{Map, Value};

use shisaku_model::FACETS;

mod meanings;

pub use meanings::MEANINGS;

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
        for (name, schema) in &mut kept {
            settle(name, schema);
        }
        kept.sort_keys();
        kept
    }
}

/// Serializes an answer to a JSON value.
pub(super) fn value(shape: &impl Serialize) -> Value {
    // Structs of strings, numbers and lists with string keys always serialize.
    serde_json::to_value(shape).unwrap_or_default()
}

/// An object schema with one required member per facet, each of type `T`.
pub(super) fn of_each_facet<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let shape = generator.subschema_for::<T>();
    let members: Map<String, Value> =
        FACETS.iter().map(|facet| (facet.key.to_owned(), shape.clone().to_value())).collect();
    let keys: Vec<&str> = FACETS.iter().map(|facet| facet.key).collect();
    json_schema!({ "type": "object", "properties": members, "required": keys })
}

/// Schema of the chosen values per facet. A facet without chosen values is absent.
pub(super) fn of_chosen_facets(_: &mut SchemaGenerator) -> Schema {
    let values = json_schema!({ "type": "array", "items": { "type": "string" }, "minItems": 1 });
    let members: Map<String, Value> =
        FACETS.iter().map(|facet| (facet.key.to_owned(), values.clone().to_value())).collect();
    json_schema!({ "type": "object", "properties": members })
}

/// Schema of the chosen values per facet, or null.
pub(super) fn of_chosen_facets_if_any(generator: &mut SchemaGenerator) -> Schema {
    let chosen = of_chosen_facets(generator).to_value();
    json_schema!({ "anyOf": [chosen, { "type": "null" }] })
}

/// Schema of a facet key.
pub(super) fn key_of_a_facet(_: &mut SchemaGenerator) -> Schema {
    let keys: Vec<&str> = FACETS.iter().map(|facet| facet.key).collect();
    json_schema!({ "type": "string", "enum": keys })
}

/// Finishes a schema and everything below it. Objects accept no further members, and English descriptions are
/// replaced by Japanese ones. A list of constants becomes an enumeration.
fn settle(owner: &str, schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    // A member may be named `description` or `title`. Only a string value is the schema's own keyword.
    if map.get("description").is_some_and(Value::is_string) {
        map.remove("description");
    }
    if let Some(meaning) = meaning(owner, "") {
        map.insert("description".to_owned(), meaning.into());
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
        for (name, member) in members.iter_mut() {
            settle("", member);
            if let (Some(meaning), Value::Object(member)) = (meaning(owner, name), member) {
                member.insert("description".to_owned(), meaning.into());
            }
        }
        map.insert("additionalProperties".to_owned(), false.into());
    }
    for within in ["items", "anyOf", "oneOf", "allOf", "prefixItems"] {
        match map.get_mut(within) {
            Some(Value::Array(all)) => all.iter_mut().for_each(|one| settle("", one)),
            Some(one) => settle("", one),
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

/// The Japanese description of a member, or of the type if `member` is empty. A description of `owner.member`
/// takes precedence over one of `member`.
fn meaning(owner: &str, member: &str) -> Option<&'static str> {
    let of = |key: &str| MEANINGS.iter().find(|(name, _)| *name == key).map(|(_, meaning)| *meaning);
    match (owner, member) {
        ("", "") => None,
        (_, "") => of(owner),
        _ => of(&format!("{owner}.{member}")).or_else(|| of(member)),
    }
}
