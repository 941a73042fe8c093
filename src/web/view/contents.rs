//! The plans' tables of contents. Each heading links to the list of entries under it.

use super::{href, plan_name};
use crate::web::language::{Html, Language};
use shisaku_engine::EngineError;
use shisaku_model::{Catalogue, PlanFacts, facet};
use shisaku_search::{Answer, FacetValue, Search, SearchParams};

/// The contents of one plan.
#[derive(Debug)]
pub(super) struct PlanContents {
    /// The plan's name, if the index has several plans.
    pub name: Option<Html>,
    pub chapters: Vec<ChapterView>,
}

/// A chapter with its policies.
#[derive(Debug)]
pub(super) struct ChapterView {
    pub heading: HeadingView,
    pub policies: Vec<HeadingView>,
}

/// A heading and the number of entries under it.
#[derive(Debug)]
pub(super) struct HeadingView {
    pub label: Html,
    pub count: usize,
    pub href: String,
}

/// Returns the contents with the counts of a search without words or conditions.
pub(super) fn contents(search: &Search, t: Language) -> Result<Vec<PlanContents>, EngineError> {
    let everything = search.run(&SearchParams { limit: 1, ..SearchParams::default() })?;
    Ok(contents_of(&everything, search.catalogue(), t))
}

/// Returns the contents with the counts of the search `everything`.
pub(super) fn contents_of(everything: &Answer, catalogue: &Catalogue, t: Language) -> Vec<PlanContents> {
    let several = catalogue.plans.len() > 1;
    let of = |plan: &PlanFacts| PlanContents {
        name: several.then(|| t.own(plan_name(plan))),
        chapters: values(everything, "chapter")
            .iter()
            .filter(|chapter| chapter.value.split_once('/').is_some_and(|(of, _)| of == plan.id))
            .map(|chapter| ChapterView {
                heading: heading_of("chapter", chapter, t),
                policies: values(everything, "policy")
                    .iter()
                    .filter(|policy| policy.parent.as_ref() == Some(&chapter.value))
                    .map(|policy| heading_of("policy", policy, t))
                    .collect(),
            })
            .collect(),
    };
    catalogue.plans.iter().map(of).filter(|plan| !plan.chapters.is_empty()).collect()
}

fn values<'r>(response: &'r Answer, key: &str) -> &'r [FacetValue] {
    response.facets.iter().find(|counts| counts.facet.key == key).map_or(&[], |counts| &counts.values)
}

fn heading_of(key: &str, value: &FacetValue, t: Language) -> HeadingView {
    let mut params = SearchParams::default();
    facet::facet(key).into_iter().for_each(|facet| params.filters.choose(facet, &*value.value));
    HeadingView { label: t.own(&value.label), count: value.count, href: href(&params, 0) }
}
