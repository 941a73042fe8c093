//! The engine in use: a tantivy index in a folder.
//!
//! tantivy stores our terms and gives their postings; it never makes terms of its own. What meets a query
//! and how well is decided here (`evaluate`), since tantivy has no groups of which a share must be met and
//! no constants to set. Filters, facet counts, the top hits and the total come from one pass over the
//! documents found (`page`).
//!
//! An index is written once, by one [`TantivyIndexer`], into an empty folder, and read as it is; replacing
//! it is the business of [`super::generations`].

use std::path::Path;

use super::EngineError;

mod columns;
mod evaluate;
mod judge;
mod page;
mod parallel;
mod rank;
mod read;
mod rows;
mod same;
mod schema;
mod score;
mod seen;
mod tally;
mod terms;
mod write;

pub use read::TantivySearcher;
pub use write::TantivyIndexer;

/// What tantivy says, with the folder it says it of.
fn failed<E: std::error::Error + Send + Sync + 'static>(path: &Path) -> impl Fn(E) -> EngineError + '_ {
    move |error| EngineError::Engine { path: path.to_owned(), source: Box::new(error) }
}
