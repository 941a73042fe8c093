#![doc = include_str!("../README.md")]

mod counters;
mod era;
mod fiscal_years;
mod kanji;
mod letters;
mod mention;
mod period;
mod year;

pub use era::YEARS;
pub use fiscal_years::FiscalYears;
pub use kanji::value as kanji_value;
pub use mention::{YearMention, year_mentions};

#[cfg(test)]
mod tests;
