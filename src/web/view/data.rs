//! The page about the data: version, changes, findings and downloads.

use askama::Template;

use super::{
    Frame, heading, href, minute_in_japan, page_of,
    plan::{COUNTED, FORMATS, count_href, counted, facts, plan_href, sum_of},
    plan_name,
    source_links::document_href,
};
use crate::web::{
    DataStatus, StaleReason,
    language::{Html, Language},
};
use shisaku_engine::{EngineError, sources::Sources};
use shisaku_model::{ChangedEntry, Finding, Severity, is_web_address};
use shisaku_search::{IndexFacts, Overview, Search};

/// Maximum number of lines shown of a list. The others are only counted.
const MOST_LINES: usize = 100;

/// Severities in the order of the page.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// The page about the data.
#[derive(Template)]
#[template(path = "data.html")]
pub(in crate::web) struct DataPage<'a> {
    t: Language,
    frame: Frame,
    facts: &'a IndexFacts,
    data_status: &'a DataStatus,
    /// The notice about rejected documents, if there is one and staff see it.
    stale_reason: Option<&'a StaleReason>,
    /// The findings about the documents, if staff see them.
    findings: Option<&'a [Finding]>,
    sources: &'a Sources,
    /// The model that finds what is near in meaning.
    model: Option<&'a str>,
    /// Each plan with the numbers of its entries.
    plans: Vec<Overview<'a>>,
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
        shows_findings: bool,
    ) -> Result<Self, EngineError> {
        let plans = search.catalogue().plans.iter();
        let plans =
            plans.filter_map(|plan| search.overview(&plan.id).transpose()).collect::<Result<_, _>>()?;
        let findings = shows_findings.then_some(data_status.findings.as_slice());
        let stale_reason = stale_reason.filter(|_| shows_findings);
        let (facts, sources) = (search.facts(), search.sources());
        let model = search.model();
        Ok(Self { t: frame.t, frame, facts, data_status, stale_reason, findings, sources, model, plans })
    }

    /// Returns the findings of a severity.
    fn of_severity(&self, severity: Severity) -> Vec<&'a Finding> {
        self.findings.into_iter().flatten().filter(|finding| finding.severity == severity).collect()
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
}
