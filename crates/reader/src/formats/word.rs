//! Reads Word documents (Office Open XML, ISO/IEC 29500).

mod body;
mod number_format;
mod numbering;
mod package;
mod styles;
mod table;
mod text;
mod xml;

use shisaku_model::{Document, Finding};

use self::body::Body;
use self::numbering::Numbering;
use self::package::Package;
use self::styles::Styles;
use super::{Format, empty_file};

/// A Word document. Headers and footers are left out. Tracked changes are read as accepted.
pub(super) struct Word;

impl Format for Word {
    fn extensions(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        let mut package = Package::open(file, bytes)?;
        let main = package.main_part()?;
        let [styles, numbering] = ["word/styles.xml", "word/numbering.xml"].map(|name| package.part(name));
        let notes = ["word/footnotes.xml", "word/endnotes.xml"].map(|name| package.part(name));
        let styles = Styles::read(&styles);
        let numbering = Numbering::read(&numbering, &styles);
        let mut body = Body::new(file, &styles, numbering);
        body.read(&main);
        for note in &notes {
            body.read_notes(note);
        }
        let document = body.finish();
        if document.lines.is_empty() {
            return Err(package.findings.into_iter().next().unwrap_or_else(|| empty_file(file)));
        }
        Ok((document, package.findings))
    }
}

#[cfg(test)]
mod tests;
