//! The blocks of a page in reading order.

use ego_tree::NodeRef;
use scraper::Node;
use shisaku_model::{Block, Document, Position};

use super::definition_list::{is_record, read_definitions};
use super::inline::{Inline, item_number};
use super::table::{is_layout, read_table};
use super::walk::{Step, Walk, attribute, is_frame, is_unseen, name};
use crate::formats::Builder;

/// Elements inside a line. All others begin and end a block.
const INLINE: &[&str] = &[
    "", "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "q", "rb", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Returns whether a node begins and ends a block.
pub(super) fn is_block(node: NodeRef<'_, Node>) -> bool {
    !INLINE.contains(&name(node))
}

/// A list that is open.
struct List<'a> {
    kind: Option<&'a str>,
    /// The number of the next item. `None` for bullets.
    next: Option<i64>,
}

/// A page under construction.
pub(super) struct Page<'a> {
    pub(super) builder: Builder,
    /// The number of the last block.
    pub(super) number: u32,
    text: Inline,
    heading: Option<u8>,
    lists: Vec<List<'a>>,
    /// The number of an item that waits for its text.
    pending: Option<(Option<&'a str>, i64)>,
    preformatted: usize,
    /// Number of open `<details>`.
    details: u8,
    in_summary: bool,
    /// A number that stands apart from the text it numbers, with the level of the heading that holds it.
    number_apart: Option<(Option<u8>, String)>,
}

impl<'a> Page<'a> {
    /// Reads what is below a node. What frames the main text is left out if the node is the body.
    pub(super) fn read(file: &str, root: NodeRef<'a, Node>) -> Document {
        let mut page = Self {
            builder: Builder::new(file),
            number: 0,
            text: Inline::default(),
            heading: None,
            lists: Vec::new(),
            pending: None,
            preformatted: 0,
            details: 0,
            in_summary: false,
            number_apart: None,
        };
        let is_body = name(root) == "body";
        let mut walk = Walk::new(root);
        while let Some(step) = walk.next() {
            match step {
                Step::Open(node) if is_unseen(node) || is_body && is_frame(node) => walk.leave_out(),
                Step::Open(node) if name(node) == "table" && !is_layout(node) => {
                    page.flush();
                    read_table(&mut page, node);
                    walk.leave_out();
                }
                Step::Open(node) if name(node) == "dl" && is_record(node) => {
                    page.flush();
                    read_definitions(&mut page, node);
                    walk.leave_out();
                }
                Step::Open(node) => page.open(node),
                Step::Close(node) => page.close(node),
            }
        }
        page.flush();
        page.put_number();
        page.builder.finish()
    }

    fn open(&mut self, node: NodeRef<'a, Node>) {
        if let Some(text) = node.value().as_text() {
            self.text.push(text, self.preformatted > 0);
            return;
        }
        match name(node) {
            "br" => return self.text.line_break(),
            _ if is_block(node) => self.flush(),
            _ => {}
        }
        match name(node) {
            "ul" | "menu" | "dir" | "dl" => self.lists.push(List { kind: None, next: None }),
            "ol" => {
                let start = attribute(node, "start").and_then(|start| start.trim().parse().ok());
                self.lists.push(List { kind: attribute(node, "type"), next: Some(start.unwrap_or(1)) });
            }
            "li" => self.pending = self.lists.last_mut().and_then(|list| list.count(node)),
            "pre" => self.preformatted += 1,
            "details" => self.details = self.details.saturating_add(1),
            // The line that a reader opens a part by is its heading, below all others.
            "summary" => {
                self.heading = Some(Block::INNER_LEVEL.saturating_add(self.details));
                self.in_summary = true;
            }
            name => self.heading = self.heading.or(heading_level(name)),
        }
    }

    fn close(&mut self, node: NodeRef<'a, Node>) {
        if !is_block(node) || name(node) == "br" {
            return;
        }
        self.flush();
        match name(node) {
            "ul" | "menu" | "dir" | "dl" | "ol" => drop(self.lists.pop()),
            "li" => self.pending = None,
            "summary" => (self.heading, self.in_summary) = (None, false),
            "details" => self.details = self.details.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            name if heading_level(name).is_some() => self.heading = None,
            _ => {}
        }
    }

    /// Ends the open block, if any.
    fn flush(&mut self) {
        let mut text = self.text.take();
        if text.trim().is_empty() {
            return;
        }
        if let Some((kind, number)) = self.pending.take()
            && let Some(number) = item_number(kind, number, &text)
        {
            text.insert_str(0, &number);
        }
        // `<span>3</span><div>title</div>` shows the number beside the title.
        if is_number(&text) && self.lists.is_empty() {
            self.put_number();
            self.number_apart = Some((self.heading, text));
            return;
        }
        // `<h2>基本方針1</h2><h3>(1) title</h3>`: a heading of a deeper level has a title of its own.
        let is_own = |above: &(Option<u8>, String)| above.0.is_some_and(|above| self.heading > Some(above));
        if self.number_apart.as_ref().is_some_and(is_own) {
            self.put_number();
        }
        if let Some((_, number)) = self.number_apart.take() {
            // Its number tells the level.
            if self.in_summary {
                self.heading = None;
            }
            text.insert(0, ' ');
            text.insert_str(0, &number);
        }
        self.put(&text);
    }

    /// Adds the number that stands apart, if any, as a block of its own.
    fn put_number(&mut self) {
        let Some((level, number)) = self.number_apart.take() else { return };
        let heading = std::mem::replace(&mut self.heading, level);
        self.put(&number);
        // Only the first line of a `<summary>` is its heading.
        if !self.in_summary || level.is_none() {
            self.heading = heading;
        }
    }

    fn put(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.number = self.number.saturating_add(1);
        let (number, at) = (self.number, Position::Line);
        match (self.heading, self.lists.len().checked_sub(1)) {
            (Some(level), _) => {
                self.builder.heading(level, text, number, at);
                if self.in_summary {
                    self.heading = None;
                }
            }
            (None, Some(depth)) => {
                self.builder.item(u8::try_from(depth).unwrap_or(u8::MAX), text, number, at);
            }
            (None, None) => self.builder.paragraph(text, number, at),
        }
    }
}

/// Words that a number may follow where it stands apart: 施策の方向①.
const NUMBERED: [&str; 11] =
    ["目標", "方針", "方向", "施策", "政策", "取組", "課題", "戦略", "柱", "事業", "No."];

/// Maximum length in characters of the words before a number.
const MAX_WORDS: usize = 8;

/// True for a text that is a number only, possibly behind a word for what it numbers: 3, ③, Ⅲ, (3), 1-2, 施策1.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let words = text.trim_end_matches(|c: char| c.is_numeric() || "-－()（）".contains(c)).trim_end();
    let named = words.chars().count() <= MAX_WORDS && NUMBERED.iter().any(|word| words.ends_with(word));
    let text = if named { text[words.len()..].trim_start() } else { text };
    (1..=5).contains(&text.chars().count())
        && text.contains(char::is_numeric)
        && text.chars().all(|c| c.is_numeric() || "-－.．()（）".contains(c))
}

impl<'a> List<'a> {
    /// Counts an item.
    fn count(&mut self, item: NodeRef<'a, Node>) -> Option<(Option<&'a str>, i64)> {
        let next = self.next.as_mut()?;
        let value = attribute(item, "value").and_then(|value| value.trim().parse().ok());
        let number = value.unwrap_or(*next);
        *next = number.saturating_add(1);
        Some((self.kind, number))
    }
}

/// The level of a heading element.
fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
