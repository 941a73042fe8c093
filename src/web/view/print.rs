//! A whole list on paper.

use askama::Template;

use super::{Frame, StateView, href, list_href, which_plan};
use crate::api::{self, About};
use shisaku_model::{Catalogue, Entry, Kind, japan};
use shisaku_search::{Listing, Notice};
use wareki::FiscalYears;

/// The list as a table, with all that says what it is a list of.
#[derive(Debug, Template)]
#[template(path = "print.html")]
pub(in crate::web) struct PrintPage {
    frame: Frame,
    title: String,
    conditions: Vec<(String, String)>,
    notices: Vec<String>,
    rows: Vec<Row>,
    /// The document that every entry stands in, if it is one.
    file: Option<String>,
    /// The search that the list is of, and the same list as a workbook.
    back: String,
    workbook: String,
    total: usize,
}

/// One entry.
#[derive(Debug)]
struct Row {
    href: String,
    number: String,
    title: String,
    /// What it is, where it is no measure; and of which plan, where there are several.
    about: Vec<String>,
    period: Option<String>,
    plan_years: Option<String>,
    /// `None` for what nobody reports on.
    result: Option<&'static str>,
    reported_early: bool,
    result_years: Option<String>,
    text: String,
    bodies: String,
    source: String,
}

impl PrintPage {
    pub fn new(
        frame: Frame,
        listing: &Listing,
        entries: &[Entry],
        catalogue: &Catalogue,
        unread: Vec<Notice>,
    ) -> Self {
        let now = japan::now_utc();
        let mut files = entries.iter().map(|entry| entry.source.file.as_str());
        let first = files.next();
        let file = first.filter(|first| files.all(|file| file == *first));
        let words = listing.params.text.trim();
        let what =
            if words.is_empty() { "施策の一覧".to_owned() } else { format!("「{words}」の一覧") };
        Self {
            title: format!("{what} {} 件 - {}", listing.count(), frame.name),
            conditions: api::conditions(listing, catalogue, &About { exported_at: &now, base: "" }),
            notices: unread.into_iter().map(|notice| notice.message).collect(),
            rows: entries.iter().map(|entry| Row::new(entry, file.is_none(), catalogue)).collect(),
            file: file.map(str::to_owned),
            back: href(&listing.params, 0),
            workbook: list_href("/api/v1/export", &listing.params, Some(("format", "xlsx"))),
            total: listing.count(),
            frame,
        }
    }
}

impl Row {
    fn new(entry: &Entry, with_file: bool, catalogue: &Catalogue) -> Self {
        let state = StateView::new(entry);
        let kind = (entry.kind != Kind::Measure).then(|| entry.kind.label().to_owned());
        let marks = (!entry.category.is_empty()).then(|| entry.category.join("、"));
        let plan = which_plan(&entry.plan, catalogue).map(str::to_owned);
        let bodies = entry.departments.iter().chain(&entry.related_departments).chain(&entry.organisations);
        let file = if with_file { format!("{} ", entry.source.file) } else { String::new() };
        Self {
            href: format!("/entries/{}", entry.id),
            number: entry.number.clone(),
            title: entry.title.clone(),
            about: plan.into_iter().chain(kind).chain(marks).collect(),
            period: state.period,
            plan_years: state.plan_years,
            reported_early: state.reported_early,
            result: state.result.map(|result| result.label),
            result_years: entry.results.last().and_then(|report| report.years).map(FiscalYears::in_eras),
            text: entry.result.clone().unwrap_or_default(),
            bodies: bodies.map(String::as_str).collect::<Vec<_>>().join("、"),
            source: format!("{file}{}", entry.source_lines()),
        }
    }
}
