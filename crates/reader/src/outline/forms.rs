//! Forms: sheets of labels and values, one measure each. 事業名 | 渡し舟の運航 | 担当課名 | 舟運課.

use itertools::Itertools as _;

use super::{
    located_text::{Ledger, Text},
    table::{
        Table,
        columns::{self, Column},
        raw::RawRow,
    },
};
use shisaku_model::Holder;

/// Minimum number of labelled values of a form.
const LEAST_FIELDS: usize = 3;

/// Row and column of a cell.
type Position = (usize, usize);

/// A form that was found: its fields as a table of one row, and the texts outside them.
pub(super) struct Form {
    pub table: Table,
    pub rest: Vec<Text>,
}

/// Reads the rows of a grid as a form. A value stands to the right of its label, or else below it.
pub(super) fn of_rows(document: usize, rows: &[RawRow], ledger: &mut Ledger) -> Option<Form> {
    let label =
        |row: usize, column: usize| rows.get(row).map(|row| row.text(column)).and_then(columns::label);
    let mut pairs: Vec<(Column, Position, Position)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (&column, cell) in row.cells.iter().filter(|(_, cell)| !cell.text.borrowed) {
            let Some(kind) = columns::label(&cell.text.text) else { continue };
            let right = row.cells.range(column + 1..).next().map(|(&next, _)| (at, next));
            let below = rows.get(at + 1).and_then(|below| below.cells.get(&column)).map(|_| (at + 1, column));
            let value =
                [right, below].into_iter().flatten().find(|&(row, column)| label(row, column).is_none());
            pairs.extend(
                value
                    .filter(|value| pairs.iter().all(|(.., taken)| taken != value))
                    .map(|value| (kind, (at, column), value)),
            );
        }
    }
    if !is_form(pairs.iter().map(|(kind, ..)| *kind)) {
        return None;
    }
    let cell = |(row, column): Position| rows[row].cells[&column].text.clone();
    let fields =
        pairs.iter().map(|&(kind, name, value)| (kind, cell(value).labelled(&cell(name).text))).collect();
    let table = Table::of_form(document, fields)?;
    for (_, name, _) in &pairs {
        ledger.hold(&cell(*name), Holder::TableHead);
    }
    let used = pairs.iter().flat_map(|&(_, name, value)| [name, value]).collect_vec();
    let rest = rows.iter().enumerate().filter_map(|(at, row)| {
        let mut row = row.clone();
        row.cells.retain(|column, _| !used.contains(&(at, *column)));
        Some(row.joined()).filter(|text| !text.text.is_empty())
    });
    Some(Form { table, rest: rest.collect() })
}

/// Reads a sequence of cells as a form, each value behind its label.
pub(super) fn of_cells(document: usize, cells: Vec<Text>, ledger: &mut Ledger) -> Result<Form, Vec<Text>> {
    let kinds = cells.iter().map(|cell| columns::label(&cell.text)).collect_vec();
    let is_pair = |at: usize| kinds[at].is_some() && kinds.get(at + 1).is_some_and(Option::is_none);
    let labels = (0..cells.len()).filter(|&at| is_pair(at)).collect_vec();
    if !is_form(labels.iter().filter_map(|&at| kinds[at])) {
        return Err(cells);
    }
    let (mut fields, mut rest) = (Vec::new(), Vec::new());
    let mut cells = cells.into_iter().enumerate();
    while let Some((at, cell)) = cells.next() {
        match kinds[at].filter(|_| is_pair(at)) {
            Some(kind) => {
                ledger.hold(&cell, Holder::TableHead);
                fields.extend(cells.next().map(|(_, value)| (kind, value.labelled(&cell.text))));
            }
            None => rest.push(cell),
        }
    }
    let table = Table::of_form(document, fields);
    table.map(|table| Form { table, rest }).ok_or_else(Vec::new)
}

fn is_form(kinds: impl Iterator<Item = Column>) -> bool {
    let kinds = kinds.collect_vec();
    kinds.len() >= LEAST_FIELDS && kinds.iter().any(|kind| matches!(kind, Column::Title(_)))
}
