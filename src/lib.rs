//! shisaku (施策, "measures"): the search engine for a municipality's plan and its results.
//!
//! The product: it puts the crates together and shows what they find. `docs/architecture.md` is the map.

pub mod api;

pub mod web;

pub mod config;

pub mod cli;
