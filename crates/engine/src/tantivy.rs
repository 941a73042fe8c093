//! The default engine: a tantivy index in a folder.
//!
//! tantivy stores our terms and gives their postings; it makes no terms of its own. Matching and scoring are ours
//! (`evaluate`), because tantivy has no weighted minimum match and its BM25 constants are private. Filters, facet
//! counts and the total come from one pass over the documents found (`facet_count`).
//!
//! An index is written once, by one [`TantivyIndexer`], into an empty folder. It never changes afterwards;
//! [`super::generations`] replaces it as a whole.

use std::path::Path;

use super::EngineError;

mod bm25;
mod evaluate;
mod facet_columns;
mod facet_count;
mod fold_dedup;
mod group_match;
mod phrase_postings;
mod rank;
mod read;
mod schema;
mod term_stream;
mod top_hits;
mod write;

pub use read::TantivySearcher;
pub use write::TantivyIndexer;

/// Wraps an error of tantivy with the folder it concerns.
fn failed<E: std::error::Error + Send + Sync + 'static>(path: &Path) -> impl Fn(E) -> EngineError + '_ {
    move |error| EngineError::Engine { path: path.to_owned(), source: Box::new(error) }
}
