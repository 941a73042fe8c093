//! Values for templates: labels, links and dates, ready to insert.

mod annotated;
mod api;
mod browse;
mod contact;
mod contents;
mod data;
mod entry;
mod examples;
mod glossary;
mod guide;
mod narrow;
mod nothing;
mod print;
mod progress;
mod search;
mod snippet;
mod table;

use askama::Template;
use axum::http::Uri;

use super::{
    Live,
    language::{Html, Language},
};
use shisaku_model::{Catalogue, Entry, Filters, Kind, PlanFacts, address, facet, japan, query_string};
use shisaku_search::{MATCHES, Search, SearchParams, canonical};

pub(super) use super::marked::escaped;
pub(super) use api::ApiPage;
pub(super) use data::DataPage;
pub(super) use entry::{EntryPage, Look, PRINTED, RUBY};
pub(super) use glossary::GlossaryPage;
pub(super) use guide::{AccessibilityPage, HelpPage};
pub(super) use print::PrintPage;
pub(super) use progress::ProgressPage;
pub(super) use search::{SearchPage, Shown, TABLE};
pub(super) use table::ROWS;

/// Links of the navigation: path and key of the label.
const PLACES: [(&str, &str); 5] = [
    ("/", "base.search"),
    ("/progress", "base.progress"),
    ("/glossary", "base.glossary"),
    ("/data", "base.data"),
    ("/help", "base.help"),
];

/// The parts that every page shares.
#[derive(Debug)]
pub(super) struct Frame {
    /// The language of the page.
    pub t: Language,
    /// The plan's name, or a general name if the index has several plans.
    pub name: String,
    /// The plan's name as HTML.
    title: Html,
    /// A problem of the service itself.
    pub complaint: Option<Html>,
    built_on: String,
    /// True if queries without results are counted.
    pub counted: bool,
    /// The path of the current page, if the navigation contains it.
    here: &'static str,
    /// The address of this page in the other language.
    other: String,
}

impl Frame {
    /// Builds the frame of the page at an address.
    pub fn new(live: &Live, search: &Search, uri: &Uri) -> Self {
        let t = Language::of(uri);
        let (name, title) = match search.catalogue().plans.as_slice() {
            [plan] => (plan_name(plan).to_owned(), t.own(plan_name(plan))),
            _ => (t.say("base.name"), Html::escaped(&t.say("base.name"))),
        };
        let built_on = japan::day(&search.facts().built_at);
        Self {
            t,
            name,
            title,
            complaint: live.complaint().map(|complaint| t.repeat(&complaint.message)),
            built_on,
            counted: live.recorder().is_some(),
            here: "",
            other: t.other().address_of(uri),
        }
    }

    /// Marks the navigation link of this page.
    pub fn at(self, here: &'static str) -> Self {
        Self { here, ..self }
    }

    /// Links the other language to the search page. For pages whose address finds nothing.
    pub fn of_nothing(self) -> Self {
        Self { other: self.t.other().address_of(&Uri::from_static("/")), ..self }
    }

    fn built(&self) -> Html {
        self.t.html("base.built-on", [("day", Html::escaped(&self.built_on).into())])
    }

