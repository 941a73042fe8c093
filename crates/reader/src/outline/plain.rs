//! Infers the layout of plain lines: tables from tabs, paragraphs from wrapped lines.

mod running_heads;

use std::ops::Range;

use super::{
    blocks::{self, Block, bullet_length, ends_sentence, is_furniture},
    department_cells::{self, CLOSE, OPEN},
    forms, labels,
    located_text::{Ledger, Slice, Text},
    numbering::{self, Numbering, Scheme},
    plain_tables,
    table::{
        Table,
        columns::{self, Column},
        heads,
        raw::RawRow,
    },
    titles,
};
use shisaku_model::{Holder, RepairedDocument, RepairedLine};

/// Minimum length in characters of a line that can be wrapped.
const LEAST_WRAPPED: usize = 12;

/// The level of headings that a square marks. No format has it.
const MARKED: u8 = u8::MAX;

/// Maximum length of a caption in characters.
const MAX_CAPTION: usize = 30;

/// Maximum length in characters of a title with its departments.
const MAX_TITLED: usize = 60;

/// Splits plain lines of a document into blocks.
pub(super) fn scan(
    index: usize,
    document: &RepairedDocument,
    lines: Range<usize>,
    ledger: &mut Ledger,
) -> Vec<Block> {
    let printed = &document.lines[lines.clone()];
    if plain_tables::is_barred(printed) {
        return barred(index, printed, lines.start, ledger);
    }
    let running_heads = running_heads::find(printed);
    let aligned = aligned_labels(printed);
    let mut scanner =
        Scanner { blocks: Vec::new(), open_table: None, after_blank: true, skip: 0, value_below: None };
    for (line, repaired) in lines.clone().zip(printed) {
        if scanner.skip > 0 {
            scanner.skip -= 1;
            continue;
        }
        let mut text = Text::line(index, line, repaired.text.clone());
        if running_heads.contains(&(line - lines.start)) {
            ledger.hold(&text, Holder::Furniture);
            continue;
        }
        if aligned[line - lines.start] {
            if let Ok((column, value)) = labels::read_gapped(text, ledger) {
                scanner.blocks.push(Block::Labelled(column, value));
                scanner.after_blank = false;
            }
            continue;
        }
        let is_blank = text.text.trim().is_empty();
        // A trailing tab is an empty cell, so only blank lines are trimmed here.
        if is_blank {
            ledger.trim(&mut text);
        } else {
            scanner.line(text, &document.lines[line + 1..lines.end], ledger);
        }
        scanner.after_blank = is_blank;
    }
    scanner.blocks
}

struct Scanner {
    blocks: Vec<Block>,
    /// Index of the table block that may continue.
    open_table: Option<usize>,
    after_blank: bool,
    /// Number of following lines that are read already.
    skip: usize,
    /// Index of the labelled block whose value begins below its label.
    value_below: Option<usize>,
}

impl Scanner {
    fn line(&mut self, mut line: Text, following: &[RepairedLine], ledger: &mut Ledger) {
        if line.text.contains('\t') {
            return self.table_line(line, following, ledger);
        }
        ledger.trim(&mut line);
        // Page furniture does not end a table or paragraph.
        if is_furniture(&line.text) {
            return ledger.hold(&line, Holder::Furniture);
        }
        if self.table_line_without_tabs(&line, following, ledger) {
            return;
        }
        if let Some((table, lines)) = plain_tables::spaced(&line, following, ledger) {
            self.blocks.push(Block::Table(table));
            self.skip = lines;
            return;
        }
        if let Some(listed) = plain_tables::listed(&line, ledger) {
            self.blocks.extend(listed);
            return;
        }
        let line = match self.wrapped(line, ledger) {
            Ok(()) => return,
            Err(line) => line,
        };
        if self.is_marked_heading(&line, following) {
            let mut title = line;
            let bullet = bullet_length(&title.text);
            ledger.hold(&title.take(bullet), Holder::Sign);
            let numbering = blocks::heading_number(&title.text);
            ledger.hold(&title.take(numbering.as_ref().map_or(0, |own| own.length)), Holder::Numbering);
            let numbering = numbering.unwrap_or_else(|| Numbering::none(MARKED));
            blocks::push_heading(numbering, None, title, &mut self.blocks, ledger);
            return;
        }
        let in_table = self.open_table.is_some();
        if let Some(text) = blocks::signed(line, in_table, &mut self.blocks, ledger) {
            self.unsigned(text);
        }
    }

    fn table(&mut self) -> Option<&mut Table> {
        match self.blocks.get_mut(self.open_table?) {
            Some(Block::Table(table)) => Some(table),
            _ => None,
        }
    }

