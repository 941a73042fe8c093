//! Decides which headings are measures.

use std::collections::{HashMap, HashSet};

use itertools::Itertools as _;

use super::{
    appendix,
    blocks::{Block, ends_sentence},
    heading_tree::{Node, Tree},
    numbering::Scheme,
    table::{columns::Column, heads::Purpose},
    titles::normal,
};

/// Words in headings over text that explains the plan. Nothing below them is a measure.
const EXPLAINING: &[&str] = &[
    "策定にあたって",
    "策定に当たって",
    "改定にあたって",
    "計画の策定",
    "計画の趣旨",
    "計画の目的",
    "策定の趣旨",
    "策定の目的",
    "の背景",
    "策定の経緯",
    "策定の経過",
    "審議の経過",
    "の位置付け",
    "の位置づけ",
    "計画の期間",
    "計画期間",
    "計画の構成",
    "計画の対象",
    "対象とする範囲",
    "計画の概要",
    "基本的な考え方",
    "PDCA",
    "現状と課題",
    "の現状",
    "の現況",
    "を取り巻く",
    "をとりまく",
    "問合せ",
    "問い合わせ",
    "はじめに",
    "おわりに",
    "目次",
    "資料編",
    "参考資料",
    "用語",
    "アンケート",
    "統計",
    "名簿",
    "設置要綱",
    "委員会",
    "財政計画",
    "収支",
];

/// Decides which nodes are items rather than headings.
///
/// An item is a leaf with a small number (parentheses, circles, ア), a leaf whose number follows a word for
/// measures (施策1-1), a leaf on the deepest level of its chapter, or a leaf with a labelled field such as
/// 担当課 or 実績. A leaf with text beside headings over items is also an item: 2-9 may be section and measure
/// at once. Nodes that are `explaining` or `excluded` are no items.
pub(super) fn items(tree: &Tree, explaining: &[bool], excluded: &[bool]) -> Vec<bool> {
    let roots: Vec<usize> = (0..tree.nodes.len()).map(|node| tree.root(node)).collect();
    let depths = tree.nodes.iter().map(|node| node.depth);
    let deepest = roots.iter().copied().zip(depths).into_grouping_map().max();
    let barred: Vec<bool> = explaining.iter().zip(excluded).map(|(one, other)| one | other).collect();
    let parts = parts(tree);
    let listed = listed_before(tree);
    let described = described(tree);
    let small = |index: usize| {
        let node = &tree.nodes[index];
        let numbered = !node.numbering.label.is_empty();
        let deepest = node.depth >= 2 && node.depth == deepest[&roots[index]] && numbered;
        let of_measures = matches!(
            node.numbering.scheme,
            Scheme::Word(
                "施策" | "個別施策" | "主要施策" | "重点施策" | "取組" | "取り組み" | "事業" | "No.",
                _
            ) | Scheme::Bracketed
                | Scheme::Code
        );
        let signed = node.numbering.is_small() || of_measures;
        let fields = has_field(node) && (numbered || node.depth > 0);
        let described = described[index] && (of_measures || node.numbering.is_plain());
        let named = signed && (node.depth > 0 || of_measures) || deepest || fields || described;
        node.children.iter().all(|&child| parts[child])
            && named
            && !parts[index]
            && !listed[index]
            && !barred[index]
            && (!holds_measures(node) || precedes_results(node))
    };
    // Levels of each chapter that contain a heading over items.
    let holders: HashSet<(usize, Scheme)> = (0..tree.nodes.len())
        .filter(|&index| tree.nodes[index].children.iter().any(|&child| small(child)))
        .map(|index| (roots[index], tree.nodes[index].numbering.scheme))
        .collect();
    let mut items: Vec<bool> = (0..tree.nodes.len())
        .map(|index| {
            let node = &tree.nodes[index];
            let holds_text = node.content.iter().any(|block| matches!(block, Block::Paragraph(_)));
            let holds_table = node.content.iter().any(|block| matches!(block, Block::Table(_)));
            let beside_holders = || holders.contains(&(roots[index], node.numbering.scheme));
            let leaf = node.children.is_empty()
                && node.depth > 0
                && !barred[index]
                && !parts[index]
                && !listed[index];
            small(index) || leaf && holds_text && !holds_table && beside_holders()
        })
        .collect();
    if !items.contains(&true) && !tree.nodes.iter().any(holds_measures) {
        for node in only_level(tree).filter(|&node| !barred[node]) {
            items[node] = true;
        }
    }
    items
}

/// Number of headings in a row that may be measures without any other sign.
const LEAST_PILLARS: usize = 3;

/// Maximum number of paragraphs below a heading that may be a measure without any other sign. A speech has more.
const MAX_PARAGRAPHS: usize = 3;

/// The measures of a plan of one level: leaves of a row of numbered headings, each above a few paragraphs.
fn only_level(tree: &Tree) -> impl Iterator<Item = usize> {
    let texts =
        |index: usize| tree.nodes[index].content.iter().filter(|block| block.plain_text().is_some()).count();
    let is_leaf = |&index: &usize| {
        let node = &tree.nodes[index];
        node.children.is_empty() && !node.numbering.label.is_empty() && texts(index) > 0
    };
    let kind = |&index: &usize| (tree.nodes[index].parent, tree.nodes[index].numbering.scheme);
    let leaves = (0..tree.nodes.len()).filter(is_leaf).into_group_map_by(kind);
    // Text for all may follow the last one.
    let is_row = move |row: &Vec<usize>| {
        row.len() >= LEAST_PILLARS && row.iter().rev().skip(1).all(|&index| texts(index) <= MAX_PARAGRAPHS)
    };
    leaves.into_values().filter(is_row).flatten()
}

