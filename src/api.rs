//! The public JSON, CSV, XML and XLSX shapes. They are a contract: results leave the program through here only.

mod catalog;
mod entry;
mod export;
mod measures;
mod opensearch;
mod progress;
mod progress_xlsx;
mod search;
mod sitemap;
mod suggest;
mod xml;

pub use catalog::{NO_LICENCE, catalog_json};
pub use entry::surroundings_json;
pub use export::{About, ExportError, ExportFormat, conditions, export};
pub use measures::measures_json;
pub use opensearch::{opensearch_description, opensearch_suggestions};
pub use progress::{ProgressFormat, progress_json, write_progress};
pub use search::{entry_json, search_json};
pub use sitemap::{MOST_ADDRESSES, robots, sitemap, sitemap_index};
pub use suggest::suggest_json;
