//! The page of one plan, and the facts and counts that the page about the data shows too.

use askama::Template;

use super::{
    Frame,
    browse::{beside, chapters, policies},
    contact::{desk, ways},
    href, introduction_of, plan_name,
    source_links::document_href,
    sum::Sum,
    value_href,
    workbooks::workbooks,
};
use crate::web::language::{Html, Language};
use shisaku_engine::sources::Sources;
use shisaku_model::{PlanFacts, address, facet::INVOLVED, is_web_address, query_string};
use shisaku_search::{Answer, FacetCounts, FacetValue, Overview, Search};
use wareki::FiscalYears;

/// Export formats: the value of the parameter and the key of the label.
pub(super) const FORMATS: [(&str, &str); 4] =
    [("xlsx", "data.xlsx"), ("csv", "data.csv"), ("json", "data.json"), ("jsonl", "data.jsonl")];

/// Facets whose values are counted for each plan.
pub(super) const COUNTED: [&str; 2] = ["kind", "has_result"];

/// The page at `/plans/{plan}`.
#[derive(Template)]
#[template(path = "plan.html")]
pub(in crate::web) struct PlanPage<'a> {
    t: Language,
    frame: Frame,
    plan: &'a PlanFacts,
    /// The search for the entries of the plan.
    answer: &'a Answer,
    sources: &'a Sources,
    /// Other editions: key of the label, and the plans the nearest first.
    editions: [(&'static str, Vec<&'a PlanFacts>); 2],
}

impl<'a> PlanPage<'a> {
    pub(crate) fn new(frame: Frame, overview: &'a Overview<'a>, search: &'a Search) -> Self {
        let (catalogue, sources) = (search.catalogue(), search.sources());
        let plans = |ids: &[String]| ids.iter().filter_map(|id| catalogue.plan(id)).collect();
        let editions =
            [("plan-page.earlier", plans(overview.earlier)), ("plan-page.later", plans(overview.later))];
        let frame = frame.of_scans(overview.plan.documents.iter().any(|document| document.scanned));
        Self { t: frame.t, frame, plan: overview.plan, answer: &overview.answer, sources, editions }
    }

    /// Returns the sentence about the plan for search engines and shared links.
    fn description(&self) -> String {
        introduction_of(self.plan, self.t)
    }

    /// Returns the address of the progress table of the plan.
    fn progress(&self) -> String {
        of_plan("/progress", self.plan, None)
    }

    /// Returns the address of all entries of the plan in a file format.
    fn export(&self, format: &str) -> String {
        of_plan("/api/v1/export", self.plan, Some(("format", format)))
    }
}

/// Returns the address of a plan's page.
pub(super) fn plan_href(id: &str) -> String {
    format!("/plans/{id}")
}

/// Returns an address for one plan, with one more parameter.
fn of_plan(path: &str, plan: &PlanFacts, more: Option<(&'static str, &str)>) -> String {
    let pairs = more.into_iter().chain([("plan", plan.id.as_str())]);
    address(path, &pairs.map(|(name, value)| (name, value.to_owned())).collect::<Vec<_>>())
}

/// Returns the facts of a plan, as its maintainer states them, with their labels. An unknown fact is shown as
/// unknown.
pub(super) fn facts(plan: &PlanFacts, t: Language) -> [(&'static str, Html); 6] {
    let unknown = || Html::escaped(&t.say("data.not-stated"));
    let known = |text: &str| if text.is_empty() { unknown() } else { t.own(text) };
    let years =
        |years: Option<FiscalYears>| years.map_or_else(unknown, |years| Html::escaped(&t.years(years)));
    let manifest = &plan.manifest;
    [
        ("data.publisher", known(&manifest.publisher)),
        ("data.edition", known(&manifest.edition)),
        ("data.plan-years", years(manifest.plan_years)),
        ("data.result-years", years(plan.reported)),
        ("entry.licence", known(&manifest.licence)),
        ("entry.contact", Some(desk(manifest, t)).filter(|desk| !desk.is_empty()).unwrap_or_else(unknown)),
    ]
}

/// Returns the address of the entries of a plan that a department has a part in.
fn department_href(plan: &PlanFacts, name: &str) -> String {
    format!("/?{}", query_string([("plan", &*plan.id), (INVOLVED, name)]))
}

/// Returns the name of a count: a kind, or a facet with its value.
pub(super) fn counted(counts: &FacetCounts, value: &FacetValue, t: Language) -> Html {
    let label = t.named(counts.facet, &value.value, &value.label);
    if counts.facet.key == "kind" { label } else { t.condition(counts.facet, label) }
}

/// Adds up the entries of a plan by their kinds.
pub(super) fn sum_of(answer: &Answer, t: Language) -> Option<Sum> {
    Sum::of_everything(answer, t)
}

/// Returns the address of the list that a count of a plan counts.
pub(super) fn count_href(plan: &PlanFacts, counts: &FacetCounts, value: &FacetValue) -> String {
    format!("/?{}", query_string([("plan", &*plan.id), (counts.facet.key, &*value.value)]))
}
