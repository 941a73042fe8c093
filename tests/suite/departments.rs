//! `departments.csv` and `department_names.csv` as filled in by staff: filters, counts, exports, and the
//! findings of `shisaku check`.

use std::{fmt::Write as _, fs};

use encoding_rs::SHIFT_JIS;
use serde_json::Value;
use shisaku_model::Finding;
use unicode_normalization::UnicodeNormalization;

use crate::{
    golden::golden,
    seeds::{FILE, Folder, Read, printed},
    support::{Sandbox, ids},
};

const FILED: &str = "meguro-vision/departments.csv";
const NAMES: &str = "meguro-vision/department_names.csv";

fn case(name: &str) -> String {
    fs::read_to_string(format!("tests/cases/departments/{name}")).unwrap()
}

/// The real plan with filled-in copies of both files.
fn filled() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(&format!("seeds/{FILED}"), case("departments.csv"));
    sandbox.write(&format!("seeds/{NAMES}"), case("department_names.csv"));
    assert_eq!(sandbox.run(["index"]).code, 0);
    sandbox
}

/// Reads the real plan with these bytes as `departments.csv`.
fn with(filed: impl AsRef<[u8]>) -> Read {
    Folder::of_the_plan().with(FILE, printed()).with(FILED, filed).read()
}

fn found(sandbox: &Sandbox, more: &[&str]) -> Value {
    let run = sandbox.run(["search", "--json", "--limit", "100"].iter().chain(more));
    assert_eq!(run.code, 0, "{run:?}");
    run.json()
}

#[test]
fn staff_filter_by_the_department_they_filed() {
    let sandbox = filled();
    let all = found(&sandbox, &[]);
    let count = |more: &[&str]| found(&sandbox, more)["total_count"].as_u64().unwrap();
    // Chapter 5 has 74 measures and 9 removed items. Two of them have departments of their own.
    assert_eq!(count(&["--department", "産業経済課"]), 81);
    assert_eq!(ids(&found(&sandbox, &["--department", "観光課"])["items"]), ["meguro-vision/5-1-1-1"]);
    assert_eq!(ids(&found(&sandbox, &["--department", "農政課"])["items"]), ["meguro-vision/5-6-r1"]);
    assert_eq!(count(&["--department", "記載なし"]), 9, "the framework items");
    assert_eq!(count(&["--department", "観光課", "--department", "農政課"]), 2);
    let related = found(&sandbox, &["--related-department", "健康課"]);
    assert_eq!(ids(&related["items"]), ["meguro-vision/5-1-1-1", "meguro-vision/5-2-9"]);
    assert_eq!(related["items"][0]["related_departments"], serde_json::json!(["健康課"]));
    for (facet, option) in [("department", "--department"), ("related_department", "--related-department")] {
        let values = all["facets"][facet]["values"].as_array().unwrap();
        assert!(values.len() >= 2, "{facet}: {values:?}");
        for value in values {
            let name = value["value"].as_str().unwrap();
            assert_eq!(value["count"], found(&sandbox, &[option, name])["total_count"], "{facet} {name}");
        }
    }
    let names = all["facets"]["department"]["values"].as_array().unwrap();
    assert_eq!(names.last().unwrap()["value"], "記載なし", "what is not stated comes last");
}

#[test]
fn what_staff_type_of_departments_is_the_filter() {
    let sandbox = filled();
    let same = |typed: &str, more: &[&str]| {
        let (typed_one, chosen) = (found(&sandbox, &[typed]), found(&sandbox, more));
        assert_eq!(ids(&typed_one["items"]), ids(&chosen["items"]), "{typed}");
        assert_eq!(typed_one["total_count"], chosen["total_count"], "{typed}");
    };
    for typed in
        ["観光課が担当する項目", "観光課の担当する項目", "所管が観光課", "担当課が観光課", "観光課担当"]
    {
        same(typed, &["--department", "観光課"]);
    }
    same("観光課が担当している施策で実績がないもの", &["--department", "観光課", "--has-result", "false"]);
    same("商工課が担当する施策", &["--department", "産業経済課", "--kind", "measure"]);
    for typed in ["健康課", "関係課が健康課", "関係課:健康課", "健康課が関係する項目"]
    {
        same(typed, &["--related-department", "健康課"]);
    }
    let others = found(&sandbox, &[])["total_count"].as_u64().unwrap() - 1;
    for typed in ["観光課以外が担当する項目", "観光課が担当していない項目"] {
        assert_eq!(found(&sandbox, &[typed])["total_count"], others, "{typed}");
    }
    same("担当課が記載されていない項目", &["--department", "記載なし"]);
    assert_eq!(found(&sandbox, &["関係課が観光課"])["total_count"], 0, "it has a part in nothing");
}

