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

/// All formats. A new format is one file and one entry here.
const FORMATS: &[&dyn Format] = &[
    &text::Text,
    &csv::Csv,
    &workbook::Workbook,
    &word::Word,
    &pdf::Pdf,
    &markdown::Markdown,
    &html::WebPage,
];

/// The extensions of readable documents, for messages: `.txt .tsv`.
pub(crate) fn known() -> String {
    let extensions = FORMATS.iter().flat_map(|format| format.extensions());
    extensions.map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(" ")
}

/// The format of a file with this name.
pub(crate) fn format_of(name: &str) -> Option<&'static dyn Format> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    FORMATS.iter().copied().find(|format| format.extensions().contains(&extension.as_str()))
}

/// Reads a document in the format of its name.
///
/// # Errors
/// A finding if the format is unknown or nothing can be read.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
    let format = format_of(file).ok_or_else(|| {
        Finding::warning("unknown_format", Place::file(file), "読める形式ではないため、読んでいません。")
            .advise(format!("読めるのは {} です。その形式で保存し直してください。", known()))
    })?;
    format.read(file, bytes)
}
