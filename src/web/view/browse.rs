//! The start page without a query: contents, suggested words and news. Each heading of the contents links to
//! the list of entries under it.

use super::minute_in_japan;
use crate::web::{
    DataStatus,
    language::{Html, Language},
};
use shisaku_model::PlanFacts;
use shisaku_search::{Answer, Completion, FacetValue};

/// Entry points for a person without a query, beside the contents.
pub(super) struct Browse<'a> {
    /// Suggested words and the number of entries that each finds.
    pub words: &'a [Completion],
    /// The differences from the previous version, if there was one.
    pub news: Option<Html>,
}

/// A sentence with the number of changes of each sort.
pub(super) fn news(data_status: &DataStatus, t: Language) -> Option<Html> {
    let changes = &data_status.changes;
    let since = minute_in_japan(&changes.since.as_ref()?.built_at);
    let since = Html::escaped(&since);
    let lists = [
        ("browse.added", &changes.added),
        ("browse.altered", &changes.changed),
        ("browse.removed", &changes.removed),
    ];
    let told: Vec<Html> = lists
        .iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(key, entries)| t.with(key, "count", entries.len()))
        .collect();
    Some(match told.is_empty() {
        true => t.with("browse.unchanged", "since", since),
        false => t.html("browse.changed", [("since", since.into()), ("changes", t.row(told).into())]),
    })
}

/// Returns the chapters of a plan with the counts of the search `everything`.
pub(super) fn chapters<'r>(everything: &'r Answer, plan: &PlanFacts) -> Vec<&'r FacetValue> {
    let is_of_plan = |chapter: &&FacetValue| chapter.value.split('/').next() == Some(&plan.id);
    values(everything, "chapter").filter(is_of_plan).collect()
}

/// Returns the policies of a chapter with the counts of the search `everything`.
pub(super) fn policies<'r>(everything: &'r Answer, chapter: &FacetValue) -> Vec<&'r FacetValue> {
    values(everything, "policy").filter(|policy| policy.parent.as_ref() == Some(&chapter.value)).collect()
}

/// The number of entries of a chapter that stand under none of its policies, such as removed items.
pub(super) fn beside(chapter: &FacetValue, policies: &[&FacetValue]) -> usize {
    chapter.count.saturating_sub(policies.iter().map(|policy| policy.count).sum())
}

fn values<'r>(answer: &'r Answer, key: &str) -> impl Iterator<Item = &'r FacetValue> {
    answer.facets.iter().filter(move |counts| counts.facet.key == key).flat_map(|counts| &counts.values)
}
