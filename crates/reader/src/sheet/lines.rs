//! Lines of a table. Each is judged by itself, so that a quotation mark left open costs its own line only.
//!
//! Only a cell with line breaks joins lines, which people write as remarks: it is closed before a separator or
//! the end of a line, and none of its further lines has a separator, as rows have.

use csv::{ReaderBuilder, StringRecord};

/// A row as it is written, mostly one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Where it begins, counted from 1.
    pub number: u32,
    pub text: &'t str,
    /// Whether a quotation mark in it is never closed.
    pub is_open: bool,
}

impl Line<'_> {
    /// Its cells; none where they are all empty or cannot be told apart.
    pub(super) fn cells(&self, separator: char) -> Option<StringRecord> {
        if self.is_open {
            return None;
        }
        // Without quotation marks a row is what stands between the separators.
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

/// The lines of a text with `\n` between them; comments and empty lines are left out.
pub(super) fn lines(text: &str, separator: char) -> impl Iterator<Item = Line<'_>> {
    let (mut rest, mut next) = (text, 1u32);
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (first, number) = (first_line(rest), next);
            let is_odd = quotes(first) % 2 == 1;
            let is_left_out = first.trim().is_empty() || is_comment(first);
            let whole = if is_odd && !is_left_out { joined(rest, separator) } else { None };
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

/// A spreadsheet puts a line that it takes for text with a separator into quotation marks.
fn is_comment(line: &str) -> bool {
    line.trim_start_matches(['\u{feff}', '"', ' ', '\u{3000}']).starts_with('#')
}

/// The row that begins with an open quotation mark and ends on a later line.
fn joined(text: &str, separator: char) -> Option<&str> {
    let mut length = first_line(text).len();
    // What is looked at ends with the next single quotation mark: all lines together are passed once.
    for line in text[length..].split('\n').skip(1) {
        length += 1 + line.len();
        let inside = match quotes(line) % 2 {
            0 => line,
            _ => closed(line, separator)?,
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

/// What of a line stands inside the cell that it closes.
fn closed(line: &str, separator: char) -> Option<&str> {
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
