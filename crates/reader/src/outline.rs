//! Parses repaired text into a plan: headings, measures, notes, figures, and result tables joined to their
//! measures.
//!
//! The parser uses the structure of a document, not its vocabulary, and never fails. Text that does not fit
//! becomes an entry and a finding.
//!
//! | module | input | output |
//! |---|---|---|
//! | [`blocks`] | lines | headings, paragraphs, notes, captions, tables |
//! | [`heading_tree`] | blocks | heading tree, with levels inferred from the order of numbers |
//! | [`drafts`], [`result_rows`] | tree | measures, preambles, notes, figures; table rows with their headings |
//! | [`pair_rows`], [`join_results`] | drafts, rows | the measure of each row; drafts with results |
//! | [`entry_builder`] | drafts | entries, and the holder of every character |

mod appendix;
mod blocks;
mod contents;
mod corrections;
mod definitions;
mod department_cells;
mod drafts;
mod entry_builder;
mod former;
mod forms;
mod heading_tree;
mod items;
mod join_results;
mod label_items;
mod labels;
mod learned;
mod located_text;
mod numbering;
mod outcomes;
mod pair_rows;
mod period_cells;
mod plain;
mod plain_tables;
mod reported_years;
mod result_rows;
mod result_status;
mod table;
mod titled_departments;
mod titles;
mod values_below;

use entry_builder::EntryBuilder;
use itertools::Itertools as _;

pub(crate) use definitions::PERIODS;
pub use learned::{
    HeadMeaning, HeadingForm, LabelMeaning, Learned, LearnedYears, Mark, Origin, PeriodName, TableForm,
};
use located_text::Ledger;
use numbering::Numbering;
use shisaku_model::{Finding, Holder, Manifest, Place, Plan, RepairedDocument};
use table::meanings;

/// The names of meanings that `plan.toml` may give column heads.
pub(crate) fn meaning_names() -> impl Iterator<Item = &'static str> {
    meanings::MEANINGS.iter().map(|(name, _)| *name)
}

/// Parses the documents of one plan.
///
/// The layout of the documents is used up.
pub(crate) fn outline(
    manifest: &Manifest,
    documents: &mut [RepairedDocument],
) -> (Plan, Learned, Vec<Finding>) {
    let mut ledger = Ledger::default();
    let blocks = meanings::with_own(&manifest.corrections.columns, || {
        let scan = |(index, document): (usize, &mut RepairedDocument)| {
            let layout = std::mem::take(&mut document.blocks);
            let reported = reported_years::of_lines(&document.lines);
            let blocks = meanings::with_reported(reported, || {
                let blocks = blocks::scan(index, document, layout, &mut ledger);
                values_below::take(blocks, &mut ledger)
            });
            titled_departments::take(contents::clear(blocks, &mut ledger), &mut ledger)
        };
        documents.iter_mut().enumerate().map(scan).collect()
    });
    let documents = &*documents;
    let mut tree = heading_tree::grow(blocks, &mut ledger);
    let mut findings = odd_numbers(&tree, documents);
    let mut layout = learned::Layout::of(&tree, documents);
    let mut outcome = drafts::draft(&mut tree, manifest, &mut ledger);
    layout.count_headings(&tree, &outcome.items);
    drop(tree);
    findings.extend(join_results::join(&mut outcome, &manifest.id, documents, &mut ledger));
    findings.extend(join_results::link_reprints(&mut outcome.drafts, documents));
    findings.extend(nothing_found(&outcome, documents));
    drafts::add_unread(&mut outcome, &manifest.id, documents);
    outcome.drafts.sort_by_cached_key(|draft| draft.position());

    let drafts = std::mem::take(&mut outcome.drafts);
    let mut builder = EntryBuilder {
        periods: &outcome.periods,
        plan_years: outcome.plan_years,
        legend: &outcome.legend,
        documents,
        path: Default::default(),
    };
    let entries: Vec<_> = drafts.into_iter().map(|draft| builder.entry(draft, &mut ledger)).collect();
    let learned = learned::learn(layout, &outcome, manifest, &entries);
    let sections = outcome.sections.into_iter().unique_by(|section| section.id.clone()).collect();
    for &document in &outcome.results_files {
        ledger.hold_rest(document, &documents[document], Holder::Furniture);
    }
    let mut account = ledger.spans;
    // Spans do not overlap.
    account.sort_unstable_by_key(|span| (span.document, span.line, span.range.start));
    let plan = Plan { manifest: manifest.clone(), sections, entries, account, ..Plan::default() };
    (plan, learned, findings)
}

/// Reports gaps and repetitions in sibling numbers: a sign of an unread heading.
fn odd_numbers(tree: &heading_tree::Tree, documents: &[RepairedDocument]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for node in &tree.nodes {
        let mut before: Option<&Numbering> = None;
        let children = node.children.iter().map(|&child| &tree.nodes[child]);
        for child in children.filter(|child| !child.numbering.parts.is_empty()) {
            let own = &child.numbering;
            let last = |numbering: &Numbering| numbering.parts.last().copied().unwrap_or(0);
            let expected =
                before.filter(|before| before.scheme == own.scheme).map_or(1, |before| last(before) + 1);
            if last(own) != expected {
                let what = if last(own) < expected {
                    "すでに出た番号です"
                } else {
                    "番号が飛んでいます"
                };
                let (label, title) = (&own.label, &child.title.text);
                let message = format!("「{label} {title}」: {what}(次は {expected} のはず)。");
                findings.push(Finding::warning("odd_number", child.title.place(documents), message).advise(
                    "見出しの読み落としや番号の読み違いがないか、印刷された文書を確かめてください。",
                ));
            }
            before = Some(own);
        }
    }
    findings
}

/// Reports a plan without any measure: its layout was not understood.
fn nothing_found(outcome: &drafts::Drafts, documents: &[RepairedDocument]) -> Option<Finding> {
    let first = documents.first()?;
    (!outcome.drafts.iter().any(|draft| draft.is_item())).then(|| {
        Finding::warning("no_measure", Place::file(&first.file), "施策がひとつも見つかりません。")
            .advise("見出しの番号(第1章、1.、1-1.、(1) など)か、項目・計画区分・実績の列のある表が要ります。見出しの言葉が違う表は、plan.toml の [columns] に列の意味を書けば読めます。")
    })
}

#[cfg(test)]
mod tests;
