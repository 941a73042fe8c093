//! Reads each document of a plan once, even if several files have the same content.
//!
//! A clerk puts a file into the folder under a second name, or saves a text once more in another encoding. Read
//! twice, it would give every measure twice.

use std::collections::HashMap;

use crate::formats;
use shisaku_model::{Document, Finding, Place};

/// The files of a plan that were read, by the hash of their bytes.
#[derive(Debug, Default)]
pub(super) struct Once(HashMap<blake3::Hash, String>);

/// A file that was read.
#[derive(Debug)]
pub(super) enum Read {
    /// A document with the findings of its format.
    New(Document, Vec<Finding>),
    /// The content of an earlier file. The finding names both.
    Again(Finding),
}

impl Once {
    /// Reads the bytes of a file, unless one of `documents` has the same bytes or the same text. Files without
    /// text are never taken for one document: each has a finding of its own.
    ///
    /// # Errors
    /// A finding if the file cannot be read.
    pub(super) fn read(&mut self, file: &str, bytes: &[u8], documents: &[Document]) -> Result<Read, Finding> {
        let hash = blake3::hash(bytes);
        if let Some(first) = self.0.get(&hash) {
            return Ok(Read::Again(again(file, first)));
        }
        let (document, findings) = formats::read(file, bytes)?;
        if document.lines.is_empty() {
            return Ok(Read::New(document, findings));
        }
        let same = |other: &&Document| {
            (&other.lines, &other.blocks, &other.sheets)
                == (&document.lines, &document.blocks, &document.sheets)
        };
        if let Some(first) = documents.iter().find(same) {
            return Ok(Read::Again(again(file, &first.file)));
        }
        self.0.insert(hash, file.to_owned());
        Ok(Read::New(document, findings))
    }
}

fn again(file: &str, first: &str) -> Finding {
    let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
    let message = format!(
        "{} は {} と同じ内容なので、1 つの文書として {} だけを読みました。",
        name(file),
        name(first),
        name(first)
    );
    Finding::info("same_document", Place::file(file), message)
        .advise("どちらか 1 つを残して、ほかは消して構いません。")
}
