//! The command line. Results go to standard output, messages to standard error.
//!
//! Exit codes: 0 for success, 1 for errors in the documents or a failed command, 2 for wrong usage. An
//! unreadable file of judged queries counts as wrong usage.

mod args;
mod check;
mod columns;
mod completions;
mod eval;
mod export;
mod index;
mod init;
mod learn;
mod lines;
mod man;
mod parse;
mod progress;
mod read_document;
mod report;
mod results;
mod search;
mod serve;
mod session;
mod show;
mod style;
mod watch;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Result;
use clap::FromArgMatches;

use args::{Cli, Command};
use shisaku_engine::EngineError;
use shisaku_ingest::IngestError;
use shisaku_model::{Finding, Severity};
use shisaku_reader::SourceError;

/// The result of a run, with its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The command succeeded.
    Success = 0,
    /// The command finished, but the documents contain errors.
    Errors = 1,
    /// The arguments, or a file that they name, could not be understood.
    Usage = 2,
}

impl Outcome {
    /// The result of a command that has reported these findings.
    fn of(findings: &[Finding]) -> Self {
        let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
        if has_errors { Self::Errors } else { Self::Success }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    if let Some(code) = read_document::as_child() {
        return code;
    }
    read_document::isolate_documents();
    log_to_stderr();
    let cli = args::command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => return args::explain(&error).into(),
    };
    match run(cli) {
        Ok(outcome) => outcome.into(),
        // A reader may close our output early: `shisaku export | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("エラー: {}", told(&error)));
            Outcome::Errors.into()
        }
    }
}

fn run(cli: Cli) -> Result<Outcome> {
    match cli.command {
        Command::Index(args) => index::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Results(args) => results::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Progress(args) => progress::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man => man::run(),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        // `serde_json::Error` does not return its I/O error from `source()`.
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Sends log events to standard error as bare text, because operators read them. Drops an event that cannot
/// be written, because the server must outlive the reader of its log.
fn log_to_stderr() {
    let log = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_level(false)
        .with_target(false)
        .without_time()
        // Otherwise `eprintln!` reports a failed write, and it panics when standard error is closed.
        .log_internal_errors(false)
        .finish();
    // This fails only if a logger is already installed.
    let _ = tracing::subscriber::set_global_default(log);
}

/// Writes one line of a command's answer to standard error. Unlike `eprintln!`, it does not panic when
/// standard error is closed. Progress of long-running work goes to the log instead (`tracing::info!`).
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Formats an error with its causes, without repeating a text. Stops at the project's own errors, because
/// their messages are complete. Library messages below them are for programmers.
fn told(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if told.is_empty() {
            told = text;
        } else if !told.contains(&text) {
            told = format!("{told}: {text}");
        }
        if cause.is::<IngestError>() || cause.is::<EngineError>() || cause.is::<SourceError>() {
            break;
        }
    }
    told
}
