//! Builds the heading tree. Levels follow the order of the document: a scheme that first appears below
//! another stays below it until the upper scheme continues. Ids follow from the printed numbers.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use itertools::Itertools as _;

use super::{
    blocks::Block,
    located_text::Text,
    numbering::{Numbering, Scheme},
    titles::normal,
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
        let mut chain = std::iter::successors(Some(node), |&at| self.nodes[at].parent).collect_vec();
        chain.reverse();
        chain
    }

    /// The outermost ancestor of a node, or the node itself.
    pub(crate) fn root(&self, node: usize) -> usize {
        self.chain(node)[0]
    }

    /// The numbers of a node below its chapter: `[1, 2, 3]` for 1-2(3). Tables identify measures by it.
    pub(crate) fn key(&self, node: usize) -> Vec<u32> {
        let numbers = self.chain(node).into_iter().map(|at| &self.nodes[at].numbering);
        numbers.fold(Vec::new(), |key, number| extended(&key, number))
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
    let depths = tree.nodes.iter().map(|node| node.depth);
    let deepest = roots.iter().copied().zip(depths).into_grouping_map().max();
    let small = |index: usize| {
        let node = &tree.nodes[index];
        let signed = matches!(node.numbering.scheme, Scheme::Paren | Scheme::Circled);
        let deepest = node.depth >= 2 && node.depth == deepest[&roots[index]];
        node.children.is_empty() && node.depth > 0 && (signed || deepest)
    };
    // Levels of each chapter that contain a heading over items.
    let holders: HashSet<(usize, Scheme)> = (0..tree.nodes.len())
        .filter(|&index| tree.nodes[index].children.iter().any(|&child| small(child)))
        .map(|index| (roots[index], tree.nodes[index].numbering.scheme))
        .collect();
    (0..tree.nodes.len())
        .map(|index| {
            let node = &tree.nodes[index];
            let holds_text = node.content.iter().any(|block| matches!(block, Block::Paragraph(_)));
            let holds_table = node.content.iter().any(|block| matches!(block, Block::Table(_)));
            let beside_holders = || holders.contains(&(roots[index], node.numbering.scheme));
            let leaf = node.children.is_empty() && node.depth > 0;
            small(index) || leaf && holds_text && !holds_table && beside_holders()
        })
        .collect()
}

/// The local id of every node: its numbers from the chapter down. Ids are unique, and stable across rebuilds.
pub(super) fn ids(tree: &Tree) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut taken = Ids::default();
    let mut first: HashMap<String, usize> = HashMap::new();
    for node in &tree.nodes {
        let own = &node.numbering.parts;
        let id = match node.parent {
            None => own.iter().join("-"),
            Some(parent) => {
                // The number 1-2 below 1 repeats its parent's number.
                let above = &tree.nodes[parent].numbering.parts;
                let rest = own.strip_prefix(above.as_slice()).filter(|rest| !rest.is_empty()).unwrap_or(own);
                format!("{}-{}", ids[parent], rest.iter().join("-"))
            }
        };
        let same_heading = |&other: &usize| {
            let other = &tree.nodes[other].title;
            other.position().0 != node.title.position().0 && normal(&other.text) == normal(&node.title.text)
        };
        // Another document may repeat a heading of this plan. Any other clash is a different node.
        let again = !node.children.is_empty() && first.get(&id).is_some_and(same_heading);
        let given = if again { id } else { taken.give(id) };
        first.entry(given.clone()).or_insert(ids.len());
        ids.push(given);
    }
    ids
}

/// Assigned ids, each with the number of requests for it.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// Starts from the ids of existing drafts.
    pub(crate) fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self(ids.into_iter().map(|id| (id.to_owned(), 1)).collect())
    }

    /// Returns the id itself, or a variant with `.2`, `.3` and so on if it is taken.
    pub(crate) fn give(&mut self, id: String) -> String {
        loop {
            let asked = self.0.entry(id.clone()).or_insert(0);
            *asked += 1;
            if *asked == 1 {
                return id;
            }
            let candidate = format!("{id}.{asked}");
            if let Entry::Vacant(free) = self.0.entry(candidate.clone()) {
                free.insert(1);
                return candidate;
            }
        }
    }
}
