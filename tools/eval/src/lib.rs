//! Use case "evaluate": judged queries are asked of an index, and figures say how good the answers are.
//!
//! A query is asked as anyone asks it: [`shisaku_search::Search::run`] with nothing but its words, no filter
//! chosen. Nothing here opens files; what is read comes as text, what is given back are plain values.
//!
//! * `queries`, `corpus`: text to judged queries, and to a plan to ask instead of the seeds.
//! * `metrics`: the formulas, over grades in the order in which entries came.
//! * `figures`: the one table of what is measured; the JSON, the list for people and the tests follow it.
//! * `run`: asks; `report`: what came of it, by kind of query and query by query.
//! * `compare`: what is different from an earlier run; `bootstrap` says how sure that is.

mod bootstrap;
mod compare;
mod corpus;
mod figures;
mod lines;
mod metrics;
mod queries;
mod report;
mod run;

#[cfg(test)]
mod tests;

pub use compare::{Change, Comparison, Earlier, Means, Moved, NotAReport, compare, read_earlier};
pub use corpus::{CORPUS, read_corpus};
pub use figures::{Asked, Figures, METRICS, Metric, Summary, rounded};
pub use lines::BadLine;
pub use metrics::{ndcg, recall, reciprocal_rank, success};
pub use queries::{JudgedQuery, read_queries};
pub use report::Report;
pub use run::{Answer, DEPTH, Found, Progress, ask, run, unknown_ids};
