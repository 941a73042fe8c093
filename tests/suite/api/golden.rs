//! One whole response as a golden file. Every change is visible in a diff and needs a reason.

use serde_json::json;

use crate::{golden::golden, support::api::search};

const KEPT: &str = "meguro-vision/search.json";

#[test]
fn a_whole_response_stays_as_it_is() {
    let mut response = search([("q", "商店街 支援"), ("period", "短期"), ("limit", "2")]);
    response["took_us"] = json!(0);
    response["index"]["built_at"] = json!("");
    response["index"]["fingerprint"] = json!("");
    // Scores are comparable within one search only. The order is tested, the values are not.
    response["items"].as_array_mut().unwrap().iter_mut().for_each(|item| item["score"] = json!(0));
    let actual = serde_json::to_string_pretty(&response).unwrap() + "\n";
    golden("search", KEPT, &actual);
}
