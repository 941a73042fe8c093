//! Drafts of entries: items, preambles, notes and figures of the tree, before results are joined.

use std::collections::HashSet;

use super::{
    blocks::Block,
    department_cells,
    entry_ids::{Ids, ids},
    heading_tree::{self, Node, Tree},
    located_text::{Ledger, Text},
    numbering::{Numbering, Scheme},
    result_rows::{self, ResultTable},
};
use shisaku_model::{Holder, Kind, Manifest, Section, Status};
use wareki::FiscalYears;

/// A heading above a draft.
#[derive(Debug, Clone)]
pub(super) struct DraftHeading {
    pub number: String,
    pub title: Text,
}

/// The text and status of a result cell.
#[derive(Debug, Clone)]
pub(super) struct DraftReport {
    pub years: Option<FiscalYears>,
    pub text: Text,
    pub status: Status,
}

/// An entry whose fields still know their position in the documents.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub kind: Kind,
    pub local: String,
    pub number: String,
    pub title: Text,
    /// True if the title belongs to a heading, which then holds its text in the ledger.
    pub borrowed_title: bool,
    /// Identical reprints of the title.
    pub repeated_titles: Vec<Text>,
    pub title_variants: Vec<Text>,
    pub headings: Vec<DraftHeading>,
    pub sections: Vec<String>,
    pub body: Vec<Text>,
    pub notes: Vec<(Text, Text)>,
    pub category: Vec<String>,
    pub periods: Vec<Text>,
    pub period: Option<String>,
    pub plan_years: Option<FiscalYears>,
    pub reports: Vec<DraftReport>,
    pub departments: Vec<Text>,
    pub related_departments: Vec<Text>,
    pub organisations: Vec<String>,
    pub reprint_of: Option<String>,
    /// Its numbers below the chapter: `[1, 2, 3]` for 1-2(3).
    pub key: Vec<u32>,
    /// Tree node of its chapter.
    pub chapter: Option<usize>,
}

impl Draft {
    pub(crate) fn new(kind: Kind, local: String, title: Text) -> Self {
        Self {
            kind,
            local,
            number: String::new(),
            title,
            borrowed_title: false,
            repeated_titles: Vec::new(),
            title_variants: Vec::new(),
            headings: Vec::new(),
            sections: Vec::new(),
            body: Vec::new(),
            notes: Vec::new(),
            category: Vec::new(),
            periods: Vec::new(),
            period: None,
            plan_years: None,
            reports: Vec::new(),
            departments: Vec::new(),
            related_departments: Vec::new(),
            organisations: Vec::new(),
            reprint_of: None,
            key: Vec::new(),
            chapter: None,
        }
    }

    /// True if results can be joined to it.
    pub(crate) fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Measure | Kind::Framework)
    }

    /// Position of its title or body, for sorting in printed order.
    pub(crate) fn position(&self) -> (usize, usize, usize) {
        let parts = [&self.title].into_iter().chain(&self.body);
        let own = parts.filter(|text| !text.slices.is_empty()).map(Text::position);
        let own: Vec<_> =
            if self.borrowed_title { self.body.iter().map(Text::position).collect() } else { own.collect() };
        own.into_iter().min().unwrap_or_default()
    }
}

/// The drafts, sections, periods and tables of a plan.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    pub drafts: Vec<Draft>,
    pub sections: Vec<Section>,
    pub tables: Vec<ResultTable>,
    /// Names of periods with their defined years.
    pub periods: Vec<(&'static str, FiscalYears)>,
}

/// Words in the titles of chapters about carrying out the plan. Their items are framework items.
const FRAMEWORK: [&str; 5] = ["体制", "進行管理", "進捗管理", "推進に向け", "計画の推進"];

/// Turns the heading tree into drafts.
pub(super) fn draft(tree: Tree, manifest: &Manifest, ledger: &mut Ledger) -> Drafts {
    let ids = ids(&tree);
    let items = heading_tree::items(&tree);
    let taken = Ids::of(&ids);
    let made = Drafts::default();
    let mut maker = Maker {
        tree: &tree,
        ids,
        items,
        manifest,
        ledger,
        made,
        counts: Vec::new(),
        taken,
        sections_seen: HashSet::new(),
    };
    maker.content(None, &tree.loose);
    for (index, node) in tree.nodes.iter().enumerate() {
        maker.node(index, node);
    }
    maker.made
}

