//! The public JSON, CSV, XML and XLSX formats. They are a contract, and results leave the program only
//! through here.

mod catalog;
mod contacts;
mod entry;
mod export;
mod measures;
mod opensearch;
mod plan;
mod progress;
mod progress_xlsx;
mod schema;
mod service;
mod sitemap;
mod xml;

pub use catalog::catalog_json;
pub use entry::{
    EntryAnswer, SearchAnswer, SurroundingsAnswer, entry_answer, search_answer, surroundings_answer,
};
pub use export::{
    About, ExportError, ExportFormat, FileNames, Layout, LayoutError, ListAnswer, MOST_SHEETS, WORKBOOK,
    conditions, export, file_name, plan_name,
};
pub use measures::Measures;
pub use opensearch::{opensearch_description, opensearch_suggestions};
pub use plan::{PlanAnswer, plan_answer};
pub use progress::{ProgressAnswer, ProgressFormat, write_progress};
pub use schema::Schemas;
pub use service::{FindingCounts, HealthAnswer, ProblemAnswer, ReadyAnswer, WatchAnswer};
pub use sitemap::{MOST_ADDRESSES, robots, sitemap, sitemap_index};
