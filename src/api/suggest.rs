//! `GET /api/v1/suggest`

use serde_json::{Value, json};

use crate::search::Completion;

/// What may be typed to the end, best first.
pub fn suggest_json(completions: &[Completion]) -> Value {
    let one = |one: &Completion| json!({ "text": one.text, "kind": one.kind.as_str(), "count": one.count });
    completions.iter().map(one).collect()
}
