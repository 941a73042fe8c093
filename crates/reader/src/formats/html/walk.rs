//! Walks the tree of a page without recursion: pages nest as deep as they like.

use ego_tree::NodeRef;
use scraper::Node;

/// A step of the walk.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Open(NodeRef<'a, Node>),
    Close(NodeRef<'a, Node>),
}

/// A walk through the descendants of a node.
pub(super) struct Walk<'a> {
    root: NodeRef<'a, Node>,
    last: Option<Step<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(root: NodeRef<'a, Node>) -> Self {
        Self { root, last: None }
    }

    /// Leaves out the descendants and the end of the node that was opened last.
    pub(super) fn leave_out(&mut self) {
        if let Some(Step::Open(node)) = self.last {
            self.last = Some(Step::Close(node));
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        let next = match self.last {
            None => Step::Open(self.root.first_child()?),
            Some(Step::Open(node)) => node.first_child().map_or(Step::Close(node), Step::Open),
            Some(Step::Close(node)) => match node.next_sibling() {
                Some(sibling) => Step::Open(sibling),
                None => Step::Close(node.parent().filter(|parent| parent.id() != self.root.id())?),
            },
        };
        self.last = Some(next);
        Some(next)
    }
}

/// The name of an element, empty for other nodes.
pub(super) fn name<'a>(node: NodeRef<'a, Node>) -> &'a str {
    node.value().as_element().map_or("", |element| element.name())
}

/// An attribute of an element.
pub(super) fn attribute<'a>(node: NodeRef<'a, Node>, attribute: &str) -> Option<&'a str> {
    node.value().as_element()?.attr(attribute)
}

/// Returns whether a reader of the page does not see the node as text. The reading of ruby is left out too.
pub(super) fn is_unseen(node: NodeRef<'_, Node>) -> bool {
    let is_control = ["button", "datalist", "input", "option", "select", "textarea"].contains(&name(node));
    let is_other = ["head", "iframe", "nav", "noscript", "object", "script", "style", "svg", "template"]
        .contains(&name(node));
    let is_reading = ["rp", "rt", "rtc"].contains(&name(node));
    is_control || is_other || is_reading || attribute(node, "hidden").is_some()
}

/// Returns whether a part of a page is outside its main text.
pub(super) fn is_frame(node: NodeRef<'_, Node>) -> bool {
    ["aside", "footer", "header"].contains(&name(node))
}
