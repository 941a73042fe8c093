//! A source document in neutral form, as read and as repaired. Each repaired character can be traced to the
//! printed text.
//!
//! Readers of all formats give this form, and structure is understood from it alone. A document is a list of
//! lines. Its blocks say how the lines are laid out: headings, paragraphs, list items and tables, each a range
//! of lines. No line is part of two blocks.

use std::ops::Range;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{Locator, Place, RepairRecord};

/// A document as read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Path below `seeds/`: `meguro-vision/000.txt`.
    pub file: String,
    /// All text, in reading order. A cell has one line for each of its line breaks and one more.
    pub lines: Vec<Line>,
    /// Layout of the lines, in reading order.
    pub blocks: Vec<Block>,
    /// Names of the sheets of a workbook.
    pub sheets: Vec<String>,
}

impl Document {
    /// A document of plain lines, whose layout is inferred from the text itself.
    pub fn plain(file: impl Into<String>, lines: impl IntoIterator<Item = String>) -> Self {
        let line = |(number, text)| Line { text: EcoString::from(text), number, position: Position::Line };
        let lines: Vec<Line> = (1..).zip(lines).map(line).collect();
        let blocks = vec![Block::Plain(0..lines.len())];
        Self { file: file.into(), lines, blocks, sheets: Vec::new() }
    }
}

/// A line of text without its line end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The text, unchanged except for the encoding.
    pub text: EcoString,
    /// The number that people find it by, counted from 1: the line of a text file, the paragraph of a Word
    /// document, the row of a sheet, the line of a PDF counted over all its pages.
    pub number: u32,
    /// Where it stands beside that.
    pub position: Position,
}

/// The position of a line in a document that has pages or sheets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Position {
    /// The document has neither.
    #[default]
    Line,
    /// A page, counted from 1.
    Page(u32),
    /// A paragraph, which the number of the line counts.
    Paragraph,
    /// A cell of a sheet.
    Cell {
        /// Index in [`Document::sheets`].
        sheet: u32,
        /// Row, counted from 1.
        row: u32,
        /// Column, counted from 1.
        column: u32,
    },
}

/// A unit of layout. Ranges are indices of lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading of the format: Markdown `#`, HTML `<h1>`, a heading style of Word.
    Heading {
        /// 1 for the outermost level. From [`Block::INNER_LEVEL`] on, it is below numbered paragraphs as well.
        level: u8,
        /// Its lines, which form one text.
        lines: Range<usize>,
    },
    /// A paragraph. Its lines form one text.
    Paragraph(Range<usize>),
    /// A list item. Its lines form one text, without the bullet. An automatic number begins the text.
    Item {
        /// Depth in nested lists, 0 for the outermost.
        depth: u8,
        /// Its lines.
        lines: Range<usize>,
    },
    /// A table.
    Table(Grid),
    /// Lines whose layout the format does not tell, as in a text file or a PDF. Tabs separate cells, and
    /// lines may be wrapped.
    Plain(Range<usize>),
    /// The end of a part that shares no headings with the next one: a sheet of a workbook.
    Break,
}

impl Block {
    /// The level of a heading that stands below all headings and numbers before it: the line that a reader opens a part
    /// of a Web page by.
    pub const INNER_LEVEL: u8 = 100;
}

/// A table: rows of cells. A merged cell appears once, at its upper left corner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// The rows, each with its cells in the order of columns. Empty cells may be left out.
    pub rows: Vec<Vec<Cell>>,
    /// Number of leading rows that the format marks as heads. 0 if it does not tell.
    pub head_rows: usize,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its lines. Empty for an empty cell.
    pub lines: Range<usize>,
    /// Index of its first column, counted from 0.
    pub column: usize,
    /// Number of columns covered, at least 1.
    pub column_span: usize,
    /// Number of rows covered, at least 1.
    pub row_span: usize,
}

/// One repair of a line: the printed bytes, and the bytes that replace them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Byte range in the printed line.
    pub printed: Range<usize>,
    /// Byte range in the repaired line.
    pub text: Range<usize>,
    /// Names of the rules that made the change, in order.
    pub rules: Vec<&'static str>,
}

