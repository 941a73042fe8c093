//! The command line: puts the parts together and talks to people. Results go to standard output, words
//! about them to standard error; the exit code is 0 (done, found), 1 (errors in the documents, or nothing
//! could be done) or 2 (wrong usage).

mod args;
mod check;
mod export;
mod index;
mod parse;
mod search;
mod serve;
mod session;

use std::{io, process::ExitCode};

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};

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
            eprintln!("エラー: {error:#}");
            Outcome::Errors.into()
        }
    }
}

fn run(cli: Cli) -> Result<Outcome> {
    match cli.command {
        Command::Index(args) => index::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Parse(args) => parse::run(&args),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
