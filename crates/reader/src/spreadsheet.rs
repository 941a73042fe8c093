//! Reads a table that staff keep in a spreadsheet: comma, tab or semicolon separated values with known
//! columns.
//!
//! Titles may precede the header row. Comment lines (`#`) and extra remark columns are allowed. An unusable
//! row is reported and skipped. A file without the required columns yields no rows.

mod diagnostics;
mod header_row;
mod physical_rows;

use header_row::{HeaderRow, column_letter, find_header_row};
use physical_rows::lines;
use shisaku_model::{Finding, Place, code_point, is_unseen, shortened, without_unseen};

pub(crate) use diagnostics::Diagnostics;

/// Maximum number of invisible characters listed in a finding.
const MAX_NAMED: usize = 4;

/// A decoded table file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet<'a> {
    /// Path below `seeds/`.
    pub file: &'a str,
    /// Decoded contents.
    pub text: &'a str,
}

/// A known column.
#[derive(Debug)]
pub(crate) struct Column {
    /// The name used in findings.
    pub name: &'static str,
    /// Aliases, in lower case.
    pub others: &'static [&'static str],
    /// Requirement on the column.
    pub need: Need,
}

/// Requirement on a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The column must exist and its cells must not consist of invisible characters only.
    Column,
    /// The column is optional. If it exists, a row that ends before it is reported.
    Cell,
    /// The column and its cells are optional.
    Nothing,
}

/// A row with at least one non-empty cell.
#[derive(Debug)]
pub(crate) struct Row {
    /// Line number, counted from 1.
    pub line: u32,
    cells: Vec<String>,
}

impl Row {
    /// The trimmed cell of a column, given as an index into the known columns. Empty if the cell is missing.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Passes every usable row to `take`, in order, and reports everything else. A file without the required
/// columns yields no rows.
pub(crate) fn read(
    sheet: Sheet<'_>,
    columns: &[Column],
    diagnostics: &mut Diagnostics<'_>,
    mut take: impl FnMut(Row, &mut Diagnostics<'_>),
) {
    let text = sheet.text.replace("\r\n", "\n").replace('\r', "\n");
    let heads = find_header_row(&text, columns, diagnostics);
    for line in lines(&text, heads.as_ref().map_or(',', |heads| heads.separator)) {
        if line.is_open {
            diagnostics.push(open_quotes(line.text, Place::line(diagnostics.file, line.number)));
            continue;
        }
        let Some(heads) = heads.as_ref().filter(|heads| heads.line < line.number) else { continue };
        let record = line.cells(heads.separator);
        if let Some(row) = record.and_then(|record| row(&record, line.number, heads, columns, diagnostics)) {
            take(row, diagnostics);
        }
    }
}

fn open_quotes(line: &str, place: Place) -> Finding {
    Finding::error(
        "open_quotation_mark",
        place,
        format!("引用符(\")が閉じていません:「{}」。この行は読んでいません。", shortened(line)),
    )
    .advise("引用符を 2 つひと組にするか、取り除いてください。")
}

/// Returns the cells of the known columns, or `None` if the record is unusable.
fn row(
    record: &csv::StringRecord,
    line: u32,
    heads: &HeaderRow,
    columns: &[Column],
    diagnostics: &mut Diagnostics<'_>,
) -> Option<Row> {
    let place = Place::line(diagnostics.file, line);
    let beyond = record.iter().enumerate().skip(heads.width).find(|(_, cell)| !cell.trim().is_empty());
    if let Some((at, cell)) = beyond {
        diagnostics.push(
            Finding::error(
                "too_many_cells",
                place,
                format!(
                    "見出しは {} 列なのに、{}列に「{}」があります。この行は読んでいません。",
                    heads.width,
                    column_letter(at),
                    shortened(cell.trim())
                ),
            )
            .advise("余分なセルを消すか、セルの中の「,」を「、」にしてください。"),
        );
        return None;
    }
    let cell = |at: &Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
    for (column, at) in columns.iter().zip(&heads.places) {
        let cell = cell(at);
        if let Some(control) = cell.chars().find(|&c| c == '\u{FFFD}' || (c.is_control() && !is_unseen(c))) {
            let what = match control {
                '\n' => "改行".to_owned(),
                '\t' => "タブ".to_owned(),
                '\u{FFFD}' => "読めない文字".to_owned(),
                other => format!("空白の制御文字 {}", code_point(other)),
            };
            diagnostics.push(
                Finding::error(
                    "control_character",
                    place,
                    format!(
                        "「{}」のセル「{}」に{what}があります。この行は読んでいません。",
                        column.name,
                        shortened(cell)
                    ),
                )
                .advise("セルを打ち直してください。行を分けるときは、行を増やします。"),
            );
            return None;
        }
    }
    let reported = |(column, at): (&Column, &Option<usize>)| {
        column.need != Need::Nothing && at.is_some_and(|at| at >= record.len())
    };
    if columns.iter().zip(&heads.places).any(reported) {
        diagnostics.push(
            Finding::warning(
                "too_few_cells",
                place,
                format!(
                    "見出しは {} 列なのに、セルが {} つです。足りないセルは空として読みました。",
                    heads.width,
                    record.len()
                ),
            )
            .advise("区切りが足りているか確かめてください。"),
        );
    }
    let mut cells = Vec::with_capacity(columns.len());
    for (column, at) in columns.iter().zip(&heads.places) {
        cells.push(visible_cell(cell(at), column, line, diagnostics)?);
    }
    Some(Row { line, cells })
}

/// Removes invisible characters from a cell. Returns `None` if a required cell holds nothing else.
fn visible_cell(cell: &str, column: &Column, line: u32, diagnostics: &mut Diagnostics<'_>) -> Option<String> {
    if !cell.contains(is_unseen) {
        return Some(cell.to_owned());
    }
    let (text, unseen) = without_unseen(cell);
    let text = text.trim();
    let named: Vec<String> = unseen.iter().take(MAX_NAMED).map(|&c| code_point(c)).collect();
    let more = if unseen.len() > MAX_NAMED { " など" } else { "" };
    let seen = format!("「{}」のセルに見えない文字({}{more})", column.name, named.join("、"));
    let place = Place::line(diagnostics.file, line);
    let is_lost = text.is_empty() && column.need == Need::Column;
    let finding = match is_lost {
        true => Finding::error(
            "only_unseen_characters",
            place,
            format!("{seen}しかありません。この行は読んでいません。"),
        ),
        false => Finding::warning(
            "unseen_character",
            place,
            format!("{seen}があります。除いて「{}」と読みました。", shortened(text)),
        ),
    };
    diagnostics.push(
        finding.advise("Web ページや文書から写すと入ることがあります。セルを消し、打ち直してください。"),
    );
    (!is_lost).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
