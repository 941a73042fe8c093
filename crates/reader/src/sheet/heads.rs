//! The row of heads: where which column stands, and what separates cells.

use unicode_normalization::UnicodeNormalization;

use super::{Column, Need, Told, lines::lines};
use shisaku_model::{Finding, Place, is_unseen, shortened};

/// What may part cells: what is tried first is what most spreadsheets write.
const SEPARATORS: [char; 3] = [',', '\t', ';'];

/// Columns for people, which are not read and not told.
const REMARKS: [&str; 6] = ["備考", "メモ", "題名", "施策名", "項目名", "note"];

/// How many rows down the heads are looked for: a title may stand above them.
const HEADS_WITHIN: usize = 10;

/// Where the columns stand.
pub(super) struct Heads {
    pub separator: char,
    /// For each column looked for: its place in a row.
    pub places: Vec<Option<usize>>,
    /// Cells in the row of heads, empty ones at the end left out.
    pub width: usize,
    /// The line it stands on.
    pub line: u32,
}

/// Finds the row of heads under the separator that shows it.
pub(super) fn heads(text: &str, columns: &[Column], told: &mut Told<'_>) -> Option<Heads> {
    let mut seen: Option<(u32, Vec<String>)> = None;
    for separator in SEPARATORS {
        let records = lines(text, separator).filter_map(|line| Some((line.number, line.cells(separator)?)));
        for (number, record) in records.take(HEADS_WITHIN) {
            let names: Vec<String> = record.iter().map(head).collect();
            let place = |column: &Column| names.iter().position(|name| column.is_called(name));
            let places: Vec<Option<usize>> = columns.iter().map(place).collect();
            let all_there = columns
                .iter()
                .zip(&places)
                .all(|(column, place)| place.is_some() || column.need != Need::Column);
            if all_there {
                let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
                doubtful_heads(&record, &names, columns, told);
                return Some(Heads { separator, places, width, line: number });
            }
            // The heads as they stand, for the message: the row with most cells.
            let filled: Vec<String> =
                record.iter().map(str::trim).filter(|c| !c.is_empty()).map(shortened).collect();
            if !filled.is_empty() && seen.as_ref().is_none_or(|(_, seen)| filled.len() > seen.len()) {
                seen = Some((number, filled));
            }
        }
    }
    let place = seen.as_ref().map_or(Place::file(told.file), |(line, _)| Place::line(told.file, *line));
    let saw = seen.map_or("文字がありません".to_owned(), |(_, seen)| {
        let cells: Vec<String> = seen.iter().take(8).map(|cell| format!("「{cell}」")).collect();
        format!("見えたのは {} です", cells.join(""))
    });
    let expected: Vec<&str> =
        columns.iter().filter(|column| column.need == Need::Column).map(|column| column.name).collect();
    let all: Vec<&str> = columns.iter().map(|column| column.name).collect();
    told.tell(
        Finding::error(
            "wrong_columns",
            place,
            format!(
                "見出しの行に、要る列「{}」が揃っていません({saw})。このファイルは使わず、何も変えていません。",
                expected.join("」「")
            ),
        )
        .advise(format!("1 行目を「{}」にしてください。", all.join(","))),
    );
    None
}

/// Two columns of one meaning, and columns that nobody reads.
fn doubtful_heads(record: &csv::StringRecord, names: &[String], columns: &[Column], told: &mut Told<'_>) {
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let printed = shortened(record.get(at).unwrap_or_default().trim());
        let known = columns.iter().find(|column| column.is_called(name));
        if let Some(column) = known {
            if names[..at].iter().any(|before| column.is_called(before)) {
                told.tell(
                    Finding::warning(
                        "column_twice",
                        Place::file(told.file),
                        format!(
                            "{}列の「{printed}」は「{}」と同じ意味の 2 つ目の列で、読んでいません。",
                            letter(at),
                            column.name
                        ),
                    )
                    .advise("どちらか 1 つにしてください。"),
                );
            }
        } else if !REMARKS.contains(&name.as_str()) {
            let all: Vec<&str> = columns.iter().map(|column| column.name).collect();
            told.tell(
                Finding::warning(
                    "column_not_read",
                    Place::file(told.file),
                    format!("{}列の「{printed}」は知らない列で、読んでいません。", letter(at)),
                )
                .advise(format!(
                    "読むのは「{}」です。覚え書きの列の名前は「備考」にしてください。",
                    all.join("」「")
                )),
            );
        }
    }
}

impl Column {
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.others.contains(&name)
    }
}

/// A head in one width, without spaces and brackets: 開始（年度） is 開始.
fn head(cell: &str) -> String {
    let text: String = cell.nfkc().filter(|&c| !c.is_whitespace() && !is_unseen(c)).collect();
    text.split('(').next().unwrap_or_default().to_lowercase()
}

/// The name a spreadsheet has for the column at that place.
pub(super) fn letter(at: usize) -> String {
    let own = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { own.to_string() } else { format!("{}{own}", letter(at / 26 - 1)) }
}
