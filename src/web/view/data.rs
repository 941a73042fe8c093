//! The page about the data: which version is served, what changed, what was noticed, how to take it away.

use askama::Template;

use super::{Frame, heading, minute_in_japan, plan_name};
use crate::web::{Account, Complaint};
use shisaku_engine::EngineError;
use shisaku_model::{ChangedEntry, Finding, PlanFacts, Severity, facet, is_web_address, query_string};
use shisaku_search::{FacetCounts, Search, SearchParams};
use wareki::FiscalYears;

/// Lines that are shown of a list; the rest is counted.
const MOST_LINES: usize = 100;

/// Formats of exports: parameter and what people call it.
const FORMATS: [(&str, &str); 4] = [
    ("xlsx", "Excel(XLSX)"),
    ("csv", "CSV(UTF-8、BOM つき)"),
    ("json", "JSON"),
    ("jsonl", "JSON Lines(1 行に 1 項目)"),
];

/// The page about the data.
#[derive(Debug, Template)]
#[template(path = "data.html")]
pub(in crate::web) struct DataPage {
    frame: Frame,
    fingerprint: String,
    built_at: String,
    entries: usize,
    /// What is wrong with documents that were not taken up.
    refused: Vec<FindingView>,
    changes: ChangesView,
    plans: Vec<PlanCard>,
    /// Errors and warnings first, then the rest.
    findings: Vec<FindingGroup>,
    formats: Vec<(&'static str, String)>,
}

#[derive(Debug)]
struct FindingGroup {
    label: &'static str,
    count: usize,
    findings: Vec<FindingView>,
    /// How many more there are than are shown.
    more: usize,
}

#[derive(Debug)]
struct FindingView {
    place: String,
    message: String,
    advice: String,
}

/// What is different from the version before.
#[derive(Debug)]
struct ChangesView {
    /// When that was built, if there was one.
    since: Option<String>,
    lists: Vec<ChangeList>,
}

#[derive(Debug)]
struct ChangeList {
    label: &'static str,
    count: usize,
    lines: Vec<ChangeLine>,
    more: usize,
}

#[derive(Debug)]
struct ChangeLine {
    label: String,
    /// None where the entry is no more.
    href: Option<String>,
    parts: String,
}

/// One plan: what its keeper says of it, and what is in it.
#[derive(Debug)]
struct PlanCard {
    name: String,
    /// Name and what is known; what is not is said to be unknown.
    facts: Vec<(&'static str, String)>,
    source_url: String,
    /// Whether that can be a link; a keeper may have typed anything.
    source_is_web: bool,
    /// Each kind and each sort of result, as a list that can be opened.
    counts: Vec<CountView>,
}

#[derive(Debug)]
struct CountView {
    label: String,
    count: usize,
    href: String,
}

impl DataPage {
    /// Counts each plan.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        frame: Frame,
        search: &Search,
        account: &Account,
        complaint: Option<&Complaint>,
    ) -> Result<Self, EngineError> {
        let facts = search.facts();
        let plans = search.catalogue().plans.iter().map(|plan| PlanCard::new(plan, search));
        Ok(Self {
            frame,
            fingerprint: facts.fingerprint.clone(),
            built_at: minute_in_japan(&facts.built_at),
            entries: facts.entries,
            refused: complaint
                .map_or(&[][..], |complaint| &complaint.reasons)
                .iter()
                .map(FindingView::new)
                .collect(),
            changes: ChangesView::new(account),
            plans: plans.collect::<Result<_, _>>()?,
            findings: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| FindingGroup::new(severity, &account.findings))
                .into_iter()
                .filter(|group| group.count > 0)
                .collect(),
            formats: FORMATS.map(|(name, label)| (label, format!("/api/v1/export?format={name}"))).to_vec(),
        })
    }
}

impl FindingGroup {
    fn new(severity: Severity, findings: &[Finding]) -> Self {
        let of = findings.iter().filter(|finding| finding.severity == severity);
        let count = of.clone().count();
        let findings: Vec<FindingView> = of.take(MOST_LINES).map(FindingView::new).collect();
        Self { label: severity.label(), count, more: count - findings.len(), findings }
    }
}

impl FindingView {
    fn new(finding: &Finding) -> Self {
        Self {
            place: finding.place.to_string(),
            message: finding.message.clone(),
            advice: finding.advice.clone(),
        }
    }
}

impl ChangesView {
    fn new(account: &Account) -> Self {
        let changes = &account.changes;
        let lists = [
            ("増えた項目", &changes.added, true),
            ("なくなった項目", &changes.removed, false),
            ("変わった項目", &changes.changed, true),
        ];
        Self {
            since: changes.since.as_ref().map(|since| minute_in_japan(&since.built_at)),
            lists: lists
                .into_iter()
                .filter(|(_, entries, _)| !entries.is_empty())
                .map(|(label, entries, there)| {
                    let lines: Vec<ChangeLine> =
                        entries.iter().take(MOST_LINES).map(|entry| ChangeLine::new(entry, there)).collect();
                    ChangeList { label, count: entries.len(), more: entries.len() - lines.len(), lines }
                })
                .collect(),
        }
    }
}

impl ChangeLine {
    fn new(entry: &ChangedEntry, there: bool) -> Self {
        let title = if entry.title.is_empty() { &entry.id } else { &entry.title };
        Self {
            label: heading(&entry.number, title),
            href: there.then(|| format!("/entries/{}", entry.id)),
            parts: entry.parts.join("、"),
        }
    }
}

impl PlanCard {
    fn new(plan: &PlanFacts, search: &Search) -> Result<Self, EngineError> {
        let mut params = SearchParams { limit: 1, ..SearchParams::default() };
        if let Some(facet) = facet::facet("plan") {
            params.filters.choose(facet, &*plan.id);
        }
        let response = search.run(&params)?;
        let counted =
            response.facets.iter().filter(|counts| ["kind", "has_result"].contains(&counts.facet.key));
        let known = |text: &str| {
            if text.is_empty() { "示されていません".to_owned() } else { text.to_owned() }
        };
        let years = |years: Option<FiscalYears>| years.map(FiscalYears::in_eras).unwrap_or_default();
        let manifest = &plan.manifest;
        Ok(Self {
            name: plan_name(plan).to_owned(),
            facts: vec![
                ("発行者", known(&manifest.publisher)),
                ("版", known(&manifest.edition)),
                ("計画の年度", known(&years(manifest.plan_years))),
                ("実績の年度", known(&years(manifest.result_years))),
                ("利用の条件", known(&manifest.licence)),
                ("問い合わせ先", known(&manifest.contact)),
            ],
            source_is_web: is_web_address(&manifest.source_url),
            source_url: manifest.source_url.clone(),
            counts: counted.flat_map(|counts| CountView::all(counts, &plan.id)).collect(),
        })
    }
}

impl CountView {
    fn all(counts: &FacetCounts, plan: &str) -> Vec<Self> {
        let one = |value: &shisaku_search::FacetValue| Self {
            label: match counts.facet.key {
                "kind" => value.label.to_string(),
                _ => format!("{}: {}", counts.facet.label, value.label),
            },
            count: value.count,
            href: format!("/?{}", query_string([("plan", plan), (counts.facet.key, &*value.value)])),
        };
        counts.values.iter().map(one).collect()
    }
}
