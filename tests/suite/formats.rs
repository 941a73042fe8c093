//! One document in several formats gives the same measures.

use std::{
    fs,
    io::{Cursor, Write as _},
    path::Path,
};

use serde_json::Value;
use shisaku_testing::pdf::{TestPage, write};

use crate::structures::parse;

/// A progress report as a table: two rows of heads, merged sections, line breaks in cells, notes below.
const ROWS: &[&[&str]] = &[
    &["水無月市 第2期計画 令和6年度実施状況"],
    &["基本目標", "施策", "番号", "事業名", "担当課", "事業期間", "実績"],
    &[
        "1 水辺のまち",
        "1-1 舟をつなぐ",
        "1",
        "渡し舟の運航",
        "舟運課\n観光課",
        "令和4年度～令和8年度",
        "51回運航した。\n乗った人は1,204人だった。",
    ],
    &["", "", "2", "桟橋の修理（再掲）", "〃", "R6", "未実施"],
    &["", "1-2 岸をみがく", "3", "草刈りの日", "公園課", "H29～R3", ""],
    &["2 灯りのまち", "2-1 道を照らす", "4", "灯りの道", "道路課", "通年", "検討中"],
    &["注 実績は3月末のもの。"],
];

/// Measures without what depends on the format: the lines of the source.
fn measures(name: &str, bytes: &[u8]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let mut measures = parse(&file);
    for measure in &mut measures {
        measure.as_object_mut().unwrap().remove("lines");
    }
    measures
}

fn text_case() -> Vec<Value> {
    let quoted = |cell: &&str| format!("\"{cell}\"");
    let line = |row: &&[&str]| row.iter().map(quoted).collect::<Vec<_>>().join(",");
    let text = ROWS.iter().map(line).collect::<Vec<_>>().join("\r\n");
    measures("a.csv", text.as_bytes())
}

#[test]
fn a_table_gives_the_same_measures_in_every_format() {
    let expected = text_case();
    let titles: Vec<&str> = expected.iter().map(|measure| measure["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["渡し舟の運航", "桟橋の修理", "草刈りの日", "灯りの道"]);
    assert_eq!(expected[1]["section"], serde_json::json!(["水辺のまち", "舟をつなぐ"]));
    assert_eq!(expected[1]["departments"], serde_json::json!(["舟運課", "観光課"]));
    for (name, bytes) in [
        ("a.xlsx", workbook()),
        ("a.html", web_page()),
        ("a.docx", word()),
        ("a.md", markdown()),
        ("a.pdf", pdf()),
    ] {
        assert_eq!(measures(name, &bytes), expected, "{name}");
    }
}

/// A workbook whose section cells are merged over their rows.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    for (at, row) in (0u32..).zip(ROWS) {
        for (column, cell) in (0u16..).zip(*row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(at, column, *cell).unwrap();
        }
    }
    sheet.merge_range(2, 0, 4, 0, "1 水辺のまち", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "1-1 舟をつなぐ", &plain).unwrap();
    book.save_to_buffer().unwrap()
}

fn web_page() -> Vec<u8> {
    let mut html = format!("<html><head><meta charset=utf-8></head><body><p>{}</p><table>", ROWS[0][0]);
    for (at, row) in ROWS.iter().enumerate().skip(1).filter(|(_, row)| row.len() > 1) {
        html.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let span = match (at, column) {
                (2, 0) => " rowspan=3",
                (2, 1) => " rowspan=2",
                // Covered by the cell above.
                (3 | 4, 0) | (3, 1) => continue,
                _ => "",
            };
            let tag = if at == 1 { "th" } else { "td" };
            html.push_str(&format!("<{tag}{span}>{}</{tag}>", cell.replace('\n', "<br>")));
        }
        html.push_str("</tr>");
    }
    html.push_str(&format!("</table><p>{}</p></body></html>", ROWS[ROWS.len() - 1][0]));
    html.into_bytes()
}

