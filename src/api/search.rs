//! `GET /api/v1/search` and `GET /api/v1/entries/{plan}/{local}`; `shisaku search --json` is the same.
//!
//! The shapes are types, so that what is sent and what `/openapi.json` says of it are one thing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use super::schema;
use shisaku_model::Entry;
use shisaku_query::MatchKind;
use shisaku_search::{
    self, Occur, Response,
    highlight::{Highlights, Matched},
};

/// The answer to a search.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SearchAnswer<'r> {
    total_count: usize,
    count: usize,
    #[schemars(range(min = 1, max = 100))]
    limit: usize,
    #[schemars(range(max = 100_000))]
    offset: usize,
    next_offset: Option<usize>,
    took_us: u64,
    query: QueryAnswer<'r>,
    notices: Vec<NoticeAnswer<'r>>,
    suggestions: Vec<SuggestionAnswer<'r>>,
    #[schemars(schema_with = "schema::of_each_facet::<FacetAnswer>")]
    facets: Facets<'r>,
    items: Vec<ItemAnswer<'r>>,
    #[schemars(length(max = 5))]
    partial: Vec<PartialAnswer<'r>>,
    index: IndexAnswer<'r>,
}

/// How the query was read.
#[derive(Debug, Serialize, JsonSchema)]
struct QueryAnswer<'r> {
    text: &'r str,
    terms: Vec<TermAnswer<'r>>,
    excluded: Vec<&'r str>,
    #[schemars(schema_with = "schema::of_chosen_facets")]
    filters: BTreeMap<&'static str, &'r [String]>,
    understood: Vec<UnderstoodAnswer<'r>>,
    expansions: Vec<ExpansionAnswer<'r>>,
}

/// A word of the query.
#[derive(Debug, Serialize, JsonSchema)]
struct TermAnswer<'r> {
    text: &'r str,
    occur: Occur,
}

/// Words that were read as a filter.
#[derive(Debug, Serialize, JsonSchema)]
struct UnderstoodAnswer<'r> {
    text: &'r str,
    #[schemars(schema_with = "schema::key_of_a_facet")]
    facet: &'r str,
    values: &'r [String],
}

/// Something that was searched beside what was typed.
#[derive(Debug, Serialize, JsonSchema)]
struct ExpansionAnswer<'r> {
    from: &'r str,
    to: &'r str,
    #[serde(rename = "as")]
    kind: MatchKind,
}

/// Something to know about the answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NoticeAnswer<'r> {
    code: &'static str,
    message: &'r str,
}

/// Another query that finds something.
#[derive(Debug, Serialize, JsonSchema)]
struct SuggestionAnswer<'r> {
    text: &'r str,
    reason: &'r str,
    count: usize,
}

/// Facets by their keys, in the order in which people are shown them.
#[derive(Debug)]
struct Facets<'r>(&'r [shisaku_search::FacetCounts]);

impl Serialize for Facets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for counts in self.0 {
            let values = counts.values.iter().map(|value| FacetValueAnswer {
                value: &value.value,
                label: &value.label,
                count: value.count,
                selected: value.selected,
                parent: value.parent.as_deref(),
            });
            let answer = FacetAnswer { label: counts.facet.label, values: values.collect() };
            map.serialize_entry(counts.facet.key, &answer)?;
        }
        map.end()
    }
}

/// A facet with the counts of its values.
#[derive(Debug, Serialize, JsonSchema)]
struct FacetAnswer<'r> {
    label: &'static str,
    values: Vec<FacetValueAnswer<'r>>,
}

/// A value of a facet, as a parameter and for people, with the hits that have it.
#[derive(Debug, Serialize, JsonSchema)]
struct FacetValueAnswer<'r> {
    value: &'r str,
    label: &'r str,
    count: usize,
    selected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    parent: Option<&'r str>,
}

/// An entry, every field of it, and where it is shown.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryAnswer<'r> {
    #[serde(flatten)]
    entry: &'r Entry,
    url: String,
}

/// A hit.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemAnswer<'r> {
    #[serde(flatten)]
    entry: EntryAnswer<'r>,
    score: f64,
    highlights: &'r Highlights,
    matched: &'r [Matched],
}

/// An entry that meets some of the words.
#[derive(Debug, Serialize, JsonSchema)]
struct PartialAnswer<'r> {
    #[serde(flatten)]
    item: ItemAnswer<'r>,
    #[schemars(length(min = 1))]
    missing: &'r [String],
}

/// The index that was asked.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct IndexAnswer<'r> {
    #[schemars(extend("format" = "date-time"))]
    built_at: &'r str,
    entries: usize,
    fingerprint: &'r str,
}

/// The answer to a search.
pub fn search_answer(response: &Response) -> SearchAnswer<'_> {
    let excluded = response.terms.iter().filter(|term| term.occur == Occur::MustNot);
    SearchAnswer {
        total_count: response.total_count,
        count: response.items.len(),
        limit: response.params.limit,
        offset: response.params.offset,
        next_offset: response.next_offset,
        took_us: response.took_us,
        query: QueryAnswer {
            text: &response.params.text,
            terms: response
                .terms
                .iter()
                .map(|term| TermAnswer { text: &term.text, occur: term.occur })
                .collect(),
            excluded: excluded.map(|term| term.text.as_str()).collect(),
            filters: response.filters.iter().collect(),
            understood: response
                .understood
                .iter()
                .map(|one| UnderstoodAnswer { text: &one.text, facet: &one.facet, values: &one.values })
                .collect(),
            expansions: response
                .expansions
                .iter()
                .map(|one| ExpansionAnswer { from: &one.from, to: &one.to, kind: one.kind })
                .collect(),
        },
        notices: response.notices.iter().map(notice_answer).collect(),
        suggestions: response
            .suggestions
            .iter()
            .map(|one| SuggestionAnswer { text: &one.text, reason: &one.reason, count: one.count })
            .collect(),
        facets: Facets(&response.facets),
        items: response.items.iter().map(item).collect(),
        partial: response
            .partial
            .iter()
            .map(|one| PartialAnswer { item: item(&one.item), missing: &one.missing })
            .collect(),
        index: index_answer(&response.index),
    }
}

/// The same as a value.
pub fn search_json(response: &Response) -> Value {
    schema::value(&search_answer(response))
}

pub(super) fn notice_answer(notice: &shisaku_search::Notice) -> NoticeAnswer<'_> {
    NoticeAnswer { code: notice.code, message: &notice.message }
}

pub(super) fn index_answer(index: &shisaku_search::IndexFacts) -> IndexAnswer<'_> {
    IndexAnswer { built_at: &index.built_at, entries: index.entries, fingerprint: &index.fingerprint }
}

/// One entry, every field of it.
pub fn entry_answer(entry: &Entry) -> EntryAnswer<'_> {
    entry_at(entry, format!("/entries/{}", entry.id))
}

/// The same with another address of its page.
pub(super) fn entry_at(entry: &Entry, url: String) -> EntryAnswer<'_> {
    EntryAnswer { url, entry }
}

/// The same as a value.
pub fn entry_json(entry: &Entry) -> Value {
    schema::value(&entry_answer(entry))
}

fn item(item: &shisaku_search::Item) -> ItemAnswer<'_> {
    ItemAnswer {
        entry: entry_answer(&item.entry),
        score: f64::from(item.score),
        highlights: &item.highlights,
        matched: &item.matched,
    }
}
