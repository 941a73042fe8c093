//! Exports in every format have the content that the screen shows.

mod divided;
mod harmless;
mod same;
mod streamed;
mod workbook;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::support::api::{Answer, send, written};

/// Exports the list for these parameters. The request must succeed.
#[track_caller]
pub fn export(format: &str, pairs: &[(&str, &str)]) -> Answer {
    let all = [("format", format)].into_iter().chain(pairs.iter().copied());
    let file = send("GET", &format!("/api/v1/export?{}", written(all)));
    assert_eq!(file.status, 200, "{pairs:?}: {}", String::from_utf8_lossy(&file.bytes));
    file
}

/// Header and rows of a CSV file.
#[track_caller]
pub fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text =
        std::str::from_utf8(bytes).unwrap().strip_prefix('\u{FEFF}').expect("spreadsheets need the mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Cells of a sheet with their types.
#[track_caller]
pub fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

/// A cell as text, as a spreadsheet shows it.
pub fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        cell => cell.to_string(),
    }
}

/// Ids in the first column, without the header.
pub fn first_column(rows: Vec<Vec<String>>) -> Vec<String> {
    rows.into_iter().skip(1).map(|row| row[0].clone()).collect()
}

/// JSON values of a file with one value per line.
pub fn lines(bytes: &[u8]) -> Vec<Value> {
    std::str::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