/// A repaired line. Outside its mends it equals the printed line, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairedLine {
    /// The number that people find it by: see [`Line::number`].
    pub number: u32,
    /// Its page or cell.
    pub position: Position,
    /// The line as repaired.
    pub text: EcoString,
    /// What was changed. Most lines are as printed, and take no room for it.
    change: Option<Box<Change>>,
}

/// How a repaired line differs from the print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Change {
    /// The line as printed.
    printed: EcoString,
    /// The repairs, in order and without overlap.
    mends: Vec<Mend>,
}

impl RepairedLine {
    /// A line of a text file, without repairs.
    pub fn new(number: u32, printed: impl Into<EcoString>) -> Self {
        Self::from(Line { text: printed.into(), number, position: Position::Line })
    }

    /// The line as printed.
    pub fn printed(&self) -> &str {
        self.change.as_ref().map_or(&self.text, |change| &change.printed)
    }

    /// The repairs, in order and without overlap.
    pub fn mends(&self) -> &[Mend] {
        self.change.as_ref().map_or(&[], |change| &change.mends)
    }

    /// Replaces `range` of the repaired text by `new` and records the rule. `range` counts bytes and lies
    /// on character boundaries.
    ///
    /// A change that touches earlier mends is merged with them into one, so that the printed text stays
    /// reachable.
    pub fn replace(&mut self, range: Range<usize>, new: &str, rule: &'static str) {
        let touches = |mend: &Mend| {
            let mend = &mend.text;
            mend.start < range.end && range.start < mend.end
                || mend.is_empty() && range.start <= mend.start && mend.start <= range.end
        };
        let is_before = |mend: &&Mend| mend.text.end <= range.start && !touches(mend);
        let from = self.mends().iter().take_while(is_before).count();
        let to = from + self.mends()[from..].iter().take_while(|mend| touches(mend)).count();
        let touched = &self.mends()[from..to];
        let mut rules: Vec<_> = touched.iter().flat_map(|mend| mend.rules.iter().copied()).collect();
        if !rules.contains(&rule) {
            rules.push(rule);
        }
        let both = |a: Range<usize>, b: &Range<usize>| a.start.min(b.start)..a.end.max(b.end);
        let whole = touched.iter().fold(range.clone(), |whole, mend| both(whole, &mend.text));
        let printed = self.printed_range(&whole);
        let printed = touched.iter().fold(printed, |printed, mend| both(printed, &mend.printed));

        let new =
            format!("{}{new}{}", &self.text[whole.start..range.start], &self.text[range.end..whole.end]);
        let end = whole.start + new.len();
        let unchanged = || Box::new(Change { printed: self.text.clone(), mends: Vec::new() });
        let mends = &mut self.change.get_or_insert_with(unchanged).mends;
        for mend in &mut mends[to..] {
            mend.text = mend.text.start - whole.end + end..mend.text.end - whole.end + end;
        }
        drop(mends.splice(from..to, [Mend { printed, text: whole.start..end, rules }]));
        let mut text = self.text.to_string();
        text.replace_range(whole, &new);
        self.text = text.into();
    }

    /// Maps a byte range of the repaired text to the printed text.
    ///
    /// A range that cuts through a mend yields all that was printed there. Deleted text belongs to the text
    /// after it.
    pub fn printed_range(&self, range: &Range<usize>) -> Range<usize> {
        let before = |at: usize| self.mends().iter().rev().find(|mend| mend.text.start < at);
        let start = match self.mends().iter().find(|mend| mend.text.start == range.start) {
            Some(mend) => mend.printed.start,
            None => match before(range.start) {
                Some(mend) if range.start < mend.text.end => mend.printed.start,
                Some(mend) => range.start - mend.text.end + mend.printed.end,
                None => range.start,
            },
        };
        let end = match before(range.end) {
            Some(mend) if range.end <= mend.text.end => mend.printed.end,
            Some(mend) => range.end - mend.text.end + mend.printed.end,
            None => range.end,
        };
        start..end.max(start)
    }

