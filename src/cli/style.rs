//! Escape sequences on a terminal, and what stands in their place elsewhere.

use std::io::{self, IsTerminal};

use super::args::ColorArg;

/// How marks and headings are set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// By escape sequences.
    Terminal,
    /// By 【 】, for files and pipes.
    Plain,
}

impl Style {
    /// The style of standard output. Whoever sets `NO_COLOR` to anything wants no escape sequences, unless the
    /// command itself asks for them.
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

    /// What someone must not overlook.
    pub fn alarm(&self, text: &str) -> String {
        match self {
            Self::Terminal => format!("\x1b[1;31m{text}\x1b[0m"),
            Self::Plain => text.to_owned(),
        }
    }

    /// Marked HTML as text.
    pub fn marked(&self, html: &str) -> String {
        let (open, close) = match self {
            Self::Terminal => ("\x1b[1;33m", "\x1b[0m"),
            Self::Plain => ("【", "】"),
        };
        let text = html.replace("<mark>", open).replace("</mark>", close);
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }
}
