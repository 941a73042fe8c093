//! Several plans in one index: the filter by municipality, a plan by itself, and editions.

use serde_json::{Value, json};

use crate::{
    cities::{folder, json_of, site},
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

#[test]
fn a_plan_says_what_it_is_and_every_count_is_that_of_its_list() {
    let plan = json_of("/api/v1/plans/hoshimi-2");
    assert_eq!((&plan["title"], &plan["publisher"]), (&json!("第2次星見市商業計画"), &json!("星見市")));
    assert_eq!(plan["documents"], json!([{ "file": "hoshimi-2/plan.md", "entries": 4, "scanned": false }]));
    let counts = ["kinds", "results", "chapters"].map(|key| plan[key].as_array().unwrap());
    assert_eq!(counts.map(Vec::len), [1, 3, 2]);
    for count in counts.into_iter().flatten() {
        let list = count["url"].as_str().unwrap().replace("/?", "/api/v1/search?");
        assert_eq!(json_of(&list)["total_count"], count["count"], "{list}");
    }
    assert_eq!((&plan["earlier"], &plan["later"]), (&json!([]), &json!(["hoshimi-3"])));
    assert_eq!(site().get("/api/v1/plans/nowhere").status, 404);
}

#[test]
fn entries_of_two_editions_are_linked_both_ways() {
    let linked = |id: &str| {
        let entry = json_of(&format!("/api/v1/entries/{id}"));
        (entry["earlier"].clone(), entry["later"].clone())
    };
    // The same title, and one that is alike.
    for (old, new) in [("hoshimi-2/1-1", "hoshimi-3/1-1"), ("hoshimi-2/1-2", "hoshimi-3/1-2")] {
        assert_eq!(linked(old), (json!([]), json!([new])));
        assert_eq!(linked(new), (json!([old]), json!([])));
    }
    let nothing = (json!([]), json!([]));
    assert_eq!(linked("hoshimi-3/1-3"), nothing, "new in its edition");
    assert_eq!(linked("minato/1-1"), nothing, "the same title in another city");
}
