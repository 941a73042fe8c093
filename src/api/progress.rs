//! `GET /api/v1/progress`; `shisaku progress` writes the same forms.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::{
    export::{cause, harmless, one_line},
    progress_xlsx,
};
use crate::{
    model::Filters,
    search::{Counts, Line, MATCHES, Number, Progress, SearchParams},
};

/// A form of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgressFormat {
    /// Everything, with the search behind each number.
    Json,
    /// One row a cell, for programs and spreadsheets: UTF-8 with a byte order mark.
    Csv,
    /// A workbook: the table, one row a cell, and what was asked.
    Xlsx,
}

impl ProgressFormat {
    /// Every form with its name.
    pub const ALL: [(&'static str, Self); 3] =
        [("json", Self::Json), ("csv", Self::Csv), ("xlsx", Self::Xlsx)];

    /// What is told of it over HTTP.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Writes a table.
///
/// # Errors
/// When `out` does not take it.
pub fn write_progress(progress: &Progress, format: ProgressFormat, out: &mut impl Write) -> io::Result<()> {
    match format {
        ProgressFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &progress_json(progress))?;
            writeln!(out)
        }
        ProgressFormat::Csv => csv(progress, out),
        ProgressFormat::Xlsx => out.write_all(&progress_xlsx::workbook(progress).map_err(io::Error::other)?),
    }
}

/// The table with every number's search.
pub fn progress_json(progress: &Progress) -> Value {
    let numbers = Number::ALL.map(|number| {
        json!({
            "key": number.key(), "label": number.label(), "filters": filters_json(&progress.conditions(number)),
        })
    });
    let line = |at: usize, line: &Line, is_row: bool| {
        let (row, column) = if is_row { (Some(at), None) } else { (None, Some(at)) };
        let mut shown = place(progress, row, column, &line.counts);
        shown.insert("value".to_owned(), json!(line.value.as_deref()));
        shown.insert("label".to_owned(), json!(&*line.label));
        if let Some(parent) = line.parent.as_deref() {
            shown.insert("parent".to_owned(), json!(parent));
        }
        Value::Object(shown)
    };
    let lines = |lines: &[Line], is_row: bool| -> Vec<Value> {
        lines.iter().enumerate().map(|(at, one)| line(at, one, is_row)).collect()
    };
    let cells: Vec<Vec<Value>> = progress
        .cells
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells.map(|(column, counts)| place(progress, Some(row), Some(column), counts).into()).collect()
        })
        .collect();
    json!({
        "at": progress.at.to_string(),
        "over_through": progress.over_through(),
        "query": { "text": progress.asked.text, "filters": filters_json(&progress.asked.filters) },
        "notices": progress.notices.iter().map(|notice| json!({
            "code": notice.code, "message": notice.message,
        })).collect::<Vec<_>>(),
        "numbers": numbers,
        "rows": {
            "facet": progress.row_facet.key,
            "label": progress.row_facet.label,
            "values": lines(&progress.rows, true),
        },
        "columns": {
            "facet": progress.column_facet.key,
            "label": progress.column_facet.label,
            "values": lines(&progress.columns, false),
        },
        "cells": cells,
        "total": place(progress, None, None, &progress.total),
        "index": {
            "built_at": progress.index.built_at,
            "entries": progress.index.entries,
            "fingerprint": progress.index.fingerprint,
        },
    })
}

fn filters_json(filters: &Filters) -> Map<String, Value> {
    filters.iter().map(|(key, values)| (key.to_owned(), json!(values))).collect()
}

/// The numbers of one place, each with the address of its search unless it is 0.
fn place(
    progress: &Progress,
    row: Option<usize>,
    column: Option<usize>,
    counts: &Counts,
) -> Map<String, Value> {
    let mut shown: Map<String, Value> =
        Number::ALL.iter().map(|number| (number.key().to_owned(), json!(counts.get(*number)))).collect();
    let total = progress.filters(row, column, Number::Total);
    shown.insert("filters".to_owned(), json!(total.as_ref().map(filters_json)));
    shown.insert("url".to_owned(), json!(total.map(|filters| url(&progress.asked, &filters))));
    let urls = Number::ALL.into_iter().filter(|number| *number != Number::Total && counts.get(*number) > 0);
    let urls: Map<String, Value> = urls
        .filter_map(|number| {
            let filters = progress.filters(row, column, number)?;
            Some((number.key().to_owned(), json!(url(&progress.asked, &filters))))
        })
        .collect();
    shown.insert("urls".to_owned(), Value::Object(urls));
    shown
}

/// What a query may hold as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// The address of the page that lists what a number counts.
pub(super) fn url(asked: &SearchParams, filters: &Filters) -> String {
    let matching = MATCHES.iter().find(|(_, matching)| *matching == asked.matching).map(|(name, _)| *name);
    let own = [
        ("q", Some(asked.text.as_str()).filter(|text| !text.is_empty())),
        ("match", matching.filter(|name| *name != MATCHES[0].0)),
        ("exact", asked.exact.then_some("true")),
    ];
    let own = own.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let chosen =
        filters.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value.as_str())));
    let pairs: Vec<String> = own
        .chain(chosen)
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ENCODED)))
        .collect();
    if pairs.is_empty() { "/".to_owned() } else { format!("/?{}", pairs.join("&")) }
}

/// The names of the columns of the form of one row a cell; their names and order are fixed.
pub(super) const COLUMNS: [&str; 13] = [
    "行の項目",
    "行の値",
    "行",
    "列の項目",
    "列の値",
    "列",
    "件数",
    "実績あり",
    "実績なし",
    "報告なし",
    "期限超過",
    "期限超過(報告なし)",
    "基準日",
];

/// What one cell says of itself: its places in words, then its numbers.
pub(super) fn records(progress: &Progress) -> impl Iterator<Item = ([&str; 6], Counts)> {
    let rows = progress.rows.iter().zip(&progress.cells);
    rows.flat_map(move |(row, cells)| {
        progress.columns.iter().zip(cells).map(move |(column, counts)| {
            let words = [
                progress.row_facet.label,
                row.value.as_deref().unwrap_or_default(),
                &*row.label,
                progress.column_facet.label,
                column.value.as_deref().unwrap_or_default(),
                &*column.label,
            ];
            (words, *counts)
        })
    })
}

fn csv(progress: &Progress, out: &mut impl Write) -> io::Result<()> {
    // Without the mark, spreadsheets take UTF-8 for the local encoding.
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let at = progress.at.to_string();
    writer.write_record(COLUMNS).map_err(cause)?;
    for (words, counts) in records(progress) {
        let numbers = Number::ALL.map(|number| counts.get(number).to_string());
        let record =
            words.into_iter().map(|word| harmless(one_line(word))).chain(numbers).chain([at.clone()]);
        writer.write_record(record).map_err(cause)?;
    }
    writer.flush()
}
