//! Entries into a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tantivy::{Index, IndexWriter, TantivyDocument};

use super::schema::{Fields, TextFields};
use super::{failed, tokens};
use crate::analysis::Analyzer;
use crate::engine::{EngineError, IndexDocument, Indexer};
use crate::model::facet::FACETS;

/// Memory of each indexing thread before it writes a segment, in bytes.
const THREAD_MEMORY: usize = 64 << 20;

/// Threads at most: more of them only make more segments.
const MAX_THREADS: usize = 4;

/// Writes one index. Dropping it without [`Indexer::commit`] leaves the folder without entries.
pub struct TantivyIndexer {
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter,
}

impl TantivyIndexer {
    /// Begins an index in an existing, empty folder.
    ///
    /// # Errors
    /// [`EngineError::Engine`] when the folder cannot be written or holds an index.
    pub fn create(path: &Path, analyzer: &Analyzer) -> Result<Self, EngineError> {
        let fields = Fields::new();
        let index = Index::create_in_dir(path, fields.schema.clone()).map_err(failed(path))?;
        tokens::register(index.tokenizers(), analyzer);
        let threads =
            std::thread::available_parallelism().map_or(1, |threads| threads.get().min(MAX_THREADS));
        let writer = index.writer_with_num_threads(threads, threads * THREAD_MEMORY).map_err(failed(path))?;
        Ok(Self { path: path.to_owned(), fields, writer })
    }
}

impl Indexer for TantivyIndexer {
    fn add(&mut self, document: &IndexDocument<'_>) -> Result<(), EngineError> {
        let fields = &self.fields;
        let entry = document.entry;
        let mut out = TantivyDocument::new();
        for passage in entry.passages() {
            let TextFields { words, bigrams } =
                if passage.field.is_heading() { fields.headings } else { fields.text };
            out.add_text(words, passage.text);
            out.add_text(bigrams, passage.text);
        }
        for (facet, &field) in FACETS.iter().zip(&fields.facets) {
            // Each value once: an entry is counted once for it.
            for value in (facet.values)(entry).into_iter().collect::<BTreeSet<_>>() {
                out.add_bytes(field, value.as_bytes());
            }
        }
        let ranks = document.ranks;
        for (field, rank) in fields.ranks.into_iter().zip([ranks.number, ranks.period, ranks.title]) {
            out.add_u64(field, rank);
        }
        out.add_bytes(fields.id, entry.id.as_bytes());
        out.add_bytes(fields.entry, &serde_json::to_vec(entry).map_err(failed(&self.path))?);
        self.writer.add_document(out).map_err(failed(&self.path))?;
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), EngineError> {
        let Self { path, mut writer, .. } = *self;
        writer.commit().map_err(failed(&path))?;
        // Merging still rewrites files; whoever publishes the folder must find it at rest.
        writer.wait_merging_threads().map_err(failed(&path))
    }
}
