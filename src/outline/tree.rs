//! Blocks to a tree of headings. Levels are learned from the document's own order: a scheme of numbering
//! met below another stands below it until the upper one goes on.

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
                    open.truncate(same.unwrap_or(open.len()));
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
            let numbering = &self.nodes[at].numbering;
            match numbering.scheme {
                Scheme::Named('章' | '編' | '部') => key.clear(),
                _ => key = extended(&key, numbering),
            }
        }
        key
    }
}

/// The key of something numbered below `key`: a path of numbers names its place whole, others one step.
pub(super) fn extended(key: &[u32], numbering: &Numbering) -> Vec<u32> {
    match numbering.scheme {
        Scheme::Path(_) => numbering.parts.clone(),
        _ => key.iter().copied().chain(numbering.parts.last().copied()).collect(),
    }
}
