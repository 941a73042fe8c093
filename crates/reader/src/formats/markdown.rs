//! Reads Markdown (CommonMark 0.31 with the tables and footnotes of GitHub).

mod inline;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use shisaku_model::{Cell, Document, Finding, Grid, Position};

use self::inline::{Inline, is_address, without_tags};
use super::{Builder, Format, decode_text, empty_file};

/// Markdown. Strikethrough is off: `~` between years and times is no markup.
pub(super) struct Markdown;

impl Format for Markdown {
    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        let (text, other_encoding) = decode_text(file, bytes)?;
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut reading = Reading::new(file, &text);
        for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
            reading.skipped(range.start);
            reading.event(event, range.start, range.end);
        }
        reading.skipped(text.len());
        reading.flush();
        let document = reading.builder.finish();
        if document.lines.is_empty() {
            return Err(empty_file(file));
        }
        Ok((document, other_encoding.into_iter().collect()))
    }
}

/// A list that is open.
struct List {
    /// The number of the last item. `None` for bullets.
    number: Option<u64>,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    grid: Grid,
    row: Vec<Cell>,
}

/// The state between two events of the parser.
struct Reading<'a> {
    source: &'a str,
    /// Byte offsets of the starts of lines.
    line_starts: Vec<usize>,
    builder: Builder,
    /// The text of the open block.
    text: Inline,
    /// Byte offset of the start of that text.
    start: Option<usize>,
    heading: Option<u8>,
    lists: Vec<List>,
    table: Option<Table>,
    in_code: bool,
    /// End of the source that the events have covered so far.
    covered: usize,
}

