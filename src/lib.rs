//! The library behind shisaku (施策, "measures"): a search engine for municipal plans and their results.
//!
//! This crate puts the workspace crates together and serves their results. `docs/architecture.md` is the map.

pub mod api;

pub mod web;

pub mod cli;
