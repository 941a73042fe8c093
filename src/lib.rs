//! shisaku (施策, "measures"): a municipality's plan and its results, made findable.
//!
//! Data flows one way, and each arrow is one plain type of [`model`]:
//!
//! ```text
//! source -> repair -> outline -> organisations -> Entry -> engine::Indexer -> index + vocabulary
//!                                         query -> engine::Searcher -> highlight -> search::Response -> JSON / HTML / text
//!                                       suggest -> search::Completion, counted by the engine
//! ```
//!
//! The modules stand here in that order. A lower one never knows a higher one, and modules of the same
//! rank do not know each other; `tests/suite/layers.rs` holds them to it.

pub mod model;

pub mod source;

pub mod repair;

pub mod outline;

pub mod sheet;

pub mod departments;

pub mod organisations;

pub mod analysis;

pub mod vocabulary;

pub mod query;

pub mod engine;

pub mod highlight;

pub mod suggest;

pub mod ingest;

pub mod search;

pub mod api;

pub mod eval;

pub mod learn;

pub mod web;

pub mod config;

pub mod cli;

#[doc(hidden)]
pub mod fuzzing;
