//! Values for templates: labels, links and dates, ready to insert.

mod annotated;
mod api;
mod browse;
mod contact;
mod data;
mod entry;
mod glossary;
mod guide;
mod narrow;
mod nothing;
mod plan;
mod print;
mod progress;
mod search;
mod snippet;
mod source;
mod source_links;
mod sum;
mod workbooks;

use askama::Template;
use axum::http::Uri;

use super::{
    AppState,
    language::{Html, Language},
};
use shisaku_model::{Catalogue, Covers, Entry, Kind, PlanFacts, address, facet, japan};
use shisaku_search::{Search, SearchParams, canonical};
use wareki::FiscalYears;

pub(super) use super::marked::escaped;
use crate::api::plan_name;
pub(super) use api::ApiPage;
pub(super) use data::DataPage;
pub(super) use entry::{EntryPage, Look, PRINTED, RUBY};
pub(super) use glossary::GlossaryPage;
pub(super) use guide::{AccessibilityPage, HelpPage};
pub(super) use plan::PlanPage;
use plan::plan_href;
pub(super) use print::PrintPage;
pub(super) use progress::ProgressPage;
pub(super) use search::{ROWS, SearchPage, Shape, TABLE, TEXT};
pub(super) use source::{SourcePage, source_page};

/// Links of the navigation: path and key of the label.
const PLACES: [(&str, &str); 5] = [
    ("/", "base.search"),
    ("/progress", "base.progress"),
    ("/glossary", "base.glossary"),
    ("/data", "base.data"),
    ("/help", "base.help"),
];

/// Download formats of a list or table: display name and value of the parameter.
const FILES: [(&str, &str); 3] = [("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")];

/// The parts that every page shares.
#[derive(Debug)]
pub(super) struct Frame {
    /// The language of the page.
    pub t: Language,
    /// The plan's name, or a general name if the index has several plans.
    pub name: String,
    /// A notice that the content is older than the documents.
    pub stale: Option<Html>,
    /// True if the pages are for staff, who see what is wrong with the documents.
    pub shows_findings: bool,
    built_on: Html,
    /// True if queries without results are counted.
    pub counted: bool,
    /// True if a document comes from a scanner.
    pub scanned: bool,
    /// The path of the plan's page, if the index has only one.
    pub plan: Option<String>,
    /// The public address of the page without its query, if the operator named one.
    pub address: Option<String>,
    /// The path of the page, for the mark in the navigation. Empty if the path leads nowhere.
    here: String,
    /// The address of this page in the other language.
    other: String,
}

impl Frame {
    /// Builds the frame of the page at an address.
    pub(super) fn new(live: &AppState, search: &Search, uri: &Uri) -> Self {
        let t = Language::of(uri);
        let only = match search.catalogue().plans.as_slice() {
            [plan] => Some(plan),
            _ => None,
        };
        let name = only.map_or_else(|| t.say("base.name"), |plan| plan_name(plan).to_owned());
        let day = Html::escaped(&japan::day(&search.facts().built_at));
        Self {
            t,
            name,
            stale: live.stale_reason().map(|reason| {
                match (live.shows_findings(), reason.errors.is_empty()) {
                    (false, _) => t.with("notice.as-of", "day", &day),
                    (true, true) => Html::escaped(&t.say("notice.unread")),
                    (true, false) => Html::escaped(&t.say("notice.refused")),
                }
            }),
            shows_findings: live.shows_findings(),
            built_on: t.with("base.built-on", "day", day),
            counted: live.recorder().is_some(),
            scanned: search
                .catalogue()
                .plans
                .iter()
                .flat_map(|plan| &plan.documents)
                .any(|document| document.scanned),
            plan: only.map(|plan| plan_href(&plan.id)),
            address: live.public_url().map(|base| format!("{base}{}", uri.path())),
            here: uri.path().to_owned(),
            other: t.other().address_of(uri),
        }
    }

    /// Says where the text of a page about some documents comes from, whatever the other documents are.
    fn of_scans(self, scanned: bool) -> Self {
        Self { scanned, ..self }
    }

    /// Links the other language to the search page. For pages whose address finds nothing.
    pub(super) fn of_nothing(self) -> Self {
        Self { other: self.t.other().address_of(&Uri::from_static("/")), here: String::new(), ..self }
    }
}

/// The error page.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub(super) struct ErrorPage {
    pub t: Language,
    pub frame: Frame,
    pub title: String,
    pub detail: String,
}

/// True if the entry states planned work. Other kinds explain or illustrate.
fn is_planned(entry: &Entry) -> bool {
    entry.kind.is_planned()
}

/// Returns the result of an entry: `true`, `false` or `unknown`. `None` for kinds without reports, such as
/// figures.
fn result_of(entry: &Entry) -> Option<&'static str> {
    (is_planned(entry) || !entry.results.is_empty()).then_some(match entry.has_result {
        Some(true) => "true",
        Some(false) => "false",
        None => "unknown",
    })
}

