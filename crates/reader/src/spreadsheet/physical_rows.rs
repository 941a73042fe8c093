//! Splits a table into rows. Each line is judged by itself, so an unclosed quotation mark costs only its own
//! line.
//!
//! Lines are joined only for a cell with line breaks, which people use for remarks. Its closing quotation
//! mark precedes a separator or the end of the line. Its continuation lines contain no separator, unlike
//! rows.

use csv::{ReaderBuilder, StringRecord};

/// A row as written, usually one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Number of its first line, counted from 1.
    pub number: u32,
    pub text: &'t str,
    /// True if it has an unclosed quotation mark.
    pub is_open: bool,
}

impl Line<'_> {
    /// Splits the row into cells. Returns `None` if all cells are empty or the quoting is ambiguous.
    pub(super) fn cells(&self, separator: char) -> Option<StringRecord> {
        if self.is_open {
            return None;
        }
        // Fast path: without quotation marks, separators alone delimit cells.
        if !self.text.contains(['"', '\n']) {
            let mut cells = self.text.split(separator);
            return cells.any(|cell| !cell.trim().is_empty()).then(|| self.text.split(separator).collect());
        }
        let mut records = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(separator).unwrap_or(b','))
            .buffer_capacity((self.text.len() + 1).min(8 << 10))
            .from_reader(self.text.as_bytes())
            .into_records()
            .flatten();
        let record = records.next()?;
        let is_one = records.next().is_none();
        (is_one && record.iter().any(|cell| !cell.trim().is_empty())).then_some(record)
    }
}

/// Iterates over the rows of a text with `\n` line ends, without comments and empty lines.
pub(super) fn lines(text: &str, separator: char) -> impl Iterator<Item = Line<'_>> {
    let (mut rest, mut next) = (text, 1u32);
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (first, number) = (first_line(rest), next);
            let is_odd = quotes(first) % 2 == 1;
            let is_left_out = first.trim().is_empty() || is_comment(first);
            let whole = if is_odd && !is_left_out { multi_line_row(rest, separator) } else { None };
            let text = whole.unwrap_or(first);
            rest = rest.get(text.len() + 1..).unwrap_or_default();
            let breaks = text.bytes().filter(|&byte| byte == b'\n').count();
            next = number.saturating_add(1).saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            if !is_left_out {
                return Some(Line { number, text, is_open: is_odd && whole.is_none() });
            }
        }
        None
    })
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn quotes(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'"').count()
}

/// True for a comment line. A spreadsheet quotes a comment that contains a separator.
fn is_comment(line: &str) -> bool {
    line.trim_start_matches(['\u{feff}', '"', ' ', '\u{3000}']).starts_with('#')
}

/// Returns the row whose first line has an unclosed quotation mark that a later line closes.
fn multi_line_row(text: &str, separator: char) -> Option<&str> {
    let mut length = first_line(text).len();
    // The search stops at the next line with an odd number of quotation marks, so the scan stays linear.
    for line in text[length..].split('\n').skip(1) {
        length += 1 + line.len();
        let inside = match quotes(line) % 2 {
            0 => line,
            _ => inside_cell(line, separator)?,
        };
        if inside.contains(separator) {
            return None;
        }
        if inside.len() < line.len() {
            let whole = &text[..length];
            let line = Line { number: 0, text: whole, is_open: false };
            return line.cells(separator).map(|_| whole);
        }
    }
    None
}

/// Returns the part of a line before the quotation mark that closes the cell.
fn inside_cell(line: &str, separator: char) -> Option<&str> {
    let mut marks = line.match_indices('"').map(|(at, _)| at).peekable();
    while let Some(at) = marks.next() {
        if marks.next_if_eq(&(at + 1)).is_some() {
            continue;
        }
        let rest = &line[at + 1..];
        return (rest.is_empty() || rest.starts_with(separator)).then_some(&line[..at]);
    }
    None
}
