//! The paragraph styles of a document.

use std::collections::HashMap;

use super::xml::{Element, Tree};

/// Longest chain of styles that are based on each other. Word makes no longer ones; a damaged file may go round.
const LONGEST_CHAIN: usize = 16;

/// A list that a paragraph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListPlace<'a> {
    pub(super) list: &'a str,
    /// Level, 0 for the outermost. `None` if the list itself says which level belongs to the style.
    pub(super) level: Option<usize>,
}

/// The styles by their id.
pub(super) struct Styles<'a> {
    styles: HashMap<&'a str, Element<'a>>,
}

impl<'a> Styles<'a> {
    pub(super) fn read(part: &'a Tree) -> Self {
        let styles = part.root().walk().filter(|element| element.name() == "style");
        Self { styles: styles.filter_map(|style| Some((style.attribute("styleId")?, style))).collect() }
    }

    /// A style and the styles that it is based on.
    fn chain(&self, id: &'a str) -> impl Iterator<Item = Element<'a>> {
        let style = |id: &str| self.styles.get(id).copied();
        let base = move |of: &Element<'a>| of.value("basedOn").and_then(style);
        std::iter::successors(style(id), base).take(LONGEST_CHAIN)
    }

    /// The level of a heading, from 1, by the paragraph's own outline level, or by its style.
    pub(super) fn heading_level(&self, properties: Element<'a>) -> Option<u8> {
        if let Some(level) = outline_level(properties) {
            return level;
        }
        let id = properties.value("pStyle")?;
        let by_style = |style: Element<'a>| {
            let name = style.value("name").and_then(named_level).map(Some);
            name.or_else(|| style.child("pPr").and_then(outline_level))
        };
        let level = self.chain(id).find_map(by_style);
        level.unwrap_or_else(|| named_level(id).filter(|_| !self.styles.contains_key(id)))
    }

    /// Returns whether a paragraph is an entry of the table of contents.
    pub(super) fn is_contents(&self, properties: Element<'a>) -> bool {
        let Some(id) = properties.value("pStyle") else { return false };
        self.chain(id).filter_map(|style| style.value("name")).any(|name| {
            let name = name.to_lowercase();
            let rest = name.strip_prefix("toc").or_else(|| name.strip_prefix("目次"));
            rest.is_some_and(|rest| rest.trim().starts_with(|c: char| c.is_numeric()))
        })
    }

    /// The list of a paragraph, its own or that of its style.
    pub(super) fn list(&self, properties: Element<'a>) -> Option<ListPlace<'a>> {
        if let Some(place) = list_place(properties) {
            return Some(place);
        }
        self.style_list(properties.value("pStyle")?)
    }

    /// The list of a style.
    pub(super) fn style_list(&self, id: &'a str) -> Option<ListPlace<'a>> {
        self.chain(id).find_map(|style| style.child("pPr").and_then(list_place))
    }
}

fn list_place(properties: Element<'_>) -> Option<ListPlace<'_>> {
    let place = properties.child("numPr")?;
    let level = place.number("ilvl").and_then(|level| usize::try_from(level).ok());
    Some(ListPlace { list: place.value("numId")?, level })
}

/// The outline level. `Some(None)` says that the paragraph is body text.
fn outline_level(properties: Element<'_>) -> Option<Option<u8>> {
    let level = u8::try_from(properties.number("outlineLvl")?).ok()?;
    Some((level < 9).then_some(level + 1))
}

/// The level in a name such as `heading 1` or `見出し 1`.
fn named_level(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix("見出し"))?;
    let level = rest.trim().chars().next()?.to_digit(10)?;
    u8::try_from(level).ok().filter(|level| (1..=9).contains(level))
}
