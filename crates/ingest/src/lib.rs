//! Reads `seeds/` into plans and findings, and builds an index from plans.

mod build;
mod changes;

pub use build::{
    IngestError, Opened, Progress, ReadWith, Since, Snapshot, State, build, build_plans, build_snapshot,
    expected_fingerprint, open, state, state_for,
};
