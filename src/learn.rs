//! Learning from what was not found: counts of words, and what they propose for the lexicon.
//!
//! Off unless an operator switches it on. What is counted belongs to nobody: no address, no session, no order,
//! no time finer than the month. Two things are:
//!
//! * words that find nothing, and
//! * words that find something, typed in the place of such words. There is no session that could tell: the
//!   form on a page without results carries the words along, and the next request says both.
//!
//! | file | holds |
//! |---|---|
//! | `taken` | which texts are taken at all |
//! | `listen` | from a page to the thread that counts: a request never waits for it |
//! | `counts` | the counts of a month, and which of them may be written |
//! | `month`, `lines` | a month's file as text |
//! | `trial` | a line is added to the lexicon in memory, and asked |
//! | `report` | what people should know of the counts; `json` has it for programs |
//!
//! Nothing here opens a file or knows the time.

mod counts;
mod json;
mod lines;
mod listen;
mod month;
mod report;
mod taken;
mod trial;

pub use counts::{Asked, Count, Counts};
pub use lines::{Lines, read, write};
pub use listen::{Ear, Heard, ear};
pub use month::Month;
pub use report::{FoundNow, Months, Open, Progress, Proposal, Report, Tried, report};
pub use taken::taken;
pub use trial::{Gain, Line, Lists, Place};
