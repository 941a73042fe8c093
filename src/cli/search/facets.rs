//! The counts of every facet's values, and what to type to choose one.

use std::io::{self, Write};

use super::super::{
    args::option,
    columns::{left, places, right, width},
    style::Style,
};
use crate::search::{FacetCounts, FacetValue, Response};

/// Most places of a label; longer ones are cut.
const LABEL: usize = 44;

/// Every facet that has values, the chosen ones marked.
pub(super) fn write(response: &Response, style: Style, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n件数の内訳(選び方: --項目 値。同じ項目の値はどれか、別の項目はすべてを満たすもの):")?;
    let all = || response.facets.iter().flat_map(|counts| &counts.values);
    let digits = all().map(|value| value.count.to_string().len()).max().unwrap_or(1);
    let label = all().map(|value| places(&value.label)).max().unwrap_or(0).min(LABEL).min(width() / 2);
    for counts in response.facets.iter().filter(|counts| !counts.values.is_empty()) {
        facet(counts, style, digits, label, out)?;
    }
    if all().any(|value| value.selected) {
        writeln!(out, "* は選んだ値")?;
    }
    Ok(())
}

fn facet(
    counts: &FacetCounts,
    style: Style,
    digits: usize,
    label: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let FacetCounts { facet, values } = counts;
    writeln!(out, "{} --{}", style.bold(facet.label), option(facet.key))?;
    for value in values {
        let FacetValue { count, selected, .. } = value;
        let mark = if *selected { "*" } else { " " };
        let count = right(&count.to_string(), digits);
        if value.label == value.value {
            writeln!(out, " {mark}{count}  {}", value.label)?;
        } else {
            writeln!(out, " {mark}{count}  {}  {}", left(&value.label, label), style.dim(&value.value))?;
        }
    }
    Ok(())
}
