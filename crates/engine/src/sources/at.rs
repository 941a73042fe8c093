//! Places in documents as addresses name them.

use super::SourceFacts;
use shisaku_model::{Locator, SourcePoint};

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// A line or paragraph, by its number.
    Line(u32),
    /// A page, counted from 1.
    Page(u32),
    /// A sheet, counted from 1.
    Sheet(u32),
    /// Sheet, row and column, counted from 1.
    Cell(u32, u32, u32),
}

impl At {
    /// Reads a place of a document.
    pub(super) fn read(text: &str, document: &SourceFacts) -> Option<Self> {
        let number = |text: &str| text.parse::<u32>().ok();
        if let Some(line) = text.strip_prefix('L').and_then(number) {
            return Some(Self::Line(line));
        }
        if let Some(page) = text.strip_prefix('p').and_then(number) {
            return Some(Self::Page(page));
        }
        if let Some(rest) = text.strip_prefix("sheet-") {
            let Some((sheet, cell)) = rest.split_once('-') else { return number(rest).map(Self::Sheet) };
            return Self::cell(number(sheet)?, cell);
        }
        let Ok(Locator::Cells(cells)) = Locator::try_from(text.to_owned()) else { return None };
        let [row, column] = cells.first;
        Some(Self::Cell(document.sheet(&cells.sheet), row, column))
    }

    fn cell(sheet: u32, name: &str) -> Option<Self> {
        match Locator::try_from(name.to_owned()) {
            Ok(Locator::Cells(cells)) if cells.sheet.is_empty() => {
                Some(Self::Cell(sheet, cells.first[0], cells.first[1]))
            }
            _ => None,
        }
    }

    /// True if a point is this place or lies behind it.
    pub(super) fn is_reached_by(self, point: SourcePoint) -> bool {
        match (self, point) {
            (Self::Line(number), _) => point.number() >= number,
            (Self::Page(part), SourcePoint::Page(page, _)) => page >= part,
            (Self::Sheet(part), SourcePoint::Cell(sheet, ..)) => sheet >= part,
            (Self::Cell(sheet, row, column), SourcePoint::Cell(..)) => {
                point >= SourcePoint::Cell(sheet, row, column)
            }
            _ => false,
        }
    }
}
