//! JSON and JSON Lines for programs, with every field of every entry.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    About, ExportError,
    about::{named, sources},
};
use crate::api::entry::{EntryAnswer, entry_at};
use shisaku_model::{Entry, Filters, PlanFacts};
use shisaku_search::{IndexFacts, Listing, Notice, Search};
use wareki::FiscalYears;

/// A list with its description.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "検索で見つかる項目のすべて。")]
pub struct ListAnswer<'r> {
    #[schemars(description = "言葉をどう読んだか。")]
    query: ListQuery<'r>,
    #[schemars(description = "効いている絞り込み。言葉から読み取ったものを含みます。")]
    filters: &'r Filters,
    #[schemars(description = "項目の数。")]
    count: usize,
    #[schemars(description = "知っておいていただきたいこと。")]
    notices: &'r [Notice],
    #[schemars(description = "検索した索引。")]
    index: &'r IndexFacts,
    #[schemars(extend("format" = "date-time"), description = "取り出した時刻(RFC 3339、UTC)。")]
    exported_at: &'r str,
    #[schemars(description = "一覧に項目のある計画。")]
    source: Vec<ListSource<'r>>,
    #[schemars(description = "項目。検索と同じ順です。")]
    entries: Vec<EntryAnswer<'r>>,
}

/// The query of the list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "検索のしかた。")]
struct ListQuery<'r> {
    #[schemars(description = "文。")]
    text: &'r str,
    #[schemars(description = "並べ方。")]
    sort: &'static str,
    #[schemars(description = "並べる向き。asc か desc。")]
    order: &'static str,
    #[serde(rename = "match")]
    #[schemars(description = "言葉のそろい方。")]
    matching: &'static str,
    #[schemars(description = "入力のままの言葉だけを探したかどうか。")]
    exact: bool,
}

/// A plan with entries in the list, as its manifest describes it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "一覧に項目のある計画。分からないものは空です。")]
struct ListSource<'r> {
    #[schemars(description = "計画。")]
    plan: &'r str,
    #[schemars(description = "題名。")]
    title: &'r str,
    #[schemars(description = "発行者。")]
    publisher: &'r str,
    #[schemars(description = "版。")]
    edition: &'r str,
    #[schemars(description = "計画の年度。")]
    plan_years: Option<FiscalYears>,
    #[schemars(description = "実績の年度。")]
    result_years: Option<FiscalYears>,
    #[schemars(description = "問い合わせ先。")]
    contact: &'r str,
    #[schemars(description = "利用の条件。示されていなければ null か空。")]
    licence: &'r str,
    #[schemars(description = "公表されている所。")]
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
        Ok(serde_json::to_writer(&mut *out, &entry_at(entry, about.url(&entry.id)))?)
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
        serde_json::to_writer(&mut *out, &entry_at(entry, about.url(&entry.id)))?;
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

/// The list without its entries.
fn head<'r>(search: &'r Search, listing: &'r Listing, about: &About<'r>) -> ListAnswer<'r> {
    let [sort, order, matching] = named(listing);
    let params = &listing.params;
    ListAnswer {
        query: ListQuery { text: &params.text, sort, order, matching, exact: params.exact },
        filters: &listing.filters,
        count: listing.count(),
        notices: &listing.notices,
        index: &listing.index,
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
