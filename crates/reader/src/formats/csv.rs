//! Reads tables in separated text: CSV and TSV as spreadsheets save them.

mod records;
mod tab_text;

use std::collections::BTreeMap;

use super::{Builder, Format, decode_text};
use records::{Record, records};
use shisaku_model::{Document, Finding, Grid, Place, Position, shortened};

pub(super) use tab_text::is_tab_table;

/// Separators, the most common first.
const DELIMITERS: [char; 3] = [',', '\t', ';'];

/// Number of leading lines by which the separator is chosen.
const LINES_TO_COUNT: usize = 200;

/// Maximum number of findings about damaged records. The last one tells how many there are.
const MAX_DAMAGED: usize = 10;

/// Separated text.
pub(super) struct Csv;

impl Format for Csv {
    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        let (text, other_encoding) = decode_text(file, bytes)?;
        let is_tsv = file.to_ascii_lowercase().ends_with(".tsv");
        let (document, mut findings) = read_table(file, &text, is_tsv.then_some('\t'))?;
        findings.extend(other_encoding);
        Ok((document, findings))
    }
}

/// Reads a text as one table. Without `delimiter`, the separator is chosen by counting. Blank records are
/// left out. The number of a line is the line of its record in the file.
///
/// # Errors
/// A finding if there is no text.
pub(super) fn read_table(
    file: &str,
    text: &str,
    delimiter: Option<char>,
) -> Result<(Document, Vec<Finding>), Finding> {
    let (named, text, line) = without_separator_line(text);
    let delimiter = named.or(delimiter).unwrap_or_else(|| most_used_delimiter(text));
    let mut builder = Builder::new(file);
    let mut grid = Grid::default();
    let mut damaged = Vec::new();
    for record in records(text, delimiter, line).filter(|record| !record.is_blank()) {
        let filled = record.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let row = filled.map(|(column, cell)| builder.cell(cell, column, record.line, Position::Line));
        grid.rows.push(row.collect());
        if record.is_damaged {
            damaged.push(record);
        }
    }
    if grid.rows.is_empty() {
        return Err(Finding::error("empty_file", Place::file(file), "ファイルに文字がありません。")
            .advise("表の中身を入れて保存し直すか、ファイルを取り除いてください。"));
    }
    builder.table(grid);
    Ok((builder.finish(), damage_findings(file, &damaged)))
}

/// Splits off a first line such as `sep=;`, which names the separator for Excel. Returns the separator, the
/// rest, and the number of its first line.
fn without_separator_line(text: &str) -> (Option<char>, &str, u32) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let named = first.get(..4).filter(|name| name.eq_ignore_ascii_case("sep=")).map(|_| &first[4..]);
    let mut chars = named.unwrap_or_default().chars();
    match (chars.next(), chars.next()) {
        (Some(delimiter), None) => (Some(delimiter), rest, 2),
        _ => (None, text, 1),
    }
}

/// The separator that stands equally often in most lines. Marks inside quotation marks do not count.
fn most_used_delimiter(text: &str) -> char {
    let score = |delimiter: char| {
        let mut same: BTreeMap<usize, usize> = BTreeMap::new();
        let mut is_quoted = false;
        for line in text.lines().take(LINES_TO_COUNT) {
            let mut count = 0;
            for c in line.chars() {
                is_quoted ^= c == '"';
                count += usize::from(c == delimiter && !is_quoted);
            }
            if count > 0 {
                *same.entry(count).or_default() += 1;
            }
        }
        let total: usize = same.iter().map(|(count, lines)| count * lines).sum();
        (same.into_values().max().unwrap_or(0), total)
    };
    // `max_by_key` prefers the last of equals.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(',')
}

