//! Hostile or odd plans: formulas, broken lines, characters that files may not contain, several reports.

use std::sync::Arc;

use axum::Router;
use serde_json::Value;
use shisaku::web::{AppState, app};
use shisaku_analysis::Analyzer;
use shisaku_model::{Entry, Kind, Manifest, Place, Plan, Report, Status};
use shisaku_search::Search;
use wareki::FiscalYears;

use super::{csv_rows, sheet, shown};
use crate::support::api::send_to;

const TITLES: [&str; 9] = [
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "－1+1",
    "+81-3",
    "-1",
    "　＝HYPERLINK(\"http://example.com\")",
    "\t=1+1",
    "一行目\r\n二行目\u{2028}三行目",
    "消せない\u{0}\u{8}\u{1B}\u{FFFE}字_x000D_と<b>&amp;",
];

fn odd() -> Router {
    let manifest = Manifest { id: "odd".to_owned(), title: "=計画".to_owned(), ..Manifest::default() };
    let entries = TITLES.iter().enumerate().map(|(at, title)| {
        let mut entry = Entry::new("odd", &format!("1-{at}"), Kind::Measure);
        entry.title = (*title).to_owned();
        entry.number = format!("2-{at}");
        entry.departments = vec!["=担当課".to_owned(), "産業課".to_owned()];
        entry.body = vec!["=1".to_owned(), "二\n三".to_owned()];
        for (from, text) in [(2008, "古い\n実績"), (2011, "新しい実績")] {
            let source = Place::line("odd/plan.txt", 1);
            let years = Some(FiscalYears::new(from, from + 2));
            entry.add_report(Report { years, text: text.to_owned(), status: Status::Reported, source });
        }
        entry.notes.push(shisaku_model::Note { term: "長い".to_owned(), text: "字".repeat(40_000) });
        entry
    });
    let mut entries: Vec<Entry> = entries.collect();
    entries[0].body.push("字".repeat(40_000));
    let plan = Plan { manifest, entries, ..Plan::default() };
    let analyzer = Analyzer::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let generation =
        shisaku_ingest::build_plans(&[plan], folder.path(), "odd", &analyzer, &|_, _| {}).unwrap();
    let shisaku_ingest::Opened { searcher, catalogue, vocabulary, .. } =
        shisaku_ingest::open(&generation).unwrap();
    let search = Search::new(searcher, analyzer, catalogue, vocabulary, generation.meta().into());
    app(Arc::new(AppState::new(search)))
}

#[test]
fn nothing_runs_nothing_breaks_and_nothing_is_lost() {
    let site = odd();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let get = |format: &str| {
        let file = runtime.block_on(send_to(&site, "GET", &format!("/api/v1/export?format={format}"), &[]));
        assert_eq!(file.status, 200, "{format}");
        file.bytes
    };
    let bytes = get("csv");
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert_eq!(text.matches('\n').count(), TITLES.len() + 1, "one line an entry");
    assert_eq!(text.matches("\r\n").count(), TITLES.len() + 1);
    assert!(!text.chars().any(|c| c.is_control() && !"\r\n".contains(c)));
    let csv = csv_rows(&bytes);
    let column = |name: &str| csv[0].iter().position(|head| head == name).unwrap();
    for row in &csv[1..] {
        for cell in row {
            let seen = cell.trim_start();
            assert!(!seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
        }
        assert_eq!(row[column("担当課")], "'=担当課、産業課");
        assert_eq!(row[column("実績")], "新しい実績");
        assert_eq!(row[column("以前の実績")], "平成20～22年度(報告あり): 古い 実績");
        assert_eq!(row[column("計画")], "'=計画");
    }
    assert_eq!(csv[1][column("題名")], "'=cmd|' /C calc'!A0");
    assert_eq!(csv[8][column("題名")], "一行目  二行目 三行目");

    let xlsx = get("xlsx");
    let rows = sheet(&xlsx, "一覧");
    let body = column("計画の内容");
    for (row, expected) in rows[1..].iter().zip(&csv[1..]) {
        for (at, (cell, expected)) in row.iter().zip(expected).enumerate() {
            // A cell typed as text needs no leading apostrophe.
            let plain = expected.strip_prefix('\'').unwrap_or(expected);
            let cut = at == body && plain.chars().count() > 32_767;
            match cut {
                true => {
                    assert!(shown(cell).ends_with("全文は CSV と JSON にあります)"));
                    assert_eq!(shown(cell).encode_utf16().count(), 32_767);
                }
                false => assert_eq!(shown(cell), plain),
            }
        }
    }
    assert_eq!(rows.len(), TITLES.len() + 1);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(xlsx)).unwrap();
    let formulas = calamine::Reader::worksheet_formula(&mut book, "一覧").unwrap();
    assert!(formulas.used_cells().next().is_none(), "no cell is a formula");

    let json: Value = serde_json::from_slice(&get("json")).unwrap();
    for (entry, title) in json["entries"].as_array().unwrap().iter().zip(TITLES) {
        assert_eq!(entry["title"], title, "programs get what is there, sign by sign");
        assert_eq!(entry["results"].as_array().unwrap().len(), 2);
    }
}
