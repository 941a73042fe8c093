//! The documents of an index as they were read, for their source pages.
//!
//! ```text
//! gen-1f0c.../sources/
//!   directory.json     each document with its pages: first and last point, and the bytes of the file `pages`
//!   pages              the lines of each page as JSON, one page after the other
//! ```
//!
//! A document is cut into pages of about [`LINES`] lines, so that neither an answer nor the memory for it grows with
//! the document. The directory is held in memory, and a page is read when it is asked for.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::EngineError;
use crate::generations::{files, read_json, write};
use shisaku_model::{RepairedDocument, SourceLine, SourcePoint, page_anchor, sheet_anchor};

mod at;
mod quote;
#[cfg(test)]
mod tests;

use at::At;
pub use quote::Quote;

/// Lines after which a page ends with its row.
const LINES: usize = 500;

/// Bytes of text after which a page ends with its row.
const BYTES: usize = 100_000;

/// Bytes of a line that is cut, because no page could hold it.
const MOST_OF_LINE: usize = 30_000;

const DIRECTORY: &str = "directory.json";
const PAGES: &str = "pages";

/// One page of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct PageFacts {
    first: SourcePoint,
    last: SourcePoint,
    /// First byte of its lines.
    offset: u64,
    /// Number of bytes.
    length: usize,
}

impl PageFacts {
    /// True if a file of this many bytes holds the page.
    fn is_within(&self, length: u64) -> bool {
        self.offset.saturating_add(self.length as u64) <= length
    }
}

/// A document with the directory of its pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// Path below `seeds/`.
    pub file: String,
    /// Names of the sheets of a workbook.
    pub sheets: Vec<String>,
    /// Number of lines, or of filled cells.
    pub lines: usize,
    pages: Vec<PageFacts>,
}

impl SourceFacts {
    /// Number of pages into which the document is cut.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The number of the last page of paper, if the document has such.
    pub fn last_printed_page(&self) -> Option<u32> {
        match self.pages.last()?.last {
            SourcePoint::Page(page, _) => Some(page),
            _ => None,
        }
    }

    /// First and last point of a page, counted from 0.
    pub fn span(&self, page: usize) -> Option<[SourcePoint; 2]> {
        self.pages.get(page).map(|page| [page.first, page.last])
    }
}

/// Documents cut into pages, before they are part of an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedSources {
    documents: Vec<SourceFacts>,
    bytes: Vec<u8>,
}

impl PackedSources {
    /// Adds a document. Its layout is not needed.
    pub fn add(&mut self, document: &RepairedDocument) {
        let mut lines: Vec<&_> = document.lines.iter().collect();
        // Rows of a sheet are shown as a grid, whatever blocks its cells form.
        if !document.sheets.is_empty() {
            lines.sort_by_key(|line| SourcePoint::of(line));
        }
        let mut facts = SourceFacts {
            file: document.file.clone(),
            sheets: document.sheets.clone(),
            lines: lines.len(),
            pages: Vec::new(),
        };
        let (mut page, mut size) = (Vec::<SourceLine>::new(), 0);
        for line in lines.into_iter().flat_map(|line| SourceLine::from(line).cut(MOST_OF_LINE)) {
            let begins_row = page.last().is_none_or(|last| last.point.row() != line.point.row());
            let times = if begins_row { 1 } else { 2 };
            if page.len() >= LINES * times || size >= BYTES * times {
                self.add_page(&mut facts, &page);
                page.clear();
                size = 0;
            }
            size += line.pieces.iter().map(|piece| piece.read.len() + piece.printed().len()).sum::<usize>();
            page.push(line);
        }
        self.add_page(&mut facts, &page);
        self.documents.push(facts);
    }

    fn add_page(&mut self, facts: &mut SourceFacts, lines: &[SourceLine]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let offset = self.bytes.len();
        // Numbers and texts can always be written.
        if serde_json::to_writer(&mut self.bytes, lines).is_err() {
            return self.bytes.truncate(offset);
        }
        facts.pages.push(PageFacts {
            first: first.point,
            last: last.point,
            offset: offset as u64,
            length: self.bytes.len() - offset,
        });
    }

    /// The directory, which [`PackedSources::of`] takes.
    pub fn directory(&self) -> &[SourceFacts] {
        &self.documents
    }

