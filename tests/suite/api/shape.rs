//! Every member of the contract is present and has its type, for any request.

use serde_json::Value;
use shisaku_model::FACETS;

use crate::support::api::{get, search};

/// Name of a member, and a check of its value.
type Member = (&'static str, fn(&Value) -> bool);

fn texts(value: &Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(Value::is_string))
}

fn text_or_null(value: &Value) -> bool {
    value.is_string() || value.is_null()
}

/// `[first, last]`, in which one end may be open; or null.
fn years(value: &Value) -> bool {
    let year = |value: &Value| value.as_u64().is_some_and(|year| (1868..2200).contains(&year));
    match value.as_array().map(Vec::as_slice) {
        Some([first, last]) => {
            (year(first) || first.is_null()) && (year(last) || last.is_null()) && first != last
                || year(first) && year(last)
        }
        _ => value.is_null(),
    }
}

fn lines(value: &Value) -> bool {
    matches!(value.as_array().map(Vec::as_slice), Some([from, to]) if from.is_u64() && to.is_u64())
}

#[track_caller]
fn all(list: &Value, members: &[Member]) {
    list.as_array().unwrap().iter().for_each(|value| exactly(value, members));
}

/// Asserts that the object has exactly these members and that each passes its check.
#[track_caller]
fn exactly(value: &Value, members: &[Member]) {
    has(value, members);
    let object = value.as_object().unwrap();
    let known = |name: &str| members.iter().any(|(member, _)| *member == name);
    let others: Vec<&String> = object.keys().filter(|name| !known(name)).collect();
    assert!(others.is_empty(), "nobody knows {others:?} in {value}");
}

#[track_caller]
fn has(value: &Value, members: &[Member]) {
    for (name, holds) in members {
        let member = value.get(name).unwrap_or_else(|| panic!("{name} is missing in {value}"));
        assert!(holds(member), "{name} is {member}");
    }
}

const ENTRY: [Member; 25] = [
    ("id", Value::is_string),
    ("plan", Value::is_string),
    ("kind", Value::is_string),
    ("number", Value::is_string),
    ("title", Value::is_string),
    ("title_variants", texts),
    ("path", Value::is_array),
    ("sections", texts),
    ("body", texts),
    ("period", text_or_null),
    ("plan_years", years),
    ("results", Value::is_array),
    ("has_result", |value| value.is_boolean() || value.is_null()),
    ("result", text_or_null),
    ("departments", texts),
    ("related_departments", texts),
    ("organisations", texts),
    ("groups", Value::is_object),
    ("category", texts),
    ("reprint_of", text_or_null),
    ("notes", Value::is_array),
    ("indicators", Value::is_array),
    ("source", Value::is_object),
    ("url", Value::is_string),
    ("score", Value::is_number),
];

fn entry(value: &Value) {
    has(value, &ENTRY[..24]);
    assert_eq!(value["url"], format!("/entries/{}", value["id"].as_str().unwrap()));
    all(&value["path"], &[("number", Value::is_string), ("title", Value::is_string)]);
    all(&value["notes"], &[("term", Value::is_string), ("text", Value::is_string)]);
    let place: [Member; 2] = [("file", Value::is_string), ("lines", lines)];
    for report in value["results"].as_array().unwrap() {
        has(report, &[("years", years), ("text", Value::is_string), ("status", Value::is_string)]);
        exactly(&report["source"], &place);
    }
    let source = &value["source"];
    has(source, &place);
    all(&source["parts"], &[("field", Value::is_string), ("lines", lines)]);
    let repair: [Member; 4] = [
        ("line", Value::is_u64),
        ("printed", Value::is_string),
        ("repaired", Value::is_string),
        ("rule", Value::is_string),
    ];
    all(&source["repairs"], &repair);
}

fn item(value: &Value) {
    entry(value);
    has(value, &[ENTRY[24]]);
    let marked = &value["highlights"];
    has(marked, &[("title", Value::is_string), ("result", text_or_null)]);
    // Highlights of a list have one item for each item of the field.
    for list in ["path", "body", "notes", "title_variants", "results"] {
        let length = |value: &Value| value.as_array().map(Vec::len);
        assert!(texts(&marked[list]), "{list}: {marked}");
        assert_eq!(length(&marked[list]), length(&value[list]), "{list}: {value}");
    }
    assert_eq!(marked["result"].is_null(), value["result"].is_null());
    let kinds = ["exact", "spelling", "reading", "synonym", "abbreviation", "era", "typo"];
    for matched in value["matched"].as_array().unwrap() {
        let text: [Member; 3] =
            [("field", Value::is_string), ("term", Value::is_string), ("text", Value::is_string)];
        has(matched, &text);
        assert!(kinds.contains(&matched["as"].as_str().unwrap()), "{matched}");
    }
}

