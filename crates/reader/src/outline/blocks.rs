//! Splits a document into blocks. Each text is classified by its own form, before heading levels are known.

use std::ops::Range;

use super::{
    definitions::{self, PeriodYears},
    department_cells,
    former::{self, Said},
    forms::{self, Form},
    label_items::{self, LabelItems},
    labels,
    located_text::{Ledger, Text},
    numbering::{self, Numbering, Scheme, is_digit},
    plain,
    table::{
        self, Part, Table,
        columns::{self, Column},
        heads::Purpose,
        raw,
    },
    titles,
};
use shisaku_model::{Block as Layout, Grid, Holder, RepairedDocument, RepairedLine};

/// A unit of a document, in printed order. Rare values are boxed: a document may have a unit for every line.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// A numbered line that is not a sentence, or a heading of the format. Only the latter has a level.
    Heading { numbering: Box<Numbering>, level: Option<u8>, title: Text, marks: Vec<String> },
    /// Sentences, with or without a bullet.
    Paragraph(Text),
    /// An unmarked line that is not a sentence: a table title, or perhaps the caption of a figure.
    Bare { text: Text, is_caption: bool },
    /// A note of the form `※TERM: explanation`.
    Note { term: Box<Text>, text: Text },
    /// Any other line that starts with ※.
    Remark(Text),
    /// A bare line or remark inside a table, inserted by a page break.
    Aside(Text),
    /// A period with its years: 短期計画 ... (平成23年度～平成25年度).
    Definition(Box<PeriodYears>),
    /// A value behind a label: 担当課：産業課.
    Labelled(Column, Text),
    /// A row of a table that was not understood, or of a total or a note.
    Row(Text),
    /// Rows below column heads.
    Table(Table),
    /// The end of a part that shares no headings with the next one.
    Break,
}

impl Block {
    /// The words of a block that is neither a heading nor part of a form or a table.
    pub(super) fn plain_text(&self) -> Option<&str> {
        match self {
            Self::Paragraph(text) | Self::Bare { text, .. } | Self::Remark(text) | Self::Row(text) => {
                Some(&text.text)
            }
            _ => None,
        }
    }
}

/// Maximum length of a heading in characters. Anything longer is text.
const MAX_HEADING: usize = 90;

/// Splits a document into blocks, by its layout. Characters outside every block go into the ledger.
pub(super) fn scan(
    index: usize,
    document: &RepairedDocument,
    layout: Vec<Layout>,
    ledger: &mut Ledger,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut items = LabelItems::default();
    for layout in layout {
        let goes_on = items.next(&layout, &blocks);
        match layout {
            Layout::Item { lines, .. } if goes_on => {
                let item = Text::lines(index, document, lines);
                if let Some(item) = label_items::add(item, &mut blocks, ledger) {
                    text(item, &mut blocks, ledger);
                }
            }
            Layout::Plain(lines) => blocks.extend(plain::scan(index, document, lines, ledger)),
            Layout::Heading { level, lines } => {
                let text = Text::lines(index, document, lines);
                heading(text, level, &mut blocks, ledger);
            }
            Layout::Paragraph(lines) | Layout::Item { lines, .. } => {
                // A person broke the lines: each may begin with a label or a number of its own.
                let begins = |line: usize| {
                    let text = document.lines[line].text.trim();
                    labels::begins(text) || numbering::read(text).is_some() || bullet_length(text) > 0
                };
                if lines.len() > 1 && lines.clone().skip(1).any(begins) {
                    for line in lines {
                        text(Text::line(index, line, document.lines[line].text.clone()), &mut blocks, ledger);
                    }
                } else {
                    let title = titled_lines(document, lines.clone());
                    for lines in [lines.start..title, title..lines.end] {
                        text(Text::lines(index, document, lines), &mut blocks, ledger);
                    }
                }
            }
            Layout::Table(grid) => table(index, document, &grid, &mut blocks, ledger),
            Layout::Break => blocks.push(Block::Break),
        }
    }
    for block in &mut blocks {
        let Block::Table(table) = block else { continue };
        table.settle_periods();
        table.settle_actuals();
        if table.has_only_figures() {
            table.purpose = Purpose::Figures;
        }
    }
    blocks
}

/// The end of the lines that are the title of an item: the first line, if it is numbered like a heading and no
/// line of a wrapped text. Otherwise the start.
fn titled_lines(document: &RepairedDocument, lines: Range<usize>) -> usize {
    let length = |line: &RepairedLine| line.text.trim().chars().count();
    let [first, rest @ ..] = document.lines.get(lines.clone()).unwrap_or_default() else {
        return lines.start;
    };
    let text = first.text.trim();
    let longest = rest.iter().map(length).max().unwrap_or_default();
    let closed = text.ends_with(department_cells::CLOSE) || length(first) + 2 < longest;
    let titled = !rest.is_empty() && closed && heading_number(text).is_some();
    lines.start + usize::from(titled)
}

