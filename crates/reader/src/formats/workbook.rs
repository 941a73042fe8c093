//! Reads workbooks: XLSX, XLSM, XLSB and XLS of Excel, and ODS of `LibreOffice`.
//!
//! A sheet becomes tables of its filled cells. Hidden rows, columns and sheets are read too: they are text of the
//! document. Comments and the text of shapes are not read. A finding says so, except for XLS and XLSB.

mod container;
mod dates;
mod excel;
mod grids;
mod number_format;
mod opendocument;
mod sheet;
#[cfg(test)]
mod tests;
mod values;
mod xls_limits;

use super::{Builder, Format, csv, decode_text};
use container::{Container, Kind};
use sheet::{Contents, MAX_CELLS, Sheet};
use shisaku_model::{Document, Finding, Locator, Place, Position, shortened};

/// A workbook.
pub(super) struct Workbook;

/// A reason why nothing of a workbook can be read.
#[derive(Debug)]
enum Problem {
    Empty,
    Password,
    /// With the reason.
    Broken(String),
    /// The unpacked size is above the limit.
    TooLarge,
    /// A sheet of XLS would take too much memory.
    TooManyCells,
    /// The file is something else.
    Other(&'static str),
}

impl Format for Workbook {
    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm", "xlsb", "xls", "ods"]
    }

    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        let Container { kind, mut unread } =
            container::recognise(bytes).map_err(|problem| problem.into_finding(file))?;
        let contents = match kind {
            Kind::Text => return read_text(file, bytes),
            Kind::Xlsx => excel::read_xlsx(bytes),
            Kind::Xlsb => excel::read_xlsb(bytes),
            Kind::Xls => excel::read_xls(bytes),
            Kind::Ods => opendocument::read_ods(bytes),
        };
        let contents = contents.map_err(|problem| problem.into_finding(file))?;
        unread.extend(&contents.unread);
        let (document, mut findings) = document(file, contents)?;
        if !unread.is_empty() {
            let message = format!(
                "セルの外の文字({})は読んでいません。",
                unread.into_iter().collect::<Vec<_>>().join("、")
            );
            findings.push(
                Finding::warning("text_outside_cells", Place::file(file), message)
                    .advise("施策の内容が含まれているときは、セルに書き写してください。"),
            );
        }
        Ok((document, findings))
    }
}

/// Reads separated text under the name of a workbook.
fn read_text(file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
    let (text, other_encoding) = decode_text(file, bytes)?;
    let (document, mut findings) = csv::read_table(file, &text, None)?;
    findings.extend(other_encoding);
    let message = "名前はブックですが、中身は区切り文字で区切ったテキストです。CSV として読みました。";
    findings.push(
        Finding::warning("not_a_workbook", Place::file(file), message)
            .advise("拡張子を .csv に変えるか、Excel で開いて .xlsx で保存し直してください。"),
    );
    Ok((document, findings))
}

/// Builds the document. A sheet that was read in part keeps its cells.
fn document(file: &str, contents: Contents) -> Result<(Document, Vec<Finding>), Finding> {
    let mut findings = Vec::new();
    let mut builder = Builder::new(file);
    let is_full = contents.is_full;
    let has_text = contents.sheets.iter().any(|sheet| !sheet.cells.is_empty());
    let error = contents.sheets.iter().find_map(|sheet| sheet.error.clone());
    if !has_text {
        let problem = error.map_or(Problem::Empty, Problem::Broken);
        return Err(problem.into_finding(file));
    }
    let names: Vec<String> = contents.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    for (at, sheet) in contents.sheets.into_iter().enumerate() {
        if at > 0 {
            builder.end_part();
        }
        let index = builder.sheet(&sheet.name);
        findings.extend(sheet_findings(file, &sheet));
        let name = shortened(&sheet.name);
        if let Some((cell, count)) = grids::add_tables(&mut builder, index, sheet) {
            let text = shortened(&cell.text);
            let message = format!(
                "シート「{name}」の結合したセルに隠れた文字が {count} 件あり、読んでいません(「{text}」など)。"
            );
            let (row, column) = (cell.row.saturating_add(1), cell.column.saturating_add(1));
            let at = Locator::new(Position::Cell { sheet: index, row, column }, row, &names);
            findings.push(
                Finding::warning("covered_cells", Place { at, ..Place::line(file, row) }, message)
                    .advise("要る文字なら、結合を解いて見えるようにしてください。"),
            );
        }
    }
    if is_full {
        let message =
            format!("文字のあるセルが多すぎるため、途中まで読みました({MAX_CELLS} 個、100 MB までです)。");
        findings.push(
            Finding::error("too_many_cells", Place::file(file), message)
                .advise("要らないシートや行を除くか、ブックを分けてください。"),
        );
    }
    Ok((builder.finish(), findings))
}

