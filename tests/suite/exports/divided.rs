//! A workbook with a sheet for each value of a facet, and the slim table.

use std::sync::Arc;

use axum::Router;
use calamine::{Data, Reader, Xlsx};
use shisaku::web::{AppState, app};
use shisaku_analysis::Analyzer;
use shisaku_model::{Entry, FACETS, Kind, Manifest, Plan};
use shisaku_search::{Search, divides};

use super::{csv_rows, export, shown};
use crate::support::{
    api::{get, search, send_to},
    ids,
};

/// The columns of the slim table.
const MAIN: [&str; 11] = [
    "番号",
    "題名",
    "計画の内容",
    "計画区分",
    "計画年度(和暦)",
    "実績の有無",
    "実績",
    "実績年度(和暦)",
    "担当課",
    "計画期間の報告",
    "期限",
];

/// All sheets of a workbook with their names, in order.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let text = |row: &[Data]| row.iter().map(shown).collect();
    let read = |name: String| {
        let rows = book.worksheet_range(&name).unwrap().rows().map(text).collect();
        (name, rows)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn each_value_has_a_sheet_with_the_rows_that_its_count_says() {
    let searches: [&[(&str, &str)]; 4] =
        [&[], &[("q", "商店街")], &[("has_result", "false"), ("sort", "title")], &[("kind", "note")]];
    for facet in FACETS.iter().filter(|facet| divides(facet)) {
        for pairs in searches {
            let by = [("by", facet.key)];
            let book = sheets(&export("xlsx", &[pairs, &by].concat()).bytes);
            assert_eq!([&*book[0].0, &*book[1].0], ["一覧", "条件"], "{facet:?}");
            assert_eq!(
                book[0].1,
                csv_rows(&export("csv", pairs).bytes),
                "the first sheet stays the whole list"
            );
            let counts = search(pairs.iter().copied())["facets"][facet.key]["values"].clone();
            let mut counts = counts.as_array().unwrap().clone();
            // Counts of kinds tell about kinds that are not searched, too.
            let chosen = pairs.iter().any(|(key, _)| *key == facet.key);
            let default = |value: &str| Kind::SEARCHED_BY_DEFAULT.iter().any(|kind| kind.as_str() == value);
            counts.retain(|value| match chosen {
                true => value["selected"] == true,
                false => facet.key != "kind" || default(value["value"].as_str().unwrap()),
            });
            assert_eq!(book.len() - 2, counts.len(), "{facet:?} {pairs:?}");
            for ((name, rows), value) in book[2..].iter().zip(&counts) {
                assert_eq!(rows.len() - 1, value["count"].as_u64().unwrap() as usize, "{name} {pairs:?}");
                assert_eq!(rows[0], book[0].1[0], "{name} has the columns of the list");
                assert!(name.chars().count() <= 31 && !name.is_empty(), "{name}");
                let limit = ("limit", "100");
                let chosen = (facet.key, value["value"].as_str().unwrap());
                let pairs = pairs.iter().copied().filter(|(key, _)| *key != facet.key).chain([limit, chosen]);
                let found: Vec<String> = rows[1..].iter().map(|row| row[0].clone()).collect();
                assert_eq!(
                    found,
                    ids(&search(pairs)["items"]),
                    "{name}: the rows of its search, in its order"
                );
            }
        }
    }
}

#[test]
fn chosen_values_restrict_the_sheets_and_words_are_read_as_before() {
    let chosen = [("by", "period"), ("period", "長期"), ("period", "短期")];
    let names = |pairs: &[(&str, &str)]| -> Vec<String> {
        sheets(&export("xlsx", pairs).bytes).into_iter().skip(2).map(|(name, _)| name).collect()
    };
    assert_eq!(names(&chosen), ["短期", "長期"]);
    assert_eq!(names(&[("by", "period")]), ["短期", "中期", "長期"]);
    assert_eq!(names(&[("by", "period"), ("q", "長期計画")]), ["長期"], "words are conditions too");
    assert_eq!(names(&[("by", "period"), ("q", "月面基地")]), [""; 0]);
    assert_eq!(names(&[("by", "related_department")]), [""; 0], "no value, no sheet");
    let book = sheets(&export("xlsx", &chosen).bytes);
    let said = book[1].1.iter().find(|row| row[0] == "シート").unwrap();
    assert!(said[1].contains("計画区分ごとのシートが 2 枚"), "{said:?}");
}

#[test]
fn the_slim_table_has_the_columns_that_people_read() {
    for pairs in [vec![], vec![("q", "商店街 実績なし")]] {
        let full = csv_rows(&export("csv", &pairs).bytes);
        let slim = [pairs.clone(), vec![("columns", "main")]].concat();
        let rows = csv_rows(&export("csv", &slim).bytes);
        assert_eq!(rows[0], MAIN);
        let places = MAIN.map(|name| full[0].iter().position(|head| head == name).unwrap());
        for (slim, full) in rows.iter().zip(&full) {
            assert_eq!(slim, &places.map(|at| full[at].clone()));
        }
        let all = [pairs.clone(), vec![("columns", "all")]].concat();
        assert_eq!(csv_rows(&export("csv", &all).bytes), full, "all columns are the default");
        let book = sheets(&export("xlsx", &[slim, vec![("by", "period")]].concat()).bytes);
        assert_eq!(book[0].1, rows);
        assert!(book[2..].iter().all(|(_, part)| part[0] == MAIN));
        let printed = book[1].1.iter().find(|row| row[0] == "印刷").unwrap();
        assert!(printed[1].contains("すべての列"), "{printed:?}");
    }
}

#[test]
fn what_a_workbook_holds_stands_in_its_name() {
    let name = |pairs: &[(&str, &str)]| {
        let answer = export("xlsx", pairs);
        let header = answer.headers["content-disposition"].to_str().unwrap().to_owned();
        let (_, name) = header.split_once("UTF-8''").unwrap();
        percent_encoding::percent_decode_str(name).decode_utf8().unwrap().into_owned()
    };
    let by = name(&[("by", "department"), ("has_result", "false")]);
    assert!(by.starts_with("目黒区産業振興ビジョン-担当課ごと-実績なし-17件-2"), "{by}");
    let slim = name(&[("columns", "main"), ("q", "商店街")]);
    assert!(slim.starts_with("目黒区産業振興ビジョン-主な列だけ-商店街-"), "{slim}");
}

#[test]
fn a_layout_that_a_format_cannot_have_is_refused_with_a_hint() {
    for (query, param, hint) in [
        ("format=csv&by=department", "by", "by は、csv では使えません"),
        ("format=csv&by=department", "by", "シートに分けられる形式は xlsx"),
        ("format=json&by=department", "by", "json では使えません"),
        ("format=jsonl&columns=main", "columns", "列を選べる形式は csv と xlsx"),
        ("format=json&columns=all", "columns", "columns を外して"),
        ("format=xlsx&columns=slim", "columns", "使える値: all、main"),
        ("format=xlsx&by=year", "by", "計画年度では分けられません。year は絞り込みに使えます"),
        ("format=xlsx&by=overdue", "by", "期限では分けられません"),
        ("format=xlsx&by=departments", "by", "department ではありませんか"),
        ("format=xlsx&by=", "by", "使える値: kind、period"),
        ("format=xlsx&by=period&by=kind", "by", "1 度だけ"),
    ] {
        let problem = get(&format!("/api/v1/export?{query}")).problem(400);
        assert_eq!(problem["param"], param, "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(hint), "{query}: {problem}");
    }
    for elsewhere in ["/api/v1/search?by=period", "/api/v1/progress?by=period"] {
        get(elsewhere).problem(400);
    }
}

/// A site of one plan with a measure for each of these lists of departments.
fn site(departments: &[Vec<String>]) -> Router {
    let manifest = Manifest { id: "odd".to_owned(), title: "計画".to_owned(), ..Manifest::default() };
    let entries = departments.iter().enumerate().map(|(at, departments)| {
        let mut entry = Entry::new("odd", &format!("1-{at}"), Kind::Measure);
        entry.title = format!("施策 {at}");
        entry.departments.clone_from(departments);
        entry.groups.departments.clone_from(departments);
        entry
    });
    let plan = Plan { manifest, entries: entries.collect(), ..Plan::default() };
    let analyzer = Analyzer::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let generation =
        shisaku_ingest::build_plans(&[plan], folder.path(), "odd", &analyzer, &|_, _| {}).unwrap();
    let shisaku_ingest::Opened { searcher, catalogue, vocabulary, .. } =
        shisaku_ingest::open(&generation).unwrap();
    let search = Search::new(searcher, analyzer, catalogue, vocabulary, generation.meta().into());
    app(Arc::new(AppState::new(search)))
}

fn answer(site: &Router, target: &str) -> crate::support::api::Answer {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(send_to(site, "GET", target, &[]))
}

#[test]
fn any_name_makes_a_sheet_and_no_two_are_alike() {
    let long = "課".repeat(40);
    let lists: [&[&str]; 6] = [
        &["a/b:*?[]", "産業課"],
        &["A/B:*?[]"],
        &[&format!("{long}一"), &format!("{long}二")],
        &["一覧", "条件", "'"],
        &["=cmd|' /C calc'!A0", "History"],
        &[],
    ];
    let lists = lists.map(|list| list.iter().map(|name| (*name).to_owned()).collect());
    let site = site(&lists);
    let file = answer(&site, "/api/v1/export?format=xlsx&by=department");
    assert_eq!(file.status, 200, "{}", file.body);
    let book = sheets(&file.bytes);
    let rows: Vec<(&str, usize)> = book[2..].iter().map(|(name, rows)| (&**name, rows.len() - 1)).collect();
    assert_eq!(book[0].1.len() - 1, lists.len(), "each entry stands once on the first sheet");
    let entries: usize = lists.iter().map(|list| list.len().max(1)).sum();
    assert_eq!(rows.iter().map(|(_, count)| count).sum::<usize>(), entries, "{rows:?}");
    let names: std::collections::BTreeSet<String> =
        book.iter().map(|(name, _)| name.to_lowercase()).collect();
    assert_eq!(names.len(), book.len(), "{rows:?}");
    // Capitals come first.
    let named =
        ["A／B：＊？［］", "a／b：＊？［］ (2)", "一覧 (2)", "条件 (2)", "’", "History (2)", "記載なし"];
    for name in named {
        assert!(rows.contains(&(name, 1)), "{name}: {rows:?}");
    }
    let cut = rows.iter().filter(|(name, _)| name.starts_with(&"課".repeat(27)));
    let mut cut: Vec<&str> = cut.map(|(name, _)| *name).collect();
    cut.sort_unstable_by_key(|name| name.contains('('));
    assert_eq!(cut, ["課".repeat(31), format!("{} (2)", "課".repeat(27))]);
}

#[test]
fn more_sheets_than_anyone_looks_through_are_refused() {
    let lists = |count: usize| (0..count).map(|at| vec![format!("第{at}課")]).collect::<Vec<_>>();
    let many = site(&lists(201));
    let problem = answer(&many, "/api/v1/export?format=xlsx&by=department").problem(400);
    assert_eq!(problem["param"], "by");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("担当課の値が 201 あり、シートは 200 枚まで"), "{detail}");
    assert!(detail.contains("条件を足して"), "{detail}");
    let file = answer(&many, "/api/v1/export?format=xlsx&by=department&department=第7課&department=第8課");
    assert_eq!(sheets(&file.bytes).len(), 4);
    let file = answer(&site(&lists(200)), "/api/v1/export?format=xlsx&by=department");
    assert_eq!(sheets(&file.bytes).len(), 202);
}
