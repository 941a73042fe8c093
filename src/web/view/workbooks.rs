//! Links to workbooks for staff: the slim one, and those with a sheet for each department or policy.

use super::list_href;
use crate::{
    api::MOST_SHEETS,
    web::language::{Html, Language},
};
use shisaku_search::{Answer, FacetCounts};

/// Facets that staff divide lists by.
const DIVIDING: [&str; 2] = ["department", "policy"];

/// Returns the names and addresses of the workbooks of a search. A workbook is divided only if it has several sheets
/// and no more than a workbook may have.
pub(super) fn workbooks(answer: &Answer, t: Language) -> Vec<(Html, String)> {
    let href = |more: (&'static str, &str)| {
        let list = list_href("/api/v1/export", &answer.params, Some(("format", "xlsx")));
        format!("{list}&{}={}", more.0, more.1)
    };
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

/// Number of values with hits, among the chosen ones if any is chosen.
fn sheets(counts: &FacetCounts) -> usize {
    let values = || counts.values.iter().filter(|value| value.count > 0);
    match values().filter(|value| value.selected).count() {
        0 => values().count(),
        chosen => chosen,
    }
}
