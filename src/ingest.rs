//! Use case "ingest": from `seeds/` to plans and findings, and from plans to an index.

mod read;

pub use read::{PlanReading, Reading, read_file, read_seeds};
