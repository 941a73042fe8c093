//! Counts of all facet values, with the options that choose them.

use std::io::{self, Write};

use super::super::{
    args::option,
    columns::{left, places, right, width},
    style::Style,
};
use shisaku_search::{Answer, FacetCounts, FacetValue};

/// Maximum width of a label, in columns. Longer labels are cut.
const LABEL: usize = 44;

/// Writes every facet that has values, with the chosen ones marked.
pub(super) fn write(answer: &Answer, style: Style, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n件数の内訳(選び方: --項目 値。同じ項目の値はどれか、別の項目はすべてを満たすもの):")?;
    let held: Vec<&FacetCounts> = answer.facets.iter().filter(|counts| !counts.values.is_empty()).collect();
    facets(&held, style, out)
}

/// Writes all values of these facets.
pub(super) fn write_values(
    answer: &Answer,
    keys: &[&str],
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let asked = answer.facets.iter().filter(|counts| keys.contains(&counts.facet.key));
    let (held, empty): (Vec<&FacetCounts>, Vec<_>) = asked.partition(|counts| !counts.values.is_empty());
    facets(&held, style, out)?;
    empty.iter().try_for_each(|FacetCounts { facet, .. }| {
        writeln!(
            out,
            "{} --{}: 見つかった項目には、この値がひとつもありません。",
            facet.label,
            option(facet.key)
        )
    })
}

fn facets(all: &[&FacetCounts], style: Style, out: &mut impl Write) -> io::Result<()> {
    let values = || all.iter().flat_map(|counts| &counts.values);
    let digits = values().map(|value| value.count.to_string().len()).max().unwrap_or(1);
    let label = values().map(|value| places(&value.label)).max().unwrap_or(0).min(LABEL).min(width() / 2);
    all.iter().try_for_each(|counts| facet(counts, style, digits, label, out))?;
    if values().any(|value| value.selected) {
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
