//! Forms: sheets of labels and values, one measure each. 事業名 | 渡し舟の運航 | 担当課名 | 舟運課.

use std::collections::{BTreeMap, HashSet};

use itertools::Itertools as _;

use super::{
    blocks::{Block, labelled},
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
            Fields::OfHeading(fields) => labelled(fields).collect(),
        };
        fields.into_iter().chain(self.rest.into_iter().map(Block::Row))
    }
}

/// The labels of a row, by column.
type Labels = BTreeMap<usize, Column>;

/// A label, its cell, and the cell of its value.
type Pair = (Column, Position, Position);

/// True for rows that begin with a label and its value, at least half of those with several cells: a form, even
/// if a table stands in it.
pub(super) fn is_sheet(rows: &[RawRow]) -> bool {
    let own = |row: &RawRow| {
        let own = row.cells.values().filter(|cell| !cell.text.borrowed).take(2);
        own.map(|cell| columns::label(&cell.text.text)).collect_tuple()
    };
    let rows = rows.iter().filter_map(own).collect_vec();
    let pairs = rows.iter().filter(|(first, second)| first.is_some() && second.is_none()).count();
    pairs >= LEAST_FIELDS && pairs * 2 >= rows.len()
}

/// Reads the rows of a grid as forms, one below the other. A value stands to the right of its label, or else
/// below it.
pub(super) fn of_rows(document: usize, rows: &[RawRow], ledger: &mut Ledger) -> Option<Vec<Form>> {
    let labels: Vec<Labels> = rows.iter().map(labels_of).collect();
    let starts = starts(rows, &labels);
    let ends = starts.iter().skip(1).copied().chain([rows.len()]);
    let mut forms = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        // Rows above the first label are the title of the sheet.
        let start = if forms.is_empty() { 0 } else { start };
        forms.push(of_part(document, &rows[start..end], &labels[start..end], ledger)?);
    }
    (!forms.is_empty()).then_some(forms)
}

/// The rows at which forms begin: those with the first label of the grid.
fn starts(rows: &[RawRow], labels: &[Labels]) -> Vec<usize> {
    let first = |at: usize| labels[at].keys().next().map(|&column| rows[at].text(column));
    let Some(begin) = (0..rows.len()).find(|&at| first(at).is_some()) else { return Vec::new() };
    (begin..rows.len()).filter(|&at| first(at) == first(begin)).collect()
}

fn of_part(document: usize, rows: &[RawRow], labels: &[Labels], ledger: &mut Ledger) -> Option<Form> {
    let pairs = pairs(rows, labels);
    let titled = is_form(pairs.iter().map(|(kind, ..)| *kind));
    if !titled && !describes_heading(&pairs, labels) {
        return None;
    }
    let cell = |(row, column): Position| rows[row].cells[&column].text.clone();
    let mut fields =
        pairs.iter().map(|&(kind, name, value)| (kind, cell(value).labelled(cell(name).text))).collect_vec();
    let used = pairs.iter().flat_map(|&(_, name, value)| [name, value]).collect_vec();
    let first = used.iter().map(|(row, _)| *row).min().unwrap_or(0);
    let mut rest = Vec::new();
    let mut heads = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut row = row.clone();
        row.cells.retain(|column, cell| !used.contains(&(at, *column)) && !cell.text.borrowed);
        // 項目 | 内容 above the labels.
        if row.cells.keys().all(|column| labels[at].contains_key(column)) {
            heads.extend(row.cells.into_iter().map(|(_, cell)| cell.text));
        } else if at > first && titled {
            fields.push((Column::Other, row.joined()));
        } else {
            rest.push(row.joined());
        }
    }
    let fields =
        if titled { Fields::Measure(Table::of_form(document, fields)?) } else { Fields::OfHeading(fields) };
    let names = pairs.iter().map(|(_, name, _)| cell(*name));
    names.chain(heads).for_each(|name| ledger.hold(&name, Holder::TableHead));
    Some(Form { fields, rest })
}

/// Finds the value of each label.
fn pairs(rows: &[RawRow], labels: &[Labels]) -> Vec<Pair> {
    let is_label = |(row, column): &Position| labels[*row].contains_key(column);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut taken: HashSet<Position> = HashSet::new();
    // Labels that stand in one column have their values to the right, even where those are blank.
    let beside = |column: usize| {
        let rows = rows
            .iter()
            .zip(labels)
            .filter(|(row, labels)| labels.contains_key(&column) && row.from(column + 1).is_some());
        rows.take(LEAST_FIELDS).count() == LEAST_FIELDS
    };
    for (at, row) in rows.iter().enumerate() {
        for (&column, &kind) in labels[at].iter().filter(|(column, _)| !row.cells[column].text.borrowed) {
            let right = row.from(column + 1).map(|(next, _)| (at, next));
            // Values stand below a row of several labels, or below one alone that is as wide as its value. They
            // do not stand to the right of another label.
            let below = rows.get(at + 1).filter(|below| {
                let alone = row.cells.len() == 1 && below.cells.len() == 1 && !beside(column);
                (labels[at].len() > 1 || alone) && below.cells.contains_key(&column)
            });
            let left = below.and_then(|below| below.before(column));
            let below = below
                .filter(|_| left.is_none_or(|(left, _)| !is_label(&(at + 1, left))))
                .map(|_| (at + 1, column));
            let value = [right, below].into_iter().flatten().find(|place| !is_label(place));
            pairs.extend(value.filter(|value| taken.insert(*value)).map(|value| (kind, (at, column), value)));
        }
    }
    pairs
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
                fields.extend(cells.next().map(|(_, value)| (kind, value.labelled(cell.text.as_str()))));
            }
            None => rest.push(cell),
        }
    }
    let table = Table::of_form(document, fields);
    table.map(|table| Form { fields: Fields::Measure(table), rest }).ok_or_else(Vec::new)
}

fn is_form(kinds: impl Iterator<Item = Column>) -> bool {
    let kinds = kinds.collect_vec();
    kinds.len() >= LEAST_FIELDS && kinds.iter().copied().any(names_measure)
}

/// True for labels of a measure's title. 項目 and 名称 may head any list.
fn names_measure(kind: Column) -> bool {
    matches!(kind, Column::Title(rank) if rank < 4)
}

/// The labels of a row. 年度 on a form heads a row of years.
fn labels_of(row: &RawRow) -> Labels {
    let label = |cell: &str| columns::label(cell).filter(|_| cell != "年度");
    row.cells.iter().filter_map(|(&at, cell)| Some((at, label(&cell.text.text)?))).collect()
}

/// True for fields without a title that fill most rows, among them what only a measure has.
fn describes_heading(pairs: &[Pair], labels: &[Labels]) -> bool {
    let titled = pairs.iter().any(|(kind, ..)| names_measure(*kind));
    let telling = pairs.iter().any(|(kind, ..)| kind.is_telling());
    let beside = pairs.iter().filter(|(_, name, value)| name.0 == value.0).count();
    // The value of a label may be blank.
    let labelled = labels.iter().filter(|labels| !labels.is_empty()).count();
    !titled && telling && beside >= 2 && labelled * 2 > labels.len()
}
