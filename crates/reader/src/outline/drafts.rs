//! Drafts of entries: items, preambles, notes and figures of the tree, before results are joined.

mod around;
mod draft;
mod fields;
mod marks;
mod stated_years;
mod texts;

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

use itertools::Itertools as _;

use super::{
    blocks::Block,
    corrections, former,
    heading_tree::{Ids, Node, Tree, ids},
    items,
    located_text::{Ledger, Text},
    numbering::{Numbering, Scheme},
    result_rows::ResultTable,
    result_status::Legend,
    table::{columns::Column, heads::Purpose},
    titles,
};
use shisaku_model::{Holder, Kind, Manifest, Section};
use wareki::FiscalYears;

use around::Around;
use stated_years::StatedYears;

pub(super) use draft::{Draft, DraftHeading, Facts};
pub(super) use texts::add_unread;

/// The drafts, sections, periods and tables of a plan.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// Boxed, so that each is freed when its entry is made.
    #[expect(clippy::vec_box, reason = "a vector would keep the room of all drafts beside the entries")]
    pub drafts: Vec<Box<Draft>>,
    /// The sections, with repetitions.
    pub sections: Vec<Section>,
    pub tables: Vec<ResultTable>,
    /// Names of periods with their defined years.
    pub periods: Vec<(&'static str, FiscalYears)>,
    /// Meanings of the marks that the plan explains.
    pub legend: Legend,
    /// Years of the whole plan: of the manifest, or of a labelled line.
    pub plan_years: Option<FiscalYears>,
    /// Years of the whole plan by the first sentence that states them.
    pub said_years: Option<FiscalYears>,
    /// Documents that hold only results. Their keys, and what is not used of them, are text of no entry.
    pub results_files: HashSet<usize>,
    /// True for each node of the tree that is an item.
    pub items: Vec<bool>,
}

/// Number of levels in the contents of a plan: chapter, policy, subsection.
pub(super) const MAX_LEVELS: usize = 3;

/// Words in the titles of chapters about carrying out the plan. Their items are framework items.
const FRAMEWORK: [&str; 7] =
    ["体制", "進行管理", "進捗管理", "進行の管理", "推進に向け", "計画の推進", "計画の進め方"];

/// Turns the heading tree into drafts. Its blocks are taken out, so that no text is kept twice.
pub(super) fn draft(tree: &mut Tree, manifest: &Manifest, ledger: &mut Ledger) -> Drafts {
    let ids = ids(tree);
    let excluded = corrections::excluded(tree, manifest);
    let explaining = items::explaining(tree);
    let items = items::items(tree, &explaining, &excluded);
    let holds = holds(tree, &items, &excluded);
    let legend = marks::legend(tree, manifest);
    let stated = StatedYears::read(tree);
    let loose = std::mem::take(&mut tree.loose);
    let contents: Vec<Vec<Block>> =
        tree.nodes.iter_mut().map(|node| std::mem::take(&mut node.content)).collect();
    let tree = &*tree;
    let mut maker = Maker {
        tree,
        holds,
        items,
        excluded,
        explaining,
        taken: Ids::of(ids.iter().map(String::as_str)),
        ids,
        manifest,
        ledger,
        made: Drafts {
            plan_years: manifest.plan_years,
            said_years: stated.plan,
            periods: corrections::periods(manifest),
            legend,
            ..Drafts::default()
        },
        counts: HashMap::new(),
        drafts_of: HashMap::new(),
        headings: vec![OnceCell::new(); tree.nodes.len()],
        sections: vec![OnceCell::new(); tree.nodes.len()],
    };
    maker.content(None, loose);
    for ((index, node), content) in tree.nodes.iter().enumerate().zip(contents) {
        maker.node(index, node, content);
    }
    // A line that defines a period counts before a sentence.
    maker.made.periods.extend(stated.periods);
    Drafts { items: maker.items, ..maker.made }
}

/// True for a heading without a number that names the list below it: 事務事業評価シート. It is no section of the plan.
fn names_list(node: &Node) -> bool {
    const LISTS: [&str; 6] = ["シート", "調書", "評価表", "管理表", "一覧表", "進捗状況一覧"];
    let title = node.title.text.split(['（', '(']).next().unwrap_or_default().trim_end();
    node.numbering.label.is_empty() && LISTS.iter().any(|list| title.ends_with(list))
}

/// Number of bare lines in a row that are a list.
const LEAST_LIST: usize = 3;

/// True for each node with an item or a table of measures at or below it.
fn holds(tree: &Tree, items: &[bool], excluded: &[bool]) -> Vec<bool> {
    let own = |at: usize| items[at] || !excluded[at] && items::holds_measures(&tree.nodes[at]);
    let mut holds: Vec<bool> = (0..tree.nodes.len()).map(own).collect();
    for at in (0..tree.nodes.len()).rev() {
        if let Some(parent) = tree.nodes[at].parent.filter(|_| holds[at]) {
            holds[parent] = true;
        }
    }
    holds
}