    /// The repairs of this line, as they are reported to readers, without page or cell: see
    /// [`RepairedDocument::locator`].
    pub fn records(&self) -> impl Iterator<Item = RepairRecord> + '_ {
        self.mends().iter().map(|mend| RepairRecord {
            line: self.number,
            at: Locator::Lines,
            printed: self.printed()[mend.printed.clone()].to_owned(),
            repaired: self.text[mend.text.clone()].to_owned(),
            rule: mend.rules.join("+"),
        })
    }
}

impl From<Line> for RepairedLine {
    fn from(Line { text, number, position }: Line) -> Self {
        Self { number, position, text, change: None }
    }
}

/// A document as repaired.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RepairedDocument {
    /// Path below `seeds/`.
    pub file: String,
    /// All lines of the document.
    pub lines: Vec<RepairedLine>,
    /// Layout of the lines. Repairs change no line numbers.
    pub blocks: Vec<Block>,
    /// Names of the sheets of a workbook.
    pub sheets: Vec<String>,
}

impl RepairedDocument {
    /// Page, cell or paragraph of a line, given by its index.
    pub fn locator(&self, line: usize) -> Locator {
        let line = self.lines.get(line);
        line.map(|line| Locator::new(line.position, line.number, &self.sheets)).unwrap_or_default()
    }

    /// The place that covers some lines, given by their indices. Lines on other sheets than the first are
    /// left out. The whole file if there are no lines.
    pub fn place(&self, lines: impl IntoIterator<Item = usize>) -> Place {
        let line = |index: usize| {
            let number = self.lines.get(index)?.number;
            Some((number, number, self.locator(index)))
        };
        let covered =
            lines.into_iter().filter_map(line).reduce(|(from, to, at), (first, last, next)| {
                match at.joined(&next) {
                    Some(both) => (from.min(first), to.max(last), both),
                    None => (from, to, at),
                }
            });
        let (from, to, at) = covered.unwrap_or_default();
        Place { file: self.file.clone(), lines: [from, to], at }
    }
}

impl From<Document> for RepairedDocument {
    fn from(Document { file, lines, blocks, sheets }: Document) -> Self {
        Self { file, lines: lines.into_iter().map(RepairedLine::from).collect(), blocks, sheets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Undoes every mend, which must give the printed line.
    fn unmended(line: &RepairedLine) -> String {
        let mut text = line.text.to_string();
        for mend in line.mends().iter().rev() {
            text.replace_range(mend.text.clone(), &line.printed()[mend.printed.clone()]);
        }
        text
    }

    fn printed(line: &RepairedLine, range: Range<usize>) -> &str {
        &line.printed()[line.printed_range(&range)]
    }

    #[test]
    fn a_mend_keeps_the_way_back() {
        let mut line = RepairedLine::new(1, "商店街 자체が 2 つ");
        line.replace(9..16, "自体", "hangul");
        assert_eq!(line.text, "商店街自体が 2 つ");
        line.replace(18..21, "2", "spaces");
        assert_eq!(line.text, "商店街自体が2つ");
        assert_eq!(unmended(&line), line.printed());
        assert_eq!(printed(&line, 9..15), " 자체");
        assert_eq!(printed(&line, 15..18), "が");
        assert_eq!(printed(&line, 0..9), "商店街");
        assert_eq!(printed(&line, 18..22), " 2 つ");
    }

    #[test]
    fn touching_changes_join_into_one() {
        let mut line = RepairedLine::new(1, "あXYい");
        line.replace(3..4, "x", "one");
        line.replace(3..5, "z", "two");
        assert_eq!(line.text, "あzい");
        assert_eq!(line.mends().len(), 1);
        assert_eq!(line.mends()[0].rules, ["one", "two"]);
        assert_eq!(unmended(&line), line.printed());
        line.replace(3..4, "", "three");
        assert_eq!(line.text, "あい");
        assert_eq!(unmended(&line), line.printed());
        assert_eq!(printed(&line, 0..3), "あ");
        assert_eq!(printed(&line, 3..6), "XYい", "what was deleted goes with what follows it");
    }
}
