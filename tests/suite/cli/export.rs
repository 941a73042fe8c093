//! `shisaku export`

use serde_json::Value;

use crate::{
    exports::{sheet, shown},
    support::{Run, Sandbox, ids},
};

/// Filters of different kinds, as command-line options.
const FILTERS: [&[&str]; 5] = [
    &[],
    &["--period", "短期", "--period", "中期"],
    &["--has-result", "false"],
    &["--kind", "note", "--kind", "figure", "--sort", "title"],
    &["--chapter", "meguro-vision/5", "--year", "H26", "--sort", "period"],
];

/// The header row. Spreadsheets and scripts use these column names.
const HEADER: &str = "ID,種別,番号,題名,別の題名,見出し,計画の内容,計画区分,計画開始年度,計画終了年度,計画年度(和暦),実績の有無,実績,\
実績の状態,実績開始年度,実績終了年度,実績年度(和暦),担当課,関係課,団体,区分,再掲元,用語,出典,以前の実績,計画,URL,計画期間の報告,期限";

fn export(sandbox: &Sandbox, format: &str, more: &[&str]) -> Run {
    let run = sandbox.run(["export", "--format", format].iter().chain(more));
    assert_eq!(run.code, 0, "{run:?}");
    run
}

fn rows(csv: &str) -> Vec<csv::StringRecord> {
    let text = csv.strip_prefix('\u{FEFF}').expect("spreadsheets need the mark");
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

#[test]
fn every_format_has_the_rows_of_the_search_in_its_order() {
    let sandbox = Sandbox::indexed();
    for filters in FILTERS {
        let shown = sandbox.run(["search", "--json", "--limit", "100"].iter().chain(filters)).json();
        let expected = ids(&shown["items"]);
        assert_eq!(shown["total_count"], expected.len(), "{filters:?}");
        let json = export(&sandbox, "json", filters).json();
        assert_eq!(ids(&json["entries"]), expected, "json {filters:?}");
        let lines = export(&sandbox, "jsonl", filters).out;
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(Value::from(lines.clone()), json["entries"], "jsonl {filters:?}");
        let csv = export(&sandbox, "csv", filters).out;
        let in_csv: Vec<String> = rows(&csv).iter().map(|row| row[0].to_owned()).collect();
        assert_eq!(in_csv, expected, "csv {filters:?}");
    }
    let found = sandbox.run(["search", "商店街", "--json", "--limit", "100"]).json();
    assert_eq!(ids(&export(&sandbox, "json", &["--q", "商店街"]).json()["entries"]), ids(&found["items"]));
}

#[test]
fn a_table_has_a_fixed_head_and_whole_cells() {
    let sandbox = Sandbox::indexed();
    let csv = export(&sandbox, "csv", &[]).out;
    assert_eq!(csv.lines().next().unwrap().trim_start_matches('\u{FEFF}'), HEADER);
    let rows = rows(&csv);
    assert_eq!(rows.len(), 92);
    assert_eq!(
        csv.matches("\r\n").count(),
        rows.len() + 1,
        "one line an entry, nothing breaks inside a cell"
    );
    assert_eq!(csv.matches('\n').count(), csv.matches("\r\n").count());
    let entries = export(&sandbox, "json", &[]).json();
    for (row, entry) in rows.iter().zip(entries["entries"].as_array().unwrap()) {
        assert_eq!(row.len(), HEADER.split(',').count());
        assert_eq!(row[3], entry["title"]);
        assert_eq!(row[12], *entry["result"].as_str().unwrap_or_default());
    }
    let with_result = rows.iter().filter(|row| &row[11] == "あり").count();
    let without = rows.iter().filter(|row| &row[11] == "なし").count();
    assert_eq!((with_result, without, rows.len() - with_result - without), (66, 17, 9));
}

#[test]
fn every_field_of_an_entry_is_there() {
    let json = export(&Sandbox::indexed(), "json", &[]).json();
    let fields = [
        "id",
        "plan",
        "kind",
        "number",
        "title",
        "title_variants",
        "path",
        "body",
        "period",
        "plan_years",
        "results",
        "has_result",
        "result",
        "departments",
        "related_departments",
        "organisations",
        "category",
        "reprint_of",
        "notes",
        "indicators",
        "source",
    ];
    for entry in json["entries"].as_array().unwrap() {
        for field in fields {
            assert!(entry.get(field).is_some(), "{field}: {entry}");
        }
    }
}

#[test]
fn a_file_is_written_and_named() {
    let sandbox = Sandbox::indexed();
    let piped = export(&sandbox, "csv", &[]).out;
    let run = export(&sandbox, "csv", &["--output", "一覧.csv"]);
    run.said(0, &["92 件", "一覧.csv"]);
    assert_eq!((run.out.as_str(), sandbox.read("一覧.csv")), ("", piped));
    let run = sandbox.run(["export", "--format", "csv", "--output", "nowhere/list.csv"]);
    run.said(1, &["nowhere/list.csv", "書く権限"]);
}

#[test]
fn an_index_is_built_first_where_there_is_none() {
    let sandbox = Sandbox::new();
    let run = export(&sandbox, "jsonl", &["--kind", "removed"]);
    assert_eq!(run.out.lines().count(), 9);
    run.said(0, &["索引がまだないため、作ります。", "105 件の索引を作りました。"]);
    let again = export(&sandbox, "jsonl", &["--kind", "removed"]);
    assert_eq!((again.out, again.err.as_str()), (run.out, ""), "the second time there is nothing to say");
}

#[test]
fn a_workbook_is_a_file_and_nothing_for_a_terminal() {
    let sandbox = Sandbox::indexed();
    let run =
        export(&sandbox, "xlsx", &["--output", "一覧.xlsx", "--public-url", "https://plan.example.jp/"]);
    run.said(0, &["92 件", "一覧.xlsx"]);
    let rows = sheet(&std::fs::read(sandbox.path("一覧.xlsx")).unwrap(), "一覧");
    let url = rows[0].iter().position(|name| shown(name) == "URL").unwrap();
    assert_eq!(shown(&rows[1][url]), "https://plan.example.jp/entries/meguro-vision/5-1-1-1");
    // `script` gives the program a terminal to write to.
    let program = format!("{} export --format xlsx", env!("CARGO_BIN_EXE_shisaku"));
    let mut command = sandbox.command(["--version"]);
    let (folder, env) = (command.get_current_dir().unwrap().to_owned(), ("TERM", "dumb"));
    command = std::process::Command::new("script");
    command.args(["-qec", &program, "/dev/null"]).current_dir(folder).env(env.0, env.1);
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("xlsx は端末に表示できません") && said.contains("--output"), "{said}");
}

