//! The parts of a Word file.

use std::io::{Cursor, Read};

use encoding_rs::UTF_8;
use shisaku_model::{Finding, Place};
use zip::ZipArchive;

use super::xml::Tree;

/// Bytes read of one part, uncompressed. A long plan has 2 MB; more than this is a trap.
const LARGEST_PART: u64 = 64 << 20;
/// First bytes of an OLE file: a document with a password, or one of Word 2003.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// An open Word file.
pub(super) struct Package<'a> {
    file: &'a str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    largest_part: u64,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Package<'a> {
    /// # Errors
    /// A finding if the file is encrypted or no package.
    pub(super) fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self, Finding> {
        if bytes.starts_with(OLE) {
            let message = "パスワードがかかっているか、古い形式(.doc)の Word 文書のため、読めません。";
            return Err(Finding::error("encrypted_file", Place::file(file), message)
                .advise("Word で開き、パスワードを外して「Word 文書(.docx)」で保存し直してください。"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(file))?;
        Ok(Self { file, archive, largest_part: LARGEST_PART, findings: Vec::new() })
    }

    /// The text of the document.
    ///
    /// # Errors
    /// A finding if the package has none.
    pub(super) fn main_part(&mut self) -> Result<Tree, Finding> {
        let is_main = |name: &str| {
            name.strip_prefix("word/document")
                .is_some_and(|rest| rest.ends_with(".xml") && !rest.contains('/'))
        };
        let names = self.archive.file_names().flatten().filter(|name| is_main(name));
        let name = names.min().map(std::borrow::Cow::into_owned);
        let name = name.ok_or_else(|| broken(self.file))?;
        Ok(self.part(&name))
    }

    /// A part, empty if the package has none of this name. Damage becomes a finding.
    pub(super) fn part(&mut self, name: &str) -> Tree {
        let mut bytes = Vec::new();
        let is_read = match self.archive.by_name(name) {
            Ok(part) => part.take(self.largest_part).read_to_end(&mut bytes).is_ok(),
            Err(zip::result::ZipError::FileNotFound) => return Tree::parse("").0,
            Err(_) => false,
        };
        let (text, _, _) = UTF_8.decode(&bytes);
        let (tree, is_whole) = Tree::parse(&text);
        if bytes.len() as u64 >= self.largest_part {
            let message = format!("{name} が 64 MB を超えるため、初めの 64 MB だけを読みました。");
            self.find("part_too_large", message, "文書を分けて保存し直してください。");
        } else if !is_read || !is_whole {
            let message = format!("{name} が途中で壊れているため、読めた所までを読みました。");
            self.find("broken_file", message, "Word で開き、保存し直してください。");
        }
        tree
    }

    fn find(&mut self, code: &'static str, message: String, advice: &str) {
        let finding = Finding::error(code, Place::file(self.file), message).advise(advice);
        self.findings.push(finding);
    }

    #[cfg(test)]
    pub(super) fn limited(mut self, largest_part: u64) -> Self {
        self.largest_part = largest_part;
        self
    }
}

fn broken(file: &str) -> Finding {
    Finding::error("broken_file", Place::file(file), "Word 文書(.docx)として開けません。壊れているようです。")
        .advise("Word で開き、「Word 文書(.docx)」で保存し直してください。")
}
