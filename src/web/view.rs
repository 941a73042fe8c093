//! What templates show: labels, links and dates made ready, so that a template only places things.

use askama::Template;

use super::{Live, query};
use crate::{
    highlight::Highlights,
    model::{Catalogue, Entry, FiscalYears, facet},
    search::{FacetCounts, Item, Response, SORTS, Search, SearchParams},
};

/// What every page has around it.
#[derive(Debug)]
pub(super) struct Frame {
    /// The plan's name, or a general one when there are several plans.
    pub name: String,
    /// Something wrong with the service itself.
    pub complaint: Option<String>,
    pub built_on: String,
}

impl Frame {
    pub fn new(live: &Live, search: &Search) -> Self {
        let name = match search.catalogue().plans.as_slice() {
            [plan] => plan.manifest.title.clone(),
            _ => "計画".to_owned(),
        };
        let built_on = search.facts().built_at.chars().take(10).collect();
        Self { name, complaint: live.complaint(), built_on }
    }
}

/// A link with its words.
#[derive(Debug)]
pub(super) struct Link {
    pub label: String,
    pub href: String,
}

/// The search page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub(super) struct SearchPage {
    pub frame: Frame,
    pub title: String,
    pub text: String,
    pub notices: Vec<String>,
    pub facets: Vec<FacetView>,
    pub chips: Vec<Link>,
    pub clear: String,
    pub sorts: Vec<SortView>,
    pub total: usize,
    pub from: usize,
    pub to: usize,
    pub items: Vec<ItemView>,
    pub partial: Vec<PartialView>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// A facet's boxes.
#[derive(Debug)]
pub(super) struct FacetView {
    pub key: &'static str,
    pub label: &'static str,
    /// Folded away unless something in it is chosen.
    pub folded: bool,
    pub values: Vec<ValueView>,
}

/// One box of a facet.
#[derive(Debug)]
pub(super) struct ValueView {
    pub value: String,
    pub label: String,
    pub count: usize,
    pub selected: bool,
}

/// One order to choose.
#[derive(Debug)]
pub(super) struct SortView {
    pub value: &'static str,
    pub label: &'static str,
    pub selected: bool,
}

/// An incomplete answer.
#[derive(Debug)]
pub(super) struct PartialView {
    pub item: ItemView,
    pub missing: String,
}

/// One hit.
#[derive(Debug)]
pub(super) struct ItemView {
    pub href: String,
    pub number: String,
    pub category: Vec<String>,
    pub kind: &'static str,
    pub path: String,
    pub state: StateView,
    pub result_years: Option<String>,
    pub has_report: bool,
    pub highlights: Highlights,
    pub variants: Vec<String>,
}

/// Period and result in words.
#[derive(Debug)]
pub(super) struct StateView {
    pub period: Option<String>,
    pub plan_years: Option<String>,
    /// `true`, `false` or `unknown`: for the colour beside the words.
    pub result: &'static str,
    pub result_label: &'static str,
}

/// Facets with more values than this are folded away.
const MANY_VALUES: usize = 8;

impl SearchPage {
    pub fn new(frame: Frame, response: &Response) -> Self {
        let params = &response.params;
        let title = if params.text.is_empty() {
            frame.name.clone()
        } else {
            format!("{} - {}", params.text, frame.name)
        };
        let page_at = |offset: usize| href(params, None, Some(offset));
        Self {
            title,
            text: params.text.clone(),
            notices: response.notices.iter().map(|notice| notice.message.clone()).collect(),
            facets: response.facets.iter().filter_map(facet_view).collect(),
            chips: chips(response),
            clear: href(&SearchParams { text: params.text.clone(), ..SearchParams::default() }, None, None),
            sorts: SORTS
                .iter()
                .map(|&(value, sort, label)| SortView { value, label, selected: params.sort == Some(sort) })
                .collect(),
            total: response.total_count,
            from: if response.items.is_empty() { 0 } else { params.offset + 1 },
            to: params.offset + response.items.len(),
            items: response.items.iter().map(ItemView::new).collect(),
            partial: response
                .partial
                .iter()
                .map(|partial| PartialView {
                    item: ItemView::new(&partial.item),
                    missing: partial.missing.join("、"),
                })
                .collect(),
            previous: (params.offset > 0).then(|| page_at(params.offset.saturating_sub(params.limit))),
            next: response.next_offset.map(page_at),
            frame,
        }
    }
}

/// A facet worth showing: one that tells entries apart, or in which something is chosen.
fn facet_view(counts: &FacetCounts) -> Option<FacetView> {
    let chosen = counts.values.iter().any(|value| value.selected);
    let values: Vec<ValueView> = counts
        .values
        .iter()
        .map(|value| ValueView {
            value: value.value.clone(),
            label: value.label.clone(),
            count: value.count,
            selected: value.selected,
        })
        .collect();
    (values.len() > 1 || chosen).then_some(FacetView {
        key: counts.facet.key,
        label: counts.facet.label,
        folded: values.len() > MANY_VALUES && !chosen,
        values,
    })
}

