//! How far the plans have come: a table of two facets, a bar for each row, and what is overdue.

use askama::Template;

use super::{Frame, Link, list_href};
use crate::web::language::{Html, Language};
use shisaku_engine::EngineError;
use shisaku_model::{FACETS, Facet, Filters, Kind, query_string};
use shisaku_search::{Counts, Line, Number, Progress, Search, SearchParams};

/// Overdue entries that are named; the rest is counted.
const MOST_OVERDUE: usize = 50;

/// The numbers of a cell that add up to all of it: the class of each, and the key of its sentence.
const PARTS: [(Number, &str, &str); 3] = [
    (Number::With, "progress.with", "with"),
    (Number::Without, "progress.without", "without"),
    (Number::NoReport, "progress.no-report", "no-report"),
];

/// Width of a bar in its own units.
const BAR: usize = 600;

/// The page of progress.
#[derive(Debug, Template)]
#[template(path = "progress.html")]
pub(in crate::web) struct ProgressPage {
    t: Language,
    frame: Frame,
    at: String,
    /// How old what is overdue is, in a sentence.
    overdue_hint: String,
    notices: Vec<Html>,
    chosen: Vec<Html>,
    rows: Vec<Choice>,
    columns: Vec<Choice>,
    /// What was asked for and the form has no field for.
    unseen: Vec<(&'static str, String)>,
    heads: Vec<Html>,
    lines: Vec<LineView>,
    total: CellView,
    /// The same table of all kinds that are searched by default, where this one is of measures alone.
    all_kinds: Option<String>,
    overdue: Vec<Link>,
    overdue_count: usize,
    overdue_href: Option<String>,
    files: Vec<Link>,
}

/// A facet to choose for rows or columns.
#[derive(Debug)]
struct Choice {
    key: &'static str,
    label: String,
    selected: bool,
}

/// A row: its cells, the whole of it, and the same as a bar.
#[derive(Debug)]
struct LineView {
    label: Html,
    cells: Vec<CellView>,
    whole: CellView,
    bar: Vec<Piece>,
    /// The bar in words.
    said: String,
}

/// The numbers of a place, each with the list that it counts.
#[derive(Debug)]
struct CellView {
    total: usize,
    parts: Vec<PartView>,
}

#[derive(Debug)]
struct PartView {
    /// The number with its name.
    label: String,
    count: usize,
    /// None where there is nothing, or no search can ask for it.
    href: Option<String>,
}

/// A piece of a bar.
#[derive(Debug)]
struct Piece {
    class: &'static str,
    from: usize,
    width: usize,
}

impl ProgressPage {
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        frame: Frame,
        table: &Progress,
        search: &Search,
        notices: Vec<String>,
    ) -> Result<Self, EngineError> {
        let t = frame.t;
        let overdue = table.filters(None, None, Number::Overdue).map(|filters| asked(table, filters));
        let entries = match &overdue {
            Some(params) => search.first_entries(&search.listing(params)?, MOST_OVERDUE)?,
            None => Vec::new(),
        };
        // A bar is as long as the longest row at most.
        let longest = table.rows.iter().map(|row| row.counts.get(Number::Total)).max().unwrap_or_default();
        let told = table.notices.iter().map(|notice| notice.message.clone());
        let (at, year) = (table.at.to_string(), table.over_through().to_string());
        Ok(Self {
            overdue_hint: t
                .plain("progress.overdue-hint", [("year", year.into()), ("day", at.as_str().into())]),
            at,
            notices: told.chain(notices).map(|message| t.repeat(&message)).collect(),
            chosen: table.chosen.iter().map(|(label, values)| chosen(label, values, t)).collect(),
            rows: choices(table.row_facet, t),
            columns: choices(table.column_facet, t),
            unseen: unseen(&table.asked),
            heads: table.columns.iter().map(|line| label(line, table.column_facet, t)).collect(),
            lines: (0..)
                .zip(&table.rows)
                .map(|(at, row)| LineView::new(table, at, row, longest, t))
                .collect(),
            total: CellView::new(table, None, None, &table.total, t),
            all_kinds: (table.asked.filters.of("kind") == [Kind::Measure.as_str()]).then(|| all_kinds(table)),
            overdue: entries.iter().map(|entry| super::entry::link(entry, t)).collect(),
            overdue_count: table.total.get(Number::Overdue),
            overdue_href: overdue.map(|params| super::href(&params, 0)),
            files: [("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")]
                .map(|(label, format)| Link { label: Html::escaped(label), href: file(table, format) })
                .into(),
            t,
            frame,
        })
    }
}

