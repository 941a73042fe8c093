//! A part of a package as a tree. Prefixes of names are dropped: they differ between programs.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

#[derive(Debug, Default)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    parent: usize,
    first_child: Option<usize>,
    last_child: Option<usize>,
    next: Option<usize>,
}

/// A tree of elements. It has at least its root, which has no name.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Reads XML up to its first error. Returns whether it was read to its end.
    pub(super) fn parse(xml: &str) -> (Self, bool) {
        let mut tree = Self { nodes: vec![Node::default()] };
        let mut open = 0;
        let mut reader = Reader::from_str(xml);
        let is_whole = loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => open = tree.add(open, &start),
                Ok(Event::Empty(start)) => drop(tree.add(open, &start)),
                Ok(Event::End(_)) => open = tree.nodes[open].parent,
                Ok(Event::Text(text)) => tree.nodes[open].text.push_str(&text.xml10_content()),
                Ok(Event::CData(text)) => tree.nodes[open].text.push_str(&text.xml10_content()),
                Ok(Event::GeneralRef(entity)) => {
                    let text = &mut tree.nodes[open].text;
                    match entity.resolve_char_ref() {
                        Ok(Some(c)) => text.push(c),
                        _ => text.push_str(resolve_predefined_entity(&entity).unwrap_or_default()),
                    }
                }
                Ok(Event::Eof) => break open == 0,
                Ok(_) => {}
                Err(_) => break false,
            }
        };
        (tree, is_whole)
    }

    fn add(&mut self, parent: usize, start: &BytesStart<'_>) -> usize {
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let attributes = attributes.filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
            Some((attribute.key.local_name().as_ref().to_owned(), value))
        });
        let name = start.local_name().as_ref().to_owned();
        let index = self.nodes.len();
        self.nodes.push(Node { name, attributes: attributes.collect(), parent, ..Node::default() });
        match self.nodes[parent].last_child.replace(index) {
            Some(last) => self.nodes[last].next = Some(index),
            None => self.nodes[parent].first_child = Some(index),
        }
        index
    }

    pub(super) fn root(&self) -> Element<'_> {
        Element { tree: self, index: 0 }
    }
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    tree: &'a Tree,
    index: usize,
}

impl<'a> Element<'a> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.index]
    }

    fn at(self, index: usize) -> Self {
        Self { index, ..self }
    }

    pub(super) fn name(self) -> &'a str {
        &self.node().name
    }

    pub(super) fn text(self) -> &'a str {
        &self.node().text
    }

    pub(super) fn attribute(self, name: &str) -> Option<&'a str> {
        let attribute = self.node().attributes.iter().find(|(key, _)| key == name);
        attribute.map(|(_, value)| value.as_str())
    }

    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        let next = move |element: &Self| element.node().next.map(|index| element.at(index));
        std::iter::successors(self.node().first_child.map(|index| self.at(index)), next)
    }

    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// The attribute `val` of a child.
    pub(super) fn value(self, child: &str) -> Option<&'a str> {
        self.child(child)?.attribute("val")
    }

    /// The attribute `val` of a child as a number.
    pub(super) fn number(self, child: &str) -> Option<i64> {
        self.value(child)?.trim().parse().ok()
    }

    /// Returns whether a child switches something on. It does so without a value too.
    pub(super) fn is_on(self, child: &str) -> bool {
        let value = self.child(child).map(|child| child.attribute("val"));
        value.is_some_and(|value| !matches!(value, Some("0" | "false" | "off")))
    }

    /// All descendants in document order.
    pub(super) fn walk(self) -> Walk<'a> {
        Walk { root: self, last: self, is_left_out: false }
    }
}

/// A walk through descendants, without recursion.
pub(super) struct Walk<'a> {
    root: Element<'a>,
    last: Element<'a>,
    is_left_out: bool,
}

impl Walk<'_> {
    /// Leaves out the descendants of the last element.
    pub(super) fn leave_out(&mut self) {
        self.is_left_out = true;
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let is_left_out = std::mem::take(&mut self.is_left_out);
        let child = self.last.node().first_child.filter(|_| !is_left_out);
        let next = child.or_else(|| {
            let mut index = self.last.index;
            loop {
                if index == self.root.index {
                    return None;
                }
                let node = self.root.at(index).node();
                if node.next.is_some() {
                    return node.next;
                }
                index = node.parent;
            }
        })?;
        self.last = self.root.at(next);
        Some(self.last)
    }
}
