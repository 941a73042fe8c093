//! Every export lists the entries of the paged search results, in the same order.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use shisaku_model::FACETS;

use super::{csv_rows, export, first_column, lines, sheet, shown};
use crate::{
    support::{
        Sandbox,
        api::{get, search, send, written},
        ids,
    },
    web::site,
};

const QUERIES: [&str; 12] = [
    "",
    "商店街",
    "融資 支援",
    "長期計画 実績なし",
    "おしゃれな街",
    "観光 OR 農業",
    "商店街 -支援",
    "図書館 宇宙",
    "1-1(1)",
    "平成24年度 観光",
    "ひとでぶそく",
    "再掲",
];

/// All values of all facets of the plan.
static CHOICES: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let kinds = ["measure", "removed", "framework", "note", "figure", "preamble"];
    let all = search(kinds.map(|kind| ("kind", kind)));
    let of = |key: &'static str| {
        let values = all["facets"][key]["values"].as_array().unwrap().clone();
        values.into_iter().map(move |value| (key, value["value"].as_str().unwrap().to_owned()))
    };
    FACETS.iter().flat_map(|facet| of(facet.key)).collect()
});

/// Ids of a search, collected page by page, and its answer.
fn on_screen(pairs: &[(&str, &str)]) -> (Vec<String>, Value) {
    let mut found = Vec::new();
    let mut offset = Some(0);
    let mut last = Value::Null;
    while let Some(from) = offset {
        let from = from.to_string();
        last = search([("limit", "37"), ("offset", from.as_str())].into_iter().chain(pairs.iter().copied()));
        found.extend(ids(&last["items"]));
        offset = last["next_offset"].as_u64();
    }
    (found, last)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_export_is_what_the_screen_shows(
        query in prop::sample::select(QUERIES.to_vec()),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        sort in prop::option::of(prop::sample::select(vec!["relevance", "number", "period", "title"])),
        matching in prop::option::of(prop::sample::select(vec!["all", "any"])),
        exact in any::<bool>(),
    ) {
        let mut pairs = vec![("q", query)];
        pairs.extend(picks.iter().map(|pick| {
            let (key, value) = pick.get(&CHOICES);
            (*key, value.as_str())
        }));
        pairs.extend(sort.map(|sort| ("sort", sort)));
        pairs.extend(matching.map(|matching| ("match", matching)));
        pairs.extend(exact.then_some(("exact", "true")));
        let (expected, screen) = on_screen(&pairs);

        let csv = export("csv", &pairs);
        prop_assert_eq!(&first_column(csv_rows(&csv.bytes)), &expected, "csv {:?}", pairs);
        prop_assert_eq!(csv.headers["x-total-count"].to_str().unwrap(), expected.len().to_string());
        let json: Value = serde_json::from_slice(&export("json", &pairs).bytes).unwrap();
        prop_assert_eq!(&ids(&json["entries"]), &expected, "json {:?}", pairs);
        prop_assert_eq!(&json["count"], expected.len());
        prop_assert_eq!(&json["filters"], &screen["query"]["filters"], "what is said of it");
        prop_assert_eq!(&json["index"], &screen["index"]);
        let jsonl = Value::from(lines(&export("jsonl", &pairs).bytes));
        prop_assert_eq!(&jsonl, &json["entries"], "jsonl {:?}", pairs);
        let list = sheet(&export("xlsx", &pairs).bytes, "一覧");
        let list = list.iter().map(|row| row.iter().map(shown).collect()).collect();
        prop_assert_eq!(&first_column(list), &expected, "xlsx {:?}", pairs);
        let page = site::get(&format!("/print?{}", written(pairs.iter().copied())));
        let printed = page.values("tbody th a", "href");
        let printed: Vec<_> = printed.iter().map(|href| href.trim_start_matches("/entries/")).collect();
        prop_assert_eq!(printed, expected, "print {:?}", pairs);
    }
}

#[test]
fn an_entry_is_given_as_the_search_gives_it() {
    let json: Value = serde_json::from_slice(&export("json", &[("q", "商店街")]).bytes).unwrap();
    let shown = search([("q", "商店街"), ("limit", "100")]);
    for (entry, item) in json["entries"].as_array().unwrap().iter().zip(shown["items"].as_array().unwrap()) {
        for (field, value) in entry.as_object().unwrap() {
            match field.as_str() {
                "url" => assert_eq!(value, &format!("http://localhost{}", item[field].as_str().unwrap())),
                _ => assert_eq!(value, &item[field], "{field}"),
            }
        }
    }
    assert_eq!(json["query"]["text"], "商店街");
    assert_eq!(json["source"][0]["title"], "目黒区産業振興ビジョン");
    assert!(json["exported_at"].as_str().unwrap().ends_with('Z'), "{}", json["exported_at"]);
}