struct Maker<'a> {
    tree: &'a Tree,
    ids: Vec<String>,
    items: Vec<bool>,
    /// True for nodes with measures at or below them.
    holds: Vec<bool>,
    /// True for nodes whose parts are no measures, by `plan.toml`.
    excluded: Vec<bool>,
    /// True for nodes that explain the plan.
    explaining: Vec<bool>,
    manifest: &'a Manifest,
    ledger: &'a mut Ledger,
    made: Drafts,
    /// Number of preambles, figures and other unnumbered drafts by chapter id and sign.
    counts: HashMap<(String, char), usize>,
    taken: Ids,
    /// Index of the draft of each item.
    drafts_of: HashMap<usize, usize>,
    /// The nodes as headings.
    headings: Vec<OnceCell<Rc<DraftHeading>>>,
    /// The section facet values of the nodes.
    sections: Vec<OnceCell<Arc<[String]>>>,
}

impl Maker<'_> {
    fn node(&mut self, index: usize, node: &Node, content: Vec<Block>) {
        if self.in_contents(index) && node.depth < 3 {
            self.made.sections.push(Section {
                id: format!("{}/{}", self.manifest.id, self.ids[index]),
                level: node.depth + 1,
                number: node.numbering.label.clone(),
                title: node.title.text.to_string(),
            });
        }
        if self.items[index] {
            let root = self.tree.root(index);
            let mut title = node.title.clone();
            let removed = former::take_removed(&mut title, self.ledger);
            let framework = FRAMEWORK.iter().any(|word| self.tree.nodes[root].title.text.contains(word));
            let kind = match framework {
                _ if removed => Kind::Removed,
                _ if former::is_vacant(&node.title.text) => Kind::Text,
                true => Kind::Framework,
                false => Kind::Measure,
            };
            let parent = node.parent.map(|parent| &self.tree.nodes[parent].numbering);
            let entry = Facts {
                number: cited_number(parent, &node.numbering),
                category: node.marks.clone(),
                sections: self.sections(index),
                ..Facts::new(&self.manifest.id, &self.ids[index], kind)
            };
            let mut draft = Draft::new(entry, &title);
            draft.headings = self.headings(node.parent);
            draft.key = self.tree.key(index);
            draft.chapter = Some(root);
            self.drafts_of.insert(index, self.made.drafts.len());
            self.made.drafts.push(draft);
        } else if let Some(&owner) =
            node.parent.filter(|_| content.is_empty()).and_then(|parent| self.drafts_of.get(&parent))
        {
            self.made.drafts[owner].body.push(node.title.clone());
        } else {
            self.ledger.hold(&node.title, Holder::Heading);
        }
        self.content(Some(index), content);
    }

    /// Reads the blocks under a node, or before any node: body text, preambles, notes, figures, tables.
    fn content(&mut self, node: Option<usize>, content: Vec<Block>) {
        let item = node.filter(|&node| self.items[node]).map(|_| self.made.drafts.len() - 1);
        let mut preamble: Vec<Text> = Vec::new();
        let mut table_title: Option<Text> = None;
        let mut notes = 0;
        let mut form: Vec<(Column, Text)> = Vec::new();
        let around = around::all(&content);
        for (block, around) in content.into_iter().zip(around) {
            if let Block::Labelled(column, value) = block {
                // A second title begins the next measure. What stands before the first belongs to it.
                let is_title = |column: &Column| matches!(column, Column::Title(_));
                let titled = form.iter().any(|(own, _)| is_title(own));
                let numbered = form.iter().any(|(own, _)| *own == Column::Number);
                let begins = is_title(&column) || column == Column::Number && numbered;
                if titled && begins {
                    self.form(node, &mut form);
                }
                form.push((column, value));
                continue;
            }
            self.fields(node, item, &mut form, &mut preamble);
            match block {
                Block::Heading { .. } | Block::Labelled(..) | Block::Break => {}
                Block::Bare { text, .. } | Block::Remark(text)
                    if around.above_table && table_title.is_none() =>
                {
                    self.preamble(node, &mut preamble, None);
                    self.ledger.hold(&text, Holder::Heading);
                    table_title = Some(text);
                }
                Block::Bare { text, is_caption: true }
                    if node.is_some_and(|node| self.holds[node])
                        && !around.above_table
                        && !self.is_body(item, &around) =>
                {
                    self.figure(node, &text);
                }
                Block::Aside(text) => self.figure(node, &text),
                Block::Paragraph(text)
                | Block::Bare { text, .. }
                | Block::Remark(text)
                | Block::Row(text) => match item {
                    Some(item) if table_title.is_none() => self.made.drafts[item].body.push(text),
                    _ => preamble.push(text),
                },
                Block::Definition(definition) => {
                    self.preamble(node, &mut preamble, None);
                    let draft = self.counted(Kind::Preamble, 'p', node, node, &definition.title);
                    draft.body = vec![definition.text];
                    draft.entry.period = Some(definition.name.to_owned());
                    draft.entry.plan_years = Some(definition.years);
                    self.made.periods.push((definition.name, definition.years));
                }
                Block::Note { term, text } => {
                    notes += 1;
                    let owner = node.map_or_else(String::new, |node| format!("{}-", self.ids[node]));
                    self.add(Kind::Note, format!("{owner}n{notes}"), node, &term).body = vec![text.clone()];
                    if let Some(item) = item {
                        self.made.drafts[item].notes.push((*term, text));
                    }
                }
                Block::Table(table)
                    if table.purpose != Purpose::Measures
                        || node.is_some_and(|node| {
                            self.excluded[node] || self.explaining[node] && !table.names_responsible()
                        }) =>
                {
                    let texts = self.indicators(item, table);
                    match item {
                        Some(item) => self.made.drafts[item].body.extend(texts),
                        None => preamble.extend(texts),
                    }
                }
                Block::Table(table) => {
                    let legend = preamble.iter().filter_map(|text| titles::read_legend(&text.text)).collect();
                    self.table(node, table, table_title.clone(), legend);
                    self.preamble(node, &mut preamble, table_title.take());
                }
            }
        }
        self.fields(node, item, &mut form, &mut preamble);
        self.preamble(node, &mut preamble, table_title);
        if let Some(item) = item {
            self.made.drafts[item].shrink();
        }
    }

    /// Adds a figure for a bare line: usually a caption, and searchable in any case.
    fn figure(&mut self, node: Option<usize>, text: &Text) {
        self.counted(Kind::Figure, 'f', node, self.above(node), text);
    }

    /// True if a bare line is body text: its item has no body yet and no paragraph follows.
    fn is_body(&self, item: Option<usize>, around: &Around) -> bool {
        // Many bare lines in a row are a list without signs, not captions.
        item.is_some_and(|item| {
            around.bare_lines >= LEAST_LIST
                || self.made.drafts[item].body.is_empty() && !around.above_paragraph
        })
    }

    /// Adds a draft with the next id of this sign in the chapter of `node`, such as `5-p1`.
    fn counted(
        &mut self,
        kind: Kind,
        sign: char,
        node: Option<usize>,
        above: Option<usize>,
        title: &Text,
    ) -> &mut Draft {
        let chapter = node.map(|node| format!("{}-", self.ids[self.tree.root(node)])).unwrap_or_default();
        let count = self.counts.entry((chapter.clone(), sign)).or_default();
        *count += 1;
        let local = format!("{chapter}{sign}{count}");
        self.add(kind, local, above, title)
    }

    /// Adds a draft under the headings of `above`, including this node itself.
    fn add(&mut self, kind: Kind, local: String, above: Option<usize>, title: &Text) -> &mut Draft {
        let entry = Facts::new(&self.manifest.id, &self.taken.give(local), kind);
        let mut draft = Draft::new(entry, title);
        draft.headings = self.headings(above);
        draft.entry.sections = above.map(|above| self.sections(above)).unwrap_or_default();
        draft.chapter = above.map(|above| self.tree.root(above));
        let at = self.made.drafts.len();
        self.made.drafts.push(draft);
        &mut self.made.drafts[at]
    }

    /// The node itself, or its parent if the node is an item.
    fn above(&self, node: Option<usize>) -> Option<usize> {
        node.and_then(|node| if self.items[node] { self.tree.nodes[node].parent } else { Some(node) })
    }

    fn headings(&self, node: Option<usize>) -> Vec<Rc<DraftHeading>> {
        let chain = node.map(|node| self.tree.chain(node)).unwrap_or_default();
        chain.into_iter().filter(|&at| !names_list(&self.tree.nodes[at])).map(|at| self.heading(at)).collect()
    }

    /// A node as a heading, made once for all drafts below it.
    fn heading(&self, node: usize) -> Rc<DraftHeading> {
        let make = || {
            let node = &self.tree.nodes[node];
            Rc::new(DraftHeading { number: node.numbering.label.clone(), title: node.title.clone() })
        };
        self.headings[node].get_or_init(make).clone()
    }

    /// True if a node is listed in the contents.
    fn in_contents(&self, node: usize) -> bool {
        !self.items[node]
            || !matches!(self.tree.nodes[node].numbering.scheme, Scheme::Paren | Scheme::Circled)
    }

    /// Section facet values of a node: its ancestors, and itself if it is listed in the contents. Made once for all
    /// nodes below the last of them.
    fn sections(&self, node: usize) -> Arc<[String]> {
        let chain = self.tree.chain(node).into_iter().filter(|&at| self.in_contents(at)).collect_vec();
        let make = || {
            let id = |&at: &usize| format!("{}/{}", self.manifest.id, self.ids[at]);
            chain.iter().take(MAX_LEVELS).map(id).collect()
        };
        chain.last().map_or_else(Arc::default, |&last| self.sections[last].get_or_init(make).clone())
    }
}

/// The number as people cite it: 1-1(1). A number in parentheses includes the one above it.
pub(super) fn cited_number(parent: Option<&Numbering>, own: &Numbering) -> String {
    match parent {
        Some(parent)
            if matches!(own.scheme, Scheme::Paren | Scheme::Circled)
                && matches!(parent.scheme, Scheme::Dotted | Scheme::Path(_)) =>
        {
            format!("{}{}", parent.label, own.label)
        }
        _ => own.label.clone(),
    }
}
