//! Shows a document in tests.

use std::ops::Range;

use shisaku_model::{Block, Cell, Document};

/// The blocks, one a line: `h2`, `p`, `i0` (depth) or `t1` (head rows) with the text. `/` separates lines of a
/// block, `|` cells and `||` rows. A cell begins with its column.
pub(super) fn shown(document: &Document) -> Vec<String> {
    let text = |lines: &Range<usize>| {
        document.lines[lines.clone()].iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("/")
    };
    let cell = |cell: &Cell| format!("{}{}", cell.column, text(&cell.lines));
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join("|");
    let block = |block: &Block| match block {
        Block::Heading { level, lines } => format!("h{level} {}", text(lines)),
        Block::Paragraph(lines) => format!("p {}", text(lines)),
        Block::Item { depth, lines } => format!("i{depth} {}", text(lines)),
        Block::Table(grid) => {
            format!("t{} {}", grid.head_rows, grid.rows.iter().map(row).collect::<Vec<_>>().join("||"))
        }
        other => format!("{other:?}"),
    };
    document.blocks.iter().map(block).collect()
}