#[test]
fn an_old_name_is_read_as_the_new_one() {
    let sandbox = filled();
    let (old, new) =
        (found(&sandbox, &["--department", "商工課"]), found(&sandbox, &["--department", "産業経済課"]));
    assert_eq!((ids(&old["items"]), &old["total_count"]), (ids(&new["items"]), &new["total_count"]));
    let values = new["facets"]["department"]["values"].as_array().unwrap();
    let chosen = values.iter().find(|value| value["selected"] == true).unwrap();
    assert_eq!((&chosen["value"], &chosen["label"]), (&"産業経済課".into(), &"産業経済課(旧 商工課)".into()));
    let nobody = sandbox.run(["search", "--department", "水道課"]);
    nobody.said(2, &["使える値", "観光課"]);
}

#[test]
fn the_list_taken_into_a_spreadsheet_names_them() {
    let run = filled().run(["export", "--format", "csv", "--policy", "meguro-vision/5-2"]);
    assert_eq!(run.code, 0, "{run:?}");
    let mut reader = csv::Reader::from_reader(run.out.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|column| column == name).unwrap();
    let row = reader.records().flatten().find(|row| &row[column("番号")] == "2-9").unwrap();
    assert_eq!((&row[column("担当課")], &row[column("関係課")]), ("商工課", "健康課、税務課"), "as filed");
}

#[test]
fn the_file_that_is_shipped_changes_nothing() {
    let sandbox = Sandbox::indexed();
    assert_eq!(found(&sandbox, &["--department", "記載なし"])["total_count"], 92);
    let run = sandbox.run(["check"]);
    assert!(run.code == 0 && !run.out.contains("department"), "{}", run.out);
    for file in [FILED, NAMES] {
        let bytes = fs::read(format!("seeds/{file}")).unwrap();
        assert!(bytes.starts_with(b"\xEF\xBB\xBF"), "a spreadsheet needs the mark to read UTF-8");
        assert_eq!(bytes.iter().filter(|&&byte| byte == b'\n').count(), 1, "a head and nothing else");
    }
}

#[test]
fn everything_doubtful_is_told_with_its_place_and_the_way_out() {
    let folder = Folder::of_the_plan().with(FILE, printed());
    let read = folder.with(FILED, case("faulty.csv")).with(NAMES, case("faulty_names.csv")).read();
    let mut text = String::new();
    for finding in read.findings.iter().filter(|finding| finding.place.file.contains("department")) {
        writeln!(text, "{} {} [{}]", finding.severity.label(), finding.place, finding.code).unwrap();
        writeln!(text, "  {}\n  → {}", finding.message, finding.advice).unwrap();
    }
    golden("findings of departments", "departments/findings.txt", &text);
    let named = |local: &str| {
        let entry = read.plan().entries.iter().find(|entry| entry.local() == local).unwrap();
        entry.departments.join("、")
    };
    assert_eq!(
        (named("5-1-1-1"), named("5-1-1-3"), named("5-2-9")),
        ("".into(), "産業経済課".into(), "産業経済課".into())
    );
}

