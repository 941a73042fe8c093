#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook as Writer};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use shisaku_model::{Block, Cell, Grid, Position};

fn read(name: &str, bytes: &[u8]) -> (Document, Vec<Finding>) {
    Workbook.read(name, bytes).unwrap()
}

fn grids(document: &Document) -> Vec<&Grid> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        _ => None,
    });
    tables.collect()
}

fn text(document: &Document, cell: &Cell) -> String {
    let lines = document.lines[cell.lines.clone()].iter().map(|line| line.text.as_str());
    lines.collect::<Vec<_>>().join("|")
}

/// The cells as `row of the table, column + spans: text`.
fn cells(document: &Document, grid: &Grid) -> Vec<String> {
    let rows = grid.rows.iter().enumerate();
    rows.flat_map(|(at, row)| {
        row.iter().map(move |cell| {
            let spans = match (cell.row_span, cell.column_span) {
                (1, 1) => String::new(),
                (rows, columns) => format!(" {rows}x{columns}"),
            };
            format!("{at},{}{spans}: {}", cell.column, text(document, cell))
        })
    })
    .collect()
}

fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn reads_the_sheets_of_a_workbook_as_people_see_them() {
    let mut book = Writer::new();
    let plain = CellFormat::new();
    let sheet = book.add_worksheet().set_name("実績").unwrap();
    sheet.merge_range(0, 0, 0, 9, "実施状況", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "番号", &plain).unwrap();
    sheet.merge_range(1, 1, 1, 2, "参加", &plain).unwrap();
    sheet.write(2, 1, "人数").unwrap().write(2, 2, "率\n(前年比)").unwrap();
    sheet.merge_range(3, 0, 5, 0, "1-1", &plain).unwrap();
    sheet.write_with_format(3, 1, 1_204, &CellFormat::new().set_num_format("#,##0\"人\"")).unwrap();
    sheet.write_with_format(3, 2, 0.125, &CellFormat::new().set_num_format("0.0%")).unwrap();
    sheet.write(5, 1, 12.0).unwrap().write(5, 2, true).unwrap();
    sheet.set_row_hidden(5).unwrap();
    let date = ExcelDateTime::from_ymd(2024, 4, 1).unwrap();
    let era = CellFormat::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\"");
    let iso = CellFormat::new().set_num_format("yyyy/m/d");
    sheet.write_with_format(8, 0, &date, &era).unwrap().write_with_format(8, 1, &date, &iso).unwrap();
    sheet.write(8, 2, Formula::new("NA()").set_result("#N/A")).unwrap();
    let hidden = book.add_worksheet().set_name("控え").unwrap();
    hidden.write(0, 0, "控えの文字").unwrap();
    hidden.set_hidden(true);
    let (document, findings) = read("a.xlsx", &book.save_to_buffer().unwrap());

    assert_eq!(document.sheets, ["実績", "控え"]);
    let tables = grids(&document);
    assert_eq!(
        cells(&document, tables[0]),
        [
            "0,0 1x3: 実施状況",
            "1,0 2x1: 番号",
            "1,1 1x2: 参加",
            "2,1: 人数",
            "2,2: 率|(前年比)",
            "3,0 2x1: 1-1",
            "3,1: 1,204人",
            "3,2: 12.5%",
            "4,1: 12",
            "4,2: TRUE",
        ]
    );
    assert_eq!(cells(&document, tables[1]), ["0,0: 令和6年4月1日", "0,1: 2024-04-01", "0,2: #N/A"]);
    assert!(matches!(document.blocks[2], Block::Break));
    let line = document.lines.iter().find(|line| line.text == "(前年比)").unwrap();
    assert_eq!((line.number, line.position), (3, Position::Cell { sheet: 0, row: 3, column: 3 }));
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["hidden_sheet"]);
}

#[test]
fn a_huge_range_costs_only_its_cells() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "初め").unwrap().write(1_048_575, 16_383, "終わり").unwrap();
    let (document, _) = read("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(grids(&document).len(), 2);
    let last = document.lines.last().unwrap();
    assert_eq!(last.position, Position::Cell { sheet: 0, row: 1_048_576, column: 16_384 });
}

