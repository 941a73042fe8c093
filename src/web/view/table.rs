//! The hits as a table, for comparing, printing and quoting.

use super::{Link, StateView, href, which_plan};
use crate::web::{
    language::{Html, Language},
    marked::marked,
};
use shisaku_engine::Sort;
use shisaku_model::{Catalogue, Field, Kind};
use shisaku_search::{Answer, Item, SearchParams};

/// Default number of rows on a page.
pub(in crate::web) const ROWS: usize = 100;

/// The hits of one page as rows.
#[derive(Debug)]
pub(super) struct Table {
    pub columns: Vec<ColumnView>,
    pub rows: Vec<RowView>,
}

/// The head of a column.
#[derive(Debug)]
pub(super) struct ColumnView {
    pub label: String,
    /// The list sorted by this column. None if it has no sort order or is already sorted by it.
    pub href: Option<String>,
    pub sorted: bool,
}

/// One hit. Texts are HTML with the matches marked.
#[derive(Debug)]
pub(super) struct RowView {
    pub link: Link,
    pub number: Html,
    /// The kind, unless it is a measure, and the plan, if there are several.
    pub about: Vec<Html>,
    pub period: Option<Html>,
    pub plan_years: Option<String>,
    pub state: StateView,
    pub report: Html,
    /// The fiscal years that the report covers.
    pub result_years: Option<String>,
    pub bodies: Html,
}

/// Keys of the column names, each with its sort order.
const COLUMNS: [(&str, Option<Sort>); 6] = [
    ("table.number", Some(Sort::Number)),
    ("table.title", Some(Sort::Title)),
    ("facet.period", Some(Sort::Period)),
    ("table.has-result", None),
    ("facet.has_result", None),
    ("table.bodies", None),
];

impl Table {
    pub fn new(response: &Answer, catalogue: &Catalogue, t: Language) -> Self {
        let params = &response.params;
        // Without words, hits are sorted in plan order.
        let by_default = params.text.trim().is_empty().then_some(Sort::Number);
        let sorted = |sort: Option<Sort>| sort.is_some() && params.sort.or(by_default) == sort;
        let column = |(key, sort): (&str, Option<Sort>)| ColumnView {
            label: t.say(key),
            href: sort
                .filter(|_| !sorted(sort))
                .map(|sort| href(&SearchParams { sort: Some(sort), ..params.clone() }, 0)),
            sorted: sorted(sort),
        };
        Self {
            columns: COLUMNS.map(column).into(),
            rows: response.items.iter().map(|item| RowView::new(item, catalogue, t)).collect(),
        }
    }
}

impl RowView {
    fn new(item: &Item, catalogue: &Catalogue, t: Language) -> Self {
        let (entry, highlights) = (&item.entry, &item.highlights);
        let whole = |field, index, text: &str| t.own_html(&marked(text, highlights.of(field, index)));
        let newest = entry.results.iter().enumerate().next_back();
        let state = StateView::new(entry, t);
        let kind = (entry.kind != Kind::Measure).then(|| Html::escaped(&t.kind(entry.kind)));
        let plan = which_plan(&entry.plan, catalogue).map(|plan| t.own(plan));
        let bodies = entry.departments.iter().chain(&entry.related_departments).chain(&entry.organisations);
        Self {
            link: Link {
                label: whole(Field::Title, 0, &entry.title),
                href: format!("/entries/{}", entry.id),
            },
            number: whole(Field::Number, 0, &entry.number),
            about: plan
                .into_iter()
                .chain(kind)
                .map(|about| t.html("table.about", [("about", about.into())]))
                .collect(),
            period: entry
                .period
                .as_ref()
                .map(|period| t.period_html(&marked(period, highlights.of(Field::Period, 0)))),
            plan_years: state.plan_years.clone(),
            result_years: entry.results.last().and_then(|report| report.years).map(|years| t.years(years)),
            report: newest.map(|(at, report)| whole(Field::Result, at, &report.text)).unwrap_or_default(),
            bodies: t.own(bodies.map(String::as_str).collect::<Vec<_>>().join("、")),
            state,
        }
    }
}
