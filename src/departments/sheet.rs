//! A table as spreadsheets save it: commas, tabs or semicolons, quoted cells, empty rows and columns at the end.

use unicode_normalization::UnicodeNormalization;

use super::{Sheet, told::Told};
use crate::model::{Finding, Place, shortened};

/// A column that is looked for.
pub(super) struct Column {
    /// The name that people are told.
    pub name: &'static str,
    /// Other names it may have.
    pub others: &'static [&'static str],
    /// Without it nothing can be read.
    pub needed: bool,
}

/// Columns for people, which are not read and not told.
const REMARKS: [&str; 6] = ["備考", "メモ", "題名", "施策名", "項目名", "note"];

/// How many rows down the heads are looked for: a title may stand above them.
const HEADS_WITHIN: usize = 10;

/// One row that has something in it.
#[derive(Debug)]
pub(super) struct Row {
    /// Counted from 1, as a spreadsheet counts rows.
    pub line: u32,
    cells: Vec<String>,
}

impl Row {
    /// The cell of the column at that place of the list of columns.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Where the columns stand.
struct Heads {
    /// For each column looked for: its place in a row.
    places: Vec<Option<usize>>,
    /// Cells in the row of heads, empty ones at the end left out.
    width: usize,
    /// Which record it is.
    record: usize,
}

/// Hands every row to `take`, in order. Whatever is not as it should be is told; a file without the needed
/// columns gives no row.
pub(super) fn read(
    sheet: Sheet<'_>,
    columns: &[Column],
    told: &mut Told<'_>,
    mut take: impl FnMut(Row, &mut Told<'_>),
) {
    let text = without_open_quotes(&sheet.text.replace("\r\n", "\n").replace('\r', "\n"), told);
    let Some((separator, heads)) = heads(&text, columns, told) else { return };
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    let mut reader = reader(&text, separator);
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    // Reading from memory what is text already cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = lines.of(&record);
        number += 1;
        if number <= heads.record + 1 || record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if let Some(row) = row(&record, line, &heads, columns, told) {
            take(row, told);
        }
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// Leaves out lines whose quotation mark is never closed: they would swallow all that follows.
fn without_open_quotes(text: &str, told: &mut Told<'_>) -> String {
    let marks = |text: &str| text.bytes().filter(|&byte| byte == b'"').count();
    if marks(text) % 2 == 0 {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    for (number, line) in (1..).zip(text.split('\n')) {
        if marks(line) % 2 == 0 {
            kept.push_str(line);
        } else {
            told.tell(
                Finding::error(
                    "open_quotation_mark",
                    Place::line(told.file, number),
                    format!("引用符(\")が閉じていません:「{}」。この行は読んでいません。", shortened(line)),
                )
                .advise("引用符を 2 つひと組にするか、取り除いてください。"),
            );
        }
        kept.push('\n');
    }
    kept
}

/// Finds the row of heads under the separator that shows it.
fn heads(text: &str, columns: &[Column], told: &mut Told<'_>) -> Option<(u8, Heads)> {
    let mut seen: Option<Vec<String>> = None;
    for separator in [b',', b'\t', b';'] {
        for (number, record) in reader(text, separator).records().take(HEADS_WITHIN).flatten().enumerate() {
            let names: Vec<String> = record.iter().map(head).collect();
            let place = |column: &Column| names.iter().position(|name| column.is_called(name));
            let places: Vec<Option<usize>> = columns.iter().map(place).collect();
            if columns.iter().zip(&places).all(|(column, place)| place.is_some() || !column.needed) {
                let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
                doubtful_heads(&record, &names, columns, told);
                return Some((separator, Heads { places, width, record: number }));
            }
            // The heads as they stand, for the message: the row with most cells.
            let filled: Vec<String> =
                record.iter().map(str::trim).filter(|c| !c.is_empty()).map(shortened).collect();
            if seen.as_ref().is_none_or(|seen| filled.len() > seen.len()) {
                seen = Some(filled);
            }
        }
    }
    let seen = seen.filter(|seen| !seen.is_empty());
    let saw = seen.map_or("文字がありません".to_owned(), |seen| {
        let cells: Vec<String> = seen.iter().take(8).map(|cell| format!("「{cell}」")).collect();
        format!("見えたのは {} です", cells.join(""))
    });
    let expected: Vec<&str> =
        columns.iter().filter(|column| column.needed).map(|column| column.name).collect();
    let all: Vec<&str> = columns.iter().map(|column| column.name).collect();
    told.tell(
        Finding::error(
            "wrong_columns",
            Place::file(told.file),
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
    let text: String = cell.nfkc().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    text.split('(').next().unwrap_or_default().to_lowercase()
}

/// The name a spreadsheet has for the column at that place.
fn letter(at: usize) -> String {
    let own = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { own.to_string() } else { format!("{}{own}", letter(at / 26 - 1)) }
}

/// A record's cells under the columns looked for; none when it cannot be used.
fn row(
    record: &csv::StringRecord,
    line: u32,
    heads: &Heads,
    columns: &[Column],
    told: &mut Told<'_>,
) -> Option<Row> {
    let place = Place::line(told.file, line);
    let beyond = record.iter().enumerate().skip(heads.width).find(|(_, cell)| !cell.trim().is_empty());
    if let Some((at, cell)) = beyond {
        told.tell(
            Finding::error(
                "too_many_cells",
                place,
                format!(
                    "見出しは {} 列なのに、{}列に「{}」があります。この行は読んでいません。",
                    heads.width,
                    letter(at),
                    shortened(cell.trim())
                ),
            )
            .advise("余分なセルを消すか、セルの中の「,」を「、」にしてください。"),
        );
        return None;
    }
    for (column, at) in columns.iter().zip(&heads.places) {
        let cell = at.and_then(|at| record.get(at)).unwrap_or_default().trim();
        if let Some(control) = cell.chars().find(|c| c.is_control()) {
            let what = match control {
                '\n' => "改行".to_owned(),
                '\t' => "タブ".to_owned(),
                other => format!("見えない文字 U+{:04X}", u32::from(other)),
            };
            told.tell(
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
    if record.len() < heads.width {
        told.tell(
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
    let cell = |at: &Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned();
    Some(Row { line, cells: heads.places.iter().map(cell).collect() })
}

/// Counts the lines up to each record: the reader's own count is that of the line before.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, record: &csv::StringRecord) -> u32 {
        let begins = record.position().and_then(|position| usize::try_from(position.byte()).ok());
        let bytes = self.text.as_bytes();
        let begins = begins.unwrap_or(self.at).clamp(self.at, bytes.len());
        // Empty lines before it are no record.
        let begins = begins + bytes[begins..].iter().take_while(|&&byte| byte == b'\n').count();
        let passed = bytes[self.at..begins].iter().filter(|&&byte| byte == b'\n').count();
        self.at = begins;
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.line
    }
}
