//! Pieces of HTML that templates write as they are.

use std::fmt;

use askama::filters::{Escaper, Html as HtmlEscaper, HtmlSafe};
use fluent_bundle::FluentValue;

/// A piece of HTML. Every text in it is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Html(String);

/// A parameter of a sentence that is HTML.
#[derive(Debug, Clone)]
pub(in crate::web) enum Part {
    Html(Html),
    Number(usize),
}

impl Html {
    /// A text as HTML.
    pub fn escaped(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        // Writing to a string does not fail.
        let _ = HtmlEscaper.write_escaped_str(&mut html, text);
        Self(html)
    }

    /// A text that is HTML already.
    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// Pieces in a row with a text between them.
    pub fn joined(pieces: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|piece| piece.0).collect();
        Self(pieces.join(&Self::escaped(between).0))
    }

    /// True if there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl From<Html> for Part {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<usize> for Part {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<Part> for FluentValue<'static> {
    fn from(part: Part) -> Self {
        match part {
            Part::Html(html) => html.0.into(),
            Part::Number(number) => number.into(),
        }
    }
}
