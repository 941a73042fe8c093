//! The word lists that staff maintain, as a folder: checks them and proposes lines for them.
//!
//! | module | content |
//! |---|---|
//! | `check`, `reach` | find unusable lines, and items without effect by trying them |
//! | `months` | reads the counts of queries without results |
//! | `report`, `trial` | propose lines from these counts, each tried by repeating the failed query |
//! | `json`, `people` | the report for programs and for people |

mod check;
mod json;
mod months;
mod people;
mod reach;
mod report;
mod trial;

#[cfg(test)]
mod testing;

pub use check::check;
pub use months::months;
pub use report::{Report, report};
pub use trial::Lists;
