//! Puts pages together to a document: headings, running lines, and tables that go on over pages.

use shisaku_model::{Cell, Document, Grid, Position};

use super::aligned;
use super::columns::stretches;
use super::grid::{Ruled, RuledCell, take_tables};
use super::lines::{TextLine, half_points, is_japanese, lines, most, without_ruby};
use super::page::{Glyph, Page};
use crate::formats::Builder;

/// A line at least this much larger than the body text is a heading, if it has fewer letters than the limit.
const HEADING_SIZE: f32 = 1.15;
const HEADING_LETTERS: usize = 60;

/// Number of levels of headings. Smaller headings share the last one.
const LEVELS: usize = 4;

/// Share of the width of its column that a wrapped line fills.
const FULL: f32 = 0.85;

/// Most letters in a line of a narrow cell.
const NARROW: usize = 8;

/// Largest distance, in points, of the borders of a table that goes on at the next page.
const SAME_BORDER: f32 = 3.0;

/// The font size of most letters.
pub(super) fn body_size(pages: &[Page]) -> f32 {
    most(pages.iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.size))
}

/// Builds the document from pages without furniture.
pub(super) fn assemble(file: &str, pages: Vec<Page>, body: f32) -> Document {
    let pages: Vec<(Position, Vec<Element>)> =
        pages.into_iter().map(|page| (Position::Page(page.number), elements(page, body))).collect();
    let all = pages.iter().flat_map(|(_, elements)| elements);
    let mut sizes: Vec<f32> = all
        .filter_map(|element| match element {
            Element::Line(line, _) if is_heading(line, body) => Some(half_points(line.size)),
            _ => None,
        })
        .collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup();
    let mut assembly =
        Assembly { builder: Builder::new(file), sizes, body, number: 0, plain: None, table: None };
    for (position, elements) in pages {
        assembly.page(position, elements);
    }
    assembly.end_table();
    assembly.end_plain();
    assembly.builder.finish()
}

/// A part of a page, in reading order.
enum Element {
    /// A line, and whether it fills its column.
    Line(TextLine, bool),
    /// A table.
    Table(Table),
}

/// A table of one page.
#[derive(Clone, Default)]
struct Table {
    /// Empty for a table without rules, which never goes on.
    borders: Vec<f32>,
    rows: Vec<Vec<TextCell>>,
}

#[derive(Clone, PartialEq, Eq)]
struct TextCell {
    lines: Vec<String>,
    column: usize,
    column_span: usize,
    row_span: usize,
}

/// The elements of a page. Text beside a table stands after it.
fn elements(mut page: Page, body: f32) -> Vec<Element> {
    page.glyphs = without_ruby(page.glyphs);
    let tables = take_tables(&mut page);
    let mut elements = Vec::new();
    let mut rest = std::mem::take(&mut page.glyphs);
    for table in tables {
        let (above, below) = rest.into_iter().partition(|glyph| glyph.middle().1 < table.top);
        text(above, body, &mut elements);
        elements.push(Element::Table(ruled(table)));
        rest = below;
    }
    text(rest, body, &mut elements);
    elements
}

fn text(glyphs: Vec<Glyph>, body: f32, elements: &mut Vec<Element>) {
    for stretch in stretches(&glyphs, body) {
        let all = lines(&stretch);
        let left = all.iter().map(|line| line.left).min_by(f32::total_cmp).unwrap_or_default();
        let right = all.iter().map(|line| line.right).max_by(f32::total_cmp).unwrap_or_default();
        let full = |line: &TextLine| line.right - left >= FULL * (right - left);
        let mut rest = all.as_slice();
        while let Some((line, next)) = rest.split_first() {
            let (table, after) = rest.split_at(aligned::table_at(rest));
            if table.is_empty() {
                elements.push(Element::Line(line.clone(), full(line)));
                rest = next;
            } else {
                elements.push(Element::Table(Table {
                    rows: table.iter().map(pieces).collect(),
                    ..Table::default()
                }));
                rest = after;
            }
        }
    }
}

fn pieces(line: &TextLine) -> Vec<TextCell> {
    let cell = |(column, text): (usize, &String)| TextCell {
        lines: vec![text.clone()],
        column,
        column_span: 1,
        row_span: 1,
    };
    line.pieces.iter().map(|piece| &piece.text).enumerate().map(cell).collect()
}

fn ruled(table: Ruled) -> Table {
    let height = table.cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or_default();
    let mut rows = vec![Vec::new(); height];
    let border = |at: usize| table.borders.get(at).copied().unwrap_or_default();
    let read: Vec<_> = table.cells.into_iter().map(|cell| (lines(&cell.glyphs), cell)).collect();
    // Cells keep the same distance from their borders.
    let distance = |(lines, cell): &(Vec<TextLine>, RuledCell)| {
        let left = lines.iter().map(|line| line.left).min_by(f32::total_cmp)?;
        Some((left - border(cell.column)).max(0.0))
    };
    let padding = read.iter().filter_map(distance).min_by(f32::total_cmp).unwrap_or_default();
    for (lines, cell) in read {
        let lines = words(lines, border(cell.column + cell.column_span) - padding);
        if let Some(row) = rows.get_mut(cell.row) {
            row.push(TextCell {
                lines,
                column: cell.column,
                column_span: cell.column_span,
                row_span: cell.row_span,
            });
        }
    }
    Table { borders: table.borders, rows }
}

