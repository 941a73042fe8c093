//! Reads plan documents: from files to entries and findings.
//!
//! ```text
//! folder -> source -> Document -> repair -> RepairedDocument -> outline -> Plan -> departments,
//! organisations -> Plan
//! ```
//!
//! Bad input yields a value and findings. Only a missing or unreadable `seeds/` folder is an error.

mod departments;
mod first_manifest;
mod follows;
mod formats;
mod isolation;
mod organisations;
mod outline;
mod profile;
mod read;
mod repair;
mod source;
mod spreadsheet;

pub use first_manifest::first_manifest;
pub use isolation::{Isolation, answer_parent, isolate};
pub use organisations::{Organisations, name_organisations};
pub use outline::{
    HeadMeaning, HeadingForm, LabelMeaning, Learned, LearnedYears, Mark, Origin, PeriodName, TableForm,
};
pub use profile::{DocumentProfile, Profile, Quote};
pub use read::{
    FolderReading, PlanReading, Reading, read_file, read_plan_folder, read_seeds, read_seeds_by,
    read_seeds_with,
};
pub use repair::{RULES, Rule, WordRepairs, repair};
pub use source::{SourceError, folder_fingerprint, folder_stamp, read_text, seeds_fingerprint};
