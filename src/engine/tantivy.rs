//! The engine in use: a tantivy index in a folder.
//!
//! tantivy is given our terms and never makes its own: its tokenizers are adapters of
//! [`crate::analysis::Analyzer`]. Filters, facet counts, the top hits and the total come from one pass of
//! one collector over the documents that the query finds.
//!
//! An index is written once, by one [`TantivyIndexer`], into an empty folder, and read as it is; replacing
//! it is the business of [`super::generations`].

use std::path::Path;

use super::EngineError;

mod collector;
mod read;
mod schema;
mod tokens;
mod write;

pub use read::TantivySearcher;
pub use write::TantivyIndexer;

/// What tantivy says, with the folder it says it of.
fn failed<E: std::error::Error + Send + Sync + 'static>(path: &Path) -> impl Fn(E) -> EngineError + '_ {
    move |error| EngineError::Engine { path: path.to_owned(), source: Box::new(error) }
}
