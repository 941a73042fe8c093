//! The built program, command by command, as people and scripts use it.

mod check;
mod export;
mod index;
mod parse;
mod search;
mod usage;
