//! The text of a paragraph.

use std::collections::VecDeque;

use super::xml::Element;

/// Returns whether an element is no part of the accepted text.
pub(super) fn is_left_out(element: Element<'_>) -> bool {
    match element.name() {
        "del" | "moveFrom" | "pPr" | "rPr" | "tblPr" | "trPr" | "tcPr" | "sdtPr" | "sectPr" | "rt" => true,
        // Word shows the first alternative that it knows. The other one repeats its text.
        "Fallback" => true,
        "sdt" => {
            let gallery = element.child("sdtPr").and_then(|properties| properties.child("docPartObj"));
            gallery.and_then(|object| object.value("docPartGallery")) == Some("Table of Contents")
        }
        _ => false,
    }
}

/// Returns the text of a paragraph. Text boxes are put into `boxes`.
pub(super) fn text_of<'a>(paragraph: Element<'a>, boxes: &mut VecDeque<Element<'a>>) -> String {
    let mut text = String::new();
    let mut walk = paragraph.walk();
    while let Some(element) = walk.next() {
        if is_left_out(element) {
            walk.leave_out();
            continue;
        }
        match element.name() {
            "txbxContent" => {
                boxes.push_back(element);
                walk.leave_out();
            }
            "t" => text.push_str(element.text()),
            "tab" | "ptab" => text.push('\u{3000}'),
            "br" if !matches!(element.attribute("type"), Some("page" | "column")) => text.push('\n'),
            "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            _ => {}
        }
    }
    text
}
