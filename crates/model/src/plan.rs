//! A plan as read: its manifest, contents, entries, and the account of its text.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use serde::{Deserialize, Serialize, Serializer};

use super::{Contact, Contacts, Entry, ErrorReports, KnownName};
use wareki::FiscalYears;

/// The contents of `plan.toml`. A text is empty if it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The folder below `seeds/`. Not written in the file.
    #[serde(skip)]
    pub id: String,
    /// The plan's name.
    pub title: String,
    /// The publisher of the plan.
    pub publisher: String,
    /// The edition of the plan.
    pub edition: String,
    /// Id of the plan that this one follows: its previous edition. Empty if titles tell, or if there is none.
    pub follows: String,
    /// The fiscal years planned for.
    pub plan_years: Option<FiscalYears>,
    /// The fiscal years reported on. Used for tables that do not name them.
    pub result_years: Option<FiscalYears>,
    /// Contact for questions, on one line.
    pub contact: String,
    /// The desk of the plan, if `plan.toml` states its parts in `[contact]`.
    pub desk: Contact,
    /// Where readers report an error in the text.
    pub report: ErrorReports,
    /// Licence for reuse.
    pub licence: String,
    /// URL at which the document was published.
    pub source_url: String,
    /// Web addresses of the documents by the name of their file in the plan's folder.
    pub documents: BTreeMap<String, String>,
    /// Web pages about what measures offer today, as written. [`Plan::contacts`] has them by entry.
    #[serde(skip)]
    pub programmes: Vec<ProgrammePage>,
    /// Corrections of the reading. Not stored in the index: they only matter to the reader.
    #[serde(skip)]
    pub corrections: Corrections,
}

/// A row of `[programmes]` in `plan.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammePage {
    /// The id, number or title of the measure, as written.
    pub measure: String,
    /// The web address.
    pub page: String,
    /// Line in `plan.toml`, counted from 1.
    pub line: u32,
}

/// Corrections of how a plan's documents are read. Staff write them into `plan.toml`, and they win over the
/// documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Names of periods with their fiscal years: 短期, 2011 to 2013.
    pub periods: Vec<(String, FiscalYears)>,
    /// Printed column heads with the names of their meanings: 取組みの名前, 題名.
    pub columns: Vec<(String, String)>,
    /// Marks in result cells with their meanings: ○, 実施.
    pub marks: Vec<(String, String)>,
    /// Headings below which nothing is a measure.
    pub not_measures: Vec<String>,
}

/// A heading in the plan's contents: chapter, policy or subsection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `{plan}/5-2-4`: the value of the facet `chapter`, `policy` or `subsection`.
    pub id: String,
    /// 1 for a chapter, 2 for a policy, 3 for a subsection.
    pub level: usize,
    /// The number as printed: `第5章`, `2`, `2-4`.
    pub number: String,
    /// The heading's text as repaired.
    pub title: String,
}

impl Section {
    /// Number and title on one line.
    pub fn label(&self) -> String {
        if self.number.is_empty() { self.title.clone() } else { format!("{} {}", self.number, self.title) }
    }
}

/// The element that a range of the source's text was assigned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A field of an entry.
    Entry {
        /// The entry's id, which its spans share.
        #[serde(serialize_with = "shared_text")]
        id: Arc<str>,
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

/// A range of one line of the repaired text, and the element that holds it.
///
/// The spans of a document cover each character exactly once. A test uses them to prove that nothing is
/// lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Index of the document in the plan.
    pub document: u32,
    /// Position of the line in the document, counted from 1. In a text file, the line number.
    pub line: u32,
    /// Byte range in the repaired line.
    pub range: Range<u32>,
    /// The element that holds the range.
    pub holder: Holder,
}

fn shared_text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

impl Span {
    /// The held bytes of the text of its line.
    pub fn bytes(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }
}

/// A plan with all its entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The contents of `plan.toml`.
    pub manifest: Manifest,
    /// The table of contents, in printed order.
    pub sections: Vec<Section>,
    /// The entries, in printed order.
    pub entries: Vec<Entry>,
    /// Names of its departments and organisations.
    pub known_names: Vec<KnownName>,
    /// How its departments are reached, and what its measures offer today. Not part of the JSON form.
    #[serde(skip)]
    pub contacts: Contacts,
    /// The assignment of each range of its text.
    pub account: Vec<Span>,
}

impl AsMut<Plan> for Plan {
    fn as_mut(&mut self) -> &mut Plan {
        self
    }
}