fn response(value: &Value) {
    exactly(
        value,
        &[
            ("total_count", Value::is_u64),
            ("count", Value::is_u64),
            ("limit", Value::is_u64),
            ("offset", Value::is_u64),
            ("next_offset", |value| value.is_u64() || value.is_null()),
            ("took_us", Value::is_u64),
            ("query", Value::is_object),
            ("notices", Value::is_array),
            ("suggestions", Value::is_array),
            ("facets", Value::is_object),
            ("items", Value::is_array),
            ("partial", Value::is_array),
            ("index", Value::is_object),
        ],
    );
    assert_eq!(value["count"], value["items"].as_array().unwrap().len());
    let query = &value["query"];
    has(
        query,
        &[
            ("text", Value::is_string),
            ("excluded", texts),
            ("filters", Value::is_object),
            ("terms", Value::is_array),
            ("expansions", Value::is_array),
        ],
    );
    all(&query["terms"], &[("text", Value::is_string), ("occur", Value::is_string)]);
    has(
        &value["index"],
        &[("built_at", Value::is_string), ("entries", Value::is_u64), ("fingerprint", Value::is_string)],
    );
    for notice in value["notices"].as_array().unwrap() {
        has(notice, &[("code", Value::is_string), ("message", Value::is_string)]);
    }
    let suggestion: [Member; 3] =
        [("text", Value::is_string), ("reason", Value::is_string), ("count", Value::is_u64)];
    value["suggestions"].as_array().unwrap().iter().for_each(|value| has(value, &suggestion));
    let keys: Vec<&str> = value["facets"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, FACETS.iter().map(|facet| facet.key).collect::<Vec<_>>(), "the order people are shown");
    for facet in value["facets"].as_object().unwrap().values() {
        has(facet, &[("label", Value::is_string), ("values", Value::is_array)]);
        let members: [Member; 5] = [
            ("value", Value::is_string),
            ("label", Value::is_string),
            ("count", Value::is_u64),
            ("selected", Value::is_boolean),
            ("parent", Value::is_string),
        ];
        for value in facet["values"].as_array().unwrap() {
            exactly(value, if value.get("parent").is_some() { &members } else { &members[..4] });
        }
    }
    value["items"].as_array().unwrap().iter().for_each(item);
    let partial = value["partial"].as_array().unwrap();
    assert!(partial.len() <= 5 && (partial.is_empty() || value["total_count"].as_u64().unwrap() < 5));
    for partial in partial {
        item(partial);
        assert!(texts(&partial["missing"]) && partial["missing"] != Value::from(Vec::<String>::new()));
    }
}

#[test]
fn a_response_has_every_member_whatever_is_asked() {
    let asked: [&[(&str, &str)]; 8] = [
        &[],
        &[("q", "商店街"), ("limit", "100")],
        &[("q", "商店街 -支援"), ("period", "短期"), ("sort", "title")],
        &[("kind", "note"), ("kind", "figure"), ("kind", "preamble"), ("limit", "100")],
        &[("q", "商店街 宇宙開発")],
        &[("q", "融資 商店街 観光 ISO 保育")],
        &[("q", "zzzzqqqq")],
        &[("q", "<script>\"&'"), ("offset", "5")],
    ];
    for pairs in asked {
        response(&search(pairs.iter().copied()));
    }
}

#[test]
fn an_entry_is_found_by_its_id() {
    let answer = get("/api/v1/entries/meguro-vision/5-1-1-1");
    assert_eq!((answer.status.as_u16(), answer.json()["title"].as_str()), (200, Some("融資制度の充実")));
    entry(&answer.json());
    assert_eq!(answer.headers["content-type"], "application/json");
    let listed = search([("q", "融資制度の充実"), ("limit", "1")]);
    let answer = answer.json();
    let (item, entry) = (listed["items"][0].as_object().unwrap(), answer.as_object().unwrap());
    let (both, alone): (Vec<_>, Vec<_>) = entry.iter().partition(|(name, _)| item.contains_key(*name));
    both.iter().for_each(|(name, value)| assert_eq!(&item[*name], *value, "{name}"));
    let around = [
        "related",
        "original",
        "reprints",
        "resembles",
        "removed_like",
        "earlier",
        "later",
        "previous",
        "next",
        "citation",
        "contacts",
    ];
    assert_eq!(
        alone.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        around,
        "what one entry has more"
    );
    for id in ["meguro-vision/9-9", "other/5-1-1-1", "%E8%A8%88/1", "meguro-vision/%22%3E"] {
        let problem = get(&format!("/api/v1/entries/{id}")).problem(404);
        assert!(problem["detail"].as_str().unwrap().contains("/api/v1/search"), "{problem}");
    }
    for id in ["%FF/1", "meguro-vision/%00", "meguro-vision/%ED%A0%80", "a%0Ab/1"] {
        let problem = get(&format!("/api/v1/entries/{id}")).problem(400);
        assert!(problem["detail"].as_str().unwrap().contains("UTF-8"), "{problem}");
    }
}

#[test]
fn answers_may_be_kept_by_nobody_else_and_run_nothing() {
    for target in ["/api/v1/search", "/api/v1/search?x=1", "/api/v1/nothing"] {
        assert_eq!(get(target).headers["x-content-type-options"], "nosniff", "{target}");
    }
}
