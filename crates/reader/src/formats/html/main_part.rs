//! Finds the main part of a page.

use ego_tree::NodeRef;
use scraper::{Html, Node};

use super::walk::{Step, Walk, attribute, is_frame, is_unseen, name};

/// Names that pages give the main part, as an `id`.
const IDS: &[&str] = &[
    "main",
    "contents",
    "content",
    "main_contents",
    "maincontents",
    "main-contents",
    "main-content",
    "honbun",
];

/// The element that alone holds more than half of the text, or the body. `<main>` is tried before
/// `<article>` and common ids.
pub(super) fn main_part(html: &Html) -> NodeRef<'_, Node> {
    let root = html.tree.root();
    let body = Walk::new(root).find_map(|step| match step {
        Step::Open(node) if name(node) == "body" => Some(node),
        _ => None,
    });
    let body = body.unwrap_or(root);
    let whole = length(body);
    let kinds: [fn(NodeRef<'_, Node>) -> bool; 3] = [
        |node| name(node) == "main" || attribute(node, "role") == Some("main"),
        |node| name(node) == "article",
        |node| attribute(node, "id").is_some_and(|id| IDS.contains(&id.to_ascii_lowercase().as_str())),
    ];
    for is_kind in kinds {
        let mut walk = Walk::new(body);
        let mut most = None;
        while let Some(step) = walk.next() {
            if let Step::Open(node) = step
                && is_kind(node)
            {
                walk.leave_out();
                most = most.or(Some(node).filter(|&node| length(node) * 2 > whole));
            }
        }
        if let Some(node) = most {
            return node;
        }
    }
    body
}

/// Bytes of text below a node, without white space and what surrounds the main part.
fn length(node: NodeRef<'_, Node>) -> usize {
    let mut length = 0;
    let mut walk = Walk::new(node);
    while let Some(step) = walk.next() {
        let Step::Open(node) = step else { continue };
        if is_unseen(node) || is_frame(node) {
            walk.leave_out();
        } else if let Some(text) = node.value().as_text() {
            length += text.split_whitespace().map(str::len).sum::<usize>();
        }
    }
    length
}
