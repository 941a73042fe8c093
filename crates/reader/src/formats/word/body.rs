//! The blocks of a document in reading order.

use std::collections::VecDeque;

use shisaku_model::{Document, Position};

use super::numbering::Numbering;
use super::styles::Styles;
use super::text::{is_left_out, text_of};
use super::xml::{Element, Tree};
use crate::formats::Builder;

/// A paragraph with its automatic number.
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Its number, counted over the document.
    pub(super) number: u32,
    /// Level of the list that it belongs to, from 0.
    depth: Option<u8>,
    heading: Option<u8>,
}

/// A document under construction.
pub(super) struct Body<'a> {
    pub(super) builder: Builder,
    styles: &'a Styles<'a>,
    numbering: Numbering<'a>,
    /// The number of the last paragraph.
    paragraphs: u32,
    /// Text boxes and inner tables, which are read after what holds them.
    pub(super) waiting: VecDeque<Element<'a>>,
}

impl<'a> Body<'a> {
    pub(super) fn new(file: &str, styles: &'a Styles<'a>, numbering: Numbering<'a>) -> Self {
        Self { builder: Builder::new(file), styles, numbering, paragraphs: 0, waiting: VecDeque::new() }
    }

    /// Reads the main part.
    pub(super) fn read(&mut self, part: &'a Tree) {
        self.blocks(part.root());
    }

    /// Reads footnotes or endnotes. Their separators are no text.
    pub(super) fn read_notes(&mut self, part: &'a Tree) {
        let notes = part.root().children().flat_map(Element::children);
        for note in notes.filter(|note| matches!(note.attribute("type"), None | Some("normal"))) {
            self.blocks(note);
        }
    }

    fn blocks(&mut self, root: Element<'a>) {
        let mut walk = root.walk();
        while let Some(element) = walk.next() {
            match element.name() {
                _ if is_left_out(element) => walk.leave_out(),
                "p" => {
                    self.paragraph_block(element);
                    walk.leave_out();
                    self.read_waiting();
                }
                "tbl" => {
                    self.table(element);
                    walk.leave_out();
                    self.read_waiting();
                }
                _ => {}
            }
        }
    }

    /// Reads text boxes and inner tables. Those that they hold themselves wait behind the others.
    fn read_waiting(&mut self) {
        while let Some(element) = self.waiting.pop_front() {
            if element.name() == "tbl" {
                self.table(element);
                continue;
            }
            let mut walk = element.walk();
            while let Some(element) = walk.next() {
                match element.name() {
                    "p" => self.paragraph_block(element),
                    "tbl" => self.waiting.push_back(element),
                    _ if is_left_out(element) => {}
                    _ => continue,
                }
                walk.leave_out();
            }
        }
    }

    fn paragraph_block(&mut self, element: Element<'a>) {
        let Some(Paragraph { text, number, depth, heading }) = self.paragraph(element) else { return };
        match (heading, depth) {
            (Some(level), _) => self.builder.heading(level, &text, number, Position::Paragraph),
            (None, Some(depth)) => self.builder.item(depth, &text, number, Position::Paragraph),
            (None, None) => self.builder.paragraph(&text, number, Position::Paragraph),
        }
    }

    /// Counts and reads a paragraph. `None` for an entry of the table of contents.
    pub(super) fn paragraph(&mut self, element: Element<'a>) -> Option<Paragraph> {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let mut paragraph = Paragraph {
            text: text_of(element, &mut self.waiting),
            number: self.paragraphs,
            depth: None,
            heading: None,
        };
        let Some(properties) = element.child("pPr") else { return Some(paragraph) };
        if self.styles.is_contents(properties) {
            return None;
        }
        paragraph.heading = self.styles.heading_level(properties);
        let place = self.styles.list(properties);
        if let Some((level, number)) =
            place.and_then(|place| self.numbering.count(place, properties.value("pStyle")))
        {
            paragraph.depth = u8::try_from(level).ok();
            if !number.is_empty() && !paragraph.text.trim().is_empty() {
                paragraph.text = format!("{number} {}", paragraph.text);
            }
        }
        Some(paragraph)
    }

    pub(super) fn finish(self) -> Document {
        self.builder.finish()
    }
}