#[test]
fn a_file_with_other_columns_changes_nothing_and_says_so() {
    let sandbox = Sandbox::new();
    sandbox.write(&format!("seeds/{FILED}"), "施策名,課\n融資,産業課\n");
    let run = sandbox.run(["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    for words in [
        "departments.csv",
        "「項目番号」「担当課」",
        "「施策名」「課」",
        "何も変えていません",
        "項目番号,担当課,役割,開始,終了",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    assert_eq!(sandbox.run(["index"]).code, 0);
    assert_eq!(found(&sandbox, &["--department", "記載なし"])["total_count"], 92);
}

/// Departments that a file with these rows gives an entry, and the findings.
fn told_of(rows: &str, local: &str) -> (String, Vec<Finding>) {
    let read = with(format!("項目番号,担当課\n{rows}"));
    let entry = read.plan().entries.iter().find(|entry| entry.local() == local).unwrap();
    let departments = entry.departments.join("、");
    (departments, read.findings.iter().filter(|finding| finding.place.file == FILED).cloned().collect())
}

#[test]
fn a_name_without_its_ending_is_told_with_the_commoner_one() {
    let (name, told) = told_of("1-1(1),産業経済\n1-1(2),産業経済課\n1-2(1),産業経済課\n", "5-1-1-1");
    assert_eq!((name.as_str(), told.len()), ("産業経済", 1), "{told:?}");
    assert_eq!((told[0].code, told[0].place.lines), ("department_looks_alike", [2, 2]));
    assert!(told[0].message.contains("「産業経済」(1 行)は、「産業経済課」(2 行)"), "{}", told[0].message);
    let (_, told) = told_of("1-1(1),産業経済課\n1-1(2),産業経済謀\n1-2(1),産業経済謀\n", "5-1-1-1");
    assert!(told[0].message.contains("「産業経済課」(1 行)は、「産業経済謀」(2 行)"), "{}", told[0].message);
    let (_, told) = told_of("1-1(1),産業経済\n1-1(2),産業経済課\n", "5-1-1-1");
    assert!(told[0].message.contains("担当課「産業経済」(1 行)"), "as often: the whole name is meant");
    let (_, told) =
        told_of("1-1(1),産業経済課\n1-1(2),産業経済部\n1-2(1),第一係\n1-2(2),第二係\n", "5-1-1-1");
    assert_eq!(told, []);
}

#[test]
fn a_section_written_below_its_division_is_one_department() {
    let rows = "1-1(1),産業経済部/産業課\n1-1(2),産業課／観光課\n1-2(1),\"区民部;税務課\"\n";
    let (name, told) = told_of(rows, "5-1-1-1");
    assert_eq!(name, "産業経済部 産業課");
    let codes: Vec<(u32, &str)> = told.iter().map(|finding| (finding.place.lines[0], finding.code)).collect();
    let expected = [
        (2, "department_within"),
        (2, "department_without_division"),
        (3, "departments_apart"),
        (4, "departments_apart"),
    ];
    assert_eq!(codes, expected, "{told:?}");
    assert!(told.iter().all(|finding| !finding.advice.is_empty()), "{told:?}");
    assert_eq!(told_of(rows, "5-1-1-2").0, "産業課、観光課");
    assert_eq!(told_of(rows, "5-1-2-1").0, "区民部、税務課");
}

#[test]
fn what_nobody_sees_is_left_out_of_names_and_told() {
    let rows = "1-1(1),産\u{202E}業\u{200B}課\n1-1(2),\u{2066}\u{200B}\n1-\u{7}2(1),産業課\u{FEFF}\n";
    let (name, told) = told_of(rows, "5-1-1-1");
    assert_eq!(name, "産業課");
    let codes: Vec<(u32, &str)> = told.iter().map(|finding| (finding.place.lines[0], finding.code)).collect();
    let expected = [
        (2, "unseen_character"),
        (3, "only_unseen_characters"),
        (4, "unseen_character"),
        (4, "unseen_character"),
    ];
    assert_eq!(codes, expected, "{told:?}");
    assert!(told[0].message.contains("「担当課」のセル"), "{}", told[0].message);
    assert!(told[0].message.contains("(U+202E、U+200B)") && told[0].message.contains("「産業課」"));
    let hidden = |c: char| c.is_control() || "\u{202E}\u{200B}\u{2066}\u{FEFF}".contains(c);
    assert!(told.iter().all(|finding| !finding.message.contains(hidden)), "{told:?}");
}

#[test]
fn a_number_typed_with_hyphens_is_the_one_that_has_parentheses() {
    let (name, told) = told_of("1-4-3,産業課\n5-2-5-1,観光課\n", "5-1-4-3");
    assert_eq!((name.as_str(), told), ("産業課", vec![]));
    assert_eq!(told_of("1-4-3,産業課\n5-2-5-1,観光課\n", "5-2-5-1").0, "観光課");
    for (number, near) in [("1-4-99", "近い番号は「1-4("), ("5-2-5-99", "近い番号は「5-2-5-")] {
        let (_, told) = told_of(&format!("{number},産業課\n"), "5-1-4-3");
        assert!(told[0].code == "unknown_entry" && told[0].advice.starts_with(near), "{told:?}");
    }
    let (_, told) = told_of("99-1,産業課\n", "5-1-4-3");
    assert!(!told[0].advice.contains("近い番号"), "{told:?}");
}

#[test]
fn what_a_spreadsheet_saves_is_read_and_its_encoding_told() {
    let filled = case("departments.csv");
    let windows = filled.replace('\n', "\r\n");
    let expected = with(&filled);
    assert_eq!(expected.told("other_encoding").len(), 0);
    let (shift_jis, _, broken) = SHIFT_JIS.encode(&windows);
    assert!(!broken);
    let utf_16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(windows.replace(',', "\t").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = [b"\xEF\xBB\xBF".as_slice(), windows.as_bytes()].concat();
    for (bytes, told) in [(shift_jis.into_owned(), "Shift_JIS"), (utf_16, "UTF-16LE"), (marked, "")] {
        let read = with(bytes);
        assert_eq!(read.plan().entries, expected.plan().entries, "{told}");
        let findings = read.told("other_encoding");
        assert_eq!(findings.len(), usize::from(!told.is_empty()), "{told}");
        assert!(findings.iter().all(|f| f.message.contains(told) && f.place.file == FILED), "{findings:?}");
    }
    assert_eq!(with(b"a,b\n\0\n").told("binary_file").len(), 1);
    assert_eq!(with("").told("wrong_columns").len(), 1);
}

#[test]
fn a_table_of_any_size_is_read_within_bounds() {
    let mut rows = "項目番号,担当課,役割,開始,終了\n".to_owned();
    for at in 0..100_000 {
        let (item, year) = (at % 5 + 1, 1900 + at % 100);
        writeln!(rows, "1-1({item}),第{at}課,,{year},{year}\n9-9,産業課,,,").unwrap();
    }
    let read = with(rows);
    let entry = read.plan().entries.iter().find(|entry| entry.local() == "5-1-1-1").unwrap();
    assert_eq!(entry.departments.len(), 5, "of the first hundred rows those of the last year");
    assert_eq!(read.told("too_many_departments").len(), 51, "the rest is told, and not without end");
    let told = read.findings.iter().filter(|finding| finding.place.file == FILED).count();
    assert!(told <= 51 * 4, "{told}");
    let wide = with(format!("項目番号,担当課\n1-1(1),{}\n1-1(2),産業課\n", "あ".repeat(350_000)));
    assert_eq!(wide.told("department_too_long").len(), 1);
    assert!(wide.findings.iter().all(|finding| finding.message.len() < 2000));
}

#[test]
fn departments_in_a_table_of_the_document_are_read_one_by_one() {
    let sandbox = Sandbox::empty();
    sandbox.write("07.txt", case("07-departments-tsv.txt"));
    let read = sandbox.run(["parse", "07.txt", "--json"]).json();
    let expected: Value = serde_json::from_str(&case("07-departments-tsv.expected.json")).unwrap();
    let plain = |value: &Value| value.to_string().nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    let of = |value: &Value| {
        let measures = value["measures"].as_array().unwrap().clone();
        let named = measures.iter().map(|m| [&m["title"], &m["departments"], &m["related"]].map(plain));
        named.collect::<Vec<_>>()
    };
    assert_eq!(of(&read), of(&expected));
}