impl<'a> Reading<'a> {
    fn new(file: &str, source: &'a str) -> Self {
        let ends = source.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source,
            line_starts: std::iter::once(0).chain(ends).collect(),
            builder: Builder::new(file),
            text: Inline::default(),
            start: None,
            heading: None,
            lists: Vec::new(),
            table: None,
            in_code: false,
            covered: 0,
        }
    }

    fn line(&self, at: usize) -> u32 {
        u32::try_from(self.line_starts.partition_point(|&start| start <= at)).unwrap_or(u32::MAX)
    }

    fn event(&mut self, event: Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(tag) => {
                self.open(&tag, start);
                return;
            }
            Event::End(tag) => self.close(tag, end),
            Event::Text(text) if self.in_code => self.code(&text, start),
            Event::Text(text) => {
                let escaped = self.source.get(..start).is_some_and(|before| before.ends_with('\\'));
                self.begin(start).push_text(&text, !escaped);
            }
            Event::Html(html) => self.begin(start).push_html(&html),
            Event::InlineHtml(tag) => self.begin(start).push_html(&tag),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.begin(start).push_text(&text, false);
            }
            // Each line may begin with a label of its own: 担当課：…
            Event::SoftBreak | Event::HardBreak => self.text.line_break(),
            Event::FootnoteReference(label) if label.is_ascii() => {}
            Event::FootnoteReference(label) => self.begin(start).push_text(&format!("[^{label}]"), false),
            Event::Rule | Event::TaskListMarker(_) => {}
        }
        self.covered = self.covered.max(end);
    }

    fn open(&mut self, tag: &Tag<'_>, start: usize) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { .. } | Tag::Image { .. } => self.open_link(tag, start),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(*level as u8);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(List { number: first.map(|first| first.saturating_sub(1)) });
            }
            Tag::Item => {
                self.flush();
                self.number_item(start);
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::MetadataBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.in_code = true;
                if let CodeBlockKind::Fenced(information) = kind
                    && !information.is_ascii()
                {
                    self.begin(start).push_text(information, false);
                    self.flush();
                    self.covered = self.covered.max(self.end_of_line(start));
                }
            }
            _ => self.flush(),
        }
        self.covered = self.covered.max(start);
    }

    fn close(&mut self, tag: TagEnd, end: usize) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link | TagEnd::Image => {
                if let Some(rest) = self.text.close_link() {
                    let rest = if rest { self.source.get(self.covered..end) } else { None };
                    self.text.push_text(rest.unwrap_or_default(), false);
                }
            }
            TagEnd::TableCell => self.end_cell(end),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(end),
            TagEnd::Table => {
                if let Some(mut table) = self.table.take() {
                    table.grid.head_rows = 1;
                    self.builder.table(table.grid);
                }
                self.skipped(end);
            }
            TagEnd::List(_) => {
                self.skipped(end);
                self.flush();
                self.lists.pop();
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.skipped(end);
                self.in_code = false;
            }
            _ => {
                self.skipped(end);
                self.flush();
            }
        }
    }

    /// A link whose target is no address is text in brackets: `[新規](商工課)`.
    fn open_link(&mut self, tag: &Tag<'_>, start: usize) {
        let (Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) = tag else { return };
        let is_text = !is_address(dest_url) || !title.is_ascii();
        let mark = if matches!(tag, Tag::Image { .. }) { "![" } else { "[" };
        self.begin(start).open_link(is_text.then_some(mark));
    }

    /// Begins the text of an item with its number, as printed. Items that repeat a number are counted.
    fn number_item(&mut self, start: usize) {
        let source = self.source;
        let Some(last) = self.lists.last_mut().and_then(|list| list.number.as_mut()) else { return };
        let marker = source.get(start..).unwrap_or_default().trim_start();
        let digits = marker.len() - marker.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let printed = marker.get(..digits).and_then(|digits| digits.parse::<u64>().ok());
        *last = printed.filter(|&printed| printed > *last).unwrap_or(last.saturating_add(1));
        let delimiter = if marker[digits..].starts_with(')') { ')' } else { '.' };
        let number = format!("{last}{delimiter} ");
        self.begin(start).push_text(&number, false);
    }

    fn begin(&mut self, at: usize) -> &mut Inline {
        self.start.get_or_insert(at);
        &mut self.text
    }

    /// Adds each line of code as a paragraph: its line breaks mean something.
    fn code(&mut self, text: &str, start: usize) {
        let first = self.line(start);
        for (number, line) in (first..).zip(text.lines()) {
            self.block(line.trim_end(), number);
        }
    }

    /// Ends the open block, if any.
    fn flush(&mut self) {
        let text = self.text.take();
        let start = self.start.take().unwrap_or(self.covered);
        let number = self.line(start);
        self.block(&text, number);
        self.heading = None;
    }

    fn block(&mut self, text: &str, number: u32) {
        let depth = self.lists.len().checked_sub(1);
        match (self.heading, depth) {
            (Some(level), _) => self.builder.heading(level, text, number, Position::Line),
            (None, Some(depth)) => {
                let depth = u8::try_from(depth).unwrap_or(u8::MAX);
                self.builder.item(depth, text, number, Position::Line);
            }
            (None, None) => self.builder.paragraph(text, number, Position::Line),
        }
    }

    fn end_cell(&mut self, end: usize) {
        let text = self.text.take();
        let start = self.start.take().unwrap_or(end.saturating_sub(1));
        let number = self.line(start);
        if let Some(table) = &mut self.table {
            let column = table.row.len();
            table.row.push(self.builder.cell(&text, column, number, Position::Line));
        }
    }

    /// Ends a row. Cells beyond the columns of the head, which Markdown leaves out, are kept.
    fn end_row(&mut self, end: usize) {
        let rest = self.source.get(self.covered..end).unwrap_or_default();
        if rest.chars().any(char::is_alphanumeric) {
            let rest = rest.trim().trim_start_matches('|').trim_end_matches('|').to_owned();
            for cell in rest.split('|') {
                self.begin(end.saturating_sub(1)).push_html(cell.trim());
                self.end_cell(end);
            }
        }
        if let Some(table) = &mut self.table {
            table.grid.rows.push(std::mem::take(&mut table.row));
        }
    }

    /// Keeps the text before `end` that no event covers, such as `[注]: 説明`, which Markdown takes for the
    /// address of a link.
    fn skipped(&mut self, end: usize) {
        let Some(gap) = self.source.get(self.covered..end) else { return };
        if gap.is_ascii() || gap.chars().all(|c| c.is_ascii() || c.is_whitespace()) {
            return;
        }
        let start = self.covered;
        self.covered = end;
        if self.start.is_some() || self.table.is_some() {
            self.begin(start).push_text(gap.trim(), false);
            return;
        }
        for (number, line) in (self.line(start)..).zip(gap.split('\n')) {
            self.block(&without_tags(line.trim()), number);
        }
    }

    fn end_of_line(&self, at: usize) -> usize {
        self.line_starts.get(self.line(at) as usize).copied().unwrap_or(self.source.len())
    }
}

#[cfg(test)]
mod tests;
