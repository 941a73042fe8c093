//! One whole response, kept: whatever changes in it is seen in a diff and said why.

use serde_json::json;

use crate::{golden::golden, support::api::search};

const KEPT: &str = "meguro-vision/search.json";

#[test]
fn a_whole_response_stays_as_it_is() {
    let mut response = search([("q", "商店街 支援"), ("period", "短期"), ("limit", "2")]);
    response["took_us"] = json!(0);
    response["index"]["built_at"] = json!("");
    response["index"]["fingerprint"] = json!("");
    // Scores are comparable within one search only; the order is what counts.
    response["items"].as_array_mut().unwrap().iter_mut().for_each(|item| item["score"] = json!(0));
    let actual = serde_json::to_string_pretty(&response).unwrap() + "\n";
    golden("search", KEPT, &actual);
}
