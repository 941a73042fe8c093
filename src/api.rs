//! The public JSON and CSV shapes. They are a contract: results leave the program through here only.

mod export;
mod measures;
mod schema;
mod search;
mod service;
mod suggest;

pub use export::{ExportFormat, export};
pub use measures::measures_json;
pub use schema::Schemas;
pub use search::{EntryAnswer, SearchAnswer, entry_answer, entry_json, search_answer, search_json};
pub use service::{HealthAnswer, ProblemAnswer, ReadyAnswer};
pub use suggest::{CompletionAnswer, suggest_answer};