/// The lines of a cell. In a narrow one, a line that leaves no room for the next letter goes on without a break: its
/// word is parted. A department ends where its line ends. Wider cells break where the text does, as far as can be told
/// later.
fn words(lines: Vec<TextLine>, right: f32) -> Vec<String> {
    let narrow = lines.iter().all(|line| line.text.chars().count() <= NARROW);
    let mut words: Vec<String> = Vec::new();
    let mut end = f32::NEG_INFINITY;
    for line in lines {
        // No line ends in an opening bracket.
        let brackets = line.text.chars().take_while(|c| "（(「『〔【".contains(*c)).count();
        #[expect(clippy::cast_precision_loss, reason = "a narrow cell has few letters")]
        let first = (brackets + 1) as f32 * line.size;
        match words.last_mut() {
            Some(word) if narrow && end + first > right && is_parted(word, &line.text) => {
                word.push_str(&line.text);
            }
            _ => words.push(line.text),
        }
        end = line.right;
    }
    words
}

/// True if two lines may be parts of a word: letters of Japanese meet, or its signs and numbers.
fn is_parted(before: &str, after: &str) -> bool {
    const UNITS: [char; 5] = ['課', '室', '局', '係', '所'];
    let fits = |c: char| is_japanese(c) || "（）「」".contains(c);
    let spelled = |c: char| fits(c) || c.is_ascii_digit();
    let (last, first) = (before.chars().next_back(), after.chars().next());
    last.zip(first).is_some_and(|(last, first)| {
        spelled(last) && spelled(first) && (fits(last) || fits(first)) && !UNITS.contains(&last)
    })
}

fn is_heading(line: &TextLine, body: f32) -> bool {
    line.size >= HEADING_SIZE * body && line.text.chars().count() < HEADING_LETTERS
}

/// A document under construction.
struct Assembly {
    builder: Builder,
    /// Sizes of headings, from the largest.
    sizes: Vec<f32>,
    body: f32,
    /// Number of the last line.
    number: u32,
    /// The run of plain lines that has not ended.
    plain: Option<std::ops::Range<usize>>,
    /// The table that may go on at the next page.
    table: Option<(Table, Grid)>,
}

impl Assembly {
    fn page(&mut self, position: Position, elements: Vec<Element>) {
        let mut elements = elements.into_iter().peekable();
        while let Some(element) = elements.next() {
            match element {
                Element::Table(table) => self.table(table, position),
                Element::Line(line, mut full) if is_heading(&line, self.body) => {
                    let mut heading = vec![line];
                    while let Some(Element::Line(next, is_full)) = elements.next_if(|next| match next {
                        Element::Line(next, _) => {
                            full && heading.last().is_some_and(|last| follows(last, next))
                        }
                        Element::Table(_) => false,
                    }) {
                        heading.push(next);
                        full = is_full;
                    }
                    self.heading(&heading, position);
                }
                Element::Line(line, _) => self.line(&line, position),
            }
        }
    }

    fn line(&mut self, line: &TextLine, position: Position) {
        self.end_table();
        self.number += 1;
        let added = self.builder.lines(&line.text, self.number, position);
        self.plain = Some(self.plain.take().map_or(added.start, |plain| plain.start)..added.end);
    }

    fn heading(&mut self, lines: &[TextLine], position: Position) {
        self.end_table();
        self.end_plain();
        let size = lines.first().map_or(0.0, |line| half_points(line.size));
        let rank = self.sizes.iter().take_while(|&&larger| larger > size).count() + 1;
        let level = u8::try_from(rank.min(LEVELS)).unwrap_or(1);
        let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        self.builder.heading(level, &text.join("\n"), self.number + 1, position);
        self.number += u32::try_from(lines.len()).unwrap_or_default();
    }

    fn table(&mut self, mut table: Table, position: Position) {
        self.end_plain();
        let mut grid = match self.table.take() {
            Some((before, mut grid)) if goes_on(&before, &table) => {
                let same = before.rows.iter().zip(&table.rows).take_while(|(head, row)| head == row).count();
                // A table of repeated rows alone has no head.
                if same < table.rows.len() {
                    table.rows.drain(..same);
                    grid.head_rows = grid.head_rows.max(same);
                }
                self.table = Some((before, Grid::default()));
                grid
            }
            ended => {
                self.table = ended;
                self.end_table();
                Grid::default()
            }
        };
        for row in &table.rows {
            let cells = row.iter().map(|cell| self.cell(cell, position)).collect();
            grid.rows.push(cells);
            let tallest = row.iter().filter(|cell| cell.row_span == 1).map(|cell| cell.lines.len()).max();
            self.number += u32::try_from(tallest.unwrap_or_default().max(1)).unwrap_or(1);
        }
        let first = self.table.take().map_or(table, |(first, _)| first);
        self.table = Some((first, grid));
    }

    /// Adds a cell whose first line follows the last numbered line.
    fn cell(&mut self, cell: &TextCell, position: Position) -> Cell {
        let mut range = 0..0;
        for (line, number) in cell.lines.iter().zip(self.number + 1..) {
            let added = self.builder.lines(line, number, position);
            range = if range.is_empty() { added } else { range.start..added.end };
        }
        Cell { lines: range, column: cell.column, column_span: cell.column_span, row_span: cell.row_span }
    }

    fn end_table(&mut self) {
        if let Some((_, grid)) = self.table.take() {
            self.builder.table(grid);
        }
    }

    fn end_plain(&mut self) {
        if let Some(lines) = self.plain.take() {
            self.builder.plain(lines);
        }
    }
}

/// True if a table has the borders of the one before it. Nothing stands between the two.
fn goes_on(before: &Table, table: &Table) -> bool {
    !table.borders.is_empty()
        && before.borders.len() == table.borders.len()
        && before.borders.iter().zip(&table.borders).all(|(a, b)| (a - b).abs() <= SAME_BORDER)
}

/// True if a line has the same size and stands directly below.
fn follows(last: &TextLine, next: &TextLine) -> bool {
    let leading = next.baseline - last.baseline;
    (last.size - next.size).abs() < 0.5 && leading > 0.0 && leading <= 2.0 * last.size
}