#[test]
fn reads_ods_with_spans_repeats_and_hidden_sheets() {
    let content = r#"<office:document-content><office:automatic-styles>
      <style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
      <office:body><office:spreadsheet><table:table table:name="実績">
      <table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>題</text:p><text:p>名<text:s text:c="2"/>&amp;</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value="0.5"><office:annotation><text:p>控え</text:p></office:annotation><text:p>50%</text:p></table:table-cell></table:table-row>
      <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell office:value="3"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>〃</text:p></table:table-cell></table:table-row>
      </table:table><table:table table:name="控え" table:style-name="h"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>
      </office:spreadsheet></office:body></office:document-content>"#;
    let (document, findings) = read("a.ods", &zipped(&[("content.xml", content)]));
    let tables = grids(&document);
    assert_eq!(cells(&document, tables[0]), ["0,0 2x2: 題|名  &", "0,2: 50%", "1,2: 3"]);
    assert_eq!(cells(&document, tables[1]), ["0,1: 〃", "0,2: 〃", "1,1: 〃", "1,2: 〃"]);
    assert_eq!(document.lines.iter().rev().nth(1).unwrap().number, 1_048_574);
    assert_eq!(
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        ["hidden_sheet", "text_outside_cells"]
    );
    let cut = content.split("1048570").next().unwrap();
    let (document, findings) = read("a.ods", &zipped(&[("content.xml", cut)]));
    assert_eq!(cells(&document, grids(&document)[0]).len(), 3);
    assert_eq!(findings[0].code, "broken_sheet");
}

#[test]
fn says_why_nothing_can_be_read() {
    let code = |bytes: &[u8]| Workbook.read("a.xls", bytes).unwrap_err().code;
    assert_eq!(code(b""), "empty_file");
    assert_eq!(code(b"<html><table><tr><td>1</td></tr></table></html>"), "not_a_workbook");
    assert_eq!(code(&zipped(&[("word/document.xml", "")])), "not_a_workbook");
    assert_eq!(code(&zipped(&[("xl/workbook.xml", "<broken")])), "broken_workbook");
    let manifest = "<manifest:encryption-data/>";
    assert_eq!(code(&zipped(&[("content.xml", "?"), ("META-INF/manifest.xml", manifest)])), "password");
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("EncryptedPackage").unwrap().write_all(b"secret").unwrap();
    assert_eq!(code(&file.into_inner().into_inner()), "password");
    let (document, findings) = read("a.xls", "番号,名前\n1,朝市\n".as_bytes());
    assert_eq!((document.lines.len(), findings[0].code), (4, "not_a_workbook"));
}

/// An XLS workbook of one sheet with the given records.
fn xls(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    };
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let head = |start: u32| {
        let sheet = [&start.to_le_bytes()[..], &[0, 0, 2, 0], b"S1"].concat();
        [begin(5), record(0x0085, &sheet), end.clone()].concat()
    };
    let start = u32::try_from(head(0).len()).unwrap();
    let cells: Vec<u8> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
    let mut stream = [head(start), begin(0x10), cells, end.clone()].concat();
    // A shorter stream would be stored among the small ones.
    stream.resize(8_192, 0);
    let empty = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, empty).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

fn number(row: u16, column: u16, number: f64) -> (u16, Vec<u8>) {
    let place = [row, column, 0].into_iter().flat_map(u16::to_le_bytes);
    (0x0203, place.chain(number.to_le_bytes()).collect())
}

#[test]
fn reads_xls_with_merged_cells() {
    let merged = [1u16, 0, 1, 0, 1].into_iter().flat_map(u16::to_le_bytes).collect();
    let book = xls(&[number(0, 0, 1.0), number(0, 2, 0.5), number(1, 2, 3.0), (0x00E5, merged)]);
    let (document, findings) = read("a.xls", &book);
    assert_eq!(document.sheets, ["S1"]);
    assert_eq!(cells(&document, grids(&document)[0]), ["0,0 2x2: 1", "0,2: 0.5", "1,2: 3"]);
    assert!(findings.is_empty(), "{findings:?}");
    let far = xls(&[number(0, 0, 1.0), number(65_535, 65_535, 1.0)]);
    assert_eq!(Workbook.read("a.xls", &far).unwrap_err().code, "too_many_cells");
    let cut = xls(&[number(0, 0, 1.0), (0x00BD, vec![0])]);
    assert_eq!(Workbook.read("a.xls", &cut).unwrap_err().code, "broken_workbook");
}

#[test]
fn damaged_bytes_never_panic() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 1, 2, "題名", &CellFormat::new()).unwrap();
    sheet.write(3, 0, 12.5).unwrap().write(4, 2, "終わり").unwrap();
    let old = xls(&[number(0, 0, 1.0), (0x00BD, vec![0; 22]), (0x0006, vec![0; 30])]);
    for (good, step) in [(book.save_to_buffer().unwrap(), 61), (old, 97)] {
        for at in (0..good.len()).step_by(step) {
            let mut bad = good.clone();
            bad[at] ^= 0x5A;
            drop(Workbook.read("a.xlsx", &bad));
            drop(Workbook.read("a.xlsx", &good[..at]));
        }
    }
}
