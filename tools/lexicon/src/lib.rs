//! The word lists that staff maintain, as a folder: reading them, checking them, and proposing lines for them.
//!
//! | module | content |
//! |---|---|
//! | `folder` | reads the lists of a folder, or the embedded ones |
//! | `check`, `reach` | find unusable lines, and items without effect by trying them |
//! | `months` | reads the counts of queries without results |
//! | `report`, `trial` | propose lines from these counts, each tried by repeating the failed query |
//! | `json`, `people` | the report for programs and for people |

mod check;
mod folder;
mod json;
mod months;
mod people;
mod reach;
mod report;
mod trial;

#[cfg(test)]
mod testing;

pub use check::check;
pub use folder::{Lexicon, organisations};
pub use months::months;
pub use report::{Report, report};
pub use trial::Lists;
