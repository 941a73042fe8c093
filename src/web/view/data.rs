//! The page about the data: version, changes, findings and downloads.

use askama::Template;

use super::{Frame, heading, minute_in_japan, plan_name};
use crate::web::{
    Account, Complaint,
    language::{Html, Language},
};
use shisaku_engine::EngineError;
use shisaku_model::{ChangedEntry, Finding, PlanFacts, Severity, facet, is_web_address, query_string};
use shisaku_search::{FacetCounts, Search, SearchParams};
use wareki::FiscalYears;

/// Maximum number of lines shown of a list. The others are only counted.
const MOST_LINES: usize = 100;

/// Export formats: the value of the parameter and the key of the label.
const FORMATS: [(&str, &str); 4] =
    [("xlsx", "data.xlsx"), ("csv", "data.csv"), ("json", "data.json"), ("jsonl", "data.jsonl")];

/// The page about the data.
#[derive(Debug, Template)]
#[template(path = "data.html")]
pub(in crate::web) struct DataPage {
    t: Language,
    frame: Frame,
    fingerprint: String,
    built_at: Html,
    entries: usize,
    /// Errors in documents that were rejected.
    refused: Vec<FindingView>,
    changes: ChangesView,
    plans: Vec<PlanCard>,
    /// Findings by severity, errors and warnings first.
    findings: Vec<FindingGroup>,
    formats: Vec<(String, String)>,
}

#[derive(Debug)]
struct FindingGroup {
    label: String,
    findings: Vec<FindingView>,
    /// Number of findings not shown.
    more: usize,
}

#[derive(Debug)]
struct FindingView {
    place: String,
    message: Html,
    advice: Html,
}

/// The differences from the previous version.
#[derive(Debug)]
struct ChangesView {
    /// The time when the previous version was built, if there was one.
    since: Option<Html>,
    lists: Vec<ChangeList>,
}

#[derive(Debug)]
struct ChangeList {
    label: String,
    lines: Vec<ChangeLine>,
    more: usize,
}

#[derive(Debug)]
struct ChangeLine {
    label: Html,
    /// The entry's page. None if the entry was removed.
    href: Option<String>,
    parts: Html,
}

/// One plan: its facts as its maintainer states them, and its counts.
#[derive(Debug)]
struct PlanCard {
    name: Html,
    /// Labels and facts. An unknown fact is shown as unknown.
    facts: Vec<(String, Html)>,
    source_url: String,
    /// True if `source_url` is a web address. A maintainer may have typed anything.
    source_is_web: bool,
    /// Counts of each kind and each sort of result. Each count links to its list.
    counts: Vec<CountView>,
}

#[derive(Debug)]
struct CountView {
    label: Html,
    count: usize,
    href: String,
}

impl DataPage {
    /// Counts the entries of each plan.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        frame: Frame,
        search: &Search,
        account: &Account,
        complaint: Option<&Complaint>,
    ) -> Result<Self, EngineError> {
        let (facts, t) = (search.facts(), frame.t);
        let plans = search.catalogue().plans.iter().map(|plan| PlanCard::new(plan, search, t));
        let in_japan = ("time", Html::escaped(&minute_in_japan(&facts.built_at)).into());
        Ok(Self {
            t,
            frame,
            fingerprint: facts.fingerprint.clone(),
            built_at: t.html("data.in-japan", [in_japan]),
            entries: facts.entries,
            refused: complaint
                .map_or(&[][..], |complaint| &complaint.reasons)
                .iter()
                .map(|finding| FindingView::new(finding, t))
                .collect(),
            changes: ChangesView::new(account, t),
            plans: plans.collect::<Result<_, _>>()?,
            findings: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| FindingGroup::new(severity, &account.findings, t))
                .into_iter()
                .flatten()
                .collect(),
            formats: FORMATS
                .map(|(name, key)| (t.say(key), format!("/api/v1/export?format={name}")))
                .to_vec(),
        })
    }
}

