//! Highlighting: escape sequences on a terminal, plain marks elsewhere.

use std::{
    io::{self, IsTerminal},
    ops::Range,
};

use super::args::ColorArg;
use shisaku_search::highlight::pieces;

/// The style of marks and headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Escape sequences.
    Terminal,
    /// Brackets 【 】, for files and pipes.
    Plain,
}

impl Style {
    /// Chooses the style for standard output. A non-empty `NO_COLOR` turns escape sequences off, unless
    /// `--color always` is given.
    pub fn of_output(color: ColorArg) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match color {
            ColorArg::Always => Self::Terminal,
            ColorArg::Auto if io::stdout().is_terminal() && !refused => Self::Terminal,
            ColorArg::Auto | ColorArg::Never => Self::Plain,
        }
    }

    pub fn bold(&self, text: &str) -> String {
        match self {
            Self::Terminal => format!("\x1b[1m{text}\x1b[0m"),
            Self::Plain => text.to_owned(),
        }
    }

    pub fn dim(&self, text: &str) -> String {
        match self {
            Self::Terminal => format!("\x1b[2m{text}\x1b[0m"),
            Self::Plain => text.to_owned(),
        }
    }

    /// Formats a text that the reader must not overlook.
    pub fn alarm(&self, text: &str) -> String {
        match self {
            Self::Terminal => format!("\x1b[1;31m{text}\x1b[0m"),
            Self::Plain => text.to_owned(),
        }
    }

    /// Highlights byte ranges of a text.
    pub fn marked(&self, text: &str, ranges: &[Range<usize>]) -> String {
        let (open, close) = match self {
            Self::Terminal => ("\x1b[1;33m", "\x1b[0m"),
            Self::Plain => ("【", "】"),
        };
        let piece = |(piece, is_marked): (&str, bool)| match is_marked {
            true => format!("{open}{piece}{close}"),
            false => piece.to_owned(),
        };
        pieces(text, ranges).into_iter().map(piece).collect()
    }
}
