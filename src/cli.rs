//! The command line: puts the parts together and talks to people. Results go to standard output, words
//! about them to standard error; the exit code is 0 (done, found), 1 (errors in the documents, or nothing
//! could be done) or 2 (wrong usage, a file of judged queries that cannot be read included).

mod args;
mod check;
mod columns;
mod completions;
mod eval;
mod export;
mod index;
mod learn;
mod lexicon;
mod lines;
mod man;
mod parse;
mod progress;
mod report;
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
use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};
use shisaku_engine::EngineError;
use shisaku_ingest::IngestError;
use shisaku_reader::SourceError;

/// How a run ended, as programs see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Success,
    /// Done, and something is wrong with what was read.
    Errors,
    /// It was asked for in a way that cannot be understood.
    Usage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => Self::SUCCESS,
            Outcome::Errors => Self::from(1),
            Outcome::Usage => Self::from(2),
        }
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    log_to_stderr();
    let matches = match Cli::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return args::explain(&error).into(),
    };
    let outcome = match Cli::from_arg_matches(&matches) {
        Ok(cli) => run(cli),
        Err(error) => return args::explain(&error).into(),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        // Whoever reads our output may stop reading: `shisaku export | head`.
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
        Command::Check(args) => check::run(&args),
        Command::Export(args) => export::run(&args),
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
        // This one does not name what it wraps as its source.
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Sends the events of the log to standard error: the bare text of each, since it is written for an operator.
/// An event that cannot be written is dropped, because the server must outlive the reader of its log.
fn log_to_stderr() {
    let log = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_level(false)
        .with_target(false)
        .without_time()
        // A failed write would be told by `eprintln!`, which panics.
        .log_internal_errors(false)
        .finish();
    // It fails only where a log has been set up already.
    let _ = tracing::subscriber::set_global_default(log);
}

/// Says a line of a command's own answer to the person at the terminal. Unlike `eprintln!` it does not panic when
/// standard error is closed. News of long-running work go to the log instead: `tracing::info!` and its kin.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// An error with its causes, each told once. Our own errors say all that people need; what a library says
/// below them is for programmers.
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
