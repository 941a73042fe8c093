//! Builds documents in neutral form, block by block. All readers use it.

use std::ops::Range;

use shisaku_model::{Block, Cell, Document, Grid, Line, Position};

/// A document under construction.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    document: Document,
}

impl Builder {
    pub(crate) fn new(file: &str) -> Self {
        Self { document: Document { file: file.to_owned(), ..Document::default() } }
    }

    /// Adds text without layout: one line for each line break and one more, all with the same number. Returns
    /// the range of the lines.
    pub(crate) fn lines(&mut self, text: &str, number: u32, position: Position) -> Range<usize> {
        let start = self.document.lines.len();
        let lines = text.lines().map(|line| Line { text: line.into(), number, position });
        self.document.lines.extend(lines);
        start..self.document.lines.len()
    }

    /// Adds a cell at a column, counted from 0. Its spans are 1 until the caller changes them.
    pub(crate) fn cell(&mut self, text: &str, column: usize, number: u32, position: Position) -> Cell {
        let lines = if text.trim().is_empty() { 0..0 } else { self.lines(text, number, position) };
        Cell { lines, column, column_span: 1, row_span: 1 }
    }

    /// Adds a heading, unless its text is blank. `level` is 1 for the outermost.
    pub(crate) fn heading(&mut self, level: u8, text: &str, number: u32, position: Position) {
        self.block(text, number, position, |lines| Block::Heading { level, lines });
    }

    /// Adds a paragraph, unless its text is blank.
    pub(crate) fn paragraph(&mut self, text: &str, number: u32, position: Position) {
        self.block(text, number, position, Block::Paragraph);
    }

    /// Adds a list item, unless its text is blank. `depth` is 0 for the outermost list.
    pub(crate) fn item(&mut self, depth: u8, text: &str, number: u32, position: Position) {
        self.block(text, number, position, |lines| Block::Item { depth, lines });
    }

    fn block(&mut self, text: &str, number: u32, at: Position, block: impl FnOnce(Range<usize>) -> Block) {
        if !text.trim().is_empty() {
            let lines = self.lines(text, number, at);
            self.document.blocks.push(block(lines));
        }
    }

    /// Adds a table whose cells were made by [`Builder::cell`]. A table without text is left out.
    pub(crate) fn table(&mut self, grid: Grid) {
        if grid.rows.iter().flatten().any(|cell| !cell.lines.is_empty()) {
            self.document.blocks.push(Block::Table(grid));
        }
    }

    /// Adds lines whose layout the format does not tell. They were added by [`Builder::lines`].
    pub(crate) fn plain(&mut self, lines: Range<usize>) {
        if !lines.is_empty() {
            self.document.blocks.push(Block::Plain(lines));
        }
    }

    /// Ends a part that shares no headings with the next one.
    pub(crate) fn end_part(&mut self) {
        self.document.blocks.push(Block::Break);
    }

    /// Adds a sheet. Returns its index.
    pub(crate) fn sheet(&mut self, name: &str) -> u32 {
        self.document.sheets.push(name.to_owned());
        u32::try_from(self.document.sheets.len() - 1).unwrap_or(u32::MAX)
    }

    pub(crate) fn finish(self) -> Document {
        self.document
    }
}
