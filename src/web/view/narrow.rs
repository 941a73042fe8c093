//! What narrows a search down: the boxes to tick, and chips that take back what was chosen or typed.

use super::{href, which_plan};
use crate::{
    model::{Catalogue, Facet, Kind},
    query::Understood,
    search::{FacetCounts, FacetValue, Response, SearchParams},
};

/// Facets that stand open; the others are folded away unless something in them is chosen.
const OPEN: [&str; 4] = ["kind", "period", "has_result", "plan"];

/// A condition, as a link that takes it back.
#[derive(Debug)]
pub(super) struct Chip {
    /// The words of the query that were read as it, if it was not ticked.
    pub words: Option<String>,
    pub label: String,
    pub href: String,
}

/// A facet's boxes.
#[derive(Debug)]
pub(super) struct FacetView {
    pub key: &'static str,
    pub label: &'static str,
    /// What the person should know before choosing.
    pub hint: Option<String>,
    pub folded: bool,
    pub values: Vec<ValueView>,
}

/// One box of a facet.
#[derive(Debug)]
pub(super) struct ValueView {
    pub value: String,
    pub label: String,
    pub count: usize,
    pub selected: bool,
    /// The same search without the words that stand for it, where only they chose it: the form must not
    /// choose it as well.
    pub without_words: Option<String>,
}

/// The facets worth showing: those that tell entries apart, or in which something is chosen.
pub(super) fn facets(response: &Response, catalogue: &Catalogue) -> Vec<FacetView> {
    response.facets.iter().filter_map(|counts| facet(counts, response, catalogue)).collect()
}

fn facet(counts: &FacetCounts, response: &Response, catalogue: &Catalogue) -> Option<FacetView> {
    let chosen = counts.values.iter().any(|value| value.selected);
    let value = |value: &FacetValue| {
        let by_words = value.selected && !is_ticked(counts.facet, &value.value, response);
        ValueView {
            value: value.value.to_string(),
            label: value_label(counts.facet, &value.value, catalogue),
            count: value.count,
            selected: value.selected,
            without_words: by_words.then(|| {
                let stands_for = |one: &&Understood| {
                    one.facet == counts.facet.key && one.values.iter().any(|one| **one == *value.value)
                };
                without(response, &response.understood.iter().filter(stands_for).cloned().collect::<Vec<_>>())
            }),
        }
    };
    // What is found only in other kinds must be reachable from here.
    let kinds = counts.facet.key == "kind" && !counts.values.is_empty();
    (counts.values.len() > 1 || chosen || kinds).then(|| FacetView {
        key: counts.facet.key,
        label: counts.facet.label,
        hint: (counts.facet.key == "kind" && !chosen).then(default_kinds),
        folded: !OPEN.contains(&counts.facet.key) && !chosen,
        values: counts.values.iter().map(value).collect(),
    })
}

/// Without this, the counts of the kinds seem not to add up to the number of hits.
fn default_kinds() -> String {
    let kinds = Kind::SEARCHED_BY_DEFAULT.map(Kind::label).join("、");
    format!("選ばなければ、{kinds}から探します。")
}

/// A value's name. Chapters are numbered alike in every plan: with several plans, each says whose it is.
fn value_label(facet: &Facet, value: &str, catalogue: &Catalogue) -> String {
    let label = facet.value_label(value, catalogue);
    let plan = value.split_once('/').and_then(|(plan, _)| which_plan(plan, catalogue));
    plan.map_or_else(|| label.clone(), |plan| format!("{plan}: {label}"))
}

fn is_ticked(facet: &Facet, value: &str, response: &Response) -> bool {
    response.params.filters.of(facet.key).iter().any(|ticked| ticked == value)
}

/// What is chosen: first what was ticked, then what was typed.
pub(super) fn chips(response: &Response, catalogue: &Catalogue) -> Vec<Chip> {
    let ticked = response.facets.iter().flat_map(|counts| {
        let ticked = counts.values.iter().filter(|value| is_ticked(counts.facet, &value.value, response));
        ticked.map(|value| Chip {
            words: None,
            label: format!("{}: {}", counts.facet.label, value_label(counts.facet, &value.value, catalogue)),
            href: href(&response.params, Some((counts.facet.key, &value.value)), 0),
        })
    });
    let understood = response.understood.iter();
    let typed = understood.filter(|one| one.holds_beside(&response.params.filters)).filter_map(|one| {
        let facet = crate::model::facet::facet(&one.facet)?;
        let values: Vec<String> =
            one.values.iter().map(|value| value_label(facet, value, catalogue)).collect();
        Some(Chip {
            words: Some(one.text.clone()),
            label: format!("{}: {}", facet.label, values.join(" か ")),
            href: without(response, std::slice::from_ref(one)),
        })
    });
    ticked.chain(typed).collect()
}

/// The search without any condition, ticked or typed.
pub(super) fn cleared(response: &Response) -> String {
    let text = Understood::without_all(&response.understood, &response.params.text);
    href(&SearchParams { text, ..SearchParams::default() }, None, 0)
}

/// The same search without words that were read as conditions.
fn without(response: &Response, words: &[Understood]) -> String {
    let text = Understood::without_all(words, &response.params.text);
    href(&SearchParams { text, ..response.params.clone() }, None, 0)
}
