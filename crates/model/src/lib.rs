//! The domain types, which the stages hand to each other.
//!
//! This is the bottom layer. It knows no stage, no engine and no outside format. Stages exchange data
//! through the types defined here, so that no stage depends on another.
//!
//! `docs/architecture.md` lists the terms. [`Report`] is 実績, because the name `Result` is taken by Rust.
//! Fiscal years are the Gregorian years of the April they begin in ([`wareki::FiscalYears`]).

mod address;
mod catalogue;
mod changes;
pub mod contact;
mod document;
mod entry;
pub mod facet;
pub mod facet_schema;
mod filters;
mod finding;
pub mod japan;
mod known_name;
mod legal_form;
mod locator;
mod naming;
mod nearest;
mod passage;
mod plan;
mod source_text;
mod unseen;

pub use address::{address, encoded, encoded_path, is_web_address, query_string};
pub use catalogue::{Catalogue, DocumentFacts, PlanFacts};
pub use changes::{ChangedEntry, Changes, Version};
pub use contact::{Contact, Contacts, ErrorReports};
pub use document::{Block, Cell, Document, Grid, Line, Mend, Position, RepairedDocument, RepairedLine};
pub use entry::{
    Covers, Entry, Groups, Heading, Indicator, IndicatorValue, Kind, Note, Part, Provenance, RepairRecord,
    Repaired, Report, Status,
};
pub use facet::{FACETS, Facet};
pub use filters::Filters;
pub use finding::{Finding, Place, Severity, line_at, shortened};
pub use known_name::KnownName;
pub use legal_form::{LEGAL_FORMS, LegalForm, bare, one_width};
pub use locator::{Cells, Locator, cell_name};
pub use naming::Naming;
pub use nearest::nearest;
pub use passage::{Field, Passage};
pub use plan::{Corrections, Holder, Manifest, Plan, ProgrammePage, Section, Span};
pub use source_text::{SourceLine, SourcePoint, TextPiece, page_anchor, sheet_anchor};
pub use unseen::{code_point, is_unseen, without_unseen};
