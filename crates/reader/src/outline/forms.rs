//! Forms: sheets of labels and values, one measure each. 事業名 | 渡し舟の運航 | 担当課名 | 舟運課.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use super::{
    blocks::Block,
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

/// A form that was found, and the texts outside its fields.
pub(super) struct Form {
    fields: Fields,
    rest: Vec<Text>,
}

/// The labelled values of a form.
enum Fields {
    /// With a title among them, they are a measure: a table of one row.
    Measure(Table),
    /// Without one, they belong to the measure whose heading stands above.
    OfHeading(Vec<(Column, Text)>),
}

impl Form {
    /// Its blocks: the fields, and the other texts behind them.
    pub(super) fn into_blocks(self) -> impl Iterator<Item = Block> {
        let fields = match self.fields {
            Fields::Measure(table) => vec![Block::Table(table)],
            Fields::OfHeading(fields) => {
                fields.into_iter().map(|(column, value)| Block::Labelled(column, value)).collect()
            }
        };
        fields.into_iter().chain(self.rest.into_iter().map(Block::Row))
    }
}

/// Reads the rows of a grid as a form. A value stands to the right of its label, or else below it.
pub(super) fn of_rows(document: usize, rows: &[RawRow], ledger: &mut Ledger) -> Option<Form> {
    let kinds: Vec<BTreeMap<usize, Column>> = rows.iter().map(labels_of).collect();
    let is_label = |(row, column): &Position| kinds.get(*row).is_some_and(|kinds| kinds.contains_key(column));
    let mut pairs: Vec<(Column, Position, Position)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (&column, &kind) in kinds[at].iter().filter(|(column, _)| !row.cells[column].text.borrowed) {
            let right = row.cells.range(column + 1..).next().map(|(&next, _)| (at, next));
            // Values stand below a row of several labels, not below one that heads a line of its own, and not
            // to the right of another label.
            let below = rows.get(at + 1).filter(|_| kinds[at].len() > 1);
            let left = below.and_then(|below| below.cells.range(..column).next_back());
            let below = below
                .filter(|below| below.cells.contains_key(&column))
                .filter(|_| left.is_none_or(|(&left, _)| !is_label(&(at + 1, left))))
                .map(|_| (at + 1, column));
            let value = [right, below].into_iter().flatten().find(|place| !is_label(place));
            pairs.extend(
                value
                    .filter(|value| pairs.iter().all(|(.., taken)| taken != value))
                    .map(|value| (kind, (at, column), value)),
            );
        }
    }
    let titled = is_form(pairs.iter().map(|(kind, ..)| *kind));
    if !titled && !describes_heading(&pairs, &kinds) {
        return None;
    }
    let cell = |(row, column): Position| rows[row].cells[&column].text.clone();
    let fields =
        pairs.iter().map(|&(kind, name, value)| (kind, cell(value).labelled(&cell(name).text))).collect();
    let fields =
        if titled { Fields::Measure(Table::of_form(document, fields)?) } else { Fields::OfHeading(fields) };
    for (_, name, _) in &pairs {
        ledger.hold(&cell(*name), Holder::TableHead);
    }
    let used = pairs.iter().flat_map(|&(_, name, value)| [name, value]).collect_vec();
    let rest = rows.iter().enumerate().filter_map(|(at, row)| {
        let mut row = row.clone();
        row.cells.retain(|column, _| !used.contains(&(at, *column)));
        // 項目 | 内容 above the labels.
        if row.cells.values().all(|cell| columns::label(&cell.text.text).is_some()) {
            row.cells.values().for_each(|cell| ledger.hold(&cell.text, Holder::TableHead));
            return None;
        }
        Some(row.joined()).filter(|text| !text.text.is_empty())
    });
    Some(Form { fields, rest: rest.collect() })
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
    table.map(|table| Form { fields: Fields::Measure(table), rest }).ok_or_else(Vec::new)
}

fn is_form(kinds: impl Iterator<Item = Column>) -> bool {
    let kinds = kinds.collect_vec();
    kinds.len() >= LEAST_FIELDS && kinds.iter().any(|kind| matches!(kind, Column::Title(_)))
}

/// The labels of a row, by column.
fn labels_of(row: &RawRow) -> BTreeMap<usize, Column> {
    row.cells.iter().filter_map(|(&at, cell)| Some((at, columns::label(&cell.text.text)?))).collect()
}

/// True for fields without a title that fill most rows, among them what only a measure has.
fn describes_heading(pairs: &[(Column, Position, Position)], kinds: &[BTreeMap<usize, Column>]) -> bool {
    let titled = pairs.iter().any(|(kind, ..)| matches!(kind, Column::Title(_)));
    let telling = pairs.iter().any(|(kind, ..)| kind.is_telling());
    let beside = pairs.iter().filter(|(_, name, value)| name.0 == value.0).count();
    // The value of a label may be blank.
    let labelled = kinds.iter().filter(|kinds| !kinds.is_empty()).count();
    !titled && telling && beside >= 2 && labelled * 2 > kinds.len()
}
