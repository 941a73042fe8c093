//! Builds the heading tree. Levels follow the order of the document: a scheme that first appears below
//! another stays below it until the upper scheme continues. Ids follow from the printed numbers.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use itertools::Itertools as _;

use super::{
    appendix,
    blocks::Block,
    located_text::{Ledger, Text},
    numbering::{Numbering, Scheme},
    reported_years,
    titles::normal,
};
use shisaku_model::{Block as Layout, Holder};
use wareki::FiscalYears;

/// A numbered line and the blocks under it.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: Option<usize>,
    /// Depth in the tree, 0 for the outermost level.
    pub depth: usize,
    pub numbering: Numbering,
    /// Level that the format gives, 1 for the outermost.
    pub level: Option<u8>,
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
    /// The years that each document's title says it reports on.
    pub reported: Vec<Option<FiscalYears>>,
}

/// Puts blocks under their headings. Every document starts outside all headings.
pub(super) fn grow(documents: Vec<Vec<Block>>, ledger: &mut Ledger) -> Tree {
    let mut tree = Tree::default();
    for mut blocks in documents {
        appendix::mark(&mut blocks);
        let series = series(&blocks);
        let outer = outer_schemes(&blocks);
        tree.reported.push(reported_years::read(&blocks));
        let mut open: Vec<usize> = Vec::new();
        // The last number of each scheme outside all headings.
        let mut outermost: HashMap<Scheme, u32> = HashMap::new();
        for block in blocks {
            match block {
                Block::Heading { numbering, level, title, marks } => {
                    // A heading that is printed again at the top of a page.
                    let again = |&node: &usize| {
                        let node = &tree.nodes[node];
                        node.numbering.scheme == numbering.scheme
                            && node.numbering.label == numbering.label
                            && normal(&node.title.text) == normal(&title.text)
                    };
                    if let Some(at) = open.iter().position(again) {
                        ledger.hold(&title, Holder::Furniture);
                        open.truncate(at + 1);
                        continue;
                    }
                    let alone = series.get(&numbering.scheme) == Some(&1);
                    // Numbers that the chapters interrupt go on behind them: 2 取組の状況, 第1章, 3 今後の進め方.
                    let number = numbering.parts.last().copied().unwrap_or_default();
                    let is_open = |&node: &usize| tree.nodes[node].numbering.scheme == numbering.scheme;
                    let goes_on = level.is_none()
                        && number > 1
                        && outermost.get(&numbering.scheme) == Some(&(number - 1))
                        && !open.iter().any(is_open);
                    let above = tree.parent(&open, &numbering, level, alone, &outer);
                    open.truncate(if goes_on { 0 } else { above });
                    if open.is_empty() {
                        outermost.insert(numbering.scheme, number);
                    } else {
                        // The chapters have such numbers of their own.
                        outermost.remove(&numbering.scheme);
                    }
                    let parent = open.last().copied();
                    let index = tree.nodes.len();
                    tree.nodes.push(Node {
                        parent,
                        depth: open.len(),
                        numbering: *numbering,
                        level,
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
                Block::Break => open.clear(),
                other => match open.last() {
                    Some(&node) => tree.nodes[node].content.push(other),
                    None => tree.loose.push(other),
                },
            }
        }
    }
    tree
}

/// Number of headings of each scheme in a document.
fn series(blocks: &[Block]) -> HashMap<Scheme, usize> {
    let schemes = blocks.iter().filter_map(|block| match block {
        Block::Heading { numbering, .. } => Some(numbering.scheme),
        _ => None,
    });
    schemes.counts()
}

/// Pairs of schemes of which the first is the outer one, as the numbers tell: those of the first run on through
/// the document, and those of the second begin again below most of them.
fn outer_schemes(blocks: &[Block]) -> HashSet<(Scheme, Scheme)> {
    let headings = blocks.iter().filter_map(|block| match block {
        Block::Heading { numbering, level: None, .. } => Some((numbering.scheme, numbering.parts.last()?)),
        _ => None,
    });
    let headings = headings.collect_vec();
    let mut last: HashMap<Scheme, u32> = HashMap::new();
    let mut running: HashMap<Scheme, usize> = HashMap::new();
    let mut restarted: HashSet<Scheme> = HashSet::new();
    // For each pair, how often the second begins with 1 below the first.
    let mut begins: HashMap<(Scheme, Scheme), usize> = HashMap::new();
    // The schemes seen since the last number of each scheme.
    let mut since: HashMap<Scheme, HashSet<Scheme>> = HashMap::new();
    for &(scheme, &number) in &headings {
        if last.insert(scheme, number).is_some_and(|before| number <= before) {
            restarted.insert(scheme);
        }
        for (&above, seen) in since.iter_mut().filter(|(above, _)| **above != scheme) {
            if seen.insert(scheme) && number == 1 {
                *begins.entry((above, scheme)).or_default() += 1;
            }
        }
        since.insert(scheme, HashSet::new());
        *running.entry(scheme).or_default() += 1;
    }
    let is_outer = |((above, below), count): &((Scheme, Scheme), usize)| {
        !restarted.contains(above)
            && restarted.contains(below)
            && *count >= 2
            && count * 3 >= running[above] * 2
    };
    begins.into_iter().filter(is_outer).map(|(pair, _)| pair).collect()
}

impl Tree {
    /// The number of open headings that stay open above a new one.
    ///
    /// An appendix closes all. A level of the format closes all headings of that level and below. Otherwise a scheme closes its own
    /// last heading, a chapter closes every plain number, an outer scheme the inner ones, and a number whose
    /// scheme occurs only once stands beside the last heading that has text: it starts no level.
    fn parent(
        &self,
        open: &[usize],
        numbering: &Numbering,
        level: Option<u8>,
        alone: bool,
        outer: &HashSet<(Scheme, Scheme)>,
    ) -> usize {
        if numbering.scheme == Scheme::Appendix {
            return 0;
        }
        let nodes = || open.iter().map(|&node| &self.nodes[node]);
        let same = nodes().position(|node| node.numbering.scheme == numbering.scheme);
        if let Some(level) = level {
            let both = |node: &Node| !node.numbering.label.is_empty() && !numbering.label.is_empty();
            let closed = nodes().position(|node| match node.level {
                // Styles that give one level to all numbers: the numbers decide.
                Some(own) if own == level && both(node) => node.numbering.scheme == numbering.scheme,
                Some(own) => own >= level,
                None => {
                    level < Layout::INNER_LEVEL
                        && nodes().all(|node| node.level.is_none_or(|own| own >= level))
                }
            });
            // Numbered paragraphs end with the heading they stand below.
            let below = nodes().rposition(|node| node.level.is_some()).map_or(0, |at| at + 1);
            let last = if level < Layout::INNER_LEVEL { below } else { open.len() };
            return closed.unwrap_or(last);
        }
        let closed = nodes().position(|node| {
            numbering.is_chapter() && node.numbering.is_plain()
                || outer.contains(&(numbering.scheme, node.numbering.scheme))
        });
        let beside = || {
            let last = nodes().next_back().filter(|last| alone && last.depth > 0 && !last.content.is_empty());
            last.map(|_| open.len() - 1)
        };
        same.or(closed).or_else(beside).unwrap_or(open.len())
    }

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

/// The local id of every node: its numbers from the chapter down. Ids are unique, and stable across rebuilds.
pub(super) fn ids(tree: &Tree) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut taken = Ids::default();
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut unnumbered: HashMap<Option<usize>, u32> = HashMap::new();
    for node in &tree.nodes {
        let mut own = node.numbering.parts.iter().map(u32::to_string).collect_vec();
        if own.is_empty() {
            let count = unnumbered.entry(node.parent).or_default();
            *count += 1;
            own.push(format!("u{count}"));
        }
        let id = match node.parent {
            None => own.iter().join("-"),
            Some(parent) => {
                // The number 1-2 below 1 repeats its parent's number.
                let above = tree.nodes[parent].numbering.parts.iter().map(u32::to_string).collect_vec();
                let rest = own.strip_prefix(above.as_slice()).filter(|rest| !rest.is_empty()).unwrap_or(&own);
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