impl LineView {
    fn new(table: &Progress, at: usize, row: &Line, longest: usize, t: Language) -> Self {
        let cells = table.cells.get(at).into_iter().flatten().enumerate();
        let value = row.value.as_deref().unwrap_or_default();
        let name = t.named_plainly(table.row_facet, value, &row.label);
        let said = [
            ("label", name.into()),
            ("with", row.counts.get(Number::With).into()),
            ("without", row.counts.get(Number::Without).into()),
            ("unknown", row.counts.get(Number::NoReport).into()),
        ];
        Self {
            label: label(row, table.row_facet, t),
            cells: cells
                .map(|(column, counts)| CellView::new(table, Some(at), Some(column), counts, t))
                .collect(),
            whole: CellView::new(table, Some(at), None, &row.counts, t),
            bar: bar(&row.counts, longest),
            said: t.plain("progress.bar", said),
        }
    }
}

impl CellView {
    fn new(
        table: &Progress,
        row: Option<usize>,
        column: Option<usize>,
        counts: &Counts,
        t: Language,
    ) -> Self {
        let part = |(number, key, _): (Number, &str, &str)| {
            let count = counts.get(number);
            let filters = table.filters(row, column, number).filter(|_| count > 0);
            let href = filters.map(|filters| super::href(&asked(table, filters), 0));
            PartView { label: t.counted(key, &count), count, href }
        };
        Self { total: counts.get(Number::Total), parts: PARTS.map(part).into() }
    }
}

/// The name of a row or column.
fn label(line: &Line, facet: &Facet, t: Language) -> Html {
    match &line.value {
        Some(value) => t.named(facet, value, &line.label),
        None => t.repeat_value(&line.label),
    }
}

/// A facet with its chosen values. They come by their Japanese names.
fn chosen(label: &str, values: &[String], t: Language) -> Html {
    let Some(facet) = FACETS.iter().find(|facet| facet.label == label) else { return t.own(label) };
    let values = values.iter().map(|value| t.named(facet, facet.labelled(value).unwrap_or(value), value));
    let name = Html::escaped(&t.facet(facet));
    t.html("search.chip", [("facet", name.into()), ("value", t.row(values).into())])
}

/// The search behind a number.
fn asked(table: &Progress, filters: Filters) -> SearchParams {
    SearchParams { filters, ..table.asked.clone() }
}

fn bar(counts: &Counts, longest: usize) -> Vec<Piece> {
    let mut before = 0;
    let place = |count: usize| (count * BAR).checked_div(longest).unwrap_or_default();
    PARTS
        .iter()
        .map(|(number, _, class)| {
            let from = place(before);
            before += counts.get(*number);
            Piece { class, from, width: place(before) - from }
        })
        .filter(|piece| piece.width > 0)
        .collect()
}

/// Facets that a table can be made of.
fn choices(selected: &Facet, t: Language) -> Vec<Choice> {
    let choice = |facet: &'static Facet| Choice {
        key: facet.key,
        label: t.facet(facet),
        selected: facet.key == selected.key,
    };
    FACETS.iter().map(choice).collect()
}

/// Words and conditions as the form carries them along.
fn unseen(asked: &SearchParams) -> Vec<(&'static str, String)> {
    shisaku_search::canonical(&SearchParams { sort: None, ..asked.clone() })
}

/// The same table as a file.
fn file(table: &Progress, format: &'static str) -> String {
    let asked = SearchParams { sort: None, ..table.asked.clone() };
    again("/api/v1/progress", table, &asked, &[("format", format)])
}

fn all_kinds(table: &Progress) -> String {
    let filters = table.asked.filters.without("kind").with_default_kinds();
    again("/progress", table, &SearchParams { filters, sort: None, ..table.asked.clone() }, &[])
}

/// The address of the same table of what is asked here.
fn again(path: &str, table: &Progress, asked: &SearchParams, more: &[(&str, &str)]) -> String {
    let at = table.at.to_string();
    let own = [("rows", table.row_facet.key), ("columns", table.column_facet.key), ("at", &at)];
    let asked = list_href(path, asked, None);
    let joint = if asked.contains('?') { '&' } else { '?' };
    format!("{asked}{joint}{}", query_string(own.into_iter().chain(more.iter().copied())))
}
