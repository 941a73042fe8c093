//! `GET /api/v1/entries/{plan}/{local}`: one entry, what is like it, what stands beside it, how to cite it.

use serde_json::{Value, json};

use super::entry_json;
use crate::{
    model::Entry,
    search::{Citation, Related, Surroundings},
};

/// An entry with what belongs to it. `reprint_of` stays the id; `original` says which entry that is.
pub fn surroundings_json(around: &Surroundings, citation: &Citation) -> Value {
    let mut value = entry_json(&around.entry);
    let briefly = |entries: &[Entry]| entries.iter().map(brief).collect::<Vec<_>>();
    value["related"] = around.related.iter().map(related).collect();
    value["original"] = json!(around.original.as_ref().map(brief));
    value["reprints"] = json!(briefly(&around.reprints));
    value["resembles"] = json!(around.resembles.as_ref().map(related));
    value["removed_like"] = around.removed_like.iter().map(related).collect();
    value["previous"] = json!(around.previous.as_ref().map(brief));
    value["next"] = json!(around.next.as_ref().map(brief));
    value["citation"] = citation_json(citation);
    value
}

fn brief(entry: &Entry) -> Value {
    json!({
        "id": entry.id, "title": entry.title, "number": entry.number, "url": format!("/entries/{}", entry.id),
    })
}

fn related(related: &Related) -> Value {
    let mut value = brief(&related.entry);
    value["kind"] = json!(related.entry.kind);
    value["period"] = json!(related.entry.period);
    value["has_result"] = json!(related.entry.has_result);
    value["likeness"] = json!((related.likeness * 1000.0).round() / 1000.0);
    value["shared"] = json!(related.shared);
    value
}

fn citation_json(citation: &Citation) -> Value {
    json!({
        "plan": citation.plan,
        "publisher": citation.publisher,
        "edition": citation.edition,
        "number": citation.number,
        "title": citation.title,
        "path": citation.path,
        "source": { "file": citation.file, "lines": citation.lines },
        "url": citation.url,
        "fingerprint": citation.fingerprint,
        "built_on": citation.built_on,
        "accessed": citation.accessed,
        "licence": citation.licence,
        "licence_note": citation.licence.is_none().then_some(super::catalog::NO_LICENCE),
        "processed": citation.processed,
        "text": citation.text,
    })
}
