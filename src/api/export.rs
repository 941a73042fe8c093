//! Lists to take away: JSON, JSON lines, CSV for spreadsheets.

use std::io::{self, Write};

use serde_json::json;

use crate::model::{Entry, FiscalYears, Heading};

/// A file format for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// `{"entries": [...]}`, every field.
    Json,
    /// One entry a line, every field.
    Jsonl,
    /// One row an entry, for spreadsheets: UTF-8 with a byte order mark.
    Csv,
}

impl ExportFormat {
    /// Every format with its name.
    pub const ALL: [(&'static str, Self); 3] =
        [("json", Self::Json), ("jsonl", Self::Jsonl), ("csv", Self::Csv)];
}

/// Writes entries in the given order.
///
/// # Errors
/// When `out` does not take them.
pub fn export(entries: &[Entry], format: ExportFormat, out: &mut impl Write) -> io::Result<()> {
    match format {
        ExportFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &json!({"entries": entries}))?;
            writeln!(out)
        }
        ExportFormat::Jsonl => entries.iter().try_for_each(|entry| {
            serde_json::to_writer(&mut *out, entry)?;
            writeln!(out)
        }),
        ExportFormat::Csv => csv(entries, out),
    }
}

/// A column's name and what it says of an entry.
type Column = (&'static str, fn(&Entry) -> String);

/// The columns of the CSV form; their names and order are fixed.
const COLUMNS: &[Column] = &[
    ("ID", |entry| entry.id.clone()),
    ("種別", |entry| entry.kind.label().to_owned()),
    ("番号", |entry| entry.number.clone()),
    ("題名", |entry| entry.title.clone()),
    ("別の題名", |entry| entry.title_variants.join("、")),
    ("見出し", |entry| entry.path.iter().map(Heading::label).collect::<Vec<_>>().join(" > ")),
    ("計画の内容", |entry| entry.body.join(" ")),
    ("計画区分", |entry| entry.period.clone().unwrap_or_default()),
    ("計画開始年度", |entry| first(entry.plan_years)),
    ("計画終了年度", |entry| last(entry.plan_years)),
    ("計画年度(和暦)", |entry| eras(entry.plan_years)),
    ("実績の有無", |entry| match entry.has_result {
        Some(true) => "あり".to_owned(),
        Some(false) => "なし".to_owned(),
        None => "報告なし".to_owned(),
    }),
    ("実績", |entry| entry.result.clone().unwrap_or_default()),
    ("実績の状態", |entry| {
        entry.results.last().map(|report| report.status.label().to_owned()).unwrap_or_default()
    }),
    ("実績開始年度", |entry| first(entry.results.last().and_then(|report| report.years))),
    ("実績終了年度", |entry| last(entry.results.last().and_then(|report| report.years))),
    ("実績年度(和暦)", |entry| eras(entry.results.last().and_then(|report| report.years))),
    ("担当課", |entry| entry.departments.join("、")),
    ("関係課", |entry| entry.related_departments.join("、")),
    ("団体", |entry| entry.organisations.join("、")),
    ("区分", |entry| entry.category.join("、")),
    ("再掲元", |entry| entry.reprint_of.clone().unwrap_or_default()),
    ("用語", |entry| entry.notes.iter().map(|note| note.term.as_str()).collect::<Vec<_>>().join("、")),
    ("出典", |entry| {
        let [from, to] = entry.source.lines;
        format!("{} {from}-{to}行", entry.source.file)
    }),
];

fn first(years: Option<FiscalYears>) -> String {
    years.map(|years| years.from.to_string()).unwrap_or_default()
}

fn last(years: Option<FiscalYears>) -> String {
    years.and_then(|years| years.to).map(|year| year.to_string()).unwrap_or_default()
}

fn eras(years: Option<FiscalYears>) -> String {
    years.map(FiscalYears::in_eras).unwrap_or_default()
}

fn csv(entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    // Without the mark, spreadsheets take UTF-8 for the local encoding.
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS.iter().map(|(name, _)| *name)).map_err(cause)?;
    for entry in entries {
        writer.write_record(COLUMNS.iter().map(|(_, value)| cell(&value(entry)))).map_err(cause)?;
    }
    writer.flush()
}

/// What the system said. The library's own conversion hides whether a reader has just stopped reading.
pub(super) fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// One line of text that no spreadsheet runs as a formula.
pub(super) fn cell(text: &str) -> String {
    let line = text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ");
    if line.starts_with(['=', '+', '-', '@']) { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::Kind;

    #[test]
    fn a_cell_is_one_harmless_line() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("一行目\n二行目"), "一行目 二行目");
    }

    #[test]
    fn csv_has_a_mark_a_head_and_a_row_an_entry() {
        let mut entry = Entry::new("a", "5-1", Kind::Measure);
        entry.title = "融資、\"相談\"".to_owned();
        entry.plan_years = Some(FiscalYears::new(2011, 2013));
        let mut out = Vec::new();
        export(&[entry], ExportFormat::Csv, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{FEFF}ID,種別,番号,題名,"), "{}", lines[0]);
        assert!(lines[1].starts_with("a/5-1,施策,,\"融資、\"\"相談\"\"\","), "{}", lines[1]);
        assert!(lines[1].contains(",2011,2013,平成23～25年度,報告なし,"), "{}", lines[1]);
    }
}
