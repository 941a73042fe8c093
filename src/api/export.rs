//! Exported lists, written while their entries are fetched. Their memory use does not depend on their length.
//!
//! | file | contents |
//! |---|---|
//! | `columns` | the table of columns, for CSV and workbook |
//! | `about` | the description of a list: conditions, count, data version, source |
//! | `layout` | the columns, and a sheet for each value of a facet |
//! | `names`, `file_name` | names of sheets and files |
//! | `json`, `csv`, `xlsx` | the formats |

use std::io::{self, Write};

use thiserror::Error;

use shisaku_engine::EngineError;
use shisaku_search::{Listing, Search};

mod about;
mod columns;
mod csv;
mod file_name;
mod json;
mod layout;
mod names;
mod xlsx;

pub(super) use about::in_japan;
pub use about::{About, conditions, plan_name};
pub(super) use columns::one_line;
pub(super) use csv::{begin, cause, harmless};
pub use file_name::{FileNames, file_name};
pub use json::ListAnswer;
pub use layout::{Layout, LayoutError, MOST_SHEETS};

/// Media type of a workbook.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file format for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// A JSON object with every field: `{"query": ..., "filters": ..., "count": n, ..., "entries": [...]}`.
    Json,
    /// JSON Lines: one entry per line, every field.
    Jsonl,
    /// CSV for spreadsheets: one entry per row, UTF-8 with a byte order mark.
    Csv,
    /// A workbook: the list with typed columns, and a sheet of its conditions.
    Xlsx,
}

impl ExportFormat {
    /// All formats with their names, which are also the file extensions.
    pub const ALL: [(&'static str, Self); 4] =
        [("json", Self::Json), ("jsonl", Self::Jsonl), ("csv", Self::Csv), ("xlsx", Self::Xlsx)];

    /// Name of the format, which is also the file extension.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name)
    }

    /// The Content-Type value.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Jsonl => "application/jsonl; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => WORKBOOK,
        }
    }
}

/// The reason why a list could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The index cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The reader has left, or the disk is full.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Writes a list in its order. A workbook cannot be written before its end. Before each of its batches `out`
/// is flushed, so that `out` can report a reader that has left.
///
/// # Errors
/// If the index cannot be read or `out` fails. The output up to then is not a complete file.
pub fn export(
    search: &Search,
    listing: &Listing,
    format: ExportFormat,
    about: &About<'_>,
    layout: &Layout,
    out: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    match format {
        ExportFormat::Json => json::document(search, listing, about, out),
        ExportFormat::Jsonl => json::lines(search, listing, about, out),
        ExportFormat::Csv => csv::write(search, listing, about, layout.columns, out),
        ExportFormat::Xlsx => xlsx::write(search, listing, about, layout, out),
    }
}
