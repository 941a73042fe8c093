//! Checks the extent of the sheets of an XLS workbook. calamine allocates the whole rectangle between the first
//! and the last cell of each sheet when it opens the file, and aborts the program if that fails.

use std::io::{Cursor, Read};

use super::{Problem, sheet::MAX_CELLS};

/// Maximum size of the stream of records, far above any real one.
const MAX_STREAM: u64 = 200 << 20;

/// Record types that calamine allocates cells for (MS-XLS 2.3).
const FORMULA: u16 = 0x0006;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
const NUMBERS: u16 = 0x00BD;
const CELLS: [u16; 8] = [FORMULA, NUMBERS, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// Maximum number of cells of all rectangles, empty ones too. Each takes about 50 bytes.
const MAX_RANGE: usize = 4 * MAX_CELLS;

/// Maximum number of cells that a sheet may state: all cells of an XLS sheet. They are reserved, not filled.
const MAX_STATED: usize = 65_536 * 256;

/// Maximum depth of parts inside each other.
const MAX_DEPTH: usize = 16;

/// The rectangle of the cells of one sheet.
#[derive(Debug)]
struct Extent {
    rows: [u16; 2],
    columns: [u16; 2],
}

/// Checks all sheets.
///
/// # Errors
/// If a sheet is too large, or the container is broken.
pub(super) fn check(bytes: &[u8]) -> Result<(), Problem> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(Problem::broken)?;
    let stream =
        file.open_stream("Workbook").or_else(|_| file.open_stream("Book")).map_err(Problem::broken)?;
    let mut records = Vec::new();
    stream.take(MAX_STREAM).read_to_end(&mut records).map_err(Problem::broken)?;
    let is_allowed = sheets_fit(&records);
    if is_allowed { Ok(()) } else { Err(Problem::TooManyCells) }
}

fn sheets_fit(mut records: &[u8]) -> bool {
    let mut total = 0usize;
    // A chart stands inside its sheet, whose records go on behind it.
    let mut open: Vec<Option<Extent>> = Vec::new();
    let mut end_part = |open: &mut Vec<Option<Extent>>| {
        let cells = open.pop().flatten().map_or(0, |extent| extent.cells());
        total = total.saturating_add(cells);
        total <= MAX_RANGE
    };
    while let Some((&[t0, t1, l0, l1], rest)) = records.split_first_chunk::<4>() {
        let length = usize::from(u16::from_le_bytes([l0, l1]));
        let data = rest.get(..length).unwrap_or(rest);
        records = rest.get(length..).unwrap_or_default();
        match u16::from_le_bytes([t0, t1]) {
            BEGIN if open.len() < MAX_DEPTH => open.push(None),
            END if !end_part(&mut open) => return false,
            DIMENSIONS if stated_cells(data) > MAX_STATED => return false,
            kind if CELLS.contains(&kind) => {
                let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) else { continue };
                // A record of several numbers ends with its last column.
                let last = if kind == NUMBERS { word(data, data.len().saturating_sub(2)) } else { None };
                if open.is_empty() {
                    open.push(None);
                }
                if let Some(extent) = open.last_mut() {
                    let extent = extent.get_or_insert(Extent { rows: [row; 2], columns: [column; 2] });
                    extent.add(row, column);
                    extent.add(row, last.unwrap_or(column));
                }
            }
            _ => {}
        }
    }
    while !open.is_empty() {
        if !end_part(&mut open) {
            return false;
        }
    }
    true
}

/// Number of cells that a record of dimensions states: rows in 4 bytes each (BIFF8) or 2, columns in 2. Both
/// ends lie behind the last cell. An end before its beginning makes calamine reserve far too much.
fn stated_cells(data: &[u8]) -> usize {
    let short = |at: usize| word(data, at).map(u32::from);
    let long = |at: usize| Some(short(at)? | short(at + 2)? << 16);
    let corners = if data.len() < 14 {
        [short(0), short(2), short(4), short(6)]
    } else {
        [long(0), long(4), short(8), short(10)]
    };
    match corners {
        [Some(top), Some(bottom @ 1..), Some(left), Some(right @ 1..)] => {
            let rows = bottom.checked_sub(top).map_or(usize::MAX, |rows| rows as usize);
            let columns = right.checked_sub(left).unwrap_or(right) as usize;
            rows.saturating_mul(columns)
        }
        _ => 0,
    }
}

impl Extent {
    fn add(&mut self, row: u16, column: u16) {
        self.rows = [self.rows[0].min(row), self.rows[1].max(row)];
        self.columns = [self.columns[0].min(column), self.columns[1].max(column)];
    }

    fn cells(&self) -> usize {
        let count = |[from, to]: [u16; 2]| usize::from(to - from) + 1;
        count(self.rows) * count(self.columns)
    }
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u16]) -> Vec<u8> {
        let length = u16::try_from(data.len() * 2).unwrap_or(0);
        [&[kind, length], data].concat().into_iter().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn counts_the_rectangle_and_not_the_cells() {
        let number = |row, column| record(0x0203, &[row, column, 0, 0, 0, 0, 0]);
        let sheet = |cells: &[Vec<u8>]| [record(BEGIN, &[]), cells.concat(), record(END, &[])].concat();
        assert!(sheets_fit(&sheet(&[number(0, 0), number(65_535, 20)])));
        assert!(!sheets_fit(&sheet(&[number(0, 0), number(65_535, 255)])));
        let chart = sheet(&[]);
        assert!(!sheets_fit(&sheet(&[number(0, 0), chart, number(65_535, 255)])));
        assert!(!sheets_fit(&record(DIMENSIONS, &[9, 0, 1, 0, 0, 1, 0])), "ends before it begins");
        assert!(sheets_fit(&record(DIMENSIONS, &[0, 0, 0, 0, 0, 0, 0])));
        assert!(sheets_fit(&[0xFD, 0x00, 0xFF, 0xFF, 1]), "cut off");
    }
}
