//! Use case "ingest": from `seeds/` to plans and findings, and from plans to an index.

mod build;
mod changes;
mod read;

pub use build::{
    IngestError, Opened, Progress, ReadWith, Since, Snapshot, State, build, build_plans, build_snapshot,
    expected_fingerprint, open, state, state_for,
};
pub use read::{PlanReading, Reading, read_file, read_seeds, read_seeds_with};
