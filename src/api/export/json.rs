//! JSON and JSON lines for programs: every field of every entry.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    About, ExportError,
    about::{named, sources},
};
use crate::{
    api::search::entry_map,
    model::Entry,
    search::{Listing, Search},
};

/// One document: what stands beside the list first, a member a line; then the entries, one a line.
pub(super) fn document(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    write!(out, "{{")?;
    for (name, value) in members(search, listing, about) {
        writeln!(out, "{}: {value},", Value::from(name))?;
    }
    write!(out, "\"entries\": [")?;
    let mut between = "\n";
    each(search, listing, |entry| {
        out.write_all(between.as_bytes())?;
        between = ",\n";
        put(out, &object(entry, about))
    })?;
    Ok(out.write_all(b"\n]}\n")?)
}

/// One entry a line and nothing else.
pub(super) fn lines(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    each(search, listing, |entry| {
        put(out, &object(entry, about))?;
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

/// The library wraps what the system said.
fn put(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

/// An entry as the API gives it, its address whole.
fn object(entry: &Entry, about: &About<'_>) -> Map<String, Value> {
    let mut map = entry_map(entry);
    map.insert("url".to_owned(), json!(about.url(&entry.id)));
    map
}

fn members(search: &Search, listing: &Listing, about: &About<'_>) -> Vec<(&'static str, Value)> {
    let (sort, matching) = named(listing);
    let params = &listing.params;
    let chosen = listing.filters.iter().map(|(key, values)| (key.to_owned(), json!(values)));
    let notices = listing.notices.iter();
    let sources = sources(listing, search.catalogue());
    let source = |plan: &&crate::model::PlanFacts| {
        let manifest = &plan.manifest;
        json!({
            "plan": plan.id, "title": manifest.title, "publisher": manifest.publisher,
            "edition": manifest.edition, "plan_years": manifest.plan_years,
            "result_years": manifest.result_years, "contact": manifest.contact,
            "licence": manifest.licence, "source_url": manifest.source_url,
        })
    };
    vec![
        ("query", json!({"text": params.text, "sort": sort, "match": matching, "exact": params.exact})),
        ("filters", Value::Object(chosen.collect())),
        ("count", json!(listing.count())),
        ("notices", notices.map(|notice| json!({"code": notice.code, "message": notice.message})).collect()),
        (
            "index",
            json!({
                "built_at": listing.index.built_at, "entries": listing.index.entries,
                "fingerprint": listing.index.fingerprint,
            }),
        ),
        ("exported_at", json!(about.exported_at)),
        ("source", sources.iter().map(source).collect()),
    ]
}