// Other systems create links in another way.
#[cfg(unix)]
#[test]
fn a_list_is_replaced_by_a_whole_one_or_not_at_all() {
    let sandbox = Sandbox::indexed();
    sandbox.write("list.csv", "前の一覧");
    let refused = sandbox.run(["export", "--format", "csv", "--period", "短", "--output", "list.csv"]);
    assert_eq!((refused.code, sandbox.read("list.csv").as_str()), (2, "前の一覧"));
    std::os::unix::fs::symlink("list.csv", sandbox.path("link.csv")).unwrap();
    export(&sandbox, "csv", &["--output", "link.csv"]);
    assert!(sandbox.path("link.csv").is_symlink(), "what a link leads to is replaced, not the link");
    assert_eq!(sandbox.read("list.csv").matches("\r\n").count(), 93);
    // A device instead of a file, but still writable.
    export(&sandbox, "csv", &["--output", "/dev/null"]);
    assert!(!std::path::Path::new("/dev/null").is_file());
    let left = std::fs::read_dir(sandbox.path("")).unwrap().count();
    assert_eq!(left, 4, "seeds, index, list.csv, link.csv and nothing half-written");
}

#[test]
fn who_stops_reading_is_no_error() {
    let sandbox = Sandbox::indexed();
    for format in ["json", "csv", "xlsx"] {
        let mut child = sandbox.command(["export", "--format", format]).spawn().unwrap();
        drop(child.stdout.take());
        let run = crate::support::finish(child);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{format}");
    }
}
