//! `GET /api/v1/progress`: the JSON table, and the search linked from every number.

use serde_json::{Value, json};

use crate::support::api::{get, send};

const NUMBERS: [&str; 5] = ["with", "without", "waiting", "no_report", "overdue"];

fn table(query: &str) -> Value {
    let answer = get(&format!("/api/v1/progress?{query}"));
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.headers["content-type"], "application/json");
    answer.json()
}

/// Number of entries listed on the page with that address.
fn total(url: &str) -> Value {
    let query = url.strip_prefix("/?").unwrap_or_default();
    let answer = get(&format!("/api/v1/search?{query}"));
    let own = answer.headers["link"].to_str().unwrap();
    assert!(own.contains(&format!("</api/v1/search{}>", &url[1..])), "{own} for {url}");
    answer.json()["total_count"].clone()
}

/// Requests the address of every number and compares the counts. Returns the number of requests.
fn assert_addresses(place: &Value) -> usize {
    let mut asked = 0;
    if let Some(url) = place["url"].as_str() {
        assert_eq!(total(url), place["total"], "{place}");
        asked += 1;
    }
    for number in NUMBERS {
        match place["urls"][number].as_str() {
            Some(url) => {
                assert_eq!(total(url), place[number], "{number} of {place}");
                asked += 1;
            }
            None => assert!(place["url"].is_null() || place[number] == 0, "{number} of {place}"),
        }
    }
    asked
}

fn places(table: &Value) -> Vec<Value> {
    let lines = ["rows", "columns"].into_iter().flat_map(|side| table[side]["values"].as_array().unwrap());
    let cells = table["cells"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
    lines.chain(cells).chain([&table["total"]]).cloned().collect()
}

#[test]
fn every_number_can_be_asked_for_by_its_address() {
    for query in [
        "at=2026-11-24",
        "rows=kind&columns=status&at=2015-04-01",
        "q=%E9%95%B7%E6%9C%9F%E8%A8%88%E7%94%BB+%E6%94%AF%E6%8F%B4&at=2026-11-24",
        "rows=year&columns=has_result&period=%E4%B8%AD%E6%9C%9F&kind=measure&at=2015-04-01",
        "rows=report_covers&columns=overdue&exact=true&match=any&q=%E8%A6%B3%E5%85%89+%E8%9E%8D%E8%B3%87&at=2026-11-24",
    ] {
        let table = table(query);
        let asked: usize = places(&table).iter().map(assert_addresses).sum();
        assert!(asked > 10, "{query}: {asked}");
    }
}

#[test]
fn the_table_of_the_plan() {
    let table = table("at=2026-11-24");
    assert_eq!((&table["rows"]["facet"], &table["columns"]["facet"]), (&json!("policy"), &json!("period")));
    assert_eq!((&table["at"], &table["over_through"]), (&json!("2026-11-24"), &json!(2025)));
    let numbers = |place: &Value| {
        ["total", "with", "without", "waiting", "no_report", "overdue"]
            .map(|number| place[number].as_u64().unwrap())
    };
    assert_eq!(numbers(&table["total"]), [92, 53, 5, 25, 9, 3]);
    let rows = table["rows"]["values"].as_array().unwrap();
    let second = &rows[1];
    assert_eq!(second["value"], "meguro-vision/5-2");
    assert_eq!(second["parent"], "meguro-vision/5");
    assert_eq!(numbers(second), [25, 14, 1, 10, 0, 1]);
    assert_eq!(numbers(&table["cells"][1][2]), [6, 0, 0, 6, 0, 0]);
    assert_eq!(table["cells"][1][2]["filters"], json!({"policy": ["meguro-vision/5-2"], "period": ["長期"]}));
    let none = rows.last().unwrap();
    assert_eq!(
        (&none["value"], &none["label"], &none["url"]),
        (&Value::Null, &json!("政策なし"), &Value::Null)
    );
    assert_eq!(numbers(none), [9, 7, 2, 0, 0, 0], "the removed items");
    for number in ["total", "overdue"] {
        let sum: u64 = rows.iter().map(|row| row[number].as_u64().unwrap()).sum();
        assert_eq!(json!(sum), table["total"][number], "each entry has one policy or none");
    }
    let overdue =
        table["numbers"].as_array().unwrap().iter().find(|number| number["key"] == "overdue").unwrap();
    assert_eq!(overdue["filters"], json!({"overdue": ["true"]}));
}

#[test]
fn a_table_can_be_taken_into_a_spreadsheet() {
    let csv = get("/api/v1/progress?format=csv&at=2026-11-24");
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert!(csv.headers["content-disposition"].to_str().unwrap().contains("progress-2026-11-24.csv"));
    let text = csv.body.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        head.join(","),
        "行の項目,行の値,行,列の項目,列の値,列,件数,実績あり,実績なし,計画期間の報告待ち,報告なし,期限超過,報告の年度,基準日"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let table = table("at=2026-11-24");
    let cells = table["cells"].as_array().unwrap();
    assert_eq!(rows.len(), cells.len() * cells[0].as_array().unwrap().len());
    let sum: usize = rows.iter().map(|row| row[6].parse::<usize>().unwrap()).sum();
    assert_eq!(sum, 92);
    let found = rows.iter().find(|row| &row[1] == "meguro-vision/5-2" && &row[4] == "長期").unwrap();
    assert_eq!(
        found.iter().skip(6).collect::<Vec<_>>(),
        ["6", "0", "0", "6", "0", "0", "2011～2013年度", "2026-11-24"]
    );
}

#[test]
fn what_makes_no_table_is_refused_with_the_parameter() {
    for (query, param, hint) in [
        ("rows=period&columns=period", "columns", "rows とは別の項目"),
        ("rows=colour", "rows", "使える値"),
        ("columns=kind&columns=plan", "columns", "1 度だけ"),
        ("at=2026-13-01", "at", "2026-03-31"),
        ("limit=5", "limit", "表では使えません"),
        ("offset=5", "offset", "表では使えません"),
        ("sort=title", "sort", "表では使えません"),
        ("format=pdf", "format", "json、csv、xlsx"),
        ("fromat=csv", "fromat", "format ではありませんか"),
        ("format=csv&format=json", "format", "1 度だけ"),
        ("row=kind", "row", "rows ではありませんか"),
        ("period=%E7%9F%AD", "period", "短期"),
        ("q=%FF", "q", "UTF-8"),
        ("at=%00", "at", "制御文字"),
    ] {
        let problem = get(&format!("/api/v1/progress?{query}")).problem(400);
        assert_eq!(problem["param"], param, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(hint), "{problem}");
    }
    for param in ["limit", "offset", "sort"] {
        let problem = get(&format!("/api/v1/progress?{param}=5")).problem(400);
        assert!(problem["type"].as_str().unwrap().ends_with("#out-of-place"), "{problem}");
    }
    send("POST", "/api/v1/progress").problem(405);
}

#[test]
fn a_slip_in_the_format_is_told_alike_by_list_and_table() {
    let told = |path: &str| {
        let problem = get(&format!("/api/v1/{path}")).problem(400);
        problem["detail"].as_str().unwrap().replace("json、jsonl、csv", "json、csv")
    };
    assert_eq!(told("progress?format=cvs"), told("export?format=cvs"));
    assert!(told("progress?format=cvs").contains("csv ではありませんか"));
    assert_eq!(told("progress?format=csv&format=csv"), told("export?format=csv&format=csv"));
}
