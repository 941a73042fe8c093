//! Reads plan documents: from files to entries and findings.
//!
//! ```text
//! folder -> source -> Document -> repair -> RepairedDocument -> outline -> Plan -> departments,
//! organisations -> Plan
//! ```
//!
//! Bad input yields a value and findings. Only a missing or unreadable `seeds/` folder is an error.

mod departments;
mod formats;
mod organisations;
mod outline;
mod read;
mod repair;
mod share;
mod source;
mod spreadsheet;

pub use organisations::{Organisations, name_organisations};
pub use read::{PlanReading, Reading, read_file, read_seeds, read_seeds_with};
pub use repair::{RULES, Rule, WordRepairs, repair};
pub use share::{Quote, Share};
pub use source::{SourceError, folder_stamp, read_text, seeds_fingerprint};
