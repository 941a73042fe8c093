//! The program as its users meet it: documents, command line, API, pages. See `tests/README.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

/// The JSON API without a socket: its shape, its counts, its strictness.
mod api;
/// Broken documents, folders and indexes: what is said, and what goes on all the same.
mod bad_input;
/// The built program, command by command.
mod cli;
/// The built program as a server: how it begins, answers, follows its documents and ends.
mod serve;
/// Helpers: the built program in a folder of its own, a client, the API in this process.
mod support;