    /// Reads a tab-separated line as head or row. Outside any table, its cells are text.
    fn table_line(&mut self, line: Text, following: &[RepairedLine], ledger: &mut Ledger) {
        if super::table::is_head(&line.text) {
            let (document, at, _) = line.position();
            let below = following.iter().take(2).zip(at + 1..);
            let lines: Vec<Text> = std::iter::once(line)
                .chain(below.map(|(line, at)| Text::line(document, at, line.text.clone())))
                .collect();
            let Some((head, taken)) = Table::head(&lines, ledger) else { return };
            self.skip = taken - 1;
            // After a page break, the heads of the open table are repeated.
            if self.table().is_none_or(|open| open.heads != head.heads) {
                self.open_table = Some(self.blocks.len());
                self.blocks.push(Block::Table(head));
            } else {
                head.hold_heads(ledger);
            }
            return;
        }
        let row = RawRow::of_line(&line, &mut Ledger::default());
        if heads::begins_other_table(&row, None) {
            self.open_table = None;
        }
        let text = match self.table() {
            Some(table) => table.add_line(&line, ledger),
            None => Some(RawRow::of_line(&line, ledger).joined()),
        };
        self.blocks.extend(text.filter(|text| !text.text.is_empty()).map(Block::Row));
    }

    /// Reads a line without tabs inside a table: a heading row without its empty cells, or a wrapped cell.
    /// Any other line ends the table, unless rows follow directly: then a page break inserted the line.
    fn table_line_without_tabs(
        &mut self,
        line: &Text,
        following: &[RepairedLine],
        ledger: &mut Ledger,
    ) -> bool {
        let after_blank = self.after_blank;
        let Some(table) = self.table() else { return false };
        let goes_on = table.goes_on(following);
        let numbering = numbering::read(&line.text);
        // A chapter heading is never a row.
        let chapter = matches!(&numbering, Some(Numbering { scheme: Scheme::Named(_), .. }));
        let taken = if numbering.is_some() {
            let heading = goes_on && !chapter;
            if heading {
                let total = table.add_line(line, ledger);
                self.blocks.extend(total.map(Block::Row));
            }
            heading
        } else if bullet_length(&line.text) > 0 {
            goes_on && table.wrap(line, true)
        } else {
            let sure = !after_blank || goes_on && ends_sentence(&line.text);
            sure && !line.text.starts_with('※') && table.wrap(line, false)
        };
        if !taken && (chapter || !goes_on) {
            self.open_table = None;
        }
        taken
    }

    /// Joins a line to the text above that was wrapped into it: a paragraph, a title, or a labelled value.
    /// Gives any other line back.
    fn wrapped(&mut self, line: Text, ledger: &mut Ledger) -> Result<(), Text> {
        let begins = bullet_length(&line.text) > 0
            || line.text.starts_with('※')
            || labels::begins(&line.text)
            || labels::is_bracketed(&line.text)
            || numbering::read(&line.text).is_some();
        if self.after_blank || begins {
            return Err(line);
        }
        let longest = line.text.chars().count();
        let is_wrapped = |before: &Text| {
            let length = last_line(before);
            length >= LEAST_WRAPPED && length + 2 >= longest && !ends_sentence(&before.text)
        };
        let last = self.blocks.len().saturating_sub(1);
        match self.blocks.last_mut() {
            Some(Block::Heading { title, numbering, .. })
                if is_wrapped_title(title, numbering)
                    && is_wrapped(title)
                    && !ends_in_departments(&title.text)
                    || is_open(title, &line) =>
            {
                title.extend(line);
                self.wrapped_title(ledger);
            }
            Some(Block::Bare { text, .. }) if is_wrapped(text) => {
                text.extend(line);
                if ends_sentence(&text.text)
                    && let Some(Block::Bare { text, .. }) = self.blocks.pop()
                {
                    self.blocks.push(Block::Paragraph(text));
                }
            }
            Some(Block::Labelled(_, value)) if value.text.is_empty() => {
                *value = Text { label: value.label.take(), ..line };
                self.value_below = Some(last);
            }
            Some(Block::Labelled(_, value)) if self.value_below == Some(last) => value.extend_apart(line),
            Some(Block::Labelled(_, value)) if is_wrapped(value) => value.extend(line),
            // A report may go on below its first sentence.
            Some(Block::Labelled(Column::Result(_), value))
                if !value.text.is_empty() && !is_titlelike(&line) =>
            {
                value.extend_apart(line);
            }
            _ => return Err(line),
        }
        Ok(())
    }

    /// Reads a title again that a line was joined to: it is a sentence, or ends in marks and fields.
    fn wrapped_title(&mut self, ledger: &mut Ledger) {
        let Some(Block::Heading { numbering, level, title, marks }) = self.blocks.pop() else { return };
        if title.text.contains('。') {
            self.blocks.push(Block::Paragraph(title));
            return;
        }
        let at = self.blocks.len();
        blocks::push_heading(*numbering, level, title, &mut self.blocks, ledger);
        if let Some(Block::Heading { marks: own, .. }) = self.blocks.get_mut(at) {
            own.splice(0..0, marks);
        }
    }

