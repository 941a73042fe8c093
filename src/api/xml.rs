//! Writing of XML that is well-formed for any text.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
    writer::ElementWriter,
};

/// The writer of a document in memory.
pub(super) type Xml = Writer<Vec<u8>>;

/// Writes a document with one root element. `fill` writes its contents.
pub(super) fn document(
    root: &str,
    attributes: &[(&str, &str)],
    fill: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> String {
    let mut writer = Writer::new(Vec::new());
    let written = writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| element(&mut writer, root, attributes).write_inner_content(fill).map(drop));
    // Writing to memory does not fail.
    written.map(|()| String::from_utf8_lossy(&writer.into_inner()).into_owned()).unwrap_or_default()
}

fn element<'x>(
    writer: &'x mut Xml,
    name: &'x str,
    attributes: &[(&str, &str)],
) -> ElementWriter<'x, Vec<u8>> {
    let element = writer.create_element(name);
    attributes
        .iter()
        .fold(element, |element, (name, value)| element.with_attribute((*name, allowed(value).as_str())))
}

/// Writes an element with a text.
pub(super) fn text(writer: &mut Xml, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
    element(writer, name, attributes).write_text_content(BytesText::new(&allowed(text))).map(drop)
}

/// Writes an empty element.
pub(super) fn empty(writer: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    element(writer, name, attributes).write_empty().map(drop)
}

/// Removes the control characters and noncharacters that XML 1.0 forbids or discourages.
pub(super) fn allowed(text: &str) -> String {
    let is_allowed = |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn whatever_a_text_holds_comes_back_and_makes_no_element() {
        let typed = "<script>alert('1')</script> & \"]]>\" \u{1}\u{FFFE}終";
        let xml = document("a", &[("b", typed)], |writer| text(writer, "c", &[], typed));
        let read = roxmltree::Document::parse(&xml).unwrap();
        let root = read.root_element();
        let plain = "<script>alert('1')</script> & \"]]>\" 終";
        assert_eq!(root.attribute("b"), Some(plain));
        assert_eq!(root.children().next().unwrap().text(), Some(plain));
        assert_eq!(read.descendants().filter(roxmltree::Node::is_element).count(), 2);
    }
}
