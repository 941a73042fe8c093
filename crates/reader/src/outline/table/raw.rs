//! A table before its columns are understood: rows of cells, with merged cells repeated in each row they
//! cover.

use litemap::LiteMap;

use super::super::located_text::{Ledger, Text};
use shisaku_model::{Grid, Holder, Position, RepairedDocument};

/// Maximum number of columns read. Cells further to the right are kept in the last one.
const MAX_COLUMNS: usize = 400;

/// A cell that is not blank.
#[derive(Debug, Clone)]
pub(in crate::outline) struct RawCell {
    pub text: Text,
    /// Number of columns covered.
    pub span: usize,
}

/// A row: its cells by column, counted from 0. Blank cells are left out.
#[derive(Debug, Clone, Default)]
pub(in crate::outline) struct RawRow {
    pub cells: LiteMap<usize, RawCell>,
    /// True for the first row of a page below a row of the page before.
    pub begins_page: bool,
}

impl RawRow {
    /// The row of a line whose cells are separated by tabs. Tabs and white space are held as separators.
    pub(in crate::outline) fn of_line(line: &Text, ledger: &mut Ledger) -> Self {
        let mut row = Self::default();
        let mut at = 0;
        for (column, cell) in line.text.split('\t').enumerate() {
            let end = at + cell.len();
            row.put(column, 1, line.part(at..end), ledger);
            at = line.text.len().min(end + 1);
            ledger.hold(&line.part(end..at), Holder::Separator);
        }
        row
    }

    fn put(&mut self, column: usize, span: usize, mut text: Text, ledger: &mut Ledger) {
        ledger.trim(&mut text);
        if text.text.is_empty() {
            return;
        }
        let column = column.min(MAX_COLUMNS);
        match self.cells.get_mut(&column) {
            Some(last) => last.text.extend_apart(text),
            None => drop(self.cells.insert(column, RawCell { text, span })),
        }
    }

    /// The text of a cell, or an empty one.
    pub(in crate::outline) fn text(&self, column: usize) -> &str {
        self.cells.get(&column).map_or("", |cell| cell.text.text.as_str())
    }

    /// The last cell that begins before a column, with its column.
    pub(in crate::outline) fn before(&self, column: usize) -> Option<(usize, &RawCell)> {
        let (Ok(at) | Err(at)) = self.cells.find_index(&column);
        self.cells.get_indexed(at.checked_sub(1)?).map(|(&column, cell)| (column, cell))
    }

    /// The first cell that begins at a column or behind it, with its column.
    pub(in crate::outline) fn from(&self, column: usize) -> Option<(usize, &RawCell)> {
        let (Ok(at) | Err(at)) = self.cells.find_index(&column);
        self.cells.get_indexed(at).map(|(&column, cell)| (column, cell))
    }

    /// The cell that covers a column.
    pub(super) fn covering(&self, column: usize) -> Option<&RawCell> {
        let (start, cell) = self.before(column + 1)?;
        (column < start + cell.span).then_some(cell)
    }

    /// Number of columns up to the last cell.
    pub(in crate::outline) fn width(&self) -> usize {
        self.cells.last().map_or(0, |(column, cell)| column + cell.span.min(MAX_COLUMNS))
    }

    /// All its text that nothing else holds, as one text.
    pub(in crate::outline) fn joined(&self) -> Text {
        let mut whole = Text::default();
        for cell in self.cells.values().filter(|cell| !cell.text.borrowed) {
            whole.extend_apart(cell.text.clone());
        }
        whole
    }
}

/// The rows of a grid. A cell that covers several rows is borrowed by the rows below its first.
pub(in crate::outline) fn rows(
    index: usize,
    document: &RepairedDocument,
    grid: &Grid,
    ledger: &mut Ledger,
) -> Vec<RawRow> {
    let mut rows = Vec::with_capacity(grid.rows.len());
    // Cells that reach into the rows below, with the number of rows left.
    let mut reaching: Vec<(usize, usize, RawCell)> = Vec::new();
    let page_of = |line: usize| match document.lines.get(line).map(|line| line.position) {
        Some(Position::Page(page)) => Some(page),
        _ => None,
    };
    let mut page: Option<u32> = None;
    for cells in &grid.rows {
        let own = cells.iter().find_map(|cell| page_of(cell.lines.clone().next()?));
        let mut row = RawRow { begins_page: page.is_some() && own > page, ..RawRow::default() };
        page = own.or(page);
        for (column, left, cell) in &mut reaching {
            *left -= 1;
            row.cells.insert(*column, cell.clone());
        }
        reaching.retain(|(_, left, _)| *left > 0);
        for cell in cells {
            let text = Text::lines(index, document, cell.lines.clone());
            row.put(cell.column, cell.column_span.max(1), text, ledger);
            if cell.row_span > 1
                && let Some(put) = row.cells.get(&cell.column)
            {
                let below = RawCell { text: put.text.borrowed(), span: put.span };
                reaching.push((cell.column, cell.row_span - 1, below));
            }
        }
        rows.push(row);
    }
    rows
}