/// A page with a ruled table. Its section cells span their rows.
fn pdf() -> Vec<u8> {
    const COLUMNS: [f32; 8] = [20.0, 90.0, 170.0, 198.0, 288.0, 343.0, 448.0, 575.0];
    const HEIGHT: f32 = 30.0;
    let (title, rows, note) = (ROWS[0][0], &ROWS[1..ROWS.len() - 1], ROWS[ROWS.len() - 1][0]);
    let top = |row: usize| 100.0 + row as f32 * HEIGHT;
    let mut page = TestPage::default().text(20.0, 60.0, 12.0, title);
    for (at, row) in rows.iter().enumerate() {
        // An empty cell below a section belongs to it.
        let first = if at < 2 { 0 } else { row.iter().position(|cell| !cell.is_empty()).unwrap() };
        page = page.rule((COLUMNS[first], top(at)), (COLUMNS[7], top(at)));
        for (cell, x) in row.iter().zip(COLUMNS) {
            for (line, y) in cell.split('\n').zip([12.0, 24.0]) {
                page = page.text(x + 3.0, top(at) + y, 7.0, line);
            }
        }
    }
    let end = top(rows.len());
    page = page.rule((COLUMNS[0], end), (COLUMNS[7], end));
    for x in COLUMNS {
        page = page.rule((x, top(0)), (x, end));
    }
    write(vec![page.text(20.0, end + 30.0, 9.0, note)], "")
}

fn markdown() -> Vec<u8> {
    let line = |row: &&[&str]| format!("| {} |", row.join(" | ").replace('\n', "<br>"));
    let table: Vec<String> = ROWS.iter().filter(|row| row.len() > 1).map(line).collect();
    let (head, rows) = table.split_first().unwrap();
    let rule = "|---".repeat(ROWS[1].len());
    format!("{}\n\n{head}\n{rule}|\n{}\n\n{}\n", ROWS[0][0], rows.join("\n"), ROWS[ROWS.len() - 1][0])
        .into_bytes()
}

fn word() -> Vec<u8> {
    let paragraph = |text: &str| {
        let lines = text.split('\n').map(|line| format!("<w:t>{line}</w:t>")).collect::<Vec<_>>();
        format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
    };
    let mut body = paragraph(ROWS[0][0]);
    body.push_str("<w:tbl>");
    for (at, row) in ROWS.iter().enumerate().skip(1).filter(|(_, row)| row.len() > 1) {
        body.push_str("<w:tr>");
        for (column, cell) in row.iter().enumerate() {
            let merge = match (at, column) {
                (2, 0 | 1) => "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
                (3 | 4, 0) | (3, 1) => "<w:tcPr><w:vMerge/></w:tcPr>",
                _ => "",
            };
            body.push_str(&format!("<w:tc>{merge}{}</w:tc>", paragraph(cell)));
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
    body.push_str(&paragraph(ROWS[ROWS.len() - 1][0]));
    let name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w=\"{name}\"><w:body>{body}</w:body></w:document>");
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(document.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// Files that no reader can make sense of are findings, and the program goes on.
#[test]
fn broken_files_are_findings() {
    let zip = workbook();
    for (name, bytes) in [
        ("a.xlsx", &zip[..zip.len() / 2]),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1broken".as_slice()),
        ("a.docx", b"PK\x03\x04broken".as_slice()),
        ("a.pdf", b"%PDF-1.7\nbroken".as_slice()),
        ("a.ods", b"nothing".as_slice()),
        ("a.html", b"".as_slice()),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        // What looks like text under a wrong name is read as such, with a warning.
        let findings = match shisaku_reader::read_file(Path::new(&file)) {
            Ok((_, findings)) => findings,
            Err(finding) => vec![finding],
        };
        let told = findings.iter().find(|finding| finding.place.file == name && !finding.advice.is_empty());
        assert!(told.is_some(), "{name}: {findings:?}");
    }
}
