//! Use case "ingest": from `seeds/` to plans and findings, and from plans to an index.

mod build;
mod changes;
mod read;

pub use build::{
    IngestError, Opened, Progress, ReadWith, State, build, build_plans, changes, expected_fingerprint, open,
    state,
};
pub use read::{PlanReading, Reading, read_file, read_seeds, read_seeds_with};
