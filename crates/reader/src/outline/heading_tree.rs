//! Builds the heading tree. Levels follow the order of the document: a scheme that first appears below
//! another stays below it until the upper scheme continues.

use std::collections::{HashMap, HashSet};

use super::{
    blocks::Block,
    located_text::Text,
    numbering::{Numbering, Scheme},
};

/// A numbered line and the blocks under it.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: Option<usize>,
    /// Depth in the tree, 0 for the outermost level.
    pub depth: usize,
    pub numbering: Numbering,
    pub title: Text,
    pub marks: Vec<String>,
    pub children: Vec<usize>,
    /// Blocks before its first child and after its last.
    pub content: Vec<Block>,
}

/// The headings of all documents of a plan.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// Blocks before any heading, document by document.
    pub loose: Vec<Block>,
}

/// Puts blocks under their headings. Every document starts outside all headings.
pub(super) fn grow(documents: Vec<Vec<Block>>) -> Tree {
    let mut tree = Tree::default();
    for blocks in documents {
        let mut open: Vec<usize> = Vec::new();
        for block in blocks {
            match block {
                Block::Heading { numbering, title, marks } => {
                    let same =
                        open.iter().position(|&node| tree.nodes[node].numbering.scheme == numbering.scheme);
                    // A chapter is never below a plain number.
                    let plain = |&node: &usize| tree.nodes[node].numbering.is_plain();
                    let closed = open.iter().position(plain).filter(|_| numbering.is_chapter());
                    open.truncate(same.or(closed).unwrap_or(open.len()));
                    let parent = open.last().copied();
                    let index = tree.nodes.len();
                    tree.nodes.push(Node {
                        parent,
                        depth: open.len(),
                        numbering,
                        title,
                        marks,
                        children: Vec::new(),
                        content: Vec::new(),
                    });
                    if let Some(parent) = parent {
                        tree.nodes[parent].children.push(index);
                    }
                    open.push(index);
                }
                other => match open.last() {
                    Some(&node) => tree.nodes[node].content.push(other),
                    None => tree.loose.push(other),
                },
            }
        }
    }
    tree
}

impl Tree {
    /// The node and its ancestors, outermost first.
    pub(crate) fn chain(&self, node: usize) -> Vec<usize> {
        let mut chain = vec![node];
        let mut at = node;
        while let Some(parent) = self.nodes[at].parent {
            chain.insert(0, parent);
            at = parent;
        }
        chain
    }

    /// The outermost ancestor of a node, or the node itself.
    pub(crate) fn root(&self, node: usize) -> usize {
        self.chain(node)[0]
    }

    /// The numbers of a node below its chapter: `[1, 2, 3]` for 1-2(3). Tables identify measures by it.
    pub(crate) fn key(&self, node: usize) -> Vec<u32> {
        let mut key = Vec::new();
        for at in self.chain(node) {
            key = extended(&key, &self.nodes[at].numbering);
        }
        key
    }
}

/// The key of a number below `key`. A path number is a complete key; any other number extends it. A chapter
/// starts a new key.
pub(super) fn extended(key: &[u32], numbering: &Numbering) -> Vec<u32> {
    match numbering.scheme {
        Scheme::Path(_) => numbering.parts.clone(),
        _ if numbering.is_chapter() => Vec::new(),
        _ => key.iter().copied().chain(numbering.parts.last().copied()).collect(),
    }
}

/// Decides which nodes are items rather than headings.
///
/// An item is a leaf with a number in parentheses or circles, or a leaf on the deepest level of its chapter.
/// A leaf with text beside headings over items is also an item: 2-9 may be section and measure at once.
pub(super) fn items(tree: &Tree) -> Vec<bool> {
    let roots: Vec<usize> = (0..tree.nodes.len()).map(|node| tree.root(node)).collect();
    let mut depths: HashMap<usize, usize> = HashMap::new();
    for (node, root) in tree.nodes.iter().zip(&roots) {
        let deepest = depths.entry(*root).or_default();
        *deepest = node.depth.max(*deepest);
    }
    let small = |index: usize| {
        let node = &tree.nodes[index];
        let signed = matches!(node.numbering.scheme, Scheme::Paren | Scheme::Circled);
        let deepest = node.depth >= 2 && node.depth == depths[&roots[index]];
        node.children.is_empty() && node.depth > 0 && (signed || deepest)
    };
    // Levels of each chapter that contain a heading over items.
    let holders: HashSet<(usize, Scheme)> = (0..tree.nodes.len())
        .filter(|&index| tree.nodes[index].children.iter().any(|&child| small(child)))
        .map(|index| (roots[index], tree.nodes[index].numbering.scheme))
        .collect();
    let has = |node: &Node, wanted: fn(&Block) -> bool| node.content.iter().any(wanted);
    (0..tree.nodes.len())
        .map(|index| {
            let node = &tree.nodes[index];
            let holds_text = has(node, |block| matches!(block, Block::Paragraph(_)));
            let holds_table = has(node, |block| matches!(block, Block::Table(_)));
            let beside_holders = || holders.contains(&(roots[index], node.numbering.scheme));
            let leaf = node.children.is_empty() && node.depth > 0;
            small(index) || leaf && holds_text && !holds_table && beside_holders()
        })
        .collect()
}
