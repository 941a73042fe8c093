//! `GET /api/v1/search` and `GET /api/v1/entries/{plan}/{local}`; `shisaku search --json` is the same.

use serde_json::{Map, Value, json};

use crate::{
    model::Entry,
    search::{FacetCounts, Item, Occur, PartialItem, Response},
};

/// The answer to a search.
pub fn search_json(response: &Response) -> Value {
    let excluded: Vec<&str> = response
        .terms
        .iter()
        .filter(|term| term.occur == Occur::MustNot)
        .map(|term| term.text.as_str())
        .collect();
    let filters: Map<String, Value> =
        response.filters.iter().map(|(key, values)| (key.to_owned(), json!(values))).collect();
    let facets: Map<String, Value> = response.facets.iter().map(facet).collect();
    json!({
        "total_count": response.total_count,
        "count": response.items.len(),
        "limit": response.params.limit,
        "offset": response.params.offset,
        "next_offset": response.next_offset,
        "took_us": response.took_us,
        "query": {
            "text": response.params.text,
            "terms": response.terms.iter().map(|term| json!({"text": term.text, "occur": term.occur})).collect::<Vec<_>>(),
            "excluded": excluded,
            "filters": filters,
            "understood": response.understood.iter().map(|one| json!({
                "text": one.text, "facet": one.facet, "values": one.values,
            })).collect::<Vec<_>>(),
            "expansions": response.expansions.iter().map(|expansion| json!({
                "from": expansion.from, "to": expansion.to, "as": expansion.kind,
            })).collect::<Vec<_>>(),
        },
        "notices": response.notices.iter().map(|notice| json!({
            "code": notice.code, "message": notice.message,
        })).collect::<Vec<_>>(),
        "suggestions": response.suggestions.iter().map(|suggestion| json!({
            "text": suggestion.text, "reason": suggestion.reason, "count": suggestion.count,
        })).collect::<Vec<_>>(),
        "facets": facets,
        "items": response.items.iter().map(item).collect::<Vec<_>>(),
        "partial": response.partial.iter().map(partial).collect::<Vec<_>>(),
        "index": {
            "built_at": response.index.built_at,
            "entries": response.index.entries,
            "fingerprint": response.index.fingerprint,
        },
    })
}

/// One entry, every field of it.
pub fn entry_json(entry: &Entry) -> Value {
    Value::Object(entry_map(entry))
}

pub(super) fn entry_map(entry: &Entry) -> Map<String, Value> {
    let mut map = match serde_json::to_value(entry) {
        Ok(Value::Object(map)) => map,
        // An entry is a struct of strings, numbers and lists: serde has no way to fail on it.
        Ok(_) | Err(_) => Map::new(),
    };
    map.insert("url".to_owned(), json!(format!("/entries/{}", entry.id)));
    map
}

fn item(item: &Item) -> Value {
    let mut map = entry_map(&item.entry);
    map.insert("score".to_owned(), json!(item.score));
    map.insert("highlights".to_owned(), json!(item.highlights));
    map.insert("matched".to_owned(), json!(item.matched));
    Value::Object(map)
}

fn partial(partial: &PartialItem) -> Value {
    let mut value = item(&partial.item);
    value["missing"] = json!(partial.missing);
    value
}

fn facet(counts: &FacetCounts) -> (String, Value) {
    let values: Vec<Value> = counts
        .values
        .iter()
        .map(|value| {
            let mut shown = json!({
                "value": &*value.value, "label": &*value.label, "count": value.count, "selected": value.selected,
            });
            if let Some(parent) = value.parent.as_deref() {
                shown["parent"] = json!(parent);
            }
            shown
        })
        .collect();
    (counts.facet.key.to_owned(), json!({"label": counts.facet.label, "values": values}))
}