    /// The lines of all pages as JSON.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Packed sources from their directory and bytes. `None` if a page lies outside the bytes.
    pub fn of(documents: Vec<SourceFacts>, bytes: Vec<u8>) -> Option<Self> {
        let pages = || documents.iter().flat_map(|document| &document.pages);
        let is_sound = pages().all(|page| page.is_within(bytes.len() as u64));
        is_sound.then_some(Self { documents, bytes })
    }
}

/// Writes the sources of all plans into a new folder.
pub(crate) fn store(folder: &Path, packed: &[PackedSources]) -> Result<(), EngineError> {
    fs::create_dir_all(folder).map_err(files("フォルダーの作成", folder))?;
    let path = folder.join(PAGES);
    let written = File::create(&path).and_then(|mut file| {
        packed.iter().try_for_each(|packed| file.write_all(&packed.bytes))?;
        file.sync_all()
    });
    written.map_err(files("書き込み", &path))?;
    let (mut directory, mut before) = (Vec::new(), 0);
    for packed in packed {
        for mut document in packed.documents.iter().cloned() {
            document.pages.iter_mut().for_each(|page| page.offset += before);
            directory.push(document);
        }
        before += packed.bytes.len() as u64;
    }
    write(&folder.join(DIRECTORY), serde_json::to_vec(&directory))
}

/// The sources of an open index. Without any, it has no document.
#[derive(Debug, Default)]
pub struct Sources {
    /// The documents, ordered by file.
    documents: Vec<SourceFacts>,
    /// The file of pages, kept open: a later build may delete the folder.
    pages: Option<(PathBuf, Mutex<File>)>,
}

impl Sources {
    pub(crate) fn open(folder: &Path) -> Result<Self, EngineError> {
        let mut documents: Vec<SourceFacts> = read_json(&folder.join(DIRECTORY), "文書の目次")?;
        documents.sort_by(|a, b| a.file.cmp(&b.file));
        let path = folder.join(PAGES);
        let file = File::open(&path).map_err(files("読み込み", &path))?;
        let length = file.metadata().map_err(files("読み込み", &path))?.len();
        if !documents.iter().flat_map(|document| &document.pages).all(|page| page.is_within(length)) {
            let seen = format!("{length} バイトしかありません");
            return Err(EngineError::Damaged { path, seen, expected: "文書の行" });
        }
        Ok(Self { documents, pages: Some((path, Mutex::new(file))) })
    }

    /// The document with this path below `seeds/`.
    pub fn document(&self, file: &str) -> Option<&SourceFacts> {
        let at = self.documents.binary_search_by(|document| document.file.as_str().cmp(file)).ok()?;
        self.documents.get(at)
    }

    /// Reads the lines of a page, counted from 0. Empty if there is no such page.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn lines(&self, document: &SourceFacts, page: usize) -> Result<Vec<SourceLine>, EngineError> {
        let (Some(page), Some((path, file))) = (document.pages.get(page), &self.pages) else {
            return Ok(Vec::new());
        };
        let mut bytes = Vec::new();
        {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let read = file.seek(SeekFrom::Start(page.offset));
            let read = read.and_then(|_| (&mut *file).take(page.length as u64).read_to_end(&mut bytes));
            read.map_err(files("読み込み", path))?;
        }
        serde_json::from_slice(&bytes).map_err(|error| EngineError::Damaged {
            path: path.clone(),
            seen: format!("読み取れません: {error}"),
            expected: "文書の行",
        })
    }

    /// Finds a place in a document: `L312`, `p12`, `sheet-2`, `sheet-2-A17`, or cells as
    /// [`Locator`](shisaku_model::Locator) writes them. Returns the page and the address within it of the first line
    /// at or behind the place. `None` if there is no such place.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn find(&self, document: &SourceFacts, at: &str) -> Result<Option<(usize, String)>, EngineError> {
        let Some(at) = At::read(at, document) else { return Ok(None) };
        let Some(page) = document.pages.iter().position(|page| at.is_reached_by(page.last)) else {
            return Ok(None);
        };
        let lines = self.lines(document, page)?;
        let found = lines.iter().find(|line| at.is_reached_by(line.point)).map(|line| line.point);
        Ok(found.map(|point| {
            let anchor = match (at, point) {
                (At::Page(_), SourcePoint::Page(page, _)) => page_anchor(page),
                (At::Sheet(_), SourcePoint::Cell(sheet, ..)) => sheet_anchor(sheet),
                _ => point.anchor(),
            };
            (page, anchor)
        }))
    }
}
