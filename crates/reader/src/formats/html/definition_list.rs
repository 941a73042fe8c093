//! Lists of terms and what is said of them: `<dl>`.

use std::collections::VecDeque;

use ego_tree::NodeRef;
use scraper::Node;
use shisaku_model::{Grid, Position};

use super::blocks::Page;
use super::table::text_of;
use super::walk::{is_unseen, name};

/// Reads a list as a table of two columns: the term, and everything that is said of it. Other content of the list
/// is a row of its own.
pub(super) fn read_definitions<'a>(page: &mut Page<'a>, list: NodeRef<'a, Node>) {
    let mut rows: Vec<[String; 2]> = Vec::new();
    let mut tables = VecDeque::new();
    for part in list.children().flat_map(parts).filter(|&part| !is_unseen(part)) {
        let bare = part.value().as_text().map(|text| text.trim().to_owned());
        let text = bare.unwrap_or_else(|| text_of(part, &mut tables));
        if text.trim().is_empty() {
            continue;
        }
        match rows.last_mut() {
            Some([_, said]) if name(part) != "dt" => {
                if !said.is_empty() {
                    said.push('\n');
                }
                said.push_str(&text);
            }
            _ => rows.push([text, String::new()]),
        }
    }
    page.number = page.number.saturating_add(1);
    let mut grid = Grid::default();
    for texts in &rows {
        let texts = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let cells = texts.map(|(column, text)| page.builder.cell(text, column, page.number, Position::Line));
        grid.rows.push(cells.collect());
    }
    page.builder.table(grid);
}

/// True for a list of short values. One with headings, nested lists or tables in it arranges the page. A value may
/// be a list of its own: 担当課 with an item for each department. Below a numbered term, it lists parts of a measure.
pub(super) fn is_record(list: NodeRef<'_, Node>) -> bool {
    const LARGE: [&str; 9] = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "dl", "section"];
    let is_list = |node: &NodeRef<'_, Node>| ["ul", "ol"].contains(&name(*node));
    let is_numbered = |term: NodeRef<'_, Node>| {
        let text = text_of(term, &mut VecDeque::new());
        text.trim_start().starts_with(|c: char| c.is_numeric() || "(（".contains(c))
    };
    let titled = list.descendants().any(|node| name(node) == "dt" && is_numbered(node));
    let fits = |node: NodeRef<'_, Node>| {
        let is_value = || node.parent().is_some_and(|parent| name(parent) == "dd");
        let is_nested = || node.descendants().skip(1).any(|inner| is_list(&inner));
        !LARGE.contains(&name(node)) && (!is_list(&node) || !titled && is_value() && !is_nested())
    };
    list.descendants().skip(1).all(fits)
}

/// The parts of a list. A `<div>` may group a term and what is said of it.
fn parts(node: NodeRef<'_, Node>) -> Vec<NodeRef<'_, Node>> {
    if name(node) == "div" { node.children().collect() } else { vec![node] }
}
