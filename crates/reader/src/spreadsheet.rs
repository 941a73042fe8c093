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
use shisaku_model::{
    Finding, Place,
    Severity::{Error, Warning},
    code_point, is_unseen, shortened, without_unseen,
};

pub(crate) use diagnostics::Diagnostics;

/// Maximum number of invisible characters listed in a finding.
const MAX_NAMED: usize = 4;

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
pub(crate) struct Row<'a> {
    /// Path below `seeds/`.
    file: &'a str,
    /// Line number, counted from 1.
    pub line: u32,
    cells: Vec<String>,
}

impl Row<'_> {
    /// The trimmed cell of a column, given as an index into the known columns. Empty if the cell is missing.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The reason why this row is not read.
    pub(crate) fn error(
        &self,
        code: &'static str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Finding {
        Finding::error(code, Place::line(self.file, self.line), message).advise(advice)
    }
}

/// Passes every usable row to `take`, in order, and reports everything else, also what `take` refuses. A
/// file without the required columns yields no rows.
pub(crate) fn read(
    text: &str,
    columns: &[Column],
    diagnostics: &mut Diagnostics<'_>,
    mut take: impl FnMut(&Row<'_>, &mut Diagnostics<'_>) -> Result<(), Finding>,
) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let heads = find_header_row(&text, columns, diagnostics);
    for line in lines(&text, heads.as_ref().map_or(',', |heads| heads.separator)) {
        if line.is_open {
            let seen = shortened(line.text);
            diagnostics.report(
                Error,
                "open_quotation_mark",
                line.number,
                format!("引用符(\")が閉じていません:「{seen}」。この行は読んでいません。"),
                "引用符を 2 つひと組にするか、取り除いてください。",
            );
            continue;
        }
        let Some(heads) = heads.as_ref().filter(|heads| heads.line < line.number) else { continue };
        let Some(record) = line.cells(heads.separator) else { continue };
        let row = row(&record, line.number, heads, diagnostics);
        if let Err(refused) = row.and_then(|row| take(&row, diagnostics)) {
            diagnostics.push(refused);
        }
    }
}

/// Returns the cells of the known columns.
///
/// # Errors
/// A finding if the record is unusable.
fn row<'a>(
    record: &csv::StringRecord,
    line: u32,
    heads: &HeaderRow<'_>,
    diagnostics: &mut Diagnostics<'a>,
) -> Result<Row<'a>, Finding> {
    let mut row = Row { file: diagnostics.file, line, cells: Vec::with_capacity(heads.columns.len()) };
    let beyond = record.iter().enumerate().skip(heads.width).find(|(_, cell)| !cell.trim().is_empty());
    if let Some((at, cell)) = beyond {
        let (width, letter, cell) = (heads.width, column_letter(at), shortened(cell.trim()));
        return Err(row.error(
            "too_many_cells",
            format!("見出しは {width} 列なのに、{letter}列に「{cell}」があります。この行は読んでいません。"),
            "余分なセルを消すか、セルの中の「,」を「、」にしてください。",
        ));
    }
    let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
    for &(column, at) in &heads.columns {
        let is_damaged = |c: &char| *c == '\u{FFFD}' || (c.is_control() && !is_unseen(*c));
        if let Some(control) = cell(at).chars().find(is_damaged) {
            let what = match control {
                '\n' => "改行".to_owned(),
                '\t' => "タブ".to_owned(),
                '\u{FFFD}' => "読めない文字".to_owned(),
                other => format!("空白の制御文字 {}", code_point(other)),
            };
            let (name, seen) = (column.name, shortened(cell(at)));
            return Err(row.error(
                "control_character",
                format!("「{name}」のセル「{seen}」に{what}があります。この行は読んでいません。"),
                "セルを打ち直してください。行を分けるときは、行を増やします。",
            ));
        }
    }
    let count = record.len();
    let is_missing = |at: Option<usize>| at.is_some_and(|at| at >= count);
    if heads.columns.iter().any(|&(column, at)| column.need != Need::Nothing && is_missing(at)) {
        let width = heads.width;
        diagnostics.report(
            Warning,
            "too_few_cells",
            line,
            format!("見出しは {width} 列なのに、セルが {count} つです。足りないセルは空として読みました。"),
            "区切りが足りているか確かめてください。",
        );
    }
    for &(column, at) in &heads.columns {
        let visible = visible_cell(cell(at), column, &row, diagnostics)?;
        row.cells.push(visible);
    }
    Ok(row)
}

/// Removes invisible characters from a cell.
///
/// # Errors
/// A finding if a required cell holds nothing else.
fn visible_cell(
    cell: &str,
    column: &Column,
    row: &Row<'_>,
    diagnostics: &mut Diagnostics<'_>,
) -> Result<String, Finding> {
    let (text, unseen) = without_unseen(cell);
    if unseen.is_empty() {
        return Ok(text);
    }
    let text = text.trim();
    let named: Vec<String> = unseen.iter().take(MAX_NAMED).map(|&c| code_point(c)).collect();
    let more = if unseen.len() > MAX_NAMED { " など" } else { "" };
    let seen = format!("「{}」のセルに見えない文字({}{more})", column.name, named.join("、"));
    let advice = "Web ページや文書から写すと入ることがあります。セルを消し、打ち直してください。";
    if text.is_empty() && column.need == Need::Column {
        let message = format!("{seen}しかありません。この行は読んでいません。");
        return Err(row.error("only_unseen_characters", message, advice));
    }
    let message = format!("{seen}があります。除いて「{}」と読みました。", shortened(text));
    diagnostics.report(Warning, "unseen_character", row.line, message, advice);
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
