//! CSV for spreadsheets and programs: UTF-8 with a byte order mark, CRLF, a fixed header row.
//!
//! All cells are text. A text that a spreadsheet would run as a formula gets a leading `'`. A text that looks
//! like a date (2-9) stays as it is: CSV cannot mark it without hurting programs. The workbook can.

use std::io::{self, Write};

use super::{
    About, ExportError,
    columns::{Cell, Context, columns},
};
use shisaku_search::{Columns, Listing, Search};

/// Characters that start a formula, half-width and full-width.
const RUN: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

pub(super) fn write(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    choice: Columns,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let columns = columns(choice);
    let context = Context::of(search, listing, about);
    let mut writer = begin(out)?;
    writer.write_record(columns.iter().map(|column| column.name)).map_err(cause)?;
    for batch in search.batches(listing) {
        for entry in batch? {
            let cells = columns.iter().map(|column| match (column.value)(&entry, &context) {
                Cell::Text(text) | Cell::Link(text) => harmless(text),
                Cell::Year(year) => year.to_string(),
            });
            writer.write_record(cells).map_err(cause)?;
        }
    }
    Ok(writer.flush()?)
}

/// Starts a CSV file with a byte order mark. Without the mark, spreadsheets assume the local encoding.
pub(in crate::api) fn begin<W: Write>(mut out: W) -> io::Result<csv::Writer<W>> {
    out.write_all("\u{FEFF}".as_bytes())?;
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out))
}

/// The underlying I/O error. The library's own conversion hides that a reader has stopped reading.
pub(in crate::api) fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Makes a text harmless: a spreadsheet will not run it as a formula.
pub(in crate::api) fn harmless(line: String) -> String {
    // Spreadsheets skip spaces and invisible characters before a formula.
    let unseen =
        |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    if line.trim_start_matches(unseen).starts_with(RUN) { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_is_run() {
        for run in
            ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1", "  =1", "\u{3000}=1", "\u{FEFF}=1"]
        {
            assert_eq!(harmless(run.to_owned()), format!("'{run}"));
        }
        for plain in ["2-9", "a=b", "1-1(1)", "", "'=1", "(-1)", "ー"] {
            assert_eq!(harmless(plain.to_owned()), plain);
        }
    }
}