fn damage_findings(file: &str, damaged: &[Record]) -> Vec<Finding> {
    let advice = "セルを \" で囲むときは両端に付け、中の \" は \"\" と書いてください。表計算ソフトで保存し直すと直ります。";
    let finding = |(at, record): (usize, &Record)| {
        let more = match damaged.len() - MAX_DAMAGED.min(damaged.len()) {
            more if more > 0 && at + 1 == MAX_DAMAGED => {
                format!("同じような行が、このほかに {more} 行あります。")
            }
            _ => String::new(),
        };
        let seen = shortened(&record.cells.join(" "));
        let message =
            format!("引用符(\")の対が合っていないため、引用符も文字として読みました(「{seen}」)。{more}");
        Finding::warning("damaged_quotes", Place::line(file, record.line), message).advise(advice)
    };
    damaged.iter().enumerate().take(MAX_DAMAGED).map(finding).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use encoding_rs::SHIFT_JIS;

    use super::*;
    use shisaku_model::Block;

    fn rows(document: &Document) -> Vec<Vec<(usize, String)>> {
        let [Block::Table(grid)] = document.blocks.as_slice() else { return Vec::new() };
        let text = |cell: &shisaku_model::Cell| {
            let lines = document.lines[cell.lines.clone()].iter().map(|line| line.text.as_str());
            (cell.column, lines.collect::<Vec<_>>().join("|"))
        };
        grid.rows.iter().map(|row| row.iter().map(text).collect()).collect()
    }

    fn read(name: &str, text: &str) -> (Document, Vec<Finding>) {
        Csv.read(name, text.as_bytes()).unwrap()
    }

    fn cell(column: usize, text: &str) -> (usize, String) {
        (column, text.to_owned())
    }

    #[test]
    fn reads_one_table_and_tells_the_lines() {
        let (document, findings) = read(
            "a.csv",
            "\u{feff}番号,名前,備考\r\n\r\n1,\"朝市\r\n(毎週)\",\r\n,,\r\n2,夜市,\"1,204人\"\r\n",
        );
        assert!(findings.is_empty(), "{findings:?}");
        let rows = rows(&document);
        assert_eq!(rows[0], [cell(0, "番号"), cell(1, "名前"), cell(2, "備考")]);
        assert_eq!(rows[1], [cell(0, "1"), cell(1, "朝市|(毎週)")]);
        assert_eq!(rows[2], [cell(0, "2"), cell(1, "夜市"), cell(2, "1,204人")]);
        let numbers: Vec<u32> = document.lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 1, 1, 3, 3, 3, 6, 6, 6]);
        assert!(document.lines.iter().all(|line| line.position == Position::Line));
    }

    #[test]
    fn finds_the_separator() {
        for text in ["a;b\n1,5;2,5\n", "sep=;\na;b\n1,5;2,5\n", "a\tb\n1,5\t2,5\n", "a,b\n\"1,5\",\"2,5\"\n"]
        {
            assert_eq!(rows(&read("a.csv", text).0)[1], [cell(0, "1,5"), cell(1, "2,5")], "{text}");
        }
        let (document, _) = read("a.TSV", "金額,円\t1,000\n計\t2,000\n");
        assert_eq!(rows(&document)[0], [cell(0, "金額,円"), cell(1, "1,000")]);
        assert_eq!(read("a.csv", "sep=;\na;b").0.lines[0].number, 2);
    }

    #[test]
    fn reads_other_encodings() {
        let (bytes, _, _) = SHIFT_JIS.encode("番号,名前\n1,朝市\n");
        let (document, findings) = Csv.read("a.csv", &bytes).unwrap();
        assert_eq!(rows(&document)[1], [cell(0, "1"), cell(1, "朝市")]);
        assert_eq!(findings[0].code, "other_encoding");
        let unicode: Vec<u8> =
            "\u{feff}番号\t名前\n1\t朝市\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&Csv.read("a.csv", &unicode).unwrap().0)[1], [cell(0, "1"), cell(1, "朝市")]);
    }

    #[test]
    fn damaged_quotes_lose_nothing_and_are_reported() {
        let (document, findings) = read("a.csv", "1,\"実施した\n2,検討中\n3,\"終わり\"\n");
        assert_eq!(rows(&document).len(), 3);
        assert_eq!(rows(&document)[0], [cell(0, "1"), cell(1, "\"実施した")]);
        assert_eq!((findings[0].code, &findings[0].place), ("damaged_quotes", &Place::line("a.csv", 1)));
        let many = "1,\"a\n".repeat(30);
        let findings = read("a.csv", &many).1;
        assert_eq!(findings.len(), MAX_DAMAGED);
        assert!(findings[9].message.contains("20 行"), "{}", findings[9].message);
        for blank in ["", "\n\n", "\n,\n"] {
            assert_eq!(Csv.read("a.csv", blank.as_bytes()).unwrap_err().code, "empty_file", "{blank:?}");
        }
    }
}
