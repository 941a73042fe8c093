//! Use case "ingest": from `seeds/` to plans and findings, and from plans to an index.

mod build;
mod changes;

pub use build::{
    IngestError, Opened, Progress, ReadWith, Since, Snapshot, State, build, build_plans, build_snapshot,
    expected_fingerprint, open, state, state_for,
};