struct Maker<'a> {
    tree: &'a Tree,
    ids: Vec<String>,
    items: Vec<bool>,
    manifest: &'a Manifest,
    ledger: &'a mut Ledger,
    made: Drafts,
    /// Number of preambles, figures and other unnumbered drafts for each chapter: `(chapter id, sign,
    /// count)`.
    counts: Vec<(String, char, usize)>,
    taken: Ids,
    /// Ids of sections already listed.
    sections_seen: HashSet<String>,
}

impl Maker<'_> {
    fn node(&mut self, index: usize, node: &Node) {
        let item = self.items[index];
        let in_contents = !item || !matches!(node.numbering.scheme, Scheme::Paren | Scheme::Circled);
        if in_contents && node.depth < 3 {
            let section = Section {
                id: format!("{}/{}", self.manifest.id, self.ids[index]),
                level: node.depth + 1,
                number: node.numbering.label.clone(),
                title: node.title.text.clone(),
            };
            if self.sections_seen.insert(section.id.clone()) {
                self.made.sections.push(section);
            }
        }
        if item {
            let framework =
                FRAMEWORK.iter().any(|word| self.tree.nodes[self.tree.root(index)].title.text.contains(word));
            let kind = if framework { Kind::Framework } else { Kind::Measure };
            let mut draft = Draft::new(kind, self.ids[index].clone(), node.title.clone());
            draft.number =
                cited_number(node.parent.map(|parent| &self.tree.nodes[parent].numbering), &node.numbering);
            draft.category.clone_from(&node.marks);
            draft.headings = self.headings(node.parent);
            draft.sections = self.sections(index);
            draft.key = self.tree.key(index);
            draft.chapter = Some(self.tree.root(index));
            self.made.drafts.push(draft);
        } else {
            self.ledger.hold_text(&node.title, &Holder::Heading);
        }
        self.content(Some(index), &node.content);
    }

    /// Reads the blocks under a node, or before any node: body text, preambles, notes, figures, tables.
    fn content(&mut self, node: Option<usize>, content: &[Block]) {
        let item = node.filter(|&node| self.items[node]).map(|_| self.made.drafts.len() - 1);
        let mut preamble: Vec<Text> = Vec::new();
        let mut table_title: Option<Text> = None;
        let mut notes = 0;
        for (at, block) in content.iter().enumerate() {
            let before_table = content[at + 1..]
                .iter()
                .find(|next| !matches!(next, Block::Paragraph(_) | Block::Bare(_) | Block::Remark(_)))
                .is_some_and(|next| matches!(next, Block::Table(_)));
            match block {
                Block::Heading { .. } => {}
                Block::Paragraph(text) | Block::Bare(text) | Block::Remark(text)
                    if item.is_some()
                        && department_cells::label(&text.text).is_some()
                        && text.slices.len() == 1 =>
                {
                    self.departments(item, text);
                }
                Block::Bare(text) | Block::Remark(text) if before_table && table_title.is_none() => {
                    self.preamble(node, &mut preamble, None);
                    self.ledger.hold_text(text, &Holder::Heading);
                    table_title = Some(text.clone());
                }
                Block::Bare(text) if node.is_none() => self.ledger.hold_text(text, &Holder::Heading),
                Block::Bare(text) if !before_table && !self.is_body(item, content, at) => {
                    self.figure(node, text);
                }
                Block::Aside(text) => self.figure(node, text),
                Block::Paragraph(text) | Block::Bare(text) | Block::Remark(text) => match item {
                    Some(item) if table_title.is_none() => self.made.drafts[item].body.push(text.clone()),
                    _ => preamble.push(text.clone()),
                },
                Block::Definition(definition) => {
                    self.preamble(node, &mut preamble, None);
                    let mut draft =
                        Draft::new(Kind::Preamble, self.counted(node, 'p'), definition.title.clone());
                    draft.body = vec![definition.text.clone()];
                    draft.period = Some(definition.name.to_owned());
                    draft.plan_years = Some(definition.years);
                    self.made.periods.push((definition.name, definition.years));
                    self.place(draft, node);
                }
                Block::Note { term, text } => {
                    notes += 1;
                    let owner = node.map_or_else(String::new, |node| format!("{}-", self.ids[node]));
                    let mut draft = Draft::new(Kind::Note, format!("{owner}n{notes}"), term.clone());
                    draft.body = vec![text.clone()];
                    if let Some(item) = item {
                        self.made.drafts[item].notes.push((term.clone(), text.clone()));
                    }
                    self.place(draft, node);
                }
                Block::Table(table) => {
                    let context = result_rows::TableContext {
                        title: table_title.clone(),
                        legend: preamble
                            .iter()
                            .filter_map(|text| super::title_marks::read_legend(&text.text))
                            .collect(),
                        place: node.map(|node| self.ids[node].clone()).unwrap_or_default(),
                        headings: self.headings(self.above(node)),
                        section: node.map(|node| self.sections(self.tree.root(node))).unwrap_or_default(),
                        chapter: node.map(|node| self.tree.root(node)),
                        result_years: self.manifest.result_years,
                    };
                    self.preamble(node, &mut preamble, table_title.take());
                    self.made.tables.push(result_rows::read(table, context, self.ledger));
                }
            }
        }
        self.preamble(node, &mut preamble, table_title);
    }

    /// Adds the departments of a labelled line to its item.
    fn departments(&mut self, item: Option<usize>, line: &Text) {
        let Some((related, names)) = department_cells::read_line(line, self.ledger) else { return };
        let Some(draft) = item.and_then(|item| self.made.drafts.get_mut(item)) else { return };
        if related { &mut draft.related_departments } else { &mut draft.departments }.extend(names);
    }

    /// Adds a figure for a bare line: usually a caption, and searchable in any case.
    fn figure(&mut self, node: Option<usize>, text: &Text) {
        let draft = Draft::new(Kind::Figure, self.counted(node, 'f'), text.clone());
        self.place(draft, self.above(node));
    }

    /// True if a bare line is body text: its item has no body yet and no paragraph follows.
    fn is_body(&self, item: Option<usize>, content: &[Block], at: usize) -> bool {
        let follows = content[at + 1..].iter().any(|block| matches!(block, Block::Paragraph(_)));
        item.is_some_and(|item| self.made.drafts[item].body.is_empty() && !follows)
    }

    /// Ends the current preamble, if it has text.
    fn preamble(&mut self, node: Option<usize>, text: &mut Vec<Text>, table_title: Option<Text>) {
        if text.is_empty() {
            return;
        }
        let title = table_title
            .or_else(|| node.map(|node| self.tree.nodes[node].title.clone()))
            .unwrap_or_else(|| Text { slices: Vec::new(), text: self.manifest.title.clone() });
        let mut draft = Draft::new(Kind::Preamble, self.counted(node, 'p'), title);
        draft.borrowed_title = true;
        draft.body = std::mem::take(text);
        self.place(draft, node);
    }

    /// Adds a draft under a node's headings, including the node itself.
    fn place(&mut self, mut draft: Draft, node: Option<usize>) {
        draft.headings = self.headings(node);
        draft.sections = node.map(|node| self.sections(node)).unwrap_or_default();
        draft.chapter = node.map(|node| self.tree.root(node));
        draft.local = self.taken.give(draft.local);
        self.made.drafts.push(draft);
    }

    /// The node itself, or its parent if the node is an item.
    fn above(&self, node: Option<usize>) -> Option<usize> {
        node.and_then(|node| if self.items[node] { self.tree.nodes[node].parent } else { Some(node) })
    }

    fn headings(&self, node: Option<usize>) -> Vec<DraftHeading> {
        let chain = node.map(|node| self.tree.chain(node)).unwrap_or_default();
        chain
            .into_iter()
            .map(|at| &self.tree.nodes[at])
            .map(|node| DraftHeading { number: node.numbering.label.clone(), title: node.title.clone() })
            .collect()
    }

    /// Section facet values of a node: its ancestors, and itself if it is listed in the contents.
    fn sections(&self, node: usize) -> Vec<String> {
        let in_contents = |at: usize| {
            !self.items[at]
                || !matches!(self.tree.nodes[at].numbering.scheme, Scheme::Paren | Scheme::Circled)
        };
        let chain = self.tree.chain(node).into_iter().filter(|&at| in_contents(at)).take(3);
        chain.map(|at| format!("{}/{}", self.manifest.id, self.ids[at])).collect()
    }

    /// The next id with this sign in the node's chapter, such as `5-p1`.
    fn counted(&mut self, node: Option<usize>, sign: char) -> String {
        let chapter = node.map(|node| self.ids[self.tree.root(node)].clone()).unwrap_or_default();
        let known = self.counts.iter_mut().find(|(of, what, _)| *of == chapter && *what == sign);
        let count = match known {
            Some((_, _, count)) => {
                *count += 1;
                *count
            }
            None => {
                self.counts.push((chapter.clone(), sign, 1));
                1
            }
        };
        if chapter.is_empty() { format!("{sign}{count}") } else { format!("{chapter}-{sign}{count}") }
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
