//! Lays the cells of a sheet out as tables.
//!
//! Empty rows are left out, so a merged cell spans the rows that have text. Two empty rows in a row end a table, unless the
//! row below them begins as those above do: 1-2(3) after 1-2(2).

use std::collections::BTreeMap;

use calamine::Dimensions;

use super::sheet::{Sheet, SheetCell};
use crate::formats::Builder;
use shisaku_model::{Grid, Position};

/// Number of empty rows that separate two tables.
const EMPTY_ROWS: u32 = 2;

/// Adds the tables of a sheet. Returns the first cell that is hidden below a merged one and is left out, and
/// the number of such cells.
pub(super) fn add_tables(builder: &mut Builder, index: u32, mut sheet: Sheet) -> Option<(SheetCell, usize)> {
    sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
    sheet.merged.retain(|merged| merged.end.0 >= merged.start.0 && merged.end.1 >= merged.start.1);
    let mut merged = MergedCells::new(sheet.merged);
    let mut covered: Option<(SheetCell, usize)> = None;
    let mut table = Table::default();
    for cell in sheet.cells {
        let spans = merged.at(cell.row, cell.column);
        if let Some(spans) = spans
            && spans.start != (cell.row, cell.column)
        {
            covered = Some(covered.map_or((cell, 1), |(first, count)| (first, count + 1)));
            continue;
        }
        let end = spans.map_or((cell.row, cell.column), |spans| spans.end);
        let is_apart = !table.rows.is_empty() && cell.row > table.last_row.saturating_add(EMPTY_ROWS);
        if is_apart && !table.goes_on_with(&cell) {
            std::mem::take(&mut table).finish(builder, index);
        }
        table.add(cell, end);
    }
    table.finish(builder, index);
    covered
}

/// Merged ranges, looked up row by row. They do not overlap, so at most one begins at or before a column and
/// reaches it.
struct MergedCells {
    /// Ranges that begin below the current row, the next one last.
    coming: Vec<Dimensions>,
    /// Ranges that have begun, by their first column.
    begun: BTreeMap<u32, Dimensions>,
}

impl MergedCells {
    fn new(mut ranges: Vec<Dimensions>) -> Self {
        ranges.sort_by_key(|range| std::cmp::Reverse((range.start, range.end)));
        Self { coming: ranges, begun: BTreeMap::new() }
    }

    /// The range that contains a cell. Rows must not go back.
    fn at(&mut self, row: u32, column: u32) -> Option<Dimensions> {
        while let Some(range) = self.coming.pop_if(|range| range.start.0 <= row) {
            self.begun.insert(range.start.1, range);
        }
        loop {
            let (&first, &range) = self.begun.range(..=column).next_back()?;
            if range.end.0 >= row {
                return (range.end.1 >= column).then_some(range);
            }
            self.begun.remove(&first);
        }
    }
}

/// A cell with its last row and column.
type SpannedCell = (SheetCell, (u32, u32));

/// A table of a sheet.
#[derive(Debug, Default)]
struct Table {
    /// Its rows, with their indices in the sheet.
    rows: Vec<(u32, Vec<SpannedCell>)>,
    /// Last row that a cell reaches.
    last_row: u32,
    /// Last column with text. A merged title is often wider than all that stands below.
    last_column: u32,
}

/// Fewest rows of a table that may go on behind empty ones.
const LEAST_ROWS: usize = 3;

/// A text with each run of digits as one sign: 9-9(9) for 1-2(13). `None` without digits.
fn form(text: &str) -> Option<String> {
    let mut form = String::new();
    for c in text.trim().chars() {
        match c.is_numeric() {
            true if form.ends_with('9') => {}
            true => form.push('9'),
            false => form.push(c),
        }
    }
    form.contains('9').then_some(form)
}

impl Table {
    /// True if a cell begins a row as the last row begins: in the same column, with a number of the same form or an id of
    /// the same plan.
    fn goes_on_with(&self, cell: &SheetCell) -> bool {
        let above = self.rows.last().and_then(|(_, cells)| cells.first());
        above.filter(|_| self.rows.len() >= LEAST_ROWS).is_some_and(|(above, _)| {
            let same_form = form(&above.text).is_some_and(|of| form(&cell.text) == Some(of));
            let plan = |text: &str| text.trim().split_once('/').map(|(plan, _)| plan.to_owned());
            let same_plan = plan(&above.text).is_some_and(|of| plan(&cell.text) == Some(of));
            above.column == cell.column && (same_form || same_plan)
        })
    }

    fn add(&mut self, cell: SheetCell, end: (u32, u32)) {
        self.last_row = self.last_row.max(end.0);
        self.last_column = self.last_column.max(cell.column);
        match self.rows.last_mut() {
            Some((row, cells)) if *row == cell.row => cells.push((cell, end)),
            _ => self.rows.push((cell.row, vec![(cell, end)])),
        }
    }

    fn finish(self, builder: &mut Builder, sheet: u32) {
        let numbers: Vec<u32> = self.rows.iter().map(|(row, _)| *row).collect();
        let mut grid = Grid::default();
        for (at, (row, cells)) in self.rows.into_iter().enumerate() {
            let number = row.saturating_add(1);
            let cells = cells.into_iter().map(|(cell, (last_row, last_column))| {
                let position = Position::Cell { sheet, row: number, column: cell.column.saturating_add(1) };
                let mut made = builder.cell(&cell.text, cell.column as usize, number, position);
                let spanned = numbers.partition_point(|&number| number <= last_row).saturating_sub(at);
                made.row_span = spanned.max(1);
                let last_column = last_column.min(self.last_column).max(cell.column);
                made.column_span = (last_column - cell.column) as usize + 1;
                made
            });
            grid.rows.push(cells.collect());
        }
        builder.table(grid);
    }
}
