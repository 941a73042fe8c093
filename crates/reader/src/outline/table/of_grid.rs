//! Divides the rows of a grid into tables and the text around them.

use itertools::Itertools as _;

use super::{
    super::{
        blocks,
        located_text::Ledger,
        numbering::{Numbering, Scheme, is_digit},
    },
    Part, Table,
    columns::Column,
    heads, hold_heads,
    raw::RawRow,
};

/// Reads the rows of a grid: tables below their heads, and the text around them. Rows below the first heads are
/// taken out, so that no row is kept twice. Without heads, all rows stay.
pub(in crate::outline) fn read(document: usize, rows: &mut [RawRow], ledger: &mut Ledger) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut notes: Vec<Part> = Vec::new();
    let mut open: Option<Table> = None;
    let mut heads_left = 0;
    let mut notes_above = false;
    let mut blank_above = false;
    // True if chapters or sections stand above the heads: they are headings below them as well.
    let mut headed = false;
    for at in 0..rows.len() {
        // Another table begins below a total, a note or a blank row.
        let apart = notes_above || blank_above;
        blank_above = rows[at].cells.is_empty();
        if heads_left > 0 {
            heads_left -= 1;
            continue;
        }
        let is_numbered = open.as_ref().is_some_and(|open| is_numbered(&rows[at], &open.columns));
        let heads = if is_numbered { None } else { heads::read(&rows[at..]) };
        if let Some(heads) = heads {
            let lines = rows[at..at + heads.rows].iter().map(RawRow::joined).collect::<Vec<_>>();
            heads_left = heads.rows - 1;
            // Heads come again after a page break. Text above them is the title of another table.
            if notes_above || open.as_ref().is_none_or(|open| open.columns != heads.columns) {
                parts.extend(open.take().map(Part::Table));
                parts.append(&mut notes);
                open = Some(Table::new(document, heads, lines));
            } else {
                hold_heads(&lines, ledger);
            }
            continue;
        }
        if is_section(&rows[at]) {
            headed |= open.is_none();
            if headed && let Some(table) = open.take() {
                open = Some(table.emptied());
                parts.push(Part::Table(table));
                parts.append(&mut notes);
                parts.push(Part::Text(std::mem::take(&mut rows[at]).joined()));
                continue;
            }
        }
        if apart && heads::begins_other_table(&rows[at], rows.get(at + 1)) {
            parts.extend(open.take().map(Part::Table));
            parts.append(&mut notes);
        }
        match open.as_mut() {
            Some(table) => {
                let note = table.add_raw(std::mem::take(&mut rows[at]), apart, ledger);
                notes_above = note.is_some();
                notes.extend(note.map(Part::Text));
            }
            None => parts.push(Part::Text(rows[at].joined())),
        }
    }
    parts.extend(open.map(Part::Table));
    parts.append(&mut notes);
    parts.retain(|part| match part {
        Part::Text(text) => !text.text.is_empty(),
        Part::Table(table) => !table.rows.is_empty() || !table.head_lines.is_empty(),
    });
    parts
}

/// True for a row with a number in the column of numbers. It is no row of heads, whatever words its cells begin with.
fn is_numbered(row: &RawRow, columns: &[Column]) -> bool {
    let numbers = columns.iter().positions(|column| *column == Column::Number);
    numbers.filter_map(|at| row.cells.get(&at)).any(|cell| cell.text.text.contains(is_digit))
}

/// True for a row that holds nothing but a chapter or a section: 第2節　高齢者福祉.
fn is_section(row: &RawRow) -> bool {
    let named =
        |text: &str| matches!(blocks::heading_number(text), Some(Numbering { scheme: Scheme::Named(_), .. }));
    row.cells.len() == 1 && row.cells.values().all(|cell| !cell.text.borrowed && named(&cell.text.text))
}
