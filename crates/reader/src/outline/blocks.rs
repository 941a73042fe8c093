//! Splits a document into blocks. Each line is classified by its own form, before heading levels are known.

use super::{
    definitions::{self, PeriodYears},
    department_cells,
    located_text::{Ledger, Text},
    numbering::{self, Numbering, Scheme, is_digit},
    printed_table::{self, Table},
    titles,
};
use shisaku_model::{Holder, RepairedDocument, RepairedLine};

/// A unit of a document, in printed order.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// A numbered line that is not a sentence.
    Heading { numbering: Numbering, title: Text, marks: Vec<String> },
    /// Sentences, with or without a bullet.
    Paragraph(Text),
    /// An unmarked line that is not a sentence: a caption or a table title.
    Bare(Text),
    /// A note of the form `※TERM: explanation`.
    Note { term: Text, text: Text },
    /// Any other line that starts with ※.
    Remark(Text),
    /// A bare line or remark inside a table, inserted by a page break.
    Aside(Text),
    /// A period with its years: 短期計画 ... (平成23年度～平成25年度).
    Definition(PeriodYears),
    /// Tab-separated lines below a row of column heads.
    Table(Table),
}

/// Splits a document into blocks. Characters outside every block go into the ledger.
pub(super) fn scan(index: usize, document: &RepairedDocument, ledger: &mut Ledger) -> Vec<Block> {
    let mut scanner = Scanner { blocks: Vec::new(), open_table: None, after_blank: true };
    for (line, repaired) in document.lines.iter().enumerate() {
        let mut text = Text::line(index, line, &repaired.text);
        let is_blank = text.text.trim().is_empty();
        // A trailing tab is an empty cell, so only blank lines are trimmed here.
        if is_blank {
            ledger.trim(&mut text);
        } else {
            scanner.line(text, &document.lines[line + 1..], ledger);
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
}

impl Scanner {
    fn line(&mut self, mut line: Text, following: &[RepairedLine], ledger: &mut Ledger) {
        if line.text.contains('\t') && self.table_line(&line, ledger) {
            return;
        }
        ledger.trim(&mut line);
        // Page furniture does not end a table or paragraph.
        if is_furniture(&line.text) {
            return ledger.hold(&line, Holder::Furniture);
        }
        if self.table_line_without_tabs(&line, following, ledger) {
            return;
        }
        let bullet = bullet_length(&line.text);
        let block = if bullet > 0 {
            ledger.hold(&line.take(bullet), Holder::Sign);
            Block::Paragraph(line)
        } else if line.text.starts_with('※') {
            ledger.hold(&line.take('※'.len_utf8()), Holder::Sign);
            ledger.trim(&mut line);
            match definitions::read_note(&line, ledger) {
                Some((term, text)) => Block::Note { term, text },
                None if self.open_table.is_some() => Block::Aside(line),
                None => Block::Remark(line),
            }
        } else if let Some(definition) = definitions::read_period_years(&line, ledger) {
            Block::Definition(definition)
        } else if let Some(numbering) = numbering::read(&line.text).filter(|_| !ends_sentence(&line.text)) {
            ledger.hold(&line.take(numbering.length), Holder::Numbering);
            let marks = titles::take_marks(&mut line, titles::CATEGORIES, ledger);
            Block::Heading { numbering, title: line, marks }
        } else {
            return self.unsigned(line);
        };
        self.blocks.push(block);
    }

    fn table(&mut self) -> Option<&mut Table> {
        match self.blocks.get_mut(self.open_table?) {
            Some(Block::Table(table)) => Some(table),
            _ => None,
        }
    }

    /// Reads a tab-separated line as head or row. Returns false if no table precedes it.
    fn table_line(&mut self, line: &Text, ledger: &mut Ledger) -> bool {
        if printed_table::is_head(&line.text) {
            let head = Table::head(line, ledger);
            // After a page break, the heads of the open table are repeated.
            if self.table().is_none_or(|open| open.heads != head.heads) {
                self.open_table = Some(self.blocks.len());
                self.blocks.push(Block::Table(head));
            }
            return true;
        }
        self.table().map(|table| table.add_row(line, ledger)).is_some()
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
                table.add_row(line, ledger);
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

    /// Reads an unmarked line: the continuation of a paragraph, a new paragraph, or a bare line.
    fn unsigned(&mut self, text: Text) {
        let sentence = ends_sentence(&text.text);
        let labelled = |text: &Text| department_cells::label(&text.text).is_some();
        if let Some(Block::Paragraph(before)) = self.blocks.last_mut()
            && !ends_sentence(&before.text)
            && !labelled(before)
            && !labelled(&text)
            && (sentence || !self.after_blank)
        {
            before.extend(text);
        } else if sentence {
            self.blocks.push(Block::Paragraph(text));
        } else if self.open_table.is_some() {
            self.blocks.push(Block::Aside(text));
        } else {
            self.blocks.push(Block::Bare(text));
        }
    }
}

/// Signs that always mark a bullet at the start of a line.
const BULLETS: &str = "・･●○◎■□◆◇•▪▫◦‣►▶▷▸➢➤✓✔";

/// Signs that mark a bullet if a space follows.
const DASHES: &str = "-－‐–—−*+";

/// Length in bytes of the leading bullet and the space after it, as in `- ・`, `- `, `・` or `●`.
fn bullet_length(text: &str) -> usize {
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
