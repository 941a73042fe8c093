//! Blocks to a tree of headings. Levels are learned from the document's own order: a scheme of numbering
//! met below another stands below it until the upper one goes on.

use std::collections::{HashMap, HashSet};

use super::{
    block::Block,
    numbering::{Numbering, Scheme},
    text::Text,
};

/// A numbered line and what stands under it.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: Option<usize>,
    /// 0 for the outermost.
    pub depth: usize,
    pub numbering: Numbering,
    pub title: Text,
    pub marks: Vec<String>,
    pub children: Vec<usize>,
    /// What stands under it before its first child, and after its last.
    pub content: Vec<Block>,
}

/// All documents of a plan as one forest.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// What stands before any heading, document by document.
    pub loose: Vec<Block>,
}

/// Puts blocks under their headings. A new document begins outside every heading.
pub(super) fn grow(documents: Vec<Vec<Block>>) -> Tree {
    let mut tree = Tree::default();
    for blocks in documents {
        let mut open: Vec<usize> = Vec::new();
        for block in blocks {
            match block {
                Block::Heading { numbering, title, marks } => {
                    let same =
                        open.iter().position(|&node| tree.nodes[node].numbering.scheme == numbering.scheme);
                    // A chapter stands under no plain number, whatever came before it.
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
    /// The node and everything above it, outermost first.
    pub fn chain(&self, node: usize) -> Vec<usize> {
        let mut chain = vec![node];
        let mut at = node;
        while let Some(parent) = self.nodes[at].parent {
            chain.insert(0, parent);
            at = parent;
        }
        chain
    }

    /// The outermost node above (or at) a node.
    pub fn root(&self, node: usize) -> usize {
        self.chain(node)[0]
    }

    /// The numbers of a node below its chapter: `[1, 2, 3]` for 1-2(3). What tables name measures by.
    pub fn key(&self, node: usize) -> Vec<u32> {
        let mut key = Vec::new();
        for at in self.chain(node) {
            key = extended(&key, &self.nodes[at].numbering);
        }
        key
    }
}

/// The key of something numbered below `key`: a path of numbers names its place whole, others one step.
/// Keys begin anew in every chapter.
pub(super) fn extended(key: &[u32], numbering: &Numbering) -> Vec<u32> {
    match numbering.scheme {
        Scheme::Path(_) => numbering.parts.clone(),
        _ if numbering.is_chapter() => Vec::new(),
        _ => key.iter().copied().chain(numbering.parts.last().copied()).collect(),
    }
}

/// Which nodes are items and not headings over something: those with a sign or of the deepest level of
/// their chapter, and leaves with text beside headings that hold such (2-9 is a section and a measure at
/// once; a section beside sections of sections is none).
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
    // The levels of each chapter that hold such.
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
