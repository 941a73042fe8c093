//! The page about the data: version, changes, findings and downloads.

use askama::Template;

use super::{Frame, heading, minute_in_japan, page_of, plan_name};
use crate::web::{
    DataStatus, StaleReason,
    language::{Html, Language},
};
use shisaku_engine::EngineError;
use shisaku_model::{ChangedEntry, Finding, PlanFacts, Severity, facet, is_web_address, query_string};
use shisaku_search::{Answer, FacetCounts, FacetValue, IndexFacts, Search, SearchParams};
use wareki::FiscalYears;

/// Maximum number of lines shown of a list. The others are only counted.
const MOST_LINES: usize = 100;

/// Export formats: the value of the parameter and the key of the label.
const FORMATS: [(&str, &str); 4] =
    [("xlsx", "data.xlsx"), ("csv", "data.csv"), ("json", "data.json"), ("jsonl", "data.jsonl")];

/// Severities in the order of the page.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Facets whose values are counted for each plan.
const COUNTED: [&str; 2] = ["kind", "has_result"];

/// The page about the data.
#[derive(Template)]
#[template(path = "data.html")]
pub(in crate::web) struct DataPage<'a> {
    t: Language,
    frame: Frame,
    facts: &'a IndexFacts,
    data_status: &'a DataStatus,
    /// The notice about rejected documents, if there is one.
    stale_reason: Option<&'a StaleReason>,
    /// Each plan with a search for its entries.
    plans: Vec<(&'a PlanFacts, Answer)>,
}

impl<'a> DataPage<'a> {
    /// Counts the entries of each plan.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn new(
        frame: Frame,
        search: &'a Search,
        data_status: &'a DataStatus,
        stale_reason: Option<&'a StaleReason>,
    ) -> Result<Self, EngineError> {
        let counted = |plan: &'a PlanFacts| {
            let mut params = SearchParams { limit: 1, ..SearchParams::default() };
            facet::facet("plan").into_iter().for_each(|facet| params.filters.choose(facet, &*plan.id));
            Ok((plan, search.run(&params)?))
        };
        let plans = search.catalogue().plans.iter().map(counted).collect::<Result<_, _>>()?;
        Ok(Self { t: frame.t, frame, facts: search.facts(), data_status, stale_reason, plans })
    }

    fn findings(&self, severity: Severity) -> Vec<&'a Finding> {
        self.data_status.findings.iter().filter(|finding| finding.severity == severity).collect()
    }

    /// Returns the differences from the previous version: key of the label, entries, and whether they still
    /// exist.
    fn changes(&self) -> [(&'static str, &'a [ChangedEntry], bool); 3] {
        let changes = &self.data_status.changes;
        [
            ("data.added", &changes.added, true),
            ("data.removed", &changes.removed, false),
            ("data.altered", &changes.changed, true),
        ]
    }

    fn changed(&self, entry: &ChangedEntry) -> Html {
        let title = if entry.title.is_empty() { &entry.id } else { &entry.title };
        self.t.own(heading(&entry.number, title))
    }

    /// Returns the facts of a plan, as its maintainer states them, with their labels. An unknown fact is
    /// shown as unknown.
    fn facts(&self, plan: &PlanFacts) -> [(&'static str, Html); 6] {
        let unknown = || Html::escaped(&self.t.say("data.not-stated"));
        let known = |text: &str| if text.is_empty() { unknown() } else { self.t.own(text) };
        let years = |years: Option<FiscalYears>| {
            years.map_or_else(unknown, |years| Html::escaped(&self.t.years(years)))
        };
        let manifest = &plan.manifest;
        [
            ("data.publisher", known(&manifest.publisher)),
            ("data.edition", known(&manifest.edition)),
            ("data.plan-years", years(manifest.plan_years)),
            ("data.result-years", years(manifest.result_years)),
            ("entry.licence", known(&manifest.licence)),
            ("entry.contact", known(&manifest.contact)),
        ]
    }

    /// Returns the name of a count: a kind, or a facet with its value.
    fn counted(&self, counts: &FacetCounts, value: &FacetValue) -> Html {
        let label = self.t.named(counts.facet, &value.value, &value.label);
        if counts.facet.key == "kind" { label } else { self.t.condition(counts.facet, label) }
    }
}

fn count_href(plan: &PlanFacts, counts: &FacetCounts, value: &FacetValue) -> String {
    format!("/?{}", query_string([("plan", &*plan.id), (counts.facet.key, &*value.value)]))
}
