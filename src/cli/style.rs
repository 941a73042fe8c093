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
    pub(super) fn of_output(color: ColorArg) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match color {
            ColorArg::Always => Self::Terminal,
            ColorArg::Auto if io::stdout().is_terminal() && !refused => Self::Terminal,
            ColorArg::Auto | ColorArg::Never => Self::Plain,
        }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.with_code("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.with_code("2", text)
    }

    /// Formats a text that the reader must not overlook.
    pub(super) fn alarm(self, text: &str) -> String {
        self.with_code("1;31", text)
    }

    fn with_code(self, code: &str, text: &str) -> String {
        match self {
            Self::Terminal => format!("\x1b[{code}m{text}\x1b[0m"),
            Self::Plain => text.to_owned(),
        }
    }

    /// Highlights byte ranges of a text.
    pub(super) fn marked(self, text: &str, ranges: &[Range<usize>]) -> String {
        let piece = |(piece, is_marked): (&str, bool)| match (is_marked, self) {
            (true, Self::Terminal) => self.with_code("1;33", piece),
            (true, Self::Plain) => format!("【{piece}】"),
            (false, _) => piece.to_owned(),
        };
        pieces(text, ranges).into_iter().map(piece).collect()
    }
}
