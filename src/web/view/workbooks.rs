//! Links to workbooks for staff: the slim one, and those with a sheet for each department, policy or row of a table.

use super::list_href;
use crate::{
    api::MOST_SHEETS,
    web::language::{Html, Language},
};
use shisaku_search::{Answer, FacetCounts, Number, Progress, SearchParams, divides};

/// Facets that staff divide lists by.
const DIVIDING: [&str; 2] = ["department", "policy"];

/// Returns the names and addresses of the workbooks of a search. A workbook is divided only if it has several sheets
/// and no more than a workbook may have.
pub(super) fn workbooks(answer: &Answer, t: Language) -> Vec<(Html, String)> {
    let href = |more| workbook(&answer.params, more);
    let slim = (Html::escaped(&t.say("workbook.slim")), href(("columns", "main")));
    let is_divided = |counts: &&FacetCounts| {
        DIVIDING.contains(&counts.facet.key) && (2..=MOST_SHEETS).contains(&sheets(counts))
    };
    let divided = answer.facets.iter().filter(is_divided).map(|counts| {
        let facet = Html::escaped(&t.facet(counts.facet));
        (t.with("workbook.divided", "facet", facet), href(("by", counts.facet.key)))
    });
    [slim].into_iter().chain(divided).collect()
}

/// Returns the name and the address of the workbook with a sheet for each row of a table, if there can be one.
pub(super) fn workbook_of_rows(table: &Progress, t: Language) -> Option<(Html, String)> {
    let facet = table.row_facet;
    let rows = table.rows.iter().filter(|row| row.value.is_some() && row.counts.get(Number::Total) > 0);
    if !divides(facet) || !(2..=MOST_SHEETS).contains(&rows.count()) {
        return None;
    }
    let filters = table.filters(None, None, Number::Total)?;
    let href = workbook(&SearchParams { filters, ..table.asked.clone() }, ("by", facet.key));
    Some((t.with("workbook.of-rows", "facet", Html::escaped(&t.facet(facet))), href))
}

/// Returns the address of the workbook of a search, with one more parameter.
fn workbook(params: &SearchParams, (name, value): (&str, &str)) -> String {
    format!("{}&{name}={value}", list_href("/api/v1/export", params, Some(("format", "xlsx"))))
}

/// Number of values with hits, among the chosen ones if any is chosen.
fn sheets(counts: &FacetCounts) -> usize {
    let values = || counts.values.iter().filter(|value| value.count > 0);
    match values().filter(|value| value.selected).count() {
        0 => values().count(),
        chosen => chosen,
    }
}
