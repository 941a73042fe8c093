//! CSV for spreadsheets and for programs: UTF-8 with a byte order mark, CRLF, one fixed head.
//!
//! A cell is text. What a spreadsheet would take for a formula begins with `'`; what it would take for a date
//! (2-9) stays as it is, since nothing in CSV says otherwise without hurting programs: the workbook does.

use std::io::{self, Write};

use super::{
    About, ExportError,
    columns::{COLUMNS, Cell, Context},
};
use shisaku_search::{Listing, Search};

/// What begins a formula, in either width.
const RUN: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

pub(super) fn write(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let context = Context { catalogue: search.catalogue(), about };
    let mut writer = begin(out)?;
    writer.write_record(COLUMNS.iter().map(|column| column.name)).map_err(cause)?;
    for batch in search.batches(listing) {
        for entry in batch? {
            let cells = COLUMNS.iter().map(|column| match (column.value)(&entry, &context) {
                Cell::Text(text) | Cell::Link(text) => harmless(text),
                Cell::Year(year) => year.to_string(),
            });
            writer.write_record(cells).map_err(cause)?;
        }
    }
    Ok(writer.flush()?)
}

/// A file of rows, its mark written: without it, spreadsheets take UTF-8 for the local encoding.
pub(in crate::api) fn begin<W: Write>(mut out: W) -> io::Result<csv::Writer<W>> {
    out.write_all("\u{FEFF}".as_bytes())?;
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out))
}

/// What the system said. The library's own conversion hides whether a reader has just stopped reading.
pub(in crate::api) fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A text that no spreadsheet runs as a formula.
pub(in crate::api) fn harmless(line: String) -> String {
    // Spreadsheets pass over spaces, and over what cannot be seen.
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
