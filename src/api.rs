//! The public JSON, CSV and XLSX shapes. They are a contract: results leave the program through here only.

mod export;
mod measures;
mod progress;
mod progress_xlsx;
mod search;
mod suggest;

pub use export::{About, ExportError, ExportFormat, conditions, export};
pub use measures::measures_json;
pub use progress::{ProgressFormat, progress_json, write_progress};
pub use search::{entry_json, search_json};
pub use suggest::suggest_json;
