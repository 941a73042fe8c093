//! Output of `shisaku parse`: the measures of one document. Field names follow the collections of example
//! documents.

use serde_json::{Map, Value, json};

use shisaku_model::{Entry, Kind, Plan};

/// Builds `{"measures": [...]}` with measures and removed items in printed order.
pub fn measures_json(plan: &Plan) -> Value {
    let measures: Vec<Value> = plan
        .entries
        .iter()
        .filter(|entry| matches!(entry.kind, Kind::Measure | Kind::Removed))
        .map(measure)
        .collect();
    json!({"measures": measures})
}

fn measure(entry: &Entry) -> Value {
    let newest = entry.results.last();
    let reprint = entry.category.iter().any(|mark| mark == "再掲");
    let category: Vec<&str> =
        entry.category.iter().map(String::as_str).filter(|mark| *mark != "再掲").collect();
    let mut map = Map::new();
    let mut put = |name: &str, value: Value| map.insert(name.to_owned(), value);
    put("number", json!(printed_number(&entry.number)));
    put("title", json!(entry.title));
    put("title_variants", json!(entry.title_variants));
    put("section", json!(entry.path.iter().map(|heading| &heading.title).collect::<Vec<_>>()));
    put("section_numbers", json!(entry.path.iter().map(|heading| &heading.number).collect::<Vec<_>>()));
    put("departments", json!(entry.departments));
    put("related", json!(entry.related_departments));
    put("period", json!(entry.period));
    put("category", json!(category.first()));
    put("years", json!(entry.plan_years));
    put("has_result", json!(entry.has_result));
    put("result", json!(newest.map(|report| &report.text)));
    put("result_status", json!(newest.map(|report| report.status)));
    put("result_years", json!(newest.and_then(|report| report.years)));
    put("reprint", json!(reprint));
    put("reprint_of", json!(entry.reprint_of));
    put("removed", json!(entry.kind == Kind::Removed));
    put("lines", json!(entry.source.lines));
    Value::Object(map)
}

/// The number as printed: `(1)` for 1-1(1).
fn printed_number(spoken: &str) -> &str {
    spoken.find('(').map_or(spoken, |at| &spoken[at..])
}
