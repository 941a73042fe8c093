//! Finds the header row, its columns and the cell separator.

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization;

use super::{Column, Diagnostics, Need, physical_rows::lines};
use shisaku_model::{
    Severity::{Error, Warning},
    is_unseen, shortened,
};

/// Cell separators, in the order in which they are tried. Most spreadsheets write commas.
const SEPARATORS: [char; 3] = [',', '\t', ';'];

/// Remark columns for people. They are ignored without a finding.
const REMARK_COLUMNS: [&str; 6] = ["備考", "メモ", "題名", "施策名", "項目名", "note"];

/// Number of leading records searched for the header row. A title may precede it.
const MAX_RECORDS_BEFORE_HEADER: usize = 10;

/// The header row.
pub(super) struct HeaderRow<'c> {
    pub separator: char,
    /// The known columns, each with its position in a record, if present.
    pub columns: Vec<(&'c Column, Option<usize>)>,
    /// Number of header cells, without trailing empty ones.
    pub width: usize,
    /// Line number of the header row, counted from 1.
    pub line: u32,
}

/// Finds the header row, trying each separator. Reports `wrong_columns` and returns `None` if there is none.
pub(super) fn find_header_row<'c>(
    text: &str,
    columns: &'c [Column],
    diagnostics: &mut Diagnostics<'_>,
) -> Option<HeaderRow<'c>> {
    let mut seen: Option<(u32, Vec<String>)> = None;
    for separator in SEPARATORS {
        let records = lines(text, separator).filter_map(|line| Some((line.number, line.cells(separator)?)));
        for (line, record) in records.take(MAX_RECORDS_BEFORE_HEADER) {
            let names: Vec<String> = record.iter().map(normalised_head).collect();
            let place = |column: &Column| names.iter().position(|name| column.is_called(name));
            let columns: Vec<_> = columns.iter().map(|column| (column, place(column))).collect();
            if columns.iter().all(|(column, place)| place.is_some() || column.need != Need::Column) {
                let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
                let heads = HeaderRow { separator, columns, width, line };
                report_columns(&record, &names, &heads, diagnostics);
                return Some(heads);
            }
            // The fullest record is quoted in the finding, as the most likely header row.
            let filled: Vec<String> =
                record.iter().map(str::trim).filter(|c| !c.is_empty()).map(shortened).collect();
            if !filled.is_empty() && seen.as_ref().is_none_or(|(_, seen)| filled.len() > seen.len()) {
                seen = Some((line, filled));
            }
        }
    }
    let (line, saw) = match seen {
        None => (0, "文字がありません".to_owned()),
        Some((line, seen)) => (line, format!("見えたのは 「{}」 です", seen.iter().take(8).join("」「"))),
    };
    let needed = columns.iter().filter(|column| column.need == Need::Column);
    let expected = needed.map(|column| column.name).join("」「");
    diagnostics.report(
        Error,
        "wrong_columns",
        line,
        format!(
            "見出しの行に、要る列「{expected}」が揃っていません({saw})。このファイルは使わず、何も変えていません。"
        ),
        format!("1 行目を「{}」にしてください。", columns.iter().map(|column| column.name).join(",")),
    );
    None
}

/// Reports duplicate and unknown columns.
fn report_columns(
    record: &csv::StringRecord,
    names: &[String],
    heads: &HeaderRow<'_>,
    diagnostics: &mut Diagnostics<'_>,
) {
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let printed = shortened(record.get(at).unwrap_or_default().trim());
        let letter = column_letter(at);
        match heads.columns.iter().find(|(column, _)| column.is_called(name)) {
            Some((_, first)) if *first == Some(at) => {}
            Some((column, _)) => diagnostics.report(
                Warning,
                "column_twice",
                0,
                format!(
                    "{letter}列の「{printed}」は「{}」と同じ意味の 2 つ目の列で、読んでいません。",
                    column.name
                ),
                "どちらか 1 つにしてください。",
            ),
            None if REMARK_COLUMNS.contains(&name.as_str()) => {}
            None => {
                let known = heads.columns.iter().map(|(column, _)| column.name).join("」「");
                diagnostics.report(
                    Warning,
                    "column_not_read",
                    0,
                    format!("{letter}列の「{printed}」は知らない列で、読んでいません。"),
                    format!("読むのは「{known}」です。覚え書きの列の名前は「備考」にしてください。"),
                );
            }
        }
    }
}

impl Column {
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.others.contains(&name)
    }
}

/// Normalises a header cell: one width, lower case, no spaces, nothing from a bracket on. 開始（年度） becomes 開始.
fn normalised_head(cell: &str) -> String {
    let text: String = cell.nfkc().filter(|&c| !c.is_whitespace() && !is_unseen(c)).collect();
    text.split('(').next().unwrap_or_default().to_lowercase()
}

/// The spreadsheet letter of a column, such as A or AB.
pub(super) fn column_letter(at: usize) -> String {
    let own = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { own.to_string() } else { format!("{}{own}", column_letter(at / 26 - 1)) }
}