fn sheet_findings(file: &str, sheet: &Sheet) -> Vec<Finding> {
    let mut findings = Vec::new();
    let name = shortened(&sheet.name);
    if sheet.is_hidden && !sheet.cells.is_empty() {
        let message = format!("シート「{name}」は表示されていませんが、読みました。");
        findings.push(
            Finding::info("hidden_sheet", Place::file(file), message)
                .advise("公開しない内容なら、シートを削除してください。"),
        );
    }
    if let Some(error) = &sheet.error {
        let message = format!(
            "シート「{name}」が壊れているため、途中までしか読めません({})。",
            shortened(&in_japanese(error.clone()))
        );
        findings.push(
            Finding::error("broken_sheet", Place::file(file), message)
                .advise("Excel などで開いて修復し、保存し直してください。"),
        );
    }
    findings
}

/// Tells a message of a library by the part of the workbook that it is about.
fn in_japanese(message: String) -> String {
    const PARTS: [(&[&str], &str); 3] = [
        (&["xml", "tag", "attribute"], "中の XML が壊れています"),
        (&["fat", "sector", "compound", "cfb", "directory entr"], "中の目録が壊れています"),
        (&["zip", "archive", "deflate", "checksum", "central directory"], "圧縮されたデータが壊れています"),
    ];
    if !message.is_ascii() {
        return message;
    }
    let lower = message.to_lowercase();
    let part = PARTS.iter().find(|(words, _)| words.iter().any(|word| lower.contains(word)));
    part.map_or("中のデータが壊れています", |(_, told)| told).to_owned()
}

impl Problem {
    fn broken(error: impl ToString) -> Self {
        Self::Broken(in_japanese(error.to_string()))
    }

    fn into_finding(self, file: &str) -> Finding {
        let (code, message, advice) = match self {
            Self::Empty => (
                "empty_file",
                "ブックに文字がありません。".to_owned(),
                "文書の本文を入れて保存し直すか、ファイルを取り除いてください。",
            ),
            Self::Password => (
                "password",
                "パスワードがかかっているため、読めません。".to_owned(),
                "Excel で開き、パスワードを外して保存し直してください。",
            ),
            Self::Broken(reason) => (
                "broken_workbook",
                format!("ブックが壊れているため、読めません({})。", shortened(&reason)),
                "Excel などで開いて修復し、.xlsx で保存し直してください。",
            ),
            Self::TooLarge => (
                "too_large",
                "展開すると大きすぎるため、読んでいません(500 MB までです)。".to_owned(),
                "写真を除くか、ブックを分けてください。",
            ),
            Self::TooManyCells => (
                "too_many_cells",
                format!(
                    "使われている範囲が広すぎるため、読んでいません(およそ {} 個のセルまでです)。",
                    4 * MAX_CELLS
                ),
                "離れたところにある要らないセルを削除するか、.xlsx で保存し直してください。",
            ),
            Self::Other(what) => (
                "not_a_workbook",
                format!("名前はブックですが、中身は {what} のため、読んでいません。"),
                "Excel で開いて .xlsx で保存し直すか、中身に合う拡張子に変えてください。",
            ),
        };
        Finding::error(code, Place::file(file), message).advise(advice)
    }
}
