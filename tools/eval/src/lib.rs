//! Evaluates search quality: runs judged queries against an index and computes metrics.
//!
//! Queries run as typed, through [`shisaku_search::Search::run`] without filters. Only
//! `input` opens files.
//!
//! * `input`: reads the files of an evaluation.
//! * `queries`, `corpus`: parse judged queries, and a text collection used instead of the seeds.
//! * `metrics`: formulas over the grades of a ranking.
//! * `figures`: the table of metrics, used by the JSON, the list for people and the tests.
//! * `run`: runs queries; `report`: results overall, by kind and by query; `people`: the report as text.
//! * `compare`: differences from an earlier run; `bootstrap`: their confidence interval.

mod bootstrap;
mod compare;
mod corpus;
mod figures;
mod input;
mod lines;
mod metrics;
mod people;
mod queries;
mod report;
mod run;

#[cfg(test)]
mod tests;

pub use compare::{Comparison, Earlier, compare};
pub use corpus::read_corpus;
pub use figures::{Asked, Figures};
pub use input::Input;
pub use people::write;
pub use queries::{JudgedQuery, read_queries};
pub use report::Report;
pub use run::{DEPTH, run, unknown_ids, unknown_ids_warning};
