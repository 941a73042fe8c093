//! Places in documents that have pages, sheets or paragraphs, in the words that people find them by.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Position, shortened};

const SHEET: &str = "シート「";
const IN_SHEET: &str = "」の";
const PAGES: &str = "ページ";
const PARAGRAPHS: &str = "段落目";
const TO: char = '～';

/// The place of a text beside its line numbers. Written as text, also in JSON: `12ページ`, `B17～F17`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Locator {
    /// The document has lines alone. Written as an empty text.
    #[default]
    Lines,
    /// First and last page, counted from 1.
    Pages(u32, u32),
    /// First and last paragraph, counted from 1.
    Paragraphs(u32, u32),
    /// A rectangle of cells. Boxed, so that findings stay small.
    Cells(Box<Cells>),
}

/// A rectangle of cells of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// Name of the sheet. Empty if the book has one sheet.
    pub sheet: String,
    /// Row and column of the upper left cell, counted from 1.
    pub first: [u32; 2],
    /// Row and column of the lower right cell, counted from 1.
    pub last: [u32; 2],
}

impl Locator {
    /// The place of one line. `sheets` are the names of the workbook's sheets.
    pub fn new(position: Position, number: u32, sheets: &[String]) -> Self {
        match position {
            Position::Line => Self::Lines,
            Position::Page(page) => Self::Pages(page, page),
            Position::Paragraph => Self::Paragraphs(number, number),
            Position::Cell { sheet, row, column } => {
                let name = sheets.get(sheet as usize).filter(|_| sheets.len() > 1);
                // The name may contain characters that control a terminal.
                let sheet = name.map(|name| shortened(name)).unwrap_or_default();
                Self::cells(sheet, [row, column], [row, column])
            }
        }
    }

    fn cells(sheet: String, first: [u32; 2], last: [u32; 2]) -> Self {
        Self::Cells(Box::new(Cells { sheet, first, last }))
    }

    /// True if line numbers are all there is to say.
    pub fn is_lines(&self) -> bool {
        *self == Self::Lines
    }

    /// The smallest place that covers both. `None` for cells of two sheets and for places of two kinds.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Lines, Self::Lines) => Some(Self::Lines),
            (Self::Pages(a, b), Self::Pages(c, d)) => Some(Self::Pages(*a.min(c), *b.max(d))),
            (Self::Paragraphs(a, b), Self::Paragraphs(c, d)) => Some(Self::Paragraphs(*a.min(c), *b.max(d))),
            (Self::Cells(one), Self::Cells(other)) if one.sheet == other.sheet => {
                let corner =
                    |of: fn(u32, u32) -> u32, a: [u32; 2], b: [u32; 2]| [of(a[0], b[0]), of(a[1], b[1])];
                let first = corner(u32::min, one.first, other.first);
                Some(Self::cells(one.sheet.clone(), first, corner(u32::max, one.last, other.last)))
            }
            _ => None,
        }
    }

    /// True if both are one place to a reader: pages in a row, or cells of the same rows. Lines and paragraphs
    /// are compared by their numbers.
    pub(crate) fn adjoins(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pages(a, b), Self::Pages(c, d)) => *c <= b.saturating_add(1) && *a <= d.saturating_add(1),
            (Self::Cells(one), Self::Cells(other)) => {
                other.first[0] <= one.last[0] && one.first[0] <= other.last[0]
            }
            _ => true,
        }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines => Ok(()),
            Self::Pages(from, to) if from == to => write!(f, "{from}{PAGES}"),
            Self::Pages(from, to) => write!(f, "{from}{TO}{to}{PAGES}"),
            Self::Paragraphs(from, to) if from == to => write!(f, "{from}{PARAGRAPHS}"),
            Self::Paragraphs(from, to) => write!(f, "{from}{TO}{to}{PARAGRAPHS}"),
            Self::Cells(cells) => {
                let Cells { sheet, first, last } = &**cells;
                if !sheet.is_empty() {
                    write!(f, "{SHEET}{sheet}{IN_SHEET}")?;
                }
                f.write_str(&cell_name(*first))?;
                if first == last { Ok(()) } else { write!(f, "{TO}{}", cell_name(*last)) }
            }
        }
    }
}

impl From<Locator> for String {
    fn from(locator: Locator) -> Self {
        locator.to_string()
    }
}

