//! The tables of a document.

use std::collections::HashMap;

use shisaku_model::{Grid, Position};

use super::body::Body;
use super::text::is_left_out;
use super::xml::Element;

/// Largest span that is believed. Word allows 63 columns.
const LARGEST_SPAN: i64 = 1000;

impl<'a> Body<'a> {
    /// Reads a table. The tables in its cells wait until it has ended.
    pub(super) fn table(&mut self, table: Element<'a>) {
        let mut grid = Grid::default();
        // For each column, the row and the index of the cell that reaches down.
        let mut open: HashMap<usize, (usize, usize)> = HashMap::new();
        let mut is_head = true;
        for row in inner(table, "tr") {
            let properties = row.child("trPr");
            if properties.is_some_and(|properties| properties.child("del").is_some()) {
                continue;
            }
            is_head &= properties.is_some_and(|properties| properties.is_on("tblHeader"));
            grid.head_rows += usize::from(is_head);
            let mut column = properties.map_or(0, |properties| span(properties.number("gridBefore"), 0));
            let mut cells = Vec::new();
            for element in inner(row, "tc") {
                let properties = element.child("tcPr");
                let width = properties.map_or(1, |properties| span(properties.number("gridSpan"), 1));
                let merge = properties.and_then(|properties| properties.child("vMerge"));
                let is_first = merge.is_some_and(|merge| merge.attribute("val") == Some("restart"));
                let (text, number) = self.cell_text(element);
                // Word hides text in the lower part of a merged cell. It is kept as a cell of its own.
                let is_below = merge.is_some() && !is_first && text.is_empty();
                let above = open.get(&column).copied().filter(|_| is_below);
                let above = above.and_then(|(row, cell)| grid.rows.get_mut(row)?.get_mut(cell));
                if let Some(above) = above {
                    above.row_span += 1;
                } else {
                    let mut cell = self.builder.cell(&text, column, number, Position::Paragraph);
                    cell.column_span = width;
                    if merge.is_some() {
                        open.insert(column, (grid.rows.len(), cells.len()));
                    } else {
                        open.remove(&column);
                    }
                    cells.push(cell);
                }
                column += width;
            }
            grid.rows.push(cells);
        }
        self.builder.table(grid);
    }

    /// The text of a cell, a line for each paragraph, and the number of its first paragraph with text.
    fn cell_text(&mut self, cell: Element<'a>) -> (String, u32) {
        let mut texts = Vec::new();
        let mut first = None;
        let mut walk = cell.walk();
        while let Some(element) = walk.next() {
            match element.name() {
                "p" => {
                    let read = self.paragraph(element).filter(|read| !read.text.trim().is_empty());
                    if let Some(read) = read {
                        first.get_or_insert(read.number);
                        texts.push(read.text);
                    }
                }
                "tbl" => self.waiting.push_back(element),
                _ if is_left_out(element) => {}
                _ => continue,
            }
            walk.leave_out();
        }
        (texts.join("\n"), first.unwrap_or_default())
    }
}

/// The rows of a table or the cells of a row, also in content controls.
fn inner<'a>(element: Element<'a>, name: &'static str) -> impl Iterator<Item = Element<'a>> {
    let mut walk = element.walk();
    std::iter::from_fn(move || {
        loop {
            let element = walk.next()?;
            let is_found = element.name() == name;
            if is_found || is_left_out(element) || ["tr", "tc", "tbl", "p"].contains(&element.name()) {
                walk.leave_out();
            }
            if is_found {
                return Some(element);
            }
        }
    })
}

fn span(number: Option<i64>, least: i64) -> usize {
    usize::try_from(number.unwrap_or(least).clamp(least, LARGEST_SPAN)).unwrap_or(1)
}
