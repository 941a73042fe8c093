//! The progress page: a table of two facets, a bar for each row, and overdue entries.

use askama::Template;

use super::{Frame, Link, list_href};
use crate::web::language::{Html, Language};
use shisaku_engine::EngineError;
use shisaku_model::{FACETS, Facet, Filters, Kind, query_string};
use shisaku_search::{Counts, Line, Number, Progress, Search, SearchParams};

/// Maximum number of overdue entries listed. The others are only counted.
const MOST_OVERDUE: usize = 50;

/// The numbers that add up to a cell's total, each with its message key and CSS class.
const PARTS: [(Number, &str, &str); 3] = [
    (Number::With, "progress.with", "with"),
    (Number::Without, "progress.without", "without"),
    (Number::NoReport, "progress.no-report", "no-report"),
];

/// Width of a bar, in units of its view box.
const BAR: usize = 600;

/// The progress page.
#[derive(Debug, Template)]
#[template(path = "progress.html")]
pub(in crate::web) struct ProgressPage {
    t: Language,
    frame: Frame,
    at: String,
    /// Age of the overdue entries, as a sentence.
    overdue_hint: String,
    notices: Vec<Html>,
    chosen: Vec<Html>,
    rows: Vec<Choice>,
    columns: Vec<Choice>,
    /// Parameters of the request that have no field in the form.
    unseen: Vec<(&'static str, String)>,
    heads: Vec<Html>,
    lines: Vec<LineView>,
    total: CellView,
    /// The table of all kinds that are searched by default, if this table has only measures.
    all_kinds: Option<String>,
    overdue: Vec<Link>,
    overdue_count: usize,
    overdue_href: Option<String>,
    files: Vec<Link>,
}

/// A facet that can form the rows or columns.
#[derive(Debug)]
struct Choice {
    key: &'static str,
    label: String,
    selected: bool,
}

/// A row: its cells, its total, and its bar.
#[derive(Debug)]
struct LineView {
    label: Html,
    cells: Vec<CellView>,
    whole: CellView,
    bar: Vec<Piece>,
    /// Description of the bar in words.
    said: String,
}

/// The numbers of a cell, each with a link to the list that it counts.
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
    /// None if the number is 0 or no search can list its entries.
    href: Option<String>,
}

/// A segment of a bar.
#[derive(Debug)]
struct Piece {
    class: &'static str,
    from: usize,
    width: usize,
}

impl ProgressPage {
    /// Builds the page of a progress table.
    ///
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
        // Bars are scaled to the longest row.
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
            PartView { label: t.counted(key, count), count, href }
        };
        Self { total: counts.get(Number::Total), parts: PARTS.map(part).into() }
    }
}

/// Returns the name of a row or column.
fn label(line: &Line, facet: &Facet, t: Language) -> Html {
    match &line.value {
        Some(value) => t.named(facet, value, &line.label),
        None => t.repeat_value(&line.label),
    }
}

/// Describes a facet with its chosen values. The values come by their Japanese names.
fn chosen(label: &str, values: &[String], t: Language) -> Html {
    let Some(facet) = FACETS.iter().find(|facet| facet.label == label) else { return t.own(label) };
    let values = values.iter().map(|value| t.named(facet, facet.labelled(value).unwrap_or(value), value));
    let name = Html::escaped(&t.facet(facet));
    t.html("search.chip", [("facet", name.into()), ("value", t.row(values).into())])
}

/// Returns the search behind a number.
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

/// Returns the facets that can form rows or columns.
fn choices(selected: &Facet, t: Language) -> Vec<Choice> {
    let choice = |facet: &'static Facet| Choice {
        key: facet.key,
        label: t.facet(facet),
        selected: facet.key == selected.key,
    };
    FACETS.iter().map(choice).collect()
}

/// Returns the words and conditions that the form carries in hidden fields.
fn unseen(asked: &SearchParams) -> Vec<(&'static str, String)> {
    shisaku_search::canonical(&SearchParams { sort: None, ..asked.clone() })
}

/// Returns the address of this table in a file format.
fn file(table: &Progress, format: &'static str) -> String {
    let asked = SearchParams { sort: None, ..table.asked.clone() };
    again("/api/v1/progress", table, &asked, &[("format", format)])
}

fn all_kinds(table: &Progress) -> String {
    let filters = table.asked.filters.without("kind").with_default_kinds();
    again("/progress", table, &SearchParams { filters, sort: None, ..table.asked.clone() }, &[])
}

/// Returns the address of this table at `path`, for the search `asked`.
fn again(path: &str, table: &Progress, asked: &SearchParams, more: &[(&str, &str)]) -> String {
    let at = table.at.to_string();
    let own = [("rows", table.row_facet.key), ("columns", table.column_facet.key), ("at", &at)];
    let asked = list_href(path, asked, None);
    let joint = if asked.contains('?') { '&' } else { '?' };
    format!("{asked}{joint}{}", query_string(own.into_iter().chain(more.iter().copied())))
}
