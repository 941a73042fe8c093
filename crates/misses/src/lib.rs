//! Anonymous counts of queries without results.
//!
//! Off unless an operator enables it. Nothing personal is reportable: no address, no session, no order, no time
//! finer than the month. Two things are counted:
//!
//! * queries without results, and
//! * queries with results that were typed instead. There are no sessions: the form on a page without results
//!   carries the failed query, so the next request contains both.
//!
//! | module | content |
//! |---|---|
//! | `countable` | decides which texts may be counted |
//! | `recorder` | sends misses from a page to the counting thread; a request never waits |
//! | `counts` | the counts of a month, and the minimum for writing them |
//! | `month`, `lines` | the file format of a month's counts |
//!
//! This crate opens no file and reads no clock.

mod countable;
mod counts;
mod lines;
mod month;
mod recorder;

pub use counts::{Count, Counts, RecordedMiss};
pub use lines::{Lines, read, write};
pub use month::Month;
pub use recorder::{MissRecorder, RecorderMessage, answer, found, miss_recorder};
