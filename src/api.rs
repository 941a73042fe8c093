//! The public JSON, CSV and XLSX shapes. They are a contract: results leave the program through here only.

mod export;
mod measures;
mod search;
mod suggest;

pub use export::{About, ExportError, ExportFormat, conditions, export};
pub use measures::measures_json;
pub use search::{entry_json, search_json};
pub use suggest::suggest_json;
