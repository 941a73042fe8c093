//! Lists to take away, written while their entries are fetched: the memory they need does not depend on their
//! length.
//!
//! | file | holds |
//! |---|---|
//! | `columns` | the one table of columns, for CSV and workbook |
//! | `about` | what stands beside a list: conditions, count, data version, source |
//! | `json`, `csv`, `xlsx` | the formats |

use std::io::{self, Write};

use thiserror::Error;

use shisaku_engine::EngineError;
use shisaku_search::{Listing, Search};

mod about;
mod columns;
mod csv;
mod json;
mod xlsx;

pub(super) use about::in_japan;
pub use about::{About, conditions};
pub(super) use columns::one_line;
pub(super) use csv::{begin, cause, harmless};
pub use json::ListAnswer;

/// A file format for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// `{"query": ..., "filters": ..., "count": n, ..., "entries": [...]}`, every field.
    Json,
    /// One entry a line, every field.
    Jsonl,
    /// One row an entry, for spreadsheets: UTF-8 with a byte order mark.
    Csv,
    /// A workbook: the list with its columns typed, and a sheet of what it is a list of.
    Xlsx,
}

impl ExportFormat {
    /// Every format with its name, which is the ending of its files too.
    pub const ALL: [(&'static str, Self); 4] =
        [("json", Self::Json), ("jsonl", Self::Jsonl), ("csv", Self::Csv), ("xlsx", Self::Xlsx)];

    /// What a file of it is, as HTTP says it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Jsonl => "application/jsonl; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Why a list could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The index cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Whoever reads it does not take it, or there is no room for it.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Writes a list in its order. `out` is flushed before each batch of a workbook, of which nothing can be written
/// before its end: whoever has gone can say so there.
///
/// # Errors
/// When the index cannot be read, or `out` does not take it; what was written until then is no whole file.
pub fn export(
    search: &Search,
    listing: &Listing,
    format: ExportFormat,
    about: &About<'_>,
    out: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    match format {
        ExportFormat::Json => json::document(search, listing, about, out),
        ExportFormat::Jsonl => json::lines(search, listing, about, out),
        ExportFormat::Csv => csv::write(search, listing, about, out),
        ExportFormat::Xlsx => xlsx::write(search, listing, about, out),
    }
}
