//! Splits separated text into records and cells.
//!
//! The crate `csv` reads an unclosed quotation mark up to the end of the file and drops stray ones. A document
//! must keep its text, so each quotation mark is judged here: it opens a cell only if a later one closes it.

/// Maximum length of a quoted cell in bytes. A cell of Excel holds 32,767 characters of up to 3 bytes.
const MAX_QUOTED: usize = 3 * 32_767;

/// A record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Line of its first cell in the file, counted from 1.
    pub line: u32,
    /// Its cells without their quotation marks. A cell may contain line breaks.
    pub cells: Vec<String>,
    /// True if a quotation mark is not closed, or stands where none belongs.
    pub is_damaged: bool,
}

impl Record {
    /// True if no cell has text.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Iterates over all records, blank ones too. `line` is the number of the first line of `text`.
pub(super) fn records(text: &str, delimiter: char, line: u32) -> impl Iterator<Item = Record> + '_ {
    let (mut rest, mut next) = (text, line);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (mut record, after) = match quoted_record(rest, delimiter) {
            Some(whole) => whole,
            None => unquoted_record(rest, delimiter),
        };
        record.line = next;
        let breaks = line_ends(&rest[..rest.len() - after.len()]);
        next = next.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        rest = after;
        Some(record)
    })
}

/// Reads a record with its quoted cells. Returns `None` if one is not closed.
fn quoted_record(text: &str, delimiter: char) -> Option<(Record, &str)> {
    let mut record = Record::default();
    let mut rest = text;
    loop {
        let (cell, after) = if let Some(inside) = rest.strip_prefix('"') {
            let (cell, after, is_stray) = quoted_cell(inside, delimiter)?;
            record.is_damaged |= is_stray;
            (cell, after)
        } else {
            let end = rest.find([delimiter, '\n', '\r']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        };
        record.cells.push(cell);
        match after.strip_prefix(delimiter) {
            Some(more) => rest = more,
            None => return Some((record, without_line_end(after))),
        }
    }
}

/// Reads a quoted cell from behind its opening mark. Returns the text, the rest of the record, and whether
/// single marks stood inside.
///
/// A mark closes the cell if the cell ends behind it. A single mark at the beginning of a cell would open
/// another, so the one that opened this cell is not closed.
fn quoted_cell(inside: &str, delimiter: char) -> Option<(String, &str, bool)> {
    let mut cell = String::new();
    let mut is_stray = false;
    let mut rest = inside;
    loop {
        let at = rest.find('"')?;
        if inside.len() - rest.len() + at > MAX_QUOTED {
            return None;
        }
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        cell.push_str(before);
        if let Some(after) = after.strip_prefix('"') {
            cell.push('"');
            rest = after;
            continue;
        }
        let behind = after.trim_start_matches([' ', '\u{3000}']);
        if behind.is_empty() || behind.starts_with([delimiter, '\n', '\r']) {
            return Some((cell, behind, is_stray));
        }
        if before.ends_with([delimiter, '\n', '\r']) {
            return None;
        }
        is_stray = true;
        cell.push('"');
        rest = after;
    }
}

/// Reads one line, whose quotation marks are text.
fn unquoted_record(text: &str, delimiter: char) -> (Record, &str) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let cells = text[..end].split(delimiter).map(str::to_owned).collect();
    (Record { line: 0, cells, is_damaged: true }, without_line_end(&text[end..]))
}

fn without_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r'])).unwrap_or(text)
}

/// Number of line ends: `\n`, `\r\n`, or the `\r` of old Macintosh files.
fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |(at, &byte): (usize, &u8)| {
        byte == b'\n' || byte == b'\r' && bytes.get(at + 1).is_none_or(|&next| next != b'\n')
    };
    bytes.iter().enumerate().filter(|&byte| is_end(byte)).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Vec<(u32, Vec<String>, bool)> {
        records(text, ',', 1).map(|record| (record.line, record.cells, record.is_damaged)).collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).into_iter().map(|(_, cells, _)| cells).collect()
    }

    #[test]
    fn splits_cells_and_keeps_their_line_breaks() {
        let text = "番号,\"名前\r\n(略称)\"\r\n\r\n1,\"a \"\"b\"\", c\" ,\n";
        let read = read(text);
        assert_eq!(read[0], (1, vec!["番号".to_owned(), "名前\r\n(略称)".to_owned()], false));
        assert_eq!(read[1], (3, vec![String::new()], false));
        assert_eq!(read[2].0, 4);
        assert_eq!(read[2].1, ["1", "a \"b\", c", ""]);
        assert_eq!(read.len(), 3);
        assert_eq!(cells("a,b\rc,d"), [["a", "b"], ["c", "d"]]);
        assert_eq!(cells("\"\",a"), [["", "a"]]);
    }

    #[test]
    fn an_unclosed_mark_costs_its_own_line_alone() {
        let read = read("1,\"実施した\n2,検討中\n3,\"a,b\"\n4,\"終わり");
        assert_eq!(read[0], (1, vec!["1".to_owned(), "\"実施した".to_owned()], true));
        assert_eq!(read[1], (2, vec!["2".to_owned(), "検討中".to_owned()], false));
        assert_eq!(read[2], (3, vec!["3".to_owned(), "a,b".to_owned()], false));
        assert_eq!(read[3], (4, vec!["4".to_owned(), "\"終わり".to_owned()], true));
    }

    #[test]
    fn stray_marks_stay_in_the_text() {
        assert_eq!(
            read("\"施策の\"重点\"項目\",1"),
            [(1, vec!["施策の\"重点\"項目".to_owned(), "1".to_owned()], true)]
        );
        assert_eq!(cells("24\"型,a"), [["24\"型", "a"]]);
    }
}