impl FindingGroup {
    /// Builds the group of a severity. None if it has no findings.
    fn new(severity: Severity, findings: &[Finding], t: Language) -> Option<Self> {
        let of = findings.iter().filter(|finding| finding.severity == severity);
        let count = of.clone().count();
        let findings: Vec<FindingView> = of.take(MOST_LINES).map(|one| FindingView::new(one, t)).collect();
        (count > 0).then(|| Self {
            label: t.findings(severity, count),
            more: count - findings.len(),
            findings,
        })
    }
}

impl FindingView {
    fn new(finding: &Finding, t: Language) -> Self {
        Self {
            place: finding.place.to_string(),
            message: t.own(&finding.message),
            advice: t.own(&finding.advice),
        }
    }
}

impl ChangesView {
    fn new(account: &Account, t: Language) -> Self {
        let changes = &account.changes;
        let lists = [
            ("data.added", &changes.added, true),
            ("data.removed", &changes.removed, false),
            ("data.altered", &changes.changed, true),
        ];
        Self {
            since: changes.since.as_ref().map(|since| {
                let time = Html::escaped(&minute_in_japan(&since.built_at));
                t.html("data.since", [("time", time.into())])
            }),
            lists: lists
                .into_iter()
                .filter(|(_, entries, _)| !entries.is_empty())
                .map(|(key, entries, there)| {
                    let lines: Vec<ChangeLine> = entries
                        .iter()
                        .take(MOST_LINES)
                        .map(|entry| ChangeLine::new(entry, there, t))
                        .collect();
                    ChangeList {
                        label: t.counted(key, entries.len()),
                        more: entries.len() - lines.len(),
                        lines,
                    }
                })
                .collect(),
        }
    }
}

impl ChangeLine {
    fn new(entry: &ChangedEntry, there: bool, t: Language) -> Self {
        let title = if entry.title.is_empty() { &entry.id } else { &entry.title };
        Self {
            label: t.own(heading(&entry.number, title)),
            href: there.then(|| format!("/entries/{}", entry.id)),
            parts: t.own(entry.parts.join("、")),
        }
    }
}

impl PlanCard {
    fn new(plan: &PlanFacts, search: &Search, t: Language) -> Result<Self, EngineError> {
        let mut params = SearchParams { limit: 1, ..SearchParams::default() };
        if let Some(facet) = facet::facet("plan") {
            params.filters.choose(facet, &*plan.id);
        }
        let response = search.run(&params)?;
        let counted =
            response.facets.iter().filter(|counts| ["kind", "has_result"].contains(&counts.facet.key));
        let unknown = || Html::escaped(&t.say("data.not-stated"));
        let known = |text: &str| if text.is_empty() { unknown() } else { t.own(text) };
        let years =
            |years: Option<FiscalYears>| years.map_or_else(unknown, |years| Html::escaped(&t.years(years)));
        let fact = |key: &str, text: Html| (t.say(key), text);
        let manifest = &plan.manifest;
        Ok(Self {
            name: t.own(plan_name(plan)),
            facts: vec![
                fact("data.publisher", known(&manifest.publisher)),
                fact("data.edition", known(&manifest.edition)),
                fact("data.plan-years", years(manifest.plan_years)),
                fact("data.result-years", years(manifest.result_years)),
                fact("entry.licence", known(&manifest.licence)),
                fact("entry.contact", known(&manifest.contact)),
            ],
            source_is_web: is_web_address(&manifest.source_url),
            source_url: manifest.source_url.clone(),
            counts: counted.flat_map(|counts| CountView::all(counts, &plan.id, t)).collect(),
        })
    }
}

impl CountView {
    fn all(counts: &FacetCounts, plan: &str, t: Language) -> Vec<Self> {
        let named = |value: Html| {
            let facet = Html::escaped(&t.facet(counts.facet));
            t.html("search.chip", [("facet", facet.into()), ("value", value.into())])
        };
        let one = |value: &shisaku_search::FacetValue| Self {
            label: match t.named(counts.facet, &value.value, &value.label) {
                label if counts.facet.key == "kind" => label,
                label => named(label),
            },
            count: value.count,
            href: format!("/?{}", query_string([("plan", plan), (counts.facet.key, &*value.value)])),
        };
        counts.values.iter().map(one).collect()
    }
}