fn heading(mut title: Text, level: u8, blocks: &mut Vec<Block>, ledger: &mut Ledger) {
    ledger.trim(&mut title);
    let bullet = bullet_length(&title.text);
    ledger.hold(&title.take(bullet), Holder::Sign);
    if title.text.is_empty() {
        return;
    }
    let numbering = numbering::read(&title.text);
    let above = blocks.iter().rev().find_map(|block| match block {
        Block::Heading { level, .. } => Some(level.unwrap_or(0)),
        _ => None,
    });
    // Below a measure, a heading may be the label of a field: 担当課, 実績. 具体的な施策 is no level either.
    if let Some(column) = columns::label(&title.text).filter(|_| above.is_some_and(|above| above < level)) {
        blocks.push(match column {
            Column::Title(_) | Column::Section | Column::Number => {
                Block::Bare { text: title, is_caption: false }
            }
            _ => {
                ledger.hold(&title, Holder::TableHead);
                Block::Labelled(column, Text::default().labelled(title.text))
            }
        });
        return;
    }
    if let Some(numbering) = &numbering {
        ledger.hold(&title.take(numbering.length), Holder::Numbering);
    }
    let numbering = numbering.unwrap_or_else(|| Numbering::none(level));
    push_heading(numbering, Some(level), title, blocks, ledger);
}

/// Adds a heading, followed by the fields that its title ends in.
pub(super) fn push_heading(
    numbering: Numbering,
    level: Option<u8>,
    mut title: Text,
    blocks: &mut Vec<Block>,
    ledger: &mut Ledger,
) {
    let (mut marks, mut fields) = (Vec::new(), Vec::new());
    loop {
        let length = title.text.len();
        marks.splice(0..0, titles::take_marks(&mut title, titles::CATEGORIES, ledger));
        fields.extend(labels::take_from_end(&mut title, ledger));
        if let Some(former) = former::take_former(&mut title, ledger) {
            marks.extend(former.mark.map(str::to_owned));
            fields.push(match former.said {
                Said::Title(name) => (Column::FormerTitle, name),
                Said::Remark(remark) => (Column::Remarks, remark),
            });
        }
        fields.extend(titles::take_period(&mut title, ledger).map(|period| (Column::Period, period)));
        let departments = titles::take_departments(&mut title, false, ledger);
        fields.extend(departments.into_iter().map(|name| (Column::Department, name)));
        if title.text.len() == length {
            break;
        }
    }
    blocks.push(Block::Heading { numbering: Box::new(numbering), level, title, marks });
    blocks.extend(labelled(fields));
}

pub(super) fn labelled(fields: Vec<(Column, Text)>) -> impl Iterator<Item = Block> {
    fields.into_iter().map(|(column, value)| Block::Labelled(column, value))
}

/// Adds the block of a text that stands apart from others.
fn text(mut text: Text, blocks: &mut Vec<Block>, ledger: &mut Ledger) {
    ledger.trim(&mut text);
    if text.text.is_empty() {
        return;
    }
    if is_furniture(&text.text) {
        return ledger.hold(&text, Holder::Furniture);
    }
    match signed(text, false, blocks, ledger) {
        None => {}
        // The value of a label that stands alone.
        Some(text) if matches!(blocks.last(), Some(Block::Labelled(_, value)) if value.text.is_empty()) => {
            let Some(Block::Labelled(_, value)) = blocks.last_mut() else { return };
            *value = Text { label: value.label.take(), ..text };
        }
        Some(text) if names_departments(&text, blocks) => {
            blocks.push(Block::Labelled(Column::Department, text))
        }
        Some(text) if ends_sentence(&text.text) => blocks.push(Block::Paragraph(text)),
        Some(text) => blocks.push(Block::Bare { text, is_caption: false }),
    }
}

/// True for a line of departments directly below a heading.
pub(super) fn names_departments(text: &Text, blocks: &[Block]) -> bool {
    matches!(blocks.last(), Some(Block::Heading { .. })) && department_cells::is_line_of(&text.text)
}

/// Adds the block of a text that begins with a sign, a label or a number. Gives any other text back.
pub(super) fn signed(
    mut text: Text,
    in_table: bool,
    blocks: &mut Vec<Block>,
    ledger: &mut Ledger,
) -> Option<Text> {
    let bullet = bullet_length(&text.text);
    if bullet > 0 {
        ledger.hold(&text.take(bullet), Holder::Sign);
        match labels::read(text, ledger) {
            Ok(fields) => blocks.extend(labelled(fields)),
            Err(text) => match labels::alone(&text) {
                Some(field) => {
                    ledger.hold(&text, Holder::TableHead);
                    blocks.extend(labelled(vec![field]));
                }
                None => blocks.push(Block::Paragraph(text)),
            },
        }
        return None;
    }
    if text.text.starts_with('※') {
        ledger.hold(&text.take('※'.len_utf8()), Holder::Sign);
        ledger.trim(&mut text);
        blocks.push(match definitions::read_note(&text, ledger) {
            Some((term, text)) => Block::Note { term: Box::new(term), text },
            None if in_table => Block::Aside(text),
            None => Block::Remark(text),
        });
        return None;
    }
    if let Some(definition) = definitions::read_period_years(&text, ledger) {
        blocks.push(Block::Definition(Box::new(definition)));
        return None;
    }
    if let Some(numbering) = heading_number(&text.text) {
        ledger.hold(&text.take(numbering.length), Holder::Numbering);
        push_heading(numbering, None, text, blocks, ledger);
        return None;
    }
    match labels::read(text, ledger) {
        Ok(fields) => blocks.extend(labelled(fields)),
        Err(text) => return Some(text),
    }
    None
}

