//! The tables of a page.

use std::collections::VecDeque;

use ego_tree::NodeRef;
use scraper::Node;
use shisaku_model::{Cell, Grid, Position};

use super::blocks::{Page, is_block};
use super::inline::Inline;
use super::walk::{Step, Walk, attribute, is_unseen, name};

/// Largest span that is believed, as in the HTML standard.
const LARGEST_SPAN: usize = 1000;
/// Columns beyond this one know nothing of cells that reach down from above.
const LAST_COLUMN: usize = 10_000;

/// Returns whether a table only arranges the page: it says so or has a single cell.
pub(super) fn is_layout(table: NodeRef<'_, Node>) -> bool {
    matches!(attribute(table, "role"), Some("presentation" | "none"))
        || rows(table).flat_map(|(row, _)| cells(row)).nth(1).is_none()
}

/// Reads a table, and after it the tables in its cells.
pub(super) fn read_table<'a>(page: &mut Page<'a>, table: NodeRef<'a, Node>) {
    let mut tables = VecDeque::from([table]);
    while let Some(table) = tables.pop_front() {
        for caption in table.children().filter(|&node| name(node) == "caption") {
            page.number = page.number.saturating_add(1);
            let text = text_of(caption, &mut tables);
            page.builder.paragraph(&text, page.number, Position::Line);
        }
        page.number = page.number.saturating_add(1);
        let grid = read_grid(page, table, &mut tables);
        page.builder.table(grid);
    }
}

fn read_grid<'a>(
    page: &mut Page<'a>,
    table: NodeRef<'a, Node>,
    inner: &mut VecDeque<NodeRef<'a, Node>>,
) -> Grid {
    let mut grid = Grid::default();
    let mut is_head = true;
    // For each column, the row at which it is free again.
    let mut free_from: Vec<usize> = Vec::new();
    for (index, (row, in_head)) in rows(table).enumerate() {
        let mut line: Vec<Cell> = Vec::new();
        let mut column = 0;
        is_head &= in_head || cells(row).all(|cell| name(cell) == "th") && cells(row).next().is_some();
        for cell in cells(row) {
            while free_from.get(column).is_some_and(|&free| free > index) {
                column += 1;
            }
            let text = text_of(cell, inner);
            let mut read = page.builder.cell(&text, column, page.number, Position::Line);
            read.column_span = span(cell, "colspan");
            read.row_span = span(cell, "rowspan");
            let end = column.saturating_add(read.column_span);
            if end <= LAST_COLUMN {
                free_from.resize(free_from.len().max(end), 0);
                free_from[column..end].fill(index + read.row_span);
            }
            column = end;
            line.push(read);
        }
        grid.rows.push(line);
        grid.head_rows += usize::from(is_head);
    }
    if grid.head_rows == grid.rows.len() {
        grid.head_rows = 0;
    }
    grid
}

/// The rows of a table, and whether each is in its `<thead>`.
fn rows(table: NodeRef<'_, Node>) -> impl Iterator<Item = (NodeRef<'_, Node>, bool)> {
    let sections = table.children().filter(|&node| ["thead", "tbody", "tfoot"].contains(&name(node)));
    sections.flat_map(|section| {
        let in_head = name(section) == "thead";
        section.children().filter(|&node| name(node) == "tr").map(move |row| (row, in_head))
    })
}

fn cells(row: NodeRef<'_, Node>) -> impl Iterator<Item = NodeRef<'_, Node>> {
    row.children().filter(|&node| ["td", "th"].contains(&name(node)))
}

fn span(cell: NodeRef<'_, Node>, direction: &str) -> usize {
    let span = attribute(cell, direction).and_then(|span| span.trim().parse().ok());
    span.unwrap_or(1).clamp(1, LARGEST_SPAN)
}

/// The text of a cell, a line for each block. Inner tables are put into `inner`.
pub(super) fn text_of<'a>(cell: NodeRef<'a, Node>, inner: &mut VecDeque<NodeRef<'a, Node>>) -> String {
    let mut text = Inline::default();
    let mut walk = Walk::new(cell);
    while let Some(step) = walk.next() {
        match step {
            Step::Open(node) if is_unseen(node) => walk.leave_out(),
            Step::Open(node) if name(node) == "table" && !is_layout(node) => {
                inner.push_back(node);
                walk.leave_out();
            }
            Step::Open(node) if name(node) == "br" => text.line_break(),
            Step::Open(node) if is_block(node) => text.begin_line(),
            Step::Open(node) => text.push(node.value().as_text().map_or("", |text| &text.text), false),
            Step::Close(node) if is_block(node) && name(node) != "br" => text.begin_line(),
            Step::Close(_) => {}
        }
    }
    text.take()
}
