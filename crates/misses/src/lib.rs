//! Anonymous counts of queries that found nothing.
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
//!
//! Nothing here opens a file or knows the time.

mod counts;
mod lines;
mod listen;
mod month;
mod taken;

pub use counts::{Asked, Count, Counts};
pub use lines::{Lines, read, write};
pub use listen::{Ear, Heard, answer, ear, found};
pub use month::Month;
pub use taken::taken;
