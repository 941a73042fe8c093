//! A sheet of a workbook as a grid of cells.

use super::{notes, text};
use crate::web::language::{Html, Language};
use shisaku_model::{SourceLine, SourcePoint, cell_name};

/// Maximum number of cells of a grid, empty ones included. Beyond, the cells are listed.
const MOST_CELLS: usize = 5_000;

/// The filled rows of a sheet.
pub(super) struct Sheet {
    /// The names of the columns, from the first filled one to the last.
    pub columns: Vec<String>,
    pub rows: Vec<SheetRow>,
}

/// A row of a sheet.
pub(super) struct SheetRow {
    /// The number of the row.
    pub number: u32,
    /// The address of its first filled cell.
    pub anchor: String,
    /// A cell for each column. `None` if it is empty.
    pub cells: Vec<Option<SheetCell>>,
}

/// A filled cell.
pub(super) struct SheetCell {
    pub anchor: String,
    /// The lines of the cell.
    pub texts: Vec<Html>,
    /// The repairs of the cell.
    pub notes: Vec<Html>,
}

impl Sheet {
    /// The grid of some cells. `None` if they are no cells, or too far apart for a grid.
    pub(super) fn of(lines: &[SourceLine], t: Language) -> Option<Self> {
        let columns = || lines.iter().filter_map(|line| column(line.point));
        let (left, right) = (columns().min()?, columns().max()?);
        let width = (right - left) as usize + 1;
        let rows = lines.chunk_by(|a, b| a.point.row() == b.point.row());
        if rows.clone().count().saturating_mul(width) > MOST_CELLS {
            return None;
        }
        let row = |lines: &[SourceLine]| {
            let point = lines.first()?.point;
            let mut cells: Vec<Option<SheetCell>> = (0..width).map(|_| None).collect();
            for lines in lines.chunk_by(|a, b| a.point == b.point) {
                let Some((point, column)) =
                    lines.first().and_then(|line| Some((line.point, column(line.point)?)))
                else {
                    continue;
                };
                let texts = lines.iter().map(|line| text(line, t)).collect();
                let cell = SheetCell { anchor: point.anchor(), texts, notes: notes(lines, t) };
                if let Some(place) = cells.get_mut((column - left) as usize) {
                    *place = Some(cell);
                }
            }
            Some(SheetRow { number: point.number(), anchor: point.anchor(), cells })
        };
        Some(Self {
            columns: (left..=right).map(column_name).collect(),
            rows: rows.filter_map(row).collect(),
        })
    }
}

fn column(point: SourcePoint) -> Option<u32> {
    match point {
        SourcePoint::Cell(.., column) => Some(column),
        _ => None,
    }
}

/// The letters of a column: A, AB.
fn column_name(column: u32) -> String {
    cell_name([1, column]).trim_end_matches('1').to_owned()
}
