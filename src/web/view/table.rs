//! The hits as a table, for whoever compares, prints or quotes them.

use super::{Link, StateView, href, which_plan};
use crate::web::marked::MarkedTexts;
use shisaku_engine::Sort;
use shisaku_model::{Catalogue, Kind};
use shisaku_search::{Answer, Item, SearchParams};
use wareki::FiscalYears;

/// Rows of a page where nothing else is asked for.
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
    pub label: &'static str,
    /// The same list in this column's order; none where there is no such order, or it has it already.
    pub href: Option<String>,
    pub sorted: bool,
}

/// One hit. Texts are HTML with the matches marked.
#[derive(Debug)]
pub(super) struct RowView {
    pub link: Link,
    pub number: String,
    /// What it is, where it is no measure; and of which plan, where there are several.
    pub about: Vec<String>,
    pub period: Option<String>,
    pub plan_years: Option<String>,
    pub state: StateView,
    pub report: String,
    /// Of what years the report is.
    pub result_years: Option<String>,
    pub bodies: String,
}

/// Columns and the orders that go by them.
const COLUMNS: [(&str, Option<Sort>); 6] = [
    ("番号", Some(Sort::Number)),
    ("題名", Some(Sort::Title)),
    ("計画区分", Some(Sort::Period)),
    ("実績の有無", None),
    ("実績", None),
    ("担当課・団体", None),
];

impl Table {
    pub fn new(response: &Answer, catalogue: &Catalogue) -> Self {
        let params = &response.params;
        // Without words the order of the plan is the order.
        let by_default = params.text.trim().is_empty().then_some(Sort::Number);
        let sorted = |sort: Option<Sort>| sort.is_some() && params.sort.or(by_default) == sort;
        let column = |(label, sort): (&'static str, Option<Sort>)| ColumnView {
            label,
            href: sort
                .filter(|_| !sorted(sort))
                .map(|sort| href(&SearchParams { sort: Some(sort), ..params.clone() }, 0)),
            sorted: sorted(sort),
        };
        Self {
            columns: COLUMNS.map(column).into(),
            rows: response.items.iter().map(|item| RowView::new(item, catalogue)).collect(),
        }
    }
}

impl RowView {
    fn new(item: &Item, catalogue: &Catalogue) -> Self {
        let entry = &item.entry;
        let texts = MarkedTexts::new(entry, &item.highlights);
        let state = StateView::new(entry);
        let kind = (entry.kind != Kind::Measure).then(|| entry.kind.label().to_owned());
        let plan = which_plan(&entry.plan, catalogue).map(str::to_owned);
        let bodies = entry.departments.iter().chain(&entry.related_departments).chain(&entry.organisations);
        Self {
            link: Link { label: texts.title, href: format!("/entries/{}", entry.id) },
            number: texts.number,
            about: plan.into_iter().chain(kind).collect(),
            period: texts.period,
            plan_years: state.plan_years.clone(),
            result_years: entry.results.last().and_then(|report| report.years).map(FiscalYears::in_eras),
            report: texts.result.unwrap_or_default(),
            bodies: bodies.map(String::as_str).collect::<Vec<_>>().join("、"),
            state,
        }
    }
}
