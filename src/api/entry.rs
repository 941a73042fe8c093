//! `GET /api/v1/entries/{plan}/{local}`: one entry, what is like it, what stands beside it, how to cite it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{EntryAnswer, entry_answer, schema};
use shisaku_model::{Entry, Kind};
use shisaku_search::{Citation, Related, Surroundings};

/// An entry with what belongs to it. `reprint_of` stays the id; `original` says which entry that is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SurroundingsAnswer<'r> {
    #[serde(flatten)]
    entry: EntryAnswer<'r>,
    related: Vec<RelatedAnswer<'r>>,
    original: Option<BriefAnswer<'r>>,
    reprints: Vec<BriefAnswer<'r>>,
    resembles: Option<RelatedAnswer<'r>>,
    removed_like: Vec<RelatedAnswer<'r>>,
    previous: Option<BriefAnswer<'r>>,
    next: Option<BriefAnswer<'r>>,
    citation: CitationAnswer<'r>,
}

/// Another entry, as a link to it needs it.
#[derive(Debug, Serialize, JsonSchema)]
struct BriefAnswer<'r> {
    id: &'r str,
    title: &'r str,
    number: &'r str,
    url: String,
}

/// An entry that is like this one, and by which words.
#[derive(Debug, Serialize, JsonSchema)]
struct RelatedAnswer<'r> {
    #[serde(flatten)]
    entry: BriefAnswer<'r>,
    kind: Kind,
    period: Option<&'r str>,
    has_result: Option<bool>,
    likeness: f64,
    shared: &'r [String],
}

/// How to cite it.
#[derive(Debug, Serialize, JsonSchema)]
struct CitationAnswer<'r> {
    plan: &'r str,
    publisher: &'r str,
    edition: &'r str,
    number: &'r str,
    title: &'r str,
    path: &'r [String],
    source: CitedSource<'r>,
    url: &'r str,
    fingerprint: &'r str,
    built_on: &'r str,
    accessed: &'r str,
    licence: Option<&'r str>,
    licence_note: Option<&'static str>,
    processed: Option<&'r str>,
    text: &'r str,
}

/// The lines it is cited from.
#[derive(Debug, Serialize, JsonSchema)]
struct CitedSource<'r> {
    file: &'r str,
    lines: [u32; 2],
    all_lines: &'r str,
}

/// An entry with what belongs to it.
pub fn surroundings_answer<'r>(around: &'r Surroundings, citation: &'r Citation) -> SurroundingsAnswer<'r> {
    SurroundingsAnswer {
        entry: entry_answer(&around.entry),
        related: around.related.iter().map(related).collect(),
        original: around.original.as_ref().map(brief),
        reprints: around.reprints.iter().map(brief).collect(),
        resembles: around.resembles.as_ref().map(related),
        removed_like: around.removed_like.iter().map(related).collect(),
        previous: around.previous.as_ref().map(brief),
        next: around.next.as_ref().map(brief),
        citation: cited(citation),
    }
}

/// The same as a value.
pub fn surroundings_json(around: &Surroundings, citation: &Citation) -> Value {
    schema::value(&surroundings_answer(around, citation))
}

fn brief(entry: &Entry) -> BriefAnswer<'_> {
    BriefAnswer {
        id: &entry.id,
        title: &entry.title,
        number: &entry.number,
        url: format!("/entries/{}", entry.id),
    }
}

fn related(related: &Related) -> RelatedAnswer<'_> {
    RelatedAnswer {
        entry: brief(&related.entry),
        kind: related.entry.kind,
        period: related.entry.period.as_deref(),
        has_result: related.entry.has_result,
        likeness: (related.likeness * 1000.0).round() / 1000.0,
        shared: &related.shared,
    }
}

fn cited(citation: &Citation) -> CitationAnswer<'_> {
    CitationAnswer {
        plan: &citation.plan,
        publisher: &citation.publisher,
        edition: &citation.edition,
        number: &citation.number,
        title: &citation.title,
        path: &citation.path,
        source: CitedSource { file: &citation.file, lines: citation.lines, all_lines: &citation.cited },
        url: &citation.url,
        fingerprint: &citation.fingerprint,
        built_on: &citation.built_on,
        accessed: &citation.accessed,
        licence: citation.licence.as_deref(),
        licence_note: citation.licence.is_none().then_some(super::catalog::NO_LICENCE),
        processed: citation.processed.as_deref(),
        text: &citation.text,
    }
}
