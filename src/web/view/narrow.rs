//! Facets with checkboxes, and chips that remove a ticked or typed condition.

use super::which_plan;
use crate::web::language::{Html, Language};
use shisaku_model::{Catalogue, Facet, facet::INVOLVED};
use shisaku_query::Understood;
use shisaku_search::{Answer, FacetCounts, FacetValue, SearchParams};

/// Facets that are open. The others are folded unless one of their values is chosen.
const OPEN: [&str; 7] = ["kind", "period", "has_result", "report_covers", "overdue", "municipality", "plan"];

/// An active condition.
pub(super) struct Chip {
    /// The words of the query that were understood as the condition. None if it was ticked.
    pub words: Option<Html>,
    pub label: Html,
    /// The search without this condition.
    pub without: SearchParams,
}

/// True if a value of the facet is chosen.
pub(super) fn is_chosen(counts: &FacetCounts) -> bool {
    counts.values.iter().any(|value| value.selected)
}

pub(super) fn is_folded(counts: &FacetCounts) -> bool {
    !OPEN.contains(&counts.facet.key) && !is_chosen(counts)
}

/// Returns the search without the words that chose this value, if only words chose it. The form must then
/// not choose it again.
pub(super) fn without_words(
    counts: &FacetCounts,
    value: &FacetValue,
    response: &Answer,
) -> Option<SearchParams> {
    let by_words = value.selected && !is_ticked(counts.facet, &value.value, response);
    by_words.then(|| {
        let stands_for = |one: &&Understood| {
            one.facet == counts.facet.key && one.values.iter().any(|one| **one == *value.value)
        };
        let typed: Vec<_> = response.query.understood.iter().filter(stands_for).cloned().collect();
        untyped(response, &typed)
    })
}

/// True if a facet is shown before one of its values is chosen.
pub(super) fn comes_unasked(key: &str, response: &Answer) -> bool {
    let is_chosen = |key: &str| response.facets.iter().any(|of| of.facet.key == key && is_chosen(of));
    match key {
        // A whole index has too many subsections to read. They appear once a heading above them is chosen.
        "subsection" => is_chosen("policy") || is_chosen("chapter"),
        // Without related sections, it repeats the sections in charge.
        INVOLVED => {
            let mut related = response.facets.iter().filter(|of| of.facet.key == "related_department");
            related.any(|of| !of.values.is_empty())
        }
        // Words and links of the progress table use these facets.
        "has_note" | "plan_start" | "plan_end" => false,
        _ => true,
    }
}

/// Returns a value's display name. Chapter numbers repeat in every plan, and policy numbers in every chapter.
/// With several plans or chapters, the name includes the parent.
pub(super) fn value_label(facet: &Facet, value: &str, catalogue: &Catalogue, t: Language) -> Html {
    let chapter = chapter_of(facet, value, catalogue).map(|chapter| t.own(chapter));
    let label = Html::joined(chapter.into_iter().chain([t.value(facet, value, catalogue)]), " ");
    let plan = value.split_once('/').and_then(|(plan, _)| which_plan(plan, catalogue));
    match plan {
        Some(plan) => t.html("search.chip", [("facet", t.own(plan).into()), ("value", label.into())]),
        None => label,
    }
}

/// Returns the number of a policy's chapter if the plan has several chapters.
fn chapter_of<'c>(facet: &Facet, value: &str, catalogue: &'c Catalogue) -> Option<&'c str> {
    let plan = catalogue.plan(value.split_once('/')?.0).filter(|_| facet.key == "policy")?;
    let chapters = || plan.sections.iter().filter(|section| section.level == 1);
    let chapter = chapters().find(|chapter| value.starts_with(&format!("{}-", chapter.id)))?;
    (chapters().count() > 1 && !chapter.number.is_empty()).then_some(chapter.number.as_str())
}

fn is_ticked(facet: &Facet, value: &str, response: &Answer) -> bool {
    response.params.filters.of(facet.key).iter().any(|ticked| ticked == value)
}

/// Returns the active conditions, ticked ones first, then typed ones.
pub(super) fn chips(response: &Answer, catalogue: &Catalogue, t: Language) -> Vec<Chip> {
    let ticked = response.facets.iter().flat_map(|counts| {
        let ticked = counts.values.iter().filter(|value| is_ticked(counts.facet, &value.value, response));
        ticked.map(|value| {
            let name = value_label(counts.facet, &value.value, catalogue, t);
            let without = unticked(&response.params, counts.facet, &value.value);
            Chip { words: None, label: t.condition(counts.facet, name), without }
        })
    });
    let understood = response.query.understood.iter();
    let typed = understood.filter(|one| one.holds_beside(&response.params.filters)).filter_map(|one| {
        let facet = shisaku_model::facet::facet(&one.facet)?;
        let values = one.values.iter().map(|value| value_label(facet, value, catalogue, t));
        let label = t.condition(facet, Html::joined(values, &t.say("list.or")));
        let without = untyped(response, std::slice::from_ref(one));
        Some(Chip { words: Some(t.own(&one.text)), label, without })
    });
    ticked.chain(typed).collect()
}

/// Returns a search without one chosen value.
fn unticked(params: &SearchParams, facet: &'static Facet, value: &str) -> SearchParams {
    let mut filters = params.filters.without(facet.key);
    let others = params.filters.of(facet.key).iter().filter(|one| *one != value);
    others.for_each(|one| filters.choose(facet, one));
    SearchParams { filters, offset: 0, ..params.clone() }
}

/// Returns the search without any condition, ticked or typed.
pub(super) fn cleared(response: &Answer) -> SearchParams {
    let text = Understood::without_all(&response.query.understood, &response.params.text);
    SearchParams { text, ..SearchParams::default() }
}

/// Returns the search without words that were understood as conditions.
fn untyped(response: &Answer, words: &[Understood]) -> SearchParams {
    let text = Understood::without_all(words, &response.params.text);
    SearchParams { text, offset: 0, ..response.params.clone() }
}
