//! Who answers for a measure, where that is what a query asks for.

use super::{
    parse::Run,
    units::{Compound, Role},
};

/// Words for who answers for a measure. As the last word of a query they are what is to be known.
const ANSWERABLE: [&str; 12] = [
    "担当課",
    "担当部",
    "担当部課",
    "担当部署",
    "担当部局",
    "担当",
    "所管課",
    "所管部",
    "所管部署",
    "所管",
    "主管課",
    "主管部署",
];

/// A word for who answers for a measure, at the end of a query, says what is to be known of what is asked for, and
/// narrows nothing down: 実績のない施策の担当課, 商店街の所管を教えて. Alone it is a word like others.
pub(super) fn drop_who(runs: &mut [Option<Run<'_>>], filters: bool) {
    let request = |compound: &Compound<'_>| compound.iter().all(|unit| unit.role == Role::Request);
    let compounds = || runs.iter().flatten().flat_map(|run| &run.compounds);
    let others = compounds().filter(|compound| !request(compound)).count() > 1
        || filters
        || runs.iter().any(Option::is_none)
        || runs.iter().flatten().any(|run| run.number.is_some() || !run.years.is_empty() || run.whole);
    let last = runs.iter_mut().rev().flatten().find(|run| !run.compounds.iter().all(&request));
    let Some(run) = last.filter(|run| others && run.operand.is_plain()) else { return };
    if let Some(at) = run.compounds.iter().rposition(|compound| !request(compound))
        && asks_who(&run.compounds[at])
    {
        run.compounds.remove(at);
    }
}

/// Whether a compound is a word for who answers for a measure, and no more.
fn asks_who(compound: &Compound<'_>) -> bool {
    let words = || compound.iter().flat_map(|unit| unit.words).map(|word| word.term.as_str());
    ANSWERABLE.iter().any(|&name| words().try_fold(name, str::strip_prefix) == Some(""))
}
