//! Proposes lexicon lines from counts of queries without results.
//!
//! `trial` adds a line to the lexicon in memory and repeats the failed query. `report` combines the results
//! for staff. This crate opens no file and reads no clock.

mod json;
mod report;
mod trial;

#[cfg(test)]
mod testing;

pub use report::{FoundNow, Months, Open, Progress, Proposal, Report, Tried, report};
pub use trial::{Gain, Line, Lists, Place};
