//! Reads plan documents: from files to entries and findings.
//!
//! ```text
//! folder -> source -> Document -> repair -> RepairedDocument -> outline -> Plan -> departments,
//! organisations -> Plan
//! ```
//!
//! Bad input yields a value and findings. Only a missing or unreadable `seeds/` folder is an error.

pub mod departments;
pub mod organisations;
pub mod outline;
mod read;
pub mod repair;
pub mod source;
mod spreadsheet;

pub use read::{PlanReading, Reading, read_file, read_seeds, read_seeds_with};
