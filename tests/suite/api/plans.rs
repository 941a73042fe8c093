//! Several plans in one index: the filter by municipality.

use serde_json::{Value, json};

use crate::{
    cities::{folder, json_of},
    support::ids,
};

/// The counted values of a facet.
fn counts(answer: &Value, facet: &str) -> Vec<(String, u64)> {
    let values = answer["facets"][facet]["values"].as_array().unwrap();
    let count =
        |value: &Value| (value["value"].as_str().unwrap().to_owned(), value["count"].as_u64().unwrap());
    values.iter().map(count).collect()
}

#[test]
fn a_municipality_has_the_entries_of_all_its_plans() {
    let answer = json_of("/api/v1/search?municipality=星見市");
    assert_eq!(answer["total_count"], 7);
    assert_eq!(answer["items"][0]["municipality"], "星見市");
    let expected = [("星見市".to_owned(), 7), ("港町".to_owned(), 2)];
    assert_eq!(counts(&answer, "municipality"), expected, "its own selection does not reduce the counts");
    let plans = [("hoshimi-2".to_owned(), 4), ("hoshimi-3".to_owned(), 3)];
    assert_eq!(counts(&answer, "plan"), plans);
    let both = json_of("/api/v1/search?municipality=星見市&municipality=港町&q=商店街");
    assert_eq!(ids(&both["items"]).len(), 3);
    let table = json_of("/api/v1/progress?rows=municipality&columns=has_result");
    assert_eq!(table["rows"]["values"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_plan_without_publisher_has_no_municipality() {
    let read = folder().with("minato/plan.toml", "title = \"港町観光計画\"\n").read();
    let entries = read.plans.iter().flat_map(|reading| &reading.plan.entries);
    let unknown = entries.filter(|entry| entry.municipality.is_none()).map(|entry| entry.plan.as_str());
    assert_eq!(unknown.collect::<Vec<_>>(), ["minato"; 2]);
    let entry = json_of("/api/v1/entries/minato/1-1");
    assert_eq!(entry["municipality"], json!("港町"));
}