/// What is chosen, each as a link that takes it back.
fn chips(response: &Response) -> Vec<Link> {
    let chosen = response.facets.iter().flat_map(|counts| {
        let selected = counts.values.iter().filter(|value| value.selected);
        selected.map(|value| Link {
            label: format!("{}: {}", counts.facet.label, value.label),
            href: href(&response.params, Some((counts.facet.key, &value.value)), None),
        })
    });
    chosen.collect()
}

/// The address of a search, without one chosen value, from an offset on.
fn href(params: &SearchParams, without: Option<(&str, &str)>, offset: Option<usize>) -> String {
    let offset = offset.filter(|offset| *offset > 0).map(|offset| offset.to_string());
    let default = SearchParams::default();
    let limit = (params.limit != default.limit).then(|| params.limit.to_string());
    let sort = SORTS.iter().find(|(_, sort, _)| params.sort == Some(*sort)).map(|(name, ..)| *name);
    let mut pairs: Vec<(&str, &str)> = vec![("q", &params.text)];
    for (key, values) in params.filters.iter() {
        pairs.extend(values.iter().map(|value| (key, value.as_str())).filter(|pair| Some(*pair) != without));
    }
    pairs.extend(sort.map(|sort| ("sort", sort)));
    pairs.extend(limit.as_deref().map(|limit| ("limit", limit)));
    pairs.extend(offset.as_deref().map(|offset| ("offset", offset)));
    pairs.retain(|(_, value)| !value.is_empty());
    if pairs.is_empty() { "/".to_owned() } else { format!("/?{}", query::write(pairs)) }
}

impl StateView {
    fn new(entry: &Entry) -> Self {
        let (result, result_label) = match entry.has_result {
            Some(true) => ("true", "実績あり"),
            Some(false) => ("false", "実績なし"),
            None => ("unknown", "報告なし"),
        };
        Self {
            period: entry.period.clone(),
            plan_years: entry.plan_years.map(FiscalYears::in_eras),
            result,
            result_label,
        }
    }
}

impl ItemView {
    fn new(item: &Item) -> Self {
        let entry = &item.entry;
        Self {
            href: format!("/entries/{}", entry.id),
            number: entry.number.clone(),
            category: entry.category.clone(),
            kind: entry.kind.label(),
            path: path(entry),
            state: StateView::new(entry),
            result_years: entry.results.last().and_then(|report| report.years).map(FiscalYears::in_eras),
            has_report: !entry.results.is_empty(),
            highlights: item.highlights.clone(),
            variants: entry.title_variants.clone(),
        }
    }
}

fn path(entry: &Entry) -> String {
    let label =
        |heading: &crate::model::Heading| format!("{} {}", heading.number, heading.title).trim().to_owned();
    entry.path.iter().map(label).collect::<Vec<_>>().join(" › ")
}

fn source(entry: &Entry) -> String {
    match entry.source.lines {
        [from, to] if from == to => format!("{} {from}行", entry.source.file),
        [from, to] => format!("{} {from}～{to}行", entry.source.file),
    }
}

/// The page of one entry.
#[derive(Debug, Template)]
#[template(path = "entry.html")]
pub(super) struct EntryPage {
    pub frame: Frame,
    pub title: String,
    pub entry: Entry,
    pub kind: &'static str,
    pub state: StateView,
    pub reports: Vec<ReportView>,
    pub crumbs: Vec<Link>,
    pub source: String,
}

/// One report of an entry.
#[derive(Debug)]
pub(super) struct ReportView {
    pub years: Option<String>,
    pub text: String,
    pub status: &'static str,
}

impl EntryPage {
    pub fn new(frame: Frame, entry: Entry, catalogue: &Catalogue) -> Self {
        let reports = entry.results.iter().rev().map(|report| ReportView {
            years: report.years.map(FiscalYears::in_eras),
            text: report.text.clone(),
            status: report.status.label(),
        });
        Self {
            title: format!("{} {} - {}", entry.number, entry.title, frame.name).trim_start().to_owned(),
            kind: entry.kind.label(),
            state: StateView::new(&entry),
            reports: reports.collect(),
            crumbs: crumbs(&entry, catalogue),
            source: source(&entry),
            frame,
            entry,
        }
    }
}

/// The sections above an entry, each as a link to everything in it.
fn crumbs(entry: &Entry, catalogue: &Catalogue) -> Vec<Link> {
    let keys = ["chapter", "policy", "subsection"];
    let sections = entry.sections.iter().zip(keys).filter_map(|(section, key)| {
        let (_, known) = catalogue.section(section)?;
        let mut params = SearchParams::default();
        params.filters.choose(facet::facet(key)?, section.clone());
        Some(Link { label: known.label(), href: href(&params, None, None) })
    });
    sections.collect()
}

/// A page that says what is wrong.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub(super) struct ErrorPage {
    pub frame: Frame,
    pub title: String,
    pub detail: String,
}
