//! A document as its source page shows it: every line with its address, as read and as printed.

use serde::{Deserialize, Serialize};

use super::{Position, RepairedLine, cell_name};

/// A piece of a line. Most lines are one piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPiece {
    /// The text as read.
    #[serde(rename = "t")]
    pub read: String,
    /// The printed text, if the piece was repaired.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
}

impl TextPiece {
    /// The text as printed.
    pub fn printed(&self) -> &str {
        self.printed.as_deref().unwrap_or(&self.read)
    }
}

/// A line of a document in pieces, with its point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLine {
    /// Where it stands.
    #[serde(rename = "a")]
    pub point: SourcePoint,
    /// Its text. Empty for a blank line.
    #[serde(rename = "l")]
    pub pieces: Vec<TextPiece>,
}

/// A point of a document. Points are ordered as the lines of the document are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SourcePoint {
    /// A line or paragraph by its number, counted from 1.
    Line(u32),
    /// A line of a page: page and line, counted from 1 over the whole document.
    Page(u32, u32),
    /// A cell: sheet, row and column, counted from 1.
    Cell(u32, u32, u32),
}

impl SourcePoint {
    /// The point of a line.
    pub fn of(line: &RepairedLine) -> Self {
        match line.position {
            Position::Line | Position::Paragraph => Self::Line(line.number),
            Position::Page(page) => Self::Page(page, line.number),
            Position::Cell { sheet, row, column } => Self::Cell(sheet.saturating_add(1), row, column),
        }
    }

    /// The line number, or the row of a cell.
    pub fn number(self) -> u32 {
        match self {
            Self::Line(number) | Self::Page(_, number) | Self::Cell(_, number, _) => number,
        }
    }

    /// The page or sheet, counted from 1. `None` if the document has neither.
    pub fn part(self) -> Option<u32> {
        match self {
            Self::Line(_) => None,
            Self::Page(part, _) | Self::Cell(part, ..) => Some(part),
        }
    }

    /// The part and the number. Points of one row share them.
    pub fn row(self) -> (Option<u32>, u32) {
        (self.part(), self.number())
    }

    /// The address within the source page: `L312`, `sheet-2-A17`.
    pub fn anchor(self) -> String {
        match self {
            Self::Line(number) | Self::Page(_, number) => format!("L{number}"),
            Self::Cell(sheet, row, column) => format!("{}-{}", sheet_anchor(sheet), cell_name([row, column])),
        }
    }
}

/// The address of a page within the source page: `p12`.
pub fn page_anchor(page: u32) -> String {
    format!("p{page}")
}

/// The address of a sheet within the source page: `sheet-2`.
pub fn sheet_anchor(sheet: u32) -> String {
    format!("sheet-{sheet}")
}

impl From<&RepairedLine> for SourceLine {
    fn from(line: &RepairedLine) -> Self {
        let unchanged = |text: &str| TextPiece { read: text.to_owned(), printed: None };
        let (mut pieces, mut end) = (Vec::new(), 0);
        for mend in line.mends() {
            pieces.push(unchanged(&line.text[end..mend.text.start]));
            let printed = line.printed()[mend.printed.clone()].to_owned();
            pieces.push(TextPiece { read: line.text[mend.text.clone()].to_owned(), printed: Some(printed) });
            end = mend.text.end;
        }
        pieces.push(unchanged(&line.text[end..]));
        pieces.retain(|piece| piece.printed.is_some() || !piece.read.is_empty());
        Self { point: SourcePoint::of(line), pieces }
    }
}

impl SourceLine {
    /// The text as read.
    pub fn read(&self) -> String {
        self.pieces.iter().map(|piece| piece.read.as_str()).collect()
    }

    /// The text as printed.
    pub fn printed(&self) -> String {
        self.pieces.iter().map(TextPiece::printed).collect()
    }

    /// Cuts a line that is too long for one page of text into lines of at most `most` bytes with the same point. A
    /// piece is cut between letters only, and a repaired piece not at all.
    pub fn cut(self, most: usize) -> Vec<Self> {
        let point = self.point;
        let (mut lines, mut pieces, mut room) = (Vec::new(), Vec::new(), most);
        for piece in self.pieces {
            if piece.printed.is_some() {
                room = room.saturating_sub(piece.read.len() + piece.printed().len());
                pieces.push(piece);
                continue;
            }
            let mut text = piece.read;
            while text.len() > room {
                // An empty line takes a letter even if it is longer than that.
                let least = if pieces.is_empty() { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
                let rest = text.split_off(boundary(&text, room).max(least));
                if !text.is_empty() {
                    pieces.push(TextPiece { read: text, printed: None });
                }
                lines.push(Self { point, pieces: std::mem::take(&mut pieces) });
                (text, room) = (rest, most);
            }
            room -= text.len();
            if !text.is_empty() {
                pieces.push(TextPiece { read: text, printed: None });
            }
        }
        if !pieces.is_empty() || lines.is_empty() {
            lines.push(Self { point, pieces });
        }
        lines
    }
}

/// The last border between letters at or before a byte.
fn boundary(text: &str, most: usize) -> usize {
    text.char_indices().map(|(at, _)| at).take_while(|at| *at <= most).last().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired() -> RepairedLine {
        let mut line = RepairedLine::new(7, "(1)产学の 推進");
        line.replace(3..6, "産", "simplified");
        let space = line.text.find(' ').unwrap_or_default();
        line.replace(space..space + 1, "", "spaces");
        line
    }

    #[test]
    fn a_line_is_told_as_read_and_as_printed() {
        let line = SourceLine::from(&repaired());
        assert_eq!((line.read(), line.printed()), ("(1)産学の推進".into(), "(1)产学の 推進".into()));
        let marked: Vec<_> = line.pieces.iter().filter(|piece| piece.printed.is_some()).collect();
        assert_eq!(marked.len(), 2, "{marked:?}");
        assert_eq!(line.point.anchor(), "L7");
        assert_eq!(SourceLine::from(&RepairedLine::new(1, "")).pieces, []);
    }

    #[test]
    fn a_long_line_is_cut_between_letters() {
        for most in 0..30 {
            let whole = SourceLine::from(&repaired());
            let cut = whole.clone().cut(most);
            assert_eq!(cut.iter().map(SourceLine::read).collect::<String>(), whole.read());
            assert_eq!(cut.iter().map(SourceLine::printed).collect::<String>(), whole.printed());
        }
        assert_eq!(SourceLine::from(&repaired()).cut(1000).len(), 1);
    }

    #[test]
    fn a_point_has_an_address() {
        assert_eq!(SourcePoint::Page(2, 40).anchor(), "L40");
        assert_eq!(SourcePoint::Cell(2, 17, 1).anchor(), "sheet-2-A17");
        assert!(SourcePoint::Cell(1, 9, 9) < SourcePoint::Cell(2, 1, 1));
    }
}
