//! One whole response, kept: whatever changes in it is seen in a diff and said why.

use std::{env, fs, path::Path};

use serde_json::{Value, json};

use crate::support::api::search;

const KEPT: &str = "tests/cases/meguro-vision/search.json";

#[test]
fn a_whole_response_stays_as_it_is() {
    let mut response = search([("q", "商店街 支援"), ("period", "短期"), ("limit", "2")]);
    response["took_us"] = json!(0);
    response["index"]["built_at"] = json!("");
    response["index"]["fingerprint"] = json!("");
    // Scores are comparable within one search only; the order is what counts.
    response["items"].as_array_mut().unwrap().iter_mut().for_each(|item| item["score"] = json!(0));
    let actual = serde_json::to_string_pretty(&response).unwrap() + "\n";
    if env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::create_dir_all(Path::new(KEPT).parent().unwrap()).unwrap();
        fs::write(KEPT, actual).unwrap();
        return;
    }
    let kept = fs::read_to_string(KEPT).unwrap_or_default();
    let first = kept.lines().zip(actual.lines()).enumerate().find(|(_, (kept, actual))| kept != actual);
    let way_out = "if this is meant, run again with UPDATE_GOLDEN=1 and read the diff";
    assert!(kept == actual, "{KEPT} first differs at {first:?}; {way_out}");
    assert!(serde_json::from_str::<Value>(&kept).is_ok());
}
