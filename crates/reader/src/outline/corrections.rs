//! Corrections of `plan.toml`, in the types of the outline.

use super::{
    definitions::PERIODS,
    heading_tree::{Node, Tree},
    result_status::Legend,
    titles::normal,
};
use shisaku_model::Manifest;
use wareki::FiscalYears;

/// Names of periods with their years.
pub(super) fn periods(manifest: &Manifest) -> Vec<(&'static str, FiscalYears)> {
    let known = |name: &str| PERIODS.into_iter().find(|known| *known == name);
    let periods = manifest.corrections.periods.iter();
    periods.filter_map(|(name, years)| Some((known(name)?, *years))).collect()
}

/// Marks with their meanings.
pub(super) fn legend(manifest: &Manifest) -> Legend {
    let mut legend = Legend::default();
    for (mark, meaning) in &manifest.corrections.marks {
        legend.explain(mark, meaning);
    }
    legend
}

/// True for each node at or below a heading whose parts are no measures.
pub(super) fn excluded(tree: &Tree, manifest: &Manifest) -> Vec<bool> {
    let names: Vec<String> = manifest.corrections.not_measures.iter().map(|name| normal(name)).collect();
    let named = |node: &Node| {
        let title = normal(&node.title.text);
        let numbered = format!("{}{title}", normal(&node.numbering.label));
        names.iter().any(|name| *name == title || *name == numbered)
    };
    let mut excluded: Vec<bool> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        excluded.push(!names.is_empty() && named(node) || node.parent.is_some_and(|parent| excluded[parent]));
    }
    excluded
}
