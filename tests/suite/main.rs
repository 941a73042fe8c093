//! Tests of the program as users meet it: documents, command line, API, pages. All are one binary, linked
//! once.
//!
//! Single functions are tested next to their code, in `src/`. `tests/README.md` explains how to add a case
//! and how to update a golden file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

/// Regression tests for bugs known from other search engines.
mod acceptance;
/// No line of the first document is lost. Every character has one holder and leads back to the print.
mod account;
/// The JSON API without a socket: its shape, its counts, its strictness.
mod api;
/// Broken documents, folders and indexes: the messages, and the parts that still work.
mod bad_input;
/// Two made-up cities, one with two editions of its plan.
mod cities;
/// The built program, command by command.
mod cli;
/// The files in which staff list departments.
mod departments;
/// Exports in every format.
mod exports;
/// Facts that every reader of the first document must get right, one per test.
mod facts;
/// Comparison with a golden file, with a line diff.
mod formats;
mod golden;
/// Text of another kind: the repair rules change nothing, and questions find their paragraph.
mod jsquad;
/// Recording queries without results: a real server, its pages, its file, and the proposals made from it.
mod learn;
/// The synonyms help and do no harm. Half of them gives worse answers, and none answers a subject outside the
/// plan.
mod lexicon_proof;
/// Golden files of the first document: repaired lines, outline, findings.
mod model_golden;
/// The first document, changed in all ways in which another plan may differ.
mod mutations;
/// Organisations in entries: all of the first plan, the rules, and the lists kept by staff.
mod organisations;
/// Places in workbooks and PDF files: cells and pages instead of line numbers.
mod places;
/// Odd queries and random bytes made from them, checked against properties of every query.
mod queries;
/// Judged queries over the real plan, and the figures they must keep.
mod relevance;
/// Effects of each repair rule, one case per line.
mod repair_golden;
/// Seeds for tests: the real ones, and folders made for one test.
mod seeds;
/// The built program as a server: start, answers, changed documents, end.
mod serve;
/// The pages of documents: each place that an entry names leads to its line.
mod sources;
/// Helpers: the built program in its own folder, a client, and the API in this process.
mod structures;
mod support;
/// Entries of kind `text` in a made-up plan: found after measures, counted nowhere, shown plainly.
mod texts;
/// The pages for residents and clerks, through the router. `tests/browser` tests them in a browser.
mod web;
