//! A sheet as its filled cells. A range of a workbook may span a million rows with three cells, so no reader
//! keeps empty ones.

use std::collections::BTreeSet;

use calamine::Dimensions;

/// Maximum number of filled cells in a workbook.
pub(super) const MAX_CELLS: usize = 2_000_000;

/// Maximum length of all text of a workbook in bytes. A shared text can be used by any number of cells.
const MAX_TEXT: usize = 100 << 20;

/// The sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub sheets: Vec<Sheet>,
    /// Parts with text beside the cells that were left out.
    pub unread: BTreeSet<&'static str>,
    /// Number of cells and bytes read.
    cells: usize,
    text: usize,
    /// True if a limit was met. The rest of the workbook is not read.
    pub is_full: bool,
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    /// True if people do not see it.
    pub is_hidden: bool,
    /// Filled cells in any order.
    pub cells: Vec<SheetCell>,
    /// Merged ranges.
    pub merged: Vec<Dimensions>,
    /// The error at which reading ended early.
    pub error: Option<String>,
}

/// A filled cell. Its row and column are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetCell {
    pub row: u32,
    pub column: u32,
    pub text: String,
}

impl Contents {
    /// Adds a cell to the last sheet, unless its text is blank. Returns false if the workbook is full.
    pub(super) fn add(&mut self, row: u32, column: u32, text: String) -> bool {
        if !text.trim().is_empty() && !self.is_full {
            self.is_full = self.cells >= MAX_CELLS || self.text + text.len() > MAX_TEXT;
            if let Some(sheet) = self.sheets.last_mut().filter(|_| !self.is_full) {
                self.cells += 1;
                self.text += text.len();
                sheet.cells.push(SheetCell { row, column, text });
            }
        }
        !self.is_full
    }

    /// Keeps the error that ended the last sheet.
    pub(super) fn fail(&mut self, error: &impl ToString) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.error = Some(error.to_string());
        }
    }
}
