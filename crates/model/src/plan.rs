//! A plan as read: what its keeper says of it, its contents, its entries, and the account of its text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Entry, KnownName};
use wareki::FiscalYears;

/// What `plan.toml` says of a plan. A text is empty where the keeper does not know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The folder below `seeds/`; not written in the file.
    #[serde(skip)]
    pub id: String,
    /// The plan's name.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Which edition it is.
    pub edition: String,
    /// The fiscal years planned for.
    pub plan_years: Option<FiscalYears>,
    /// The fiscal years reported on, for tables that do not say so themselves.
    pub result_years: Option<FiscalYears>,
    /// Whom to ask.
    pub contact: String,
    /// Under which licence it may be reused.
    pub licence: String,
    /// Where the document was published.
    pub source_url: String,
}

/// A heading of the plan's own contents: chapter, policy or subsection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `{plan}/5-2-4`: the value of the facet `chapter`, `policy` or `subsection`.
    pub id: String,
    /// 1 for a chapter, 2 for a policy, 3 for a subsection.
    pub level: usize,
    /// As a person says it: `第5章`, `2`, `2-4`.
    pub number: String,
    /// The heading's words as repaired.
    pub title: String,
}

impl Section {
    /// Number and title in one line.
    pub fn label(&self) -> String {
        if self.number.is_empty() { self.title.clone() } else { format!("{} {}", self.number, self.title) }
    }
}

/// What holds a stretch of the source's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A field of an entry.
    Entry {
        /// The entry's id.
        id: String,
        /// The field's name.
        field: &'static str,
    },
    /// The words of a heading, in the text or repeated in a table.
    Heading,
    /// A column head of a table.
    TableHead,
    /// A printed number: `第5章`, `1-1.`, `(1)`.
    Numbering,
    /// A bullet or note sign.
    Sign,
    /// A mark read into `category`: `(再掲)`.
    Mark,
    /// White space, tabs and colons between the parts of a line.
    Separator,
    /// Page numbers and lines of a table of contents.
    Furniture,
}

/// One stretch of one line of the repaired text, and what holds it. The spans of a document cover every
/// character of it exactly once: this is how a test proves that nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Index of the document.
    pub document: usize,
    /// Line, counted from 1.
    pub line: u32,
    /// Bytes of the line's repaired text.
    pub range: Range<usize>,
    /// What holds it.
    pub holder: Holder,
}

/// A plan, wholly read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// What its keeper says of it.
    pub manifest: Manifest,
    /// Its contents, in printed order.
    pub sections: Vec<Section>,
    /// Its entries, in printed order.
    pub entries: Vec<Entry>,
    /// What is known of the names of its departments and organisations.
    pub known_names: Vec<KnownName>,
    /// What holds each stretch of its text.
    pub account: Vec<Span>,
}
