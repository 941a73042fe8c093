//! Proposals for the lexicon, made from counts of queries that found nothing.
//!
//! `trial` adds a line to the lexicon in memory and asks it; `report` says what people should know of the counts.
//! Nothing here opens a file or knows the time.

mod json;
mod report;
mod trial;

#[cfg(test)]
mod testing;

pub use report::{FoundNow, Months, Open, Progress, Proposal, Report, Tried, report};
pub use trial::{Gain, Line, Lists, Place};
