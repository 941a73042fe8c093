//! Facets with checkboxes, and chips that remove a ticked or typed condition.

use super::{href, unticked, which_plan};
use crate::web::language::{Html, Language};
use shisaku_model::{Catalogue, Facet};
use shisaku_query::Understood;
use shisaku_search::{Answer, FacetCounts, FacetValue, SearchParams};

/// Facets that are open. The others are folded unless one of their values is chosen.
const OPEN: [&str; 4] = ["kind", "period", "has_result", "plan"];

/// An active condition with a link that removes it.
#[derive(Debug)]
pub(super) struct Chip {
    /// The words of the query that were understood as the condition. None if it was ticked.
    pub words: Option<Html>,
    pub label: Html,
    /// The search without this condition.
    pub without: SearchParams,
    pub href: String,
}

impl Chip {
    fn new(words: Option<Html>, label: Html, without: SearchParams) -> Self {
        Self { words, label, href: href(&without, 0), without }
    }
}

/// The checkboxes of a facet.
#[derive(Debug)]
pub(super) struct FacetView {
    pub key: &'static str,
    pub label: String,
    /// A hint shown before the values.
    pub hint: Option<String>,
    pub folded: bool,
    pub values: Vec<ValueView>,
}

/// One checkbox of a facet.
#[derive(Debug)]
pub(super) struct ValueView {
    pub value: String,
    pub label: Html,
    pub count: usize,
    pub selected: bool,
    /// The search without the words that chose this value, if only words chose it. The form must then not
    /// choose it again.
    pub without_words: Option<String>,
}

/// Returns the facets to show: those with several values, and those with a chosen value.
pub(super) fn facets(response: &Answer, catalogue: &Catalogue, t: Language) -> Vec<FacetView> {
    response.facets.iter().filter_map(|counts| facet(counts, response, catalogue, t)).collect()
}

fn facet(counts: &FacetCounts, response: &Answer, catalogue: &Catalogue, t: Language) -> Option<FacetView> {
    let chosen = counts.values.iter().any(|value| value.selected);
    let value = |value: &FacetValue| {
        let by_words = value.selected && !is_ticked(counts.facet, &value.value, response);
        ValueView {
            value: value.value.to_string(),
            label: value_label(counts.facet, &value.value, catalogue, t),
            count: value.count,
            selected: value.selected,
            without_words: by_words.then(|| {
                let stands_for = |one: &&Understood| {
                    one.facet == counts.facet.key && one.values.iter().any(|one| **one == *value.value)
                };
                let typed: Vec<_> = response.query.understood.iter().filter(stands_for).cloned().collect();
                href(&untyped(response, &typed), 0)
            }),
        }
    };
    let wanted = chosen || comes_unasked(counts.facet.key, response);
    // Entries found only in other kinds must be reachable from here.
    let kinds = counts.facet.key == "kind" && !counts.values.is_empty();
    (wanted && (counts.values.len() > 1 || chosen || kinds)).then(|| FacetView {
        key: counts.facet.key,
        label: t.facet(counts.facet),
        // Without the hint, the counts of the kinds seem not to add up to the number of hits.
        hint: (counts.facet.key == "kind" && !chosen).then(|| t.say("search.default-kinds")),
        folded: !OPEN.contains(&counts.facet.key) && !chosen,
        values: counts.values.iter().map(value).collect(),
    })
}

/// True if a facet is shown before one of its values is chosen.
fn comes_unasked(key: &str, response: &Answer) -> bool {
    let is_chosen = |key: &str| {
        response.facets.iter().any(|of| of.facet.key == key && of.values.iter().any(|value| value.selected))
    };
    match key {
        // A whole index has too many subsections to read. They appear once a heading above them is chosen.
        "subsection" => is_chosen("policy") || is_chosen("chapter"),
        // Only links of the progress table use this facet. People choose by 計画年度.
        "plan_end" => false,
        _ => true,
    }
}

/// Returns a value's display name. Chapter numbers repeat in every plan, and policy numbers in every chapter.
/// With several plans or chapters, the name includes the parent.
fn value_label(facet: &Facet, value: &str, catalogue: &Catalogue, t: Language) -> Html {
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
    let named = |facet: &Facet, value: Html| {
        let facet = Html::escaped(&t.facet(facet));
        t.html("search.chip", [("facet", facet.into()), ("value", value.into())])
    };
    let ticked = response.facets.iter().flat_map(|counts| {
        let ticked = counts.values.iter().filter(|value| is_ticked(counts.facet, &value.value, response));
        ticked.map(|value| {
            let name = value_label(counts.facet, &value.value, catalogue, t);
            let without = unticked(&response.params, counts.facet.key, &value.value);
            Chip::new(None, named(counts.facet, name), without)
        })
    });
    let understood = response.query.understood.iter();
    let typed = understood.filter(|one| one.holds_beside(&response.params.filters)).filter_map(|one| {
        let facet = shisaku_model::facet::facet(&one.facet)?;
        let values = one.values.iter().map(|value| value_label(facet, value, catalogue, t));
        let either = |first: Html, second: Html| {
            t.html("list.or", [("first", first.into()), ("second", second.into())])
        };
        let label = named(facet, values.reduce(either).unwrap_or_default());
        Some(Chip::new(Some(t.own(&one.text)), label, untyped(response, std::slice::from_ref(one))))
    });
    ticked.chain(typed).collect()
}

/// Returns the address of the search without any condition, ticked or typed.
pub(super) fn cleared(response: &Answer) -> String {
    let text = Understood::without_all(&response.query.understood, &response.params.text);
    href(&SearchParams { text, ..SearchParams::default() }, 0)
}

/// Returns the search without words that were understood as conditions.
fn untyped(response: &Answer, words: &[Understood]) -> SearchParams {
    let text = Understood::without_all(words, &response.params.text);
    SearchParams { text, offset: 0, ..response.params.clone() }
}
