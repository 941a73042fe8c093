//! The formats of documents. Each reader is one file and turns bytes into the neutral form of
//! [`Document`]. No later stage knows the format.

mod builder;
mod csv;
mod html;
mod markdown;
mod pdf;
#[cfg(test)]
mod shown;
mod text;
mod word;
mod workbook;

use crate::isolation;
use shisaku_model::{Document, Finding, Place};

pub(crate) use builder::Builder;
pub(crate) use text::{decode_text, empty_file};

/// A reader of one format.
pub(crate) trait Format: Sync {
    /// File name extensions, in lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// Reads a document. `file` is its path in findings.
    ///
    /// # Errors
    /// A finding if nothing can be read. Doubts about parts are returned beside the document.
    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding>;
}

/// The process in which a format is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Process {
    /// This one. The reader is ours and its costs grow with the file.
    Own,
    /// A child. A small file can make the libraries of the format take any memory and time, or crash.
    Child,
}

/// All formats. A new format is one file and one entry here.
const FORMATS: &[(&dyn Format, Process)] = &[
    (&text::Text, Process::Own),
    (&csv::Csv, Process::Own),
    (&workbook::Workbook, Process::Child),
    (&word::Word, Process::Child),
    (&pdf::Pdf, Process::Child),
    (&markdown::Markdown, Process::Own),
    (&html::WebPage, Process::Child),
];

/// The extensions of readable documents, for messages: `.txt .tsv`.
pub(crate) fn known() -> String {
    let extensions = FORMATS.iter().flat_map(|(format, _)| format.extensions());
    extensions.map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(" ")
}

/// True if a file with this name has a format that is read.
pub(crate) fn is_known(name: &str) -> bool {
    format_of(name).is_some()
}

/// The format of a file with this name.
fn format_of(name: &str) -> Option<(&'static dyn Format, Process)> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    FORMATS.iter().copied().find(|(format, _)| format.extensions().contains(&extension.as_str()))
}

/// Reads a document in the format of its name, in a child process if the format asks for it and the program
/// has set up [`isolation`](crate::isolation).
///
/// # Errors
/// A finding if the format is unknown or nothing can be read.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
    match (format_of(file), isolation::current()) {
        (Some((_, Process::Child)), Some(isolation)) => isolation.read(file, bytes),
        _ => read_here(file, bytes),
    }
}

/// Reads a document in this process.
///
/// # Errors
/// A finding if the format is unknown or nothing can be read.
pub(crate) fn read_here(file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
    let (format, _) = format_of(file).ok_or_else(|| {
        Finding::warning("unknown_format", Place::file(file), "読める形式ではないため、読んでいません。")
            .advise(format!("読めるのは {} です。その形式で保存し直してください。", known()))
    })?;
    format.read(file, bytes)
}
