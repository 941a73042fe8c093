//! The built program, command by command, as people and scripts use it.

mod check;
mod encoder;
mod eval;
mod export;
mod export_by;
mod index;
mod init;
mod parse;
mod progress;
mod report;
mod results;
mod search;
mod shell;
mod show;
mod terminal;
mod usage;
