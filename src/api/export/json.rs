//! JSON and JSON Lines for programs, with every field of every entry.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    About, ExportError,
    about::{named, sources},
};
use crate::api::{
    schema,
    search::{EntryAnswer, IndexAnswer, NoticeAnswer, entry_at, index_answer, notice_answer},
};
use shisaku_model::{Entry, PlanFacts};
use shisaku_search::{Listing, Search};
use wareki::FiscalYears;

/// A list with its description.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ListAnswer<'r> {
    query: ListQuery<'r>,
    #[schemars(schema_with = "schema::of_chosen_facets")]
    filters: BTreeMap<&'static str, &'r [String]>,
    count: usize,
    notices: Vec<NoticeAnswer<'r>>,
    index: IndexAnswer<'r>,
    #[schemars(extend("format" = "date-time"))]
    exported_at: &'r str,
    source: Vec<ListSource<'r>>,
    entries: Vec<EntryAnswer<'r>>,
}

/// The query of the list.
#[derive(Debug, Serialize, JsonSchema)]
struct ListQuery<'r> {
    text: &'r str,
    sort: &'static str,
    #[serde(rename = "match")]
    matching: &'static str,
    exact: bool,
}

/// A plan with entries in the list, as its manifest describes it.
#[derive(Debug, Serialize, JsonSchema)]
struct ListSource<'r> {
    plan: &'r str,
    title: &'r str,
    publisher: &'r str,
    edition: &'r str,
    plan_years: Option<FiscalYears>,
    result_years: Option<FiscalYears>,
    contact: &'r str,
    licence: &'r str,
    source_url: &'r str,
}

/// Writes one document: the description first, then one entry per line.
pub(super) fn document(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let head = serde_json::to_string(&head(search, listing, about)).map_err(io::Error::from)?;
    // Cut the closing brackets of the empty list, so that entries can follow.
    out.write_all(head.strip_suffix("]}").unwrap_or(&head).as_bytes())?;
    let mut between = "\n";
    each(search, listing, |entry| {
        out.write_all(between.as_bytes())?;
        between = ",\n";
        put(out, &entry_at(entry, about.url(&entry.id)))
    })?;
    Ok(out.write_all(b"\n]}\n")?)
}

/// Writes one entry per line and nothing else.
pub(super) fn lines(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    each(search, listing, |entry| {
        put(out, &entry_at(entry, about.url(&entry.id)))?;
        out.write_all(b"\n")
    })
}

fn each(
    search: &Search,
    listing: &Listing,
    mut write: impl FnMut(&Entry) -> io::Result<()>,
) -> Result<(), ExportError> {
    for batch in search.batches(listing) {
        batch?.iter().try_for_each(&mut write)?;
    }
    Ok(())
}

/// Writes a value. Unwraps the I/O error that the library hides in its own.
fn put(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

/// The list without its entries.
fn head<'r>(search: &'r Search, listing: &'r Listing, about: &About<'r>) -> ListAnswer<'r> {
    let (sort, matching) = named(listing);
    let params = &listing.params;
    ListAnswer {
        query: ListQuery { text: &params.text, sort, matching, exact: params.exact },
        filters: listing.filters.iter().collect(),
        count: listing.count(),
        notices: listing.notices.iter().map(notice_answer).collect(),
        index: index_answer(&listing.index),
        exported_at: about.exported_at,
        source: sources(listing, search.catalogue()).into_iter().map(source).collect(),
        entries: Vec::new(),
    }
}

fn source(plan: &PlanFacts) -> ListSource<'_> {
    let manifest = &plan.manifest;
    ListSource {
        plan: &plan.id,
        title: &manifest.title,
        publisher: &manifest.publisher,
        edition: &manifest.edition,
        plan_years: manifest.plan_years,
        result_years: manifest.result_years,
        contact: &manifest.contact,
        licence: &manifest.licence,
        source_url: &manifest.source_url,
    }
}
