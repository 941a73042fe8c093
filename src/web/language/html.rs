//! Fragments of HTML that templates insert unescaped.

use std::fmt;

use crate::web::marked::escaped;
use askama::filters::HtmlSafe;
use shisaku_messages::FluentValue;

/// A fragment of HTML. All text in it is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Html(String);

/// A parameter of a sentence in HTML.
#[derive(Debug, Clone)]
pub(in crate::web) enum Part {
    Html(Html),
    Number(usize),
}

impl Html {
    /// Escapes a text.
    pub(crate) fn escaped(text: &str) -> Self {
        Self(escaped(text))
    }

    /// Wraps a text that is HTML already.
    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// Puts the fragment into a link.
    pub(crate) fn linked(self, href: &str) -> Self {
        Self(format!("<a href=\"{}\">{self}</a>", escaped(href)))
    }

    /// Puts the fragment into a link to another site. The page there gets no handle on this one.
    pub(crate) fn linked_away(self, href: &str) -> Self {
        Self(format!("<a href=\"{}\" rel=\"noopener\">{self}</a>", escaped(href)))
    }

    /// Puts the fragment into a mark.
    pub(crate) fn marked(self) -> Self {
        Self(format!("<mark>{self}</mark>"))
    }

    /// Joins fragments with a text between them.
    pub(crate) fn joined(pieces: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|piece| piece.0).collect();
        Self(pieces.join(&Self::escaped(between).0))
    }

    /// True if the fragment is empty.
    pub(crate) fn is_empty(&self) -> bool {
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

impl From<&Html> for Part {
    fn from(html: &Html) -> Self {
        Self::Html(html.clone())
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
