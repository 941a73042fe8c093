//! `shisaku progress`

use crate::{
    golden::golden,
    support::{Sandbox, api},
};

const DAY: [&str; 3] = ["progress", "--at", "2026-11-24"];

#[test]
fn the_table_is_read_at_80_columns_and_more() {
    let sandbox = Sandbox::indexed();
    let narrow = sandbox.run(DAY);
    assert_eq!((narrow.code, narrow.err.as_str()), (0, ""));
    golden("progress", "meguro-vision/progress-80.txt", &narrow.out);
    let wide = sandbox.run_with(&[("COLUMNS", "132")], DAY);
    golden("progress", "meguro-vision/progress-132.txt", &wide.out);
    for (run, columns) in [(&narrow, 80), (&wide, 132)] {
        let widest = run.out.lines().filter(|line| !line.starts_with('※')).map(places).max().unwrap();
        assert!(widest <= columns, "{widest}\n{}", run.out);
        assert!(!run.out.contains('\x1b'));
    }
    let color = sandbox.run(["progress", "--at", "2026-11-24", "--color", "always"]);
    assert!(color.out.contains("\x1b[1;31m!2\x1b[0m"), "{}", color.out);
}

/// Width of a line in columns. A full-width character takes two.
fn places(line: &str) -> usize {
    line.chars().map(|letter| if letter.is_ascii() || "…×".contains(letter) { 1 } else { 2 }).sum()
}

#[test]
fn words_and_filters_narrow_the_table() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run([
        "progress",
        "商店街",
        "--rows",
        "subsection",
        "--columns",
        "has-result",
        "--period",
        "短期",
        "--at",
        "2026-11-24",
    ]);
    run.said(2, &["--columns の値「has-result」", "has_result"]);
    let long_term = |rows: &str, at: &str| {
        let run = sandbox.run([
            "progress",
            "長期計画",
            "支援",
            "--rows",
            rows,
            "--columns",
            "has_result",
            "--kind",
            "measure",
            "--at",
            at,
        ]);
        assert_eq!(run.code, 0, "{run:?}");
        run.out
    };
    let on_last_day = long_term("policy", "2021-03-31");
    for text in ["政策 × 実績  基準日 2021-03-31", "条件: 種別 = 施策", "条件: 計画区分 = 長期"]
    {
        assert!(on_last_day.contains(text), "{text}: {on_last_day}");
    }
    assert!(on_last_day.contains("言葉: 長期計画 支援"), "{on_last_day}");
    assert!(long_term("period", "2021-03-31").contains("言葉: 支援"), "a condition of the table is no word");
    assert!(on_last_day.contains("計画期間の報告待ち: 報告が、"), "{on_last_day}");
    let short_term =
        |at: &str| sandbox.run(["progress", "--period", "短期", "--kind", "measure", "--at", at]).out;
    assert!(!short_term("2014-03-31").contains('!'), "the plan ends with that day");
    assert!(short_term("2014-04-01").contains("!3"), "{}", short_term("2014-04-01"));
    let nothing = sandbox.run(["progress", "月面基地", "--at", "2026-11-24"]);
    assert!(nothing.out.ends_with("\n0 件\n"), "{}", nothing.out);
}

#[test]
fn programs_get_what_the_api_gives() {
    let sandbox = Sandbox::indexed();
    let json = sandbox.run(["progress", "--at", "2026-11-24", "--format", "json"]).json();
    let mut of_api = api::get("/api/v1/progress?at=2026-11-24").json();
    of_api["index"] = json["index"].clone();
    assert_eq!(json, of_api);
    let csv = sandbox.run(["progress", "--at", "2026-11-24", "--format", "csv"]);
    assert_eq!(csv.out, api::get("/api/v1/progress?at=2026-11-24&format=csv").body);
}

#[test]
fn a_workbook_holds_the_table_a_list_and_what_was_asked() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run([
        "progress",
        "--kind",
        "measure",
        "--at",
        "2026-11-24",
        "--format",
        "xlsx",
        "--public-url",
        "https://plan.example.jp",
        "-o",
        "a.xlsx",
    ]);
    run.said(0, &["a.xlsx に書き出しました"]);
    let mut book = zip::ZipArchive::new(std::fs::File::open(sandbox.path("a.xlsx")).unwrap()).unwrap();
    let mut part = |name: &str| std::io::read_to_string(book.by_name(name).unwrap()).unwrap();
    let names = part("xl/workbook.xml");
    for name in ["進み具合", "一覧", "条件"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{names}");
    }
    let strings = part("xl/sharedStrings.xml");
    for text in [
        "政策 \\ 計画区分",
        "計画期間の報告待ち",
        "2 「市場・価値創造力の強化」",
        "2026-11-24",
        "https://plan.example.jp/?kind=measure",
        "行(縦)",
        "条件: 種別",
        "(日本時間)",
        "目黒区産業振興ビジョン",
    ] {
        assert!(strings.contains(text), "{text}: {strings}");
    }
    // The second policy, in its table row: 6 of the 長期 entries, which all wait for a report.
    let sheet = part("xl/worksheets/sheet1.xml");
    let (_, row) = sheet.split_once("<row r=\"4\"").unwrap();
    let (row, _) = row.split_once("</row>").unwrap();
    let value = |cell: &str| {
        let (_, rest) = row.split_once(&format!("<c r=\"{cell}\"")).unwrap();
        rest.split_once("<v>").unwrap().1.split_once("</v>").unwrap().0.to_owned()
    };
    assert_eq!(["T4", "U4", "V4", "W4", "X4", "Y4"].map(value), ["6", "0", "0", "6", "0", "0"]);
    let run = sandbox.run(["progress", "--format", "csv", "-o", "no/where.csv"]);
    run.said(1, &["no/where.csv に書けません"]);
}
