//! The program as its users meet it: documents, command line, API, pages. One binary, linked once.
//!
//! What a single function does is tested where it stands, in `src/`. How to add a case and how to update
//! a golden file is said in `tests/README.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

/// What broke elsewhere, asked here.
mod acceptance;
/// No line of the first document is lost: every character is held by one thing, and leads back to the print.
mod account;
/// The JSON API without a socket: its shape, its counts, its strictness.
mod api;
/// Broken documents, folders and indexes: what is said, and what goes on all the same.
mod bad_input;
/// The built program, command by command.
mod cli;
/// The files in which staff keep who answers for what.
mod departments;
/// Lists to take away, in every format.
mod exports;
/// What any reader of the first document must get right, said one fact a test.
mod facts;
/// The helper that compares with a golden file and tells the difference.
mod golden;
/// On text of another sort: the repair rules change nothing, and questions find their paragraph.
mod jsquad;
/// Which module may know which, and which may name an outside library.
/// Counting what finds nothing: a real server, its pages, its file, and what is proposed of it.
mod learn;
/// The synonyms help and do no harm: half of them is worse, and none answers what the plan does not have.
mod lexicon_proof;
/// The golden files of the first document: repaired lines, outline, findings.
mod model_golden;
/// The first document changed in every way another plan may differ in.
mod mutations;
/// Who acts in an entry: every body of the first plan, the rules, the lists that staff keep.
mod organisations;
/// Odd queries, and bytes made of them: what holds for every query holds for these.
mod queries;
/// Judged queries over the real plan, and the figures they must keep.
mod relevance;
/// What each repair rule does and leaves alone, a line a case.
mod repair_golden;
/// Seeds to read: the real ones, and folders made for one test.
mod seeds;
/// The built program as a server: how it begins, answers, follows its documents and ends.
mod serve;
/// Helpers: the built program in a folder of its own, a client, the API in this process.
mod support;
/// The pages as residents and clerks read them, by the router alone; `tests/browser` does it in a browser.
mod web;