/// Removes the times, which differ from day to day.
fn timeless(bytes: &[u8]) -> Value {
    let mut list: Value = serde_json::from_slice(bytes).unwrap();
    let times = [list["exported_at"].take(), list["index"]["built_at"].take()];
    assert!(times.iter().all(|time| time.as_str().is_some_and(|time| time.ends_with('Z'))), "{times:?}");
    list
}

#[test]
fn the_command_line_writes_what_the_server_sends() {
    let sandbox = Sandbox::indexed();
    let asked = [("q", "支援"), ("period", "短期"), ("sort", "title"), ("match", "any"), ("exact", "true")];
    let options = ["--q", "支援", "--period", "短期", "--sort", "title", "--match", "any", "--exact"];
    for format in ["csv", "jsonl", "json", "xlsx"] {
        let name = format!("list.{format}");
        let run = sandbox.run(
            ["export", "--format", format, "--output", &name, "--public-url", "http://localhost"]
                .iter()
                .chain(&options),
        );
        assert_eq!(run.code, 0, "{run:?}");
        let written = std::fs::read(sandbox.path(&name)).unwrap();
        let sent = export(format, &asked).bytes;
        match format {
            "json" => assert_eq!(timeless(&written), timeless(&sent)),
            "xlsx" => assert_eq!(sheet(&written, "一覧"), sheet(&sent, "一覧")),
            _ => assert_eq!(String::from_utf8(written), String::from_utf8(sent), "{format}"),
        }
    }
}

#[test]
fn what_a_file_is_stands_in_its_headers() {
    let answer = export("csv", &[("q", "商店街/\"支援\""), ("period", "短期"), ("has_result", "true")]);
    let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(decoded(&header("x-shisaku-query")), "商店街/\"支援\"");
    assert_eq!(decoded(&header("x-shisaku-filters")), "has_result=true&period=短期");
    assert_eq!(header("x-shisaku-index"), search([])["index"]["fingerprint"].as_str().unwrap());
    let disposition = header("content-disposition");
    let (ascii, whole) = disposition.split_once("; filename*=UTF-8''").unwrap();
    assert!(ascii.starts_with("attachment; filename=\"shisaku-") && ascii.ends_with(".csv\""), "{ascii}");
    assert!(whole.bytes().all(|b| b.is_ascii_alphanumeric() || b"%.".contains(&b)), "{whole}");
    let whole = decoded(whole);
    let total = header("x-total-count");
    assert!(ascii.contains(&format!("\"shisaku-{total}-2")), "{ascii}");
    let named = format!("目黒区産業振興ビジョン-商店街支援-実績あり-短期-{total}件-2");
    let same = format!("目黒区産業振興ビジョン-商店街支援-短期-実績あり-{total}件-2");
    assert!(whole.starts_with(&named) || whole.starts_with(&same), "{whole}");
    assert!(whole.ends_with(".csv") && !whole.contains(['/', '"']), "{whole}");
    for (format, media) in [
        ("json", "application/json"),
        ("jsonl", "application/jsonl; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ] {
        assert_eq!(export(format, &[]).headers["content-type"], media);
    }
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_hint() {
    for (query, param, hint) in [
        ("", "format", "json、jsonl、csv、xlsx"),
        ("q=a", "format", "format を指定"),
        ("format=pdf", "format", "json、jsonl、csv、xlsx"),
        ("format=", "format", "json、jsonl、csv、xlsx"),
        ("format=csv&format=csv", "format", "1 度だけ"),
        ("format=csv&limit=5", "limit", "limit を外して"),
        ("format=csv&offset=0", "offset", "offset を外して"),
        ("format=csv&perod=1", "perod", "period ではありませんか"),
        ("fromat=csv", "fromat", "format ではありませんか"),
        ("format=csv&period=x", "period", "短期、中期、長期"),
        ("format=csv&q=a&q=b", "q", "1 度だけ"),
        ("format=csv&q=%FF", "q", "UTF-8"),
    ] {
        let problem = get(&format!("/api/v1/export?{query}")).problem(400);
        assert_eq!(problem["param"], param, "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(hint), "{query}: {problem}");
    }
    let head = send("HEAD", "/api/v1/export?format=csv");
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    assert_eq!(head.headers["x-total-count"], "92");
}