/// True for each node with a labelled description such as 【事業概要】, if another one beside it has one too.
fn described(tree: &Tree) -> Vec<bool> {
    let is_description =
        |block: &Block| matches!(block, Block::Labelled(Column::Content, value) if !value.text.is_empty());
    let has_one = |&index: &usize| {
        let node = &tree.nodes[index];
        node.children.is_empty() && node.content.iter().any(is_description)
    };
    let kind = |&index: &usize| (tree.nodes[index].parent, tree.nodes[index].numbering.scheme);
    let groups = (0..tree.nodes.len()).filter(has_one).into_group_map_by(kind);
    let mut described = vec![false; tree.nodes.len()];
    for index in groups.into_values().filter(|group| group.len() >= 2).flatten() {
        described[index] = true;
    }
    described
}

/// True for each node without a sentence that comes again later with more below: the plan lists its measures before
/// it describes them.
fn listed_before(tree: &Tree) -> Vec<bool> {
    let mut described: HashSet<(&str, String)> = HashSet::new();
    let mut listed = vec![false; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        let key = (node.numbering.label.as_str(), normal(&node.title.text));
        let says = |block: &Block| match block {
            Block::Paragraph(text) => ends_sentence(&text.text),
            // An overview may name the indicators of a measure.
            Block::Bare { .. } | Block::Labelled(Column::Indicator, _) => false,
            _ => true,
        };
        if !node.content.iter().any(says) && node.children.is_empty() && node.marks.is_empty() {
            listed[at] = !node.numbering.label.is_empty() && described.contains(&key);
        } else {
            described.insert(key);
        }
    }
    listed
}

/// True for each node that is part of the measure above it: a column without a number below one with fields, and
/// a list of bare lines, if most measures of that kind have none.
fn parts(tree: &Tree) -> Vec<bool> {
    let bare = |child: &usize| {
        let child = &tree.nodes[*child];
        child.children.is_empty() && child.content.is_empty() && child.numbering.is_small()
    };
    let has_text = |node: &Node| node.content.iter().any(|block| matches!(block, Block::Paragraph(_)));
    let lists = |node: &Node| has_text(node) && !node.children.is_empty() && node.children.iter().all(bare);
    // For each scheme, the number of leaves with text less that of nodes with lists.
    let mut leaves: HashMap<Scheme, i64> = HashMap::new();
    for node in &tree.nodes {
        let leaf = i64::from(node.children.is_empty() && has_text(node));
        *leaves.entry(node.numbering.scheme).or_default() += leaf - i64::from(!node.children.is_empty());
    }
    let mut parts = vec![false; tree.nodes.len()];
    for node in &tree.nodes {
        let unnumbered = |child: &usize| {
            let child = &tree.nodes[*child];
            child.children.is_empty() && child.numbering.label.is_empty() && !has_field(child)
        };
        let columns = has_field(node) && node.children.iter().all(unnumbered);
        let listed = node.numbering.is_small() && lists(node) && leaves[&node.numbering.scheme] > 0;
        if columns || listed {
            node.children.iter().for_each(|&child| parts[child] = true);
        }
    }
    parts
}

/// True for each node below a heading that explains the plan, or being one.
pub(super) fn explaining(tree: &Tree) -> Vec<bool> {
    let mut explaining: Vec<bool> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let title = normal(&node.title.text);
        let says = |word: &&str| title.contains(*word);
        // The title of a measure may name a plan that it is about. Of leaves, only whole titles count.
        let own =
            EXPLAINING.iter().any(|word| if node.children.is_empty() { title == *word } else { says(word) });
        let own = own || appendix::is_title(&node.title.text);
        explaining.push(own || node.parent.is_some_and(|parent| explaining[parent]));
    }
    explaining
}

/// True for a small number with text of its own, above a table of results: the last measure before the table
/// of its chapter.
fn precedes_results(node: &Node) -> bool {
    let has = |fits: fn(&Block) -> bool| node.content.iter().any(fits);
    node.numbering.is_small()
        && has(|block| matches!(block, Block::Paragraph(_)))
        && has(|block| match block {
            Block::Table(table) => table.columns.iter().any(|column| matches!(column, Column::Result(_))),
            _ => false,
        })
}

/// True if a table under the node lists measures.
pub(super) fn holds_measures(node: &Node) -> bool {
    node.content.iter().any(|block| match block {
        Block::Table(table) => table.purpose == Purpose::Measures,
        // 事業名：… begins a measure of its own.
        Block::Labelled(column, _) => matches!(column, Column::Title(_)),
        _ => false,
    })
}

fn has_field(node: &Node) -> bool {
    let telling = |column: Column| column.is_telling() || matches!(column, Column::Issue | Column::Direction);
    node.content.iter().any(|block| matches!(block, Block::Labelled(column, _) if telling(*column)))
}