impl TryFrom<String> for Locator {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parsed(&text).ok_or_else(|| format!("「{}」は文書の中の場所ではありません。", shortened(&text)))
    }
}

fn parsed(text: &str) -> Option<Locator> {
    let number = |text: &str| text.parse::<u32>().ok();
    let ends = |text: &str| match text.split_once(TO) {
        Some((from, to)) => number(from).zip(number(to)),
        None => number(text).map(|number| (number, number)),
    };
    if text.is_empty() {
        return Some(Locator::Lines);
    }
    if let Some(pages) = text.strip_suffix(PAGES) {
        return ends(pages).map(|(from, to)| Locator::Pages(from, to));
    }
    if let Some(paragraphs) = text.strip_suffix(PARAGRAPHS) {
        return ends(paragraphs).map(|(from, to)| Locator::Paragraphs(from, to));
    }
    let (sheet, cells) = match text.strip_prefix(SHEET) {
        Some(named) => named.rsplit_once(IN_SHEET)?,
        None => ("", text),
    };
    let (first, last) = cells.split_once(TO).unwrap_or((cells, cells));
    Some(Locator::cells(sheet.to_owned(), cell_of(first)?, cell_of(last)?))
}

/// The name of a cell, such as B17, from its row and column, counted from 1.
pub fn cell_name([row, column]: [u32; 2]) -> String {
    let (mut letters, mut rest) = (Vec::new(), column);
    // Digits run from A = 1 to Z = 26. There is no zero.
    while let Some(above) = rest.checked_sub(1) {
        letters.extend(char::from_digit(above % 26 + 10, 36));
        rest = above / 26;
    }
    letters.iter().rev().map(char::to_ascii_uppercase).chain(row.to_string().chars()).collect()
}

/// Row and column of a cell name.
fn cell_of(name: &str) -> Option<[u32; 2]> {
    let (letters, row) = name.split_at(name.find(|c: char| c.is_ascii_digit())?);
    let column = letters.chars().try_fold(0_u32, |column, letter| {
        let digit = letter.to_digit(36).filter(|_| letter.is_ascii_uppercase())?;
        column.checked_mul(26)?.checked_add(digit - 9)
    })?;
    (column > 0).then_some([row.parse().ok()?, column])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32, sheets: &[&str]) -> Locator {
        let sheets: Vec<String> = sheets.iter().map(|&name| name.to_owned()).collect();
        Locator::new(Position::Cell { sheet: 0, row, column }, row, &sheets)
    }

    fn both(one: &Locator, other: &Locator) -> Locator {
        one.joined(other).unwrap_or_default()
    }

    #[test]
    fn places_are_told_as_people_find_them() {
        let two = ["実績", "計画"];
        let page = |page| Locator::new(Position::Page(page), 400, &[]);
        let paragraph = |number| Locator::new(Position::Paragraph, number, &[]);
        for (locator, told) in [
            (Locator::new(Position::Line, 17, &[]), ""),
            (page(12), "12ページ"),
            (both(&page(13), &page(12)), "12～13ページ"),
            (paragraph(12), "12段落目"),
            (both(&paragraph(12), &paragraph(14)), "12～14段落目"),
            (cell(17, 2, &["実績"]), "B17"),
            (cell(17, 2, &two), "シート「実績」のB17"),
            (both(&cell(17, 6, &two), &cell(17, 2, &two)), "シート「実績」のB17～F17"),
            (both(&cell(17, 6, &two), &cell(18, 2, &two)), "シート「実績」のB17～F18"),
            (cell(1, 1, &["a」のb", ""]), "シート「a」のb」のA1"),
            (cell(1_048_576, 16_384, &[]), "XFD1048576"),
            (cell(1, 27, &["\u{1B}[2J", ""]), "シート「 [2J」のAA1"),
        ] {
            assert_eq!(locator.to_string(), told);
            assert_eq!(Locator::try_from(told.to_owned()), Ok(locator));
        }
    }

    #[test]
    fn two_sheets_are_not_one_place() {
        assert_eq!(cell(1, 1, &["a", "b"]).joined(&cell(1, 1, &["c", "d"])), None);
        assert_eq!(cell(1, 1, &[]).joined(&Locator::Lines), None);
    }

    #[test]
    fn other_texts_are_no_places() {
        for text in ["ページ", "a17", "17", "シート「実績", "B99999999999", "ZZZZZZZZZ1", "B17～"] {
            assert!(Locator::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