/// The number of a text that may be a heading: it is short and no sentence.
pub(super) fn heading_number(text: &str) -> Option<Numbering> {
    let numbering = numbering::read(text)?;
    let rest = &text[numbering.length..];
    let fits = !ends_sentence(rest) && !rest.contains('。') && rest.chars().count() <= MAX_HEADING;
    // A quantity or a year in the place of a title: (1) 12千円.
    let named = rest.chars().any(|c| c.is_alphabetic());
    (fits && named && !is_amount(rest)).then_some(numbering)
}

/// True for a line that ends in an amount of money: an entry of a list of costs.
fn is_amount(text: &str) -> bool {
    let bare =
        ["千円", "万円", "百万円", "億円", "円"].iter().find_map(|unit| text.trim_end().strip_suffix(unit));
    bare.is_some_and(|bare| bare.ends_with(is_digit))
}

fn table(
    index: usize,
    document: &RepairedDocument,
    grid: &Grid,
    blocks: &mut Vec<Block>,
    ledger: &mut Ledger,
) {
    let mut rows = raw::rows(index, document, grid, ledger);
    let sheet = forms::is_sheet(&rows).then(|| forms::of_rows(index, &rows, ledger)).flatten();
    if let Some(forms) = sheet {
        return blocks.extend(forms.into_iter().flat_map(Form::into_blocks));
    }
    let parts = table::read(index, &mut rows, ledger);
    if !parts.iter().any(|part| matches!(part, Part::Table(_)))
        && let Some(forms) = forms::of_rows(index, &rows, ledger)
    {
        return blocks.extend(forms.into_iter().flat_map(Form::into_blocks));
    }
    for part in parts {
        match part {
            Part::Table(table) => blocks.push(Block::Table(table)),
            Part::Text(words) => loose_row(words, blocks, ledger),
        }
    }
}

/// Adds a row that belongs to no table. A single cell is read as a line of text, but only a chapter or a number
/// behind a word makes it a heading.
fn loose_row(words: Text, blocks: &mut Vec<Block>, ledger: &mut Ledger) {
    let heads = |number: &Numbering| matches!(number.scheme, Scheme::Named(_) | Scheme::Word(..));
    if words.slices.len() == 1 && heading_number(&words.text).as_ref().is_none_or(heads) {
        text(words, blocks, ledger);
    } else {
        blocks.push(Block::Row(words));
    }
}

/// Signs that always mark a bullet at the start of a line.
const BULLETS: &str = "・･●○◎■□◆◇•▪▫◦‣►▶▷▸➢➤✓✔";

/// Signs that mark a bullet if a space follows.
const DASHES: &str = "-－‐–—−*+";

/// Length in bytes of the leading bullet and the space after it, as in `- ・`, `- `, `・` or `●`.
pub(super) fn bullet_length(text: &str) -> usize {
    let spaced = |rest: &str| rest.starts_with(char::is_whitespace);
    let rest = text.strip_prefix(|c| DASHES.contains(c)).filter(|rest| spaced(rest)).unwrap_or(text);
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(|c| BULLETS.contains(c)).unwrap_or(rest).trim_start();
    text.len() - rest.len()
}

/// True if a line ends a sentence. Closing brackets may follow the full stop.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || "」』)）".contains(c))
        .ends_with(['。', '．', '！', '？'])
}

/// True for page furniture: a page number, or a table-of-contents line with leaders and a page number.
pub(super) fn is_furniture(text: &str) -> bool {
    let number = text.trim_matches(|c: char| c.is_whitespace() || "-－―–".contains(c));
    if !number.is_empty() && number.chars().count() <= 4 && number.chars().all(is_digit) {
        return true;
    }
    // A ruled line.
    if text.chars().count() >= 5 && text.trim().chars().all(|c| "─━═―ー－-–—=＝_＿".contains(c))
    {
        return true;
    }
    let before = text.trim_end_matches(is_digit);
    let stripped = before.trim_end();
    before.len() < text.len()
        && ["・・・", "……", "....", "．．．"].iter().any(|leader| stripped.ends_with(leader))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_bullets_of_three_styles() {
        for (text, rest) in [
            ("- ・融資", "融資"),
            ("- 融資", "融資"),
            ("・融資", "融資"),
            ("融資", "融資"),
            ("-融資", "-融資"),
        ] {
            assert_eq!(&text[bullet_length(text)..], rest);
        }
    }

    #[test]
    fn knows_what_belongs_to_the_page() {
        for text in ["12", "- 12 -", "第1章 施策・・・・・・ 12", "１２"] {
            assert!(is_furniture(text), "{text}");
        }
        for text in ["平成23", "融資・相談", "12345", "-", "1. 施策"] {
            assert!(!is_furniture(text), "{text}");
        }
    }
}