    /// True for a line such as `■ 人材の育成` above a number or a label: a square marks a heading, unless the next
    /// line has one too and both are items of a list.
    fn is_marked_heading(&self, line: &Text, following: &[RepairedLine]) -> bool {
        const SQUARES: [char; 4] = ['■', '□', '◆', '◇'];
        if self.after_blank && is_titled_item(&line.text, following) {
            return true;
        }
        let Some(rest) = line.text.strip_prefix(SQUARES).map(str::trim) else { return false };
        let sign = line.text.chars().next();
        let next = following.iter().map(|line| line.text.trim()).find(|line| !line.is_empty());
        self.after_blank
            && !rest.is_empty()
            && rest.chars().count() <= MAX_CAPTION
            && !rest.contains([':', '：', '。', '\t'])
            && columns::label(rest).is_none()
            // A square also marks the title of a list: ■ 取組の実施状況.
            && !["状況", "一覧", "結果"].iter().any(|word| rest.ends_with(word))
            && next.is_some_and(|next| {
                next.chars().next() != sign
                    && (blocks::heading_number(next).is_some() || labels::is_bracketed(next))
            })
    }

    /// Reads an unmarked line: the continuation of a paragraph, a new paragraph, or a bare line.
    fn unsigned(&mut self, text: Text) {
        if blocks::names_departments(&text, &self.blocks) {
            self.blocks.push(Block::Labelled(Column::Department, text));
            return;
        }
        let sentence = ends_sentence(&text.text);
        if let Some(Block::Paragraph(before)) = self.blocks.last_mut()
            && !ends_sentence(&before.text)
            && (sentence || !self.after_blank)
        {
            before.extend(text);
        } else if sentence {
            self.blocks.push(Block::Paragraph(text));
        } else if self.open_table.is_some() {
            self.blocks.push(Block::Aside(text));
        } else {
            let is_caption = text.text.chars().count() <= MAX_CAPTION;
            self.blocks.push(Block::Bare { text, is_caption });
        }
    }
}

/// Length in characters of the last printed line of a text.
fn last_line(text: &Text) -> usize {
    let length = text.slices.last().map_or(0, Slice::len);
    text.text[text.text.len() - length..].chars().count()
}

/// The lines with a label before a wide gap, beside another such line.
fn aligned_labels(lines: &[RepairedLine]) -> Vec<bool> {
    let written = lines.iter().enumerate().filter(|(_, line)| !line.text.trim().is_empty());
    let gapped: Vec<(usize, bool)> =
        written.map(|(at, line)| (at, labels::gapped(&line.text).is_some())).collect();
    let mut aligned = vec![false; lines.len()];
    for pair in gapped.windows(2) {
        let [(one, first), (other, second)] = pair else { continue };
        if *first && *second {
            (aligned[*one], aligned[*other]) = (true, true);
        }
    }
    aligned
}

/// True for a line such as `○町民会議の開催（企画課）` above text: a sign, a title and its departments.
fn is_titled_item(line: &str, following: &[RepairedLine]) -> bool {
    let bullet = bullet_length(line);
    let title = &line[bullet..];
    let text_below = following.first().is_some_and(|next| {
        let next = next.text.trim();
        !next.is_empty() && bullet_length(next) == 0 && blocks::heading_number(next).is_none()
    });
    bullet > 0
        && !title.contains('。')
        && title.chars().count() <= MAX_TITLED
        && text_below
        && ends_in_departments(title)
}

/// True for a title with its departments in round brackets behind it, which is complete.
fn ends_in_departments(title: &str) -> bool {
    let inside = titles::last_in_round_brackets(title).filter(|inside| inside.len() + 6 < title.len());
    inside.is_some_and(department_cells::is_line_of)
}

/// True for a line that may be the title of the next measure: short, at the margin, no sentence.
fn is_titlelike(line: &Text) -> bool {
    line.position().2 == 0 && line.text.chars().count() <= MAX_CAPTION && !line.text.contains(['。', '、'])
}

/// True if a bracket that a title opens is closed in the next line.
fn is_open(title: &Text, next: &Text) -> bool {
    let open = title.text.rfind(OPEN).filter(|&open| !title.text[open..].contains(CLOSE));
    open.is_some() && next.text.contains(CLOSE) && !next.text.contains('。')
}

/// True if the printed line of a title, its number included, is long enough to be wrapped.
fn is_wrapped_title(title: &Text, numbering: &Numbering) -> bool {
    title.slices.len() == 1 && title.text.chars().count() + numbering.label.chars().count() >= LEAST_WRAPPED
        || title.slices.len() > 1
}

/// Reads lines whose cells end in a bar as a form, or as text.
fn barred(index: usize, lines: &[RepairedLine], start: usize, ledger: &mut Ledger) -> Vec<Block> {
    let cells = plain_tables::barred_cells(index, lines, start, ledger);
    match forms::of_cells(index, cells, ledger) {
        Ok(form) => form.into_blocks().collect(),
        Err(cells) => cells.into_iter().map(Block::Row).collect(),
    }
}
