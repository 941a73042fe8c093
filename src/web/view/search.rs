//! The search page.

use askama::Template;

use super::{Frame, Link, StateView, heading, href, is_planned, text_label, unseen, which_plan};
use crate::{
    highlight::Highlights,
    model::{Catalogue, Entry, FiscalYears, Kind},
    search::{FacetCounts, FacetValue, Item, Response, SORTS, SearchParams},
};

/// Facets that stand open; the others are folded away unless something in them is chosen.
const OPEN: [&str; 4] = ["kind", "period", "has_result", "plan"];

/// The search page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub(in crate::web) struct SearchPage {
    frame: Frame,
    title: String,
    text: String,
    notices: Vec<String>,
    facets: Vec<FacetView>,
    chips: Vec<Link>,
    clear: String,
    sorts: Vec<SortView>,
    unseen: Vec<(&'static str, String)>,
    total: usize,
    /// Which of the hits are shown, unless all are.
    range: Option<String>,
    items: Vec<ItemView>,
    partial: Vec<PartialView>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A facet's boxes.
#[derive(Debug)]
struct FacetView {
    key: &'static str,
    label: &'static str,
    /// What the person should know before choosing.
    hint: Option<String>,
    folded: bool,
    values: Vec<ValueView>,
}

/// One box of a facet.
#[derive(Debug)]
struct ValueView {
    value: String,
    label: String,
    count: usize,
    selected: bool,
}

/// One order to choose.
#[derive(Debug)]
struct SortView {
    value: &'static str,
    label: &'static str,
    selected: bool,
}

/// An incomplete answer.
#[derive(Debug)]
struct PartialView {
    item: ItemView,
    missing: String,
}

/// One hit. Texts are HTML with the matches marked.
#[derive(Debug)]
struct ItemView {
    href: String,
    highlights: Highlights,
    /// Where it stands, from the plan (when there are several) or chapter down.
    path: String,
    state: StateView,
    text_label: &'static str,
    /// Whether there is a plan to show, if only its years.
    has_text: bool,
    reports: Vec<ReportView>,
    /// Terms with explanations in which something was met.
    notes: Vec<(String, String)>,
}

/// One report of a hit.
#[derive(Debug)]
struct ReportView {
    years: Option<String>,
    html: String,
    status: &'static str,
}

impl SearchPage {
    pub fn new(frame: Frame, response: &Response, catalogue: &Catalogue) -> Self {
        let params = &response.params;
        let (from, to) = (params.offset + 1, params.offset + response.items.len());
        let some = !response.items.is_empty() && (from > 1 || to < response.total_count);
        let back = params.offset.saturating_sub(params.limit);
        let partial = response.partial.iter().map(|partial| PartialView {
            item: ItemView::new(&partial.item, catalogue),
            missing: partial.missing.iter().map(|word| format!("「{word}」")).collect(),
        });
        Self {
            title: title(&frame, response),
            text: params.text.clone(),
            notices: response.notices.iter().map(|notice| notice.message.clone()).collect(),
            facets: response.facets.iter().filter_map(|counts| facet(counts, catalogue)).collect(),
            chips: chips(response, catalogue),
            clear: href(&SearchParams { text: params.text.clone(), ..SearchParams::default() }, None, 0),
            sorts: SORTS
                .iter()
                .map(|&(value, sort, label)| SortView { value, label, selected: params.sort == Some(sort) })
                .collect(),
            unseen: unseen(params),
            total: response.total_count,
            range: some.then(|| format!("{from}～{to} 件目")),
            items: response.items.iter().map(|item| ItemView::new(item, catalogue)).collect(),
            partial: partial.collect(),
            previous: (params.offset > 0).then(|| Link {
                label: format!("前の {} 件", params.offset - back),
                href: href(params, None, back),
            }),
            next: response.next_offset.map(|next| Link {
                label: format!("次の {} 件", params.limit.min(response.total_count.saturating_sub(next))),
                href: href(params, None, next),
            }),
            frame,
        }
    }
}

/// What stands on the browser's tab and in its history: what was asked comes first.
fn title(frame: &Frame, response: &Response) -> String {
    let words = &response.params.text;
    match (words.is_empty(), response.params.filters.is_empty()) {
        (true, true) => format!("施策と実績を探す - {}", frame.name),
        (true, false) => format!("しぼり込みの結果 {} 件 - {}", response.total_count, frame.name),
        (false, _) => format!("「{words}」の検索結果 {} 件 - {}", response.total_count, frame.name),
    }
}

/// A facet worth showing: one that tells entries apart, or in which something is chosen.
fn facet(counts: &FacetCounts, catalogue: &Catalogue) -> Option<FacetView> {
    let chosen = counts.values.iter().any(|value| value.selected);
    let value = |value: &FacetValue| ValueView {
        value: value.value.clone(),
        label: value_label(value, catalogue),
        count: value.count,
        selected: value.selected,
    };
    // What is found only in other kinds must be reachable from here.
    let kinds = counts.facet.key == "kind" && !counts.values.is_empty();
    (counts.values.len() > 1 || chosen || kinds).then(|| FacetView {
        key: counts.facet.key,
        label: counts.facet.label,
        hint: (counts.facet.key == "kind" && !chosen).then(default_kinds),
        folded: !OPEN.contains(&counts.facet.key) && !chosen,
        values: counts.values.iter().map(value).collect(),
    })
}

/// Without this, the counts of the kinds seem not to add up to the number of hits.
fn default_kinds() -> String {
    let kinds = Kind::SEARCHED_BY_DEFAULT.map(Kind::label).join("、");
    format!("選ばなければ、{kinds}から探します。")
}

/// A value's name. Chapters are numbered alike in every plan: with several plans, each says whose it is.
fn value_label(value: &FacetValue, catalogue: &Catalogue) -> String {
    let plan = value.value.split_once('/').and_then(|(plan, _)| which_plan(plan, catalogue));
    plan.map_or_else(|| value.label.clone(), |plan| format!("{plan}: {}", value.label))
}

/// What is chosen, each as a link that takes it back.
fn chips(response: &Response, catalogue: &Catalogue) -> Vec<Link> {
    let chosen = response.facets.iter().flat_map(|counts| {
        let selected = counts.values.iter().filter(|value| value.selected);
        selected.map(|value| Link {
            label: format!("{}: {}", counts.facet.label, value_label(value, catalogue)),
            href: href(&response.params, Some((counts.facet.key, &value.value)), 0),
        })
    });
    chosen.collect()
}

impl ItemView {
    fn new(item: &Item, catalogue: &Catalogue) -> Self {
        let (entry, highlights) = (&item.entry, &item.highlights);
        Self {
            href: format!("/entries/{}", entry.id),
            path: path(entry, highlights, catalogue),
            state: StateView::new(entry),
            text_label: text_label(entry),
            has_text: !entry.body.is_empty() || (is_planned(entry) && entry.plan_years.is_some()),
            reports: reports(entry, highlights),
            notes: highlights
                .note_terms
                .iter()
                .zip(&highlights.notes)
                .filter(|(term, text)| is_marked(term) || is_marked(text))
                .map(|(term, text)| (term.clone(), text.clone()))
                .collect(),
            highlights: highlights.clone(),
        }
    }
}

/// The headings above a hit, as HTML with the matches marked.
fn path(entry: &Entry, highlights: &Highlights, catalogue: &Catalogue) -> String {
    let plan = which_plan(&entry.plan, catalogue).map(escaped);
    let headings = entry.path.iter().enumerate().map(|(at, of)| match highlights.path.get(at) {
        Some(title) => heading(&escaped(&of.number), title),
        None => escaped(&of.label()),
    });
    plan.into_iter().chain(headings).collect::<Vec<_>>().join(" › ")
}

/// The newest report, and older ones in which something was met: newest first.
fn reports(entry: &Entry, highlights: &Highlights) -> Vec<ReportView> {
    let newest = entry.results.len().saturating_sub(1);
    let all = entry.results.iter().zip(&highlights.results).enumerate().rev();
    all.filter(|(at, (_, html))| *at == newest || is_marked(html))
        .map(|(_, (report, html))| ReportView {
            years: report.years.map(FiscalYears::in_eras),
            html: html.clone(),
            status: report.status.label(),
        })
        .collect()
}

/// Whether something was met. The source's own `<` is escaped, so a mark can only be ours.
fn is_marked(html: &str) -> bool {
    html.contains("<mark>")
}

fn escaped(text: &str) -> String {
    crate::highlight::marked(text, &[])
}
