//! The form of a plan as learned from its documents, so that people can check and correct it.

use std::collections::HashMap;

use ecow::EcoString;

use serde::Serialize;

use super::{
    blocks::Block,
    drafts::Drafts,
    heading_tree::Tree,
    numbering::Scheme,
    table::{Table, columns::Column, heads::Purpose, meanings},
};
use shisaku_model::{Entry, Manifest, Place, RepairedDocument, shortened};
use wareki::FiscalYears;

/// The form of a plan as learned from its documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Learned {
    /// Headings by their numbers, the outermost first.
    pub headings: Vec<HeadingForm>,
    /// Distinct rows of column heads, in printed order.
    pub tables: Vec<TableForm>,
    /// Distinct labels before values, in printed order.
    pub labels: Vec<LabelMeaning>,
    /// Marks in result cells with their meanings.
    pub marks: Vec<Mark>,
    /// Periods with their years.
    pub periods: Vec<PeriodName>,
    /// The fiscal years planned for.
    pub plan_years: Option<LearnedYears>,
    /// The fiscal years reported on.
    pub result_years: Option<LearnedYears>,
}

/// Headings whose numbers are written alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadingForm {
    /// Depth of the outermost one, 0 for a chapter.
    pub depth: usize,
    /// The form of the number: `第N章`.
    pub pattern: String,
    /// The first heading, shortened.
    pub example: String,
    /// Number of headings.
    pub count: usize,
    /// Number of those that are measures themselves.
    pub measures: usize,
}

/// A row of column heads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableForm {
    /// The first row below the heads.
    pub place: Option<Place>,
    /// The heads with their meanings, one for each column.
    pub columns: Vec<HeadMeaning>,
    /// Number of rows in all tables with these heads.
    pub rows: usize,
    /// True if a row is an indicator, and no measure.
    pub indicators: bool,
}

/// A column head with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadMeaning {
    /// The head as printed.
    pub head: String,
    /// The meaning's name: `題名`, `実績(2024)`.
    pub meaning: String,
}

/// A label before a value, with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelMeaning {
    /// The label as printed.
    pub label: String,
    /// The meaning's name.
    pub meaning: String,
    /// Number of values.
    pub count: usize,
}

/// A mark in result cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The mark, with its width folded.
    pub mark: String,
    /// Its meaning.
    pub meaning: String,
    /// Source of the meaning.
    pub from: Origin,
}

/// A period of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeriodName {
    /// The name: 短期.
    pub name: String,
    /// Its fiscal years.
    pub years: FiscalYears,
    /// Source of the years.
    pub from: Origin,
}

/// Fiscal years, and how they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LearnedYears {
    /// The years.
    pub years: FiscalYears,
    /// Their source.
    pub from: Origin,
}

/// The source of something learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// `plan.toml`.
    Manifest,
    /// The documents.
    Document,
}

/// What the tree alone tells. It is collected first, so that the tree is not kept beside the entries.
pub(super) struct Layout {
    headings: Vec<HeadingForm>,
    tables: Vec<TableForm>,
    labels: Vec<LabelMeaning>,
    /// The years that the documents' titles say they report on.
    reported: Vec<Option<FiscalYears>>,
}

impl Layout {
    pub(super) fn of(tree: &Tree, documents: &[RepairedDocument]) -> Self {
        let blocks = || tree.loose.iter().chain(tree.nodes.iter().flat_map(|node| &node.content));
        Self {
            headings: Vec::new(),
            tables: tables(blocks(), documents),
            labels: labels(blocks()),
            reported: tree.reported.clone(),
        }
    }

    /// Adds the forms of the headings, once it is known which are items.
    pub(super) fn count_headings(&mut self, tree: &Tree, items: &[bool]) {
        self.headings = headings(tree, items);
    }
}

/// Collects what was learned while a plan was read.
pub(super) fn learn(layout: Layout, drafts: &Drafts, manifest: &Manifest, entries: &[Entry]) -> Learned {
    let corrected = &manifest.corrections;
    let origin = |is_corrected| if is_corrected { Origin::Manifest } else { Origin::Document };
    let marks = drafts.legend.marks().iter().enumerate().map(|(at, (mark, meaning))| Mark {
        mark: mark.clone(),
        meaning: meaning.clone(),
        from: origin(at < corrected.marks.len()),
    });
    let periods = drafts.periods.iter().enumerate().map(|(at, (name, years))| PeriodName {
        name: (*name).to_owned(),
        years: *years,
        from: origin(at < corrected.periods.len()),
    });
    // The first explanation counts.
    let mut marks: Vec<Mark> = marks.collect();
    retain_first(&mut marks, |mark| mark.mark.clone());
    let mut periods: Vec<PeriodName> = periods.collect();
    retain_first(&mut periods, |period| period.name.clone());
    let known = |own: Option<FiscalYears>, read: Option<FiscalYears>| {
        own.or(read).map(|years| LearnedYears { years, from: origin(own.is_some()) })
    };
    let reports = entries.iter().flat_map(|entry| &entry.results).filter_map(|report| report.years);
    let reported = layout.reported.iter().copied().flatten().chain(reports);
    let reported = reported.map(Some).reduce(|one, other| one?.joined(other?)).flatten();
    Learned {
        headings: layout.headings,
        tables: layout.tables,
        labels: layout.labels,
        marks,
        periods,
        plan_years: known(manifest.plan_years, drafts.plan_years.or(drafts.said_years)),
        result_years: known(manifest.result_years, reported),
    }
}

