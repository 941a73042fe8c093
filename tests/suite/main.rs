//! The program as its users meet it: documents, command line, API, pages. See `tests/README.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

/// The pages as residents and clerks read them, by the router alone; `tests/browser` does it in a browser.
mod web;
