//! Writing: indexes entries into a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tantivy::schema::Field;
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::failed;
use super::fold_dedup::FoldedTerms;
use super::read::MANY_ENTRIES;
use super::schema::{Fields, TextFields, pair};
use super::term_stream::{self, Terms};
use crate::{EngineError, IndexDocument};
use shisaku_analysis::{Analysed, Analyzer, Token};
use shisaku_model::facet::FACETS;
use shisaku_query::{Scope, number_keys};

/// Memory budget of each indexing thread, in bytes. tantivy allocates a third of it at once.
const THREAD_MEMORY: usize = 64 << 20;

/// Memory budget for few documents, in bytes. tantivy refuses less.
const LITTLE_MEMORY: usize = 15 << 20;

/// Maximum number of indexing threads. More threads only make more segments.
const MAX_THREADS: usize = 4;

/// Writes one index. Dropping it without [`Self::commit`] leaves the folder without entries.
pub struct TantivyIndexer {
    path: PathBuf,
    fields: Fields,
    analyzer: Analyzer,
    writer: IndexWriter,
    folding: FoldedTerms,
}

impl TantivyIndexer {
    /// Begins an index in an existing, empty folder. `documents` is an estimate of their number.
    ///
    /// # Errors
    /// [`EngineError::Engine`] when the folder cannot be written or holds an index.
    pub fn create(path: &Path, analyzer: &Analyzer, documents: u64) -> Result<Self, EngineError> {
        let fields = Fields::new();
        let index = Index::create_in_dir(path, fields.schema.clone()).map_err(failed(path))?;
        index.tokenizers().register(term_stream::NAME, Terms::default());
        let (threads, memory) = match documents < MANY_ENTRIES {
            true => (1, LITTLE_MEMORY),
            false => {
                let threads = std::thread::available_parallelism().map_or(1, Into::into).min(MAX_THREADS);
                (threads, threads * THREAD_MEMORY)
            }
        };
        let writer = index.writer_with_num_threads(threads, memory).map_err(failed(path))?;
        Ok(Self {
            path: path.to_owned(),
            fields,
            analyzer: analyzer.clone(),
            writer,
            folding: FoldedTerms::default(),
        })
    }

    /// Adds one entry.
    ///
    /// # Errors
    /// [`EngineError`] when it cannot be stored.
    pub fn add(&mut self, document: &IndexDocument<'_>) -> Result<(), EngineError> {
        let fields = &self.fields;
        let entry = document.entry;
        let mut out = TantivyDocument::new();
        for passage in entry.passages().into_iter().filter(|passage| passage.field.is_text()) {
            let text = self.analyzer.analyse(passage.text);
            self.folding.see(&text.words);
            if passage.field.is_heading() {
                add_text(&mut out, fields.headings, &text);
                continue;
            }
            add_text(&mut out, fields.own, &text);
            for (scope, fields) in [(Scope::Title, fields.title), (Scope::Result, fields.result)] {
                if scope.covers(passage.field) {
                    add_text(&mut out, fields, &text);
                }
            }
            text.years.iter().for_each(|year| out.add_bytes(fields.years, year.term.as_bytes()));
        }
        for key in number_keys(entry) {
            out.add_bytes(fields.number, key.as_bytes());
        }
        for (facet, &field) in FACETS.iter().zip(&fields.facets) {
            // An entry counts once for each distinct value.
            for value in (facet.values)(entry).into_iter().collect::<BTreeSet<_>>() {
                out.add_bytes(field, value.as_bytes());
            }
        }
        let ranks = document.ranks;
        let ranks = [Some(ranks.number), ranks.period, ranks.result, Some(ranks.title)];
        for (field, rank) in fields.ranks.into_iter().zip(ranks) {
            // An entry without a value has none in the column either.
            rank.into_iter().for_each(|rank| out.add_u64(field, rank.into()));
        }
        out.add_bytes(fields.id, entry.id.as_bytes());
        out.add_bytes(
            fields.entry,
            &serde_json::to_vec(&(entry, &entry.repaired)).map_err(failed(&self.path))?,
        );
        self.writer.add_document(out).map_err(failed(&self.path))?;
        Ok(())
    }

    /// Makes all added entries searchable.
    ///
    /// # Errors
    /// [`EngineError`] when they cannot be stored; nothing is searchable then.
    pub fn commit(self) -> Result<(), EngineError> {
        let Self { path, mut writer, folding, .. } = self;
        let mut commit = writer.prepare_commit().map_err(failed(&path))?;
        commit.set_payload(&folding.payload());
        commit.commit().map_err(failed(&path))?;
        // Merges still rewrite files, and the folder must be at rest when it is published.
        writer.wait_merging_threads().map_err(failed(&path))
    }
}

/// Adds the terms of one text. tantivy leaves a gap of positions between the texts of a field, so no phrase
/// crosses from one passage to the next.
fn add_text(out: &mut TantivyDocument, fields: TextFields, text: &Analysed) {
    let mut add = |field: Field, tokens: &[Token], term: fn(&Token) -> &str| {
        out.add_text(field, term_stream::join(tokens.iter().map(|token| (term(token), token.position))));
    };
    add(fields.words, &text.words, |token| &token.term);
    add(fields.folded, &text.words, Token::key);
    add(fields.bigrams, &text.bigrams, |token| &token.term);
    let in_a_row = text.words.windows(2).filter(|row| row[1].position == row[0].position + 1);
    let pairs: Vec<String> = in_a_row.filter_map(|row| pair(&row[0].term, &row[1].term)).collect();
    out.add_text(fields.pairs, term_stream::join(pairs.iter().map(String::as_str).zip(0..)));
}