/// Keeps the first of the values with the same key.
fn retain_first<T>(values: &mut Vec<T>, key: impl Fn(&T) -> String) {
    let mut seen: Vec<String> = Vec::new();
    values.retain(|value| {
        let key = key(value);
        let is_new = !seen.contains(&key);
        if is_new {
            seen.push(key);
        }
        is_new
    });
}

fn headings(tree: &Tree, items: &[bool]) -> Vec<HeadingForm> {
    let mut forms: Vec<HeadingForm> = Vec::new();
    let mut known: HashMap<Scheme, usize> = HashMap::new();
    for (node, is_item) in tree.nodes.iter().zip(items) {
        let at = *known.entry(node.numbering.scheme).or_insert_with(|| {
            forms.push(HeadingForm {
                depth: node.depth,
                pattern: pattern(node.numbering.scheme),
                example: shortened(format!("{} {}", node.numbering.label, node.title.text).trim()),
                count: 0,
                measures: 0,
            });
            forms.len() - 1
        });
        let form = &mut forms[at];
        form.depth = form.depth.min(node.depth);
        form.count += 1;
        form.measures += usize::from(*is_item);
    }
    forms.sort_by_key(|form| form.depth);
    forms
}

/// The form of a number, with N for its digits.
fn pattern(scheme: Scheme) -> String {
    let parts = |count: usize| vec!["N"; count.max(1)].join("-");
    match scheme {
        Scheme::Named(unit) => format!("第N{unit}"),
        Scheme::Word(word, count) => format!("{word}{}", parts(count)),
        Scheme::Dotted => "N.".to_owned(),
        Scheme::Path(count) => parts(count),
        Scheme::Paren => "(N)".to_owned(),
        Scheme::Closing => "N)".to_owned(),
        Scheme::Circled => "①".to_owned(),
        Scheme::Roman(count) => format!("Ⅰ{}", parts(count).trim_start_matches('N')),
        Scheme::Letter(count) => format!("A{}", parts(count).trim_start_matches('N')),
        Scheme::Kanji => "一、".to_owned(),
        Scheme::Katakana => "ア".to_owned(),
        Scheme::ParenKatakana => "(ア)".to_owned(),
        Scheme::Bracketed => "【N】".to_owned(),
        Scheme::Code => "NNNN".to_owned(),
        Scheme::Appendix => "参考資料".to_owned(),
        Scheme::Level(level) => format!("番号のない見出し(段 {level})"),
    }
}

fn tables<'b>(blocks: impl Iterator<Item = &'b Block>, documents: &[RepairedDocument]) -> Vec<TableForm> {
    let mut forms: Vec<TableForm> = Vec::new();
    for block in blocks {
        let Block::Table(table) = block else { continue };
        let columns = columns(table);
        match forms.iter_mut().find(|form| form.columns == columns) {
            Some(form) => form.rows += table.rows.len(),
            None => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                let first = cells.into_iter().find(|cell| !cell.slices.is_empty());
                forms.push(TableForm {
                    place: first.map(|cell| cell.place(documents)),
                    columns,
                    rows: table.rows.len(),
                    indicators: table.purpose == Purpose::Indicators,
                });
            }
        }
    }
    forms
}

fn columns(table: &Table) -> Vec<HeadMeaning> {
    let meaning = |(head, column): (&EcoString, &Column)| HeadMeaning {
        head: shortened(head),
        meaning: meanings::name(*column),
    };
    table.heads.iter().zip(&table.columns).map(meaning).collect()
}

fn labels<'b>(blocks: impl Iterator<Item = &'b Block>) -> Vec<LabelMeaning> {
    let mut labels: Vec<LabelMeaning> = Vec::new();
    for block in blocks {
        let Block::Labelled(column, value) = block else { continue };
        let label = shortened(value.label.as_deref().unwrap_or_default());
        let meaning = meanings::name(*column);
        match labels.iter_mut().find(|known| known.label == label && known.meaning == meaning) {
            Some(known) => known.count += 1,
            None => labels.push(LabelMeaning { label, meaning, count: 1 }),
        }
    }
    labels
}