/// Returns the result of an entry in words. Of several reports, the newest counts, and is named by its years.
fn result_told(entry: &Entry, result: &str, t: Language) -> String {
    let label = t.say_of("result", result);
    let years = reported_years(entry).filter(|_| entry.results.len() > 1);
    years.map_or_else(|| label.clone(), |years| format!("{label}({})", t.years(years)))
}

/// Returns the fiscal years of the newest report.
fn reported_years(entry: &Entry) -> Option<FiscalYears> {
    entry.results.last()?.years
}

/// True if all reports ended before the plan's first year. That looks like a mistake but is not.
fn is_reported_early(entry: &Entry) -> bool {
    let first = entry.plan_years.and_then(FiscalYears::first);
    // A report of a year of the plan that tells nothing, such as 実施予定, did not end before it.
    let reaches = |years: FiscalYears| first.zip(years.last()).is_some_and(|(first, last)| last >= first);
    is_waiting(entry) && !entry.results.iter().filter_map(|report| report.years).any(reaches)
}

fn is_waiting(entry: &Entry) -> bool {
    entry.report_covers == Some(Covers::Before)
}

/// The states that need attention, as values of their facets: 計画期間の報告待ち, 期限超過.
fn attention(entry: &Entry) -> impl Iterator<Item = (&'static str, &'static str)> {
    let waiting = is_waiting(entry).then_some(("report_covers", "before"));
    let overdue = entry.is_overdue(japan::today()).then_some(("overdue", "true"));
    waiting.into_iter().chain(overdue)
}

/// Returns the key of the label of the entry's own text, shown beside its result.
fn text_label(entry: &Entry) -> &'static str {
    if is_planned(entry) { "item.plan" } else { "item.text" }
}

/// Returns the plan, if there are several, and the kind, unless it is a measure.
fn about(entry: &Entry, catalogue: &Catalogue, t: Language) -> Vec<Html> {
    let plan = which_plan(&entry.plan, catalogue).map(|plan| t.own(plan));
    let kind = (entry.kind != Kind::Measure).then(|| Html::escaped(&t.kind(entry.kind)));
    plan.into_iter().chain(kind).collect()
}

/// Returns the departments and organisations of an entry on one line.
fn bodies(entry: &Entry) -> String {
    [&entry.departments[..], &entry.related_departments, &entry.organisations].concat().join("、")
}

/// Returns the sentence that tells a newcomer what a site with this plan is for: its key and parameters.
fn introduction(plan: &PlanFacts) -> (&'static str, [(&'static str, &str); 2]) {
    let publisher = plan.manifest.publisher.as_str();
    let key = if publisher.is_empty() { "search.about-one" } else { "search.about-published" };
    (key, [("plan", plan_name(plan)), ("publisher", publisher)])
}

/// Returns the introduction of a plan as plain text.
fn introduction_of(plan: &PlanFacts, t: Language) -> String {
    let (key, parts) = introduction(plan);
    t.plain(key, parts.map(|(name, value)| (name, value.into())))
}

/// Returns the path of an entry's page.
fn page_of(id: &str) -> String {
    format!("/entries/{id}")
}

/// Returns number and title of an entry on one line.
fn name_of(entry: &Entry, t: Language) -> Html {
    t.own(heading(&entry.number, &entry.title))
}

/// Returns the plan's name if the index has several plans.
fn which_plan<'c>(plan: &str, catalogue: &'c Catalogue) -> Option<&'c str> {
    catalogue.plan(plan).filter(|_| catalogue.plans.len() > 1).map(plan_name)
}

/// Returns the number and the title as one line.
fn heading(number: &str, title: &str) -> String {
    format!("{number} {title}").trim().to_owned()
}

/// Returns the address of a search for words alone.
fn words_href(text: &str) -> String {
    address("/", &[("q", text.to_owned())])
}

/// Returns the address of a search for everything with one value of a facet.
fn value_href(key: &str, value: &str) -> String {
    let mut params = SearchParams::default();
    facet::facet(key).into_iter().for_each(|facet| params.filters.choose(facet, value));
    href(&params, 0)
}

/// Returns the address of a search from an offset on. All other parameters stay.
fn href(params: &SearchParams, offset: usize) -> String {
    address("/", &canonical(&SearchParams { offset, ..params.clone() }))
}

/// Returns the address of the whole list that a search finds, from any of its pages.
fn list_href(path: &str, params: &SearchParams, more: Option<(&'static str, &str)>) -> String {
    let whole = SearchParams { limit: SearchParams::default().limit, offset: 0, ..params.clone() };
    let more = more.map(|(name, value)| (name, value.to_owned()));
    address(path, &more.into_iter().chain(canonical(&whole)).collect::<Vec<_>>())
}

/// Returns the address of a whole list in a file format.
fn export_href(params: &SearchParams, format: &str) -> String {
    list_href("/api/v1/export", params, Some(("format", format)))
}

/// Formats an RFC 3339 time as date and minute in Japan: 2026-11-23 09:05.
fn minute_in_japan(time: &str) -> String {
    japan::minute(time).unwrap_or_else(|| time.to_owned())
}