    fn places(&self) -> [(&'static str, &'static str); PLACES.len()] {
        PLACES
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

/// A link and its label.
#[derive(Debug)]
struct Link {
    label: Html,
    href: String,
}

/// The kind, period, result and plan years of an entry, in words.
#[derive(Debug)]
struct StateView {
    kind: String,
    period: Option<Html>,
    plan_years: Option<String>,
    /// `None` for kinds without reports, such as figures.
    result: Option<ResultView>,
    /// True if the newest report ends before the plan's first year. That looks like a mistake but is not.
    reported_early: bool,
}

/// The result of an entry.
#[derive(Debug)]
struct ResultView {
    /// `true`, `false` or `unknown`, for the colour of the label.
    value: &'static str,
    label: String,
}

impl StateView {
    fn new(entry: &Entry, t: Language) -> Self {
        let value = match entry.has_result {
            Some(true) => "true",
            Some(false) => "false",
            None => "unknown",
        };
        let reported_on = is_planned(entry) || !entry.results.is_empty();
        let newest = entry.results.last().and_then(|report| report.years);
        let reported_early =
            entry.plan_years.zip(newest).is_some_and(|(plan, result)| result.last_known() < plan.from);
        Self {
            kind: t.kind(entry.kind),
            period: entry.period.as_deref().map(|period| t.period(period)),
            plan_years: entry.plan_years.map(|years| t.years(years)),
            result: reported_on.then(|| ResultView { value, label: t.say(&format!("result.{value}")) }),
            reported_early,
        }
    }
}

/// True if the entry states planned work. Other kinds explain or illustrate.
fn is_planned(entry: &Entry) -> bool {
    Kind::SEARCHED_BY_DEFAULT.contains(&entry.kind)
}

/// Returns the label of the entry's own text, shown beside its result.
fn text_label(entry: &Entry, t: Language) -> String {
    t.say(if is_planned(entry) { "item.plan" } else { "item.text" })
}

/// Returns a plan's name, or the name of its folder if it has none.
pub(super) fn plan_name(plan: &PlanFacts) -> &str {
    if plan.manifest.title.is_empty() { &plan.id } else { &plan.manifest.title }
}

/// Returns the plan's name if the index has several plans.
fn which_plan<'c>(plan: &str, catalogue: &'c Catalogue) -> Option<&'c str> {
    catalogue.plan(plan).filter(|_| catalogue.plans.len() > 1).map(plan_name)
}

/// Returns the number and the title as one line.
fn heading(number: &str, title: &str) -> String {
    format!("{number} {title}").trim().to_owned()
}

/// Returns the address of a search from an offset on. All other parameters stay.
fn href(params: &SearchParams, offset: usize) -> String {
    address("/", &canonical(&SearchParams { offset, ..params.clone() }))
}

/// Returns a search without one chosen value.
fn unticked(params: &SearchParams, key: &str, value: &str) -> SearchParams {
    let mut filters = Filters::default();
    for (of, values) in params.filters.iter() {
        let Some(facet) = facet::facet(of) else { continue };
        values
            .iter()
            .filter(|one| (of, one.as_str()) != (key, value))
            .for_each(|one| filters.choose(facet, one));
    }
    SearchParams { filters, offset: 0, ..params.clone() }
}

/// Returns the address of the whole list that a search finds, from any of its pages.
fn list_href(path: &str, params: &SearchParams, more: Option<(&str, &str)>) -> String {
    let whole = SearchParams { limit: SearchParams::default().limit, ..params.clone() };
    let asked = href(&whole, 0);
    let asked = asked.trim_start_matches('/').trim_start_matches('?');
    let more = more.map(|pair| query_string([pair]));
    let parts: Vec<&str> =
        more.as_deref().into_iter().chain([asked]).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// Returns parameters without a field in the form. The form carries them in hidden fields.
fn unseen(params: &SearchParams) -> Vec<(&'static str, String)> {
    let default = SearchParams::default();
    let mut pairs = Vec::new();
    if params.matching != default.matching {
        let name = MATCHES.iter().find(|(_, matching)| params.matching == *matching);
        pairs.extend(name.map(|(name, _)| ("match", (*name).to_owned())));
    }
    if params.exact != default.exact {
        pairs.push(("exact", params.exact.to_string()));
    }
    if params.limit != default.limit {
        pairs.push(("limit", params.limit.to_string()));
    }
    pairs
}

/// Formats an RFC 3339 time as date and minute in Japan: 2026-11-23 09:05.
fn minute_in_japan(time: &str) -> String {
    japan::minute(time).unwrap_or_else(|| time.to_owned())
}
