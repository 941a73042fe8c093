//! Automatic numbers. They are in no text of the document and have to be counted.

use std::collections::{HashMap, HashSet};

use super::number_format::format_number;
use super::styles::{ListPlace, Styles};
use super::xml::{Element, Tree};

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone)]
struct Level<'a> {
    start: u32,
    format: &'a str,
    text: &'a str,
    /// Counts on after an item of an outer level.
    is_continued: bool,
    /// Writes the numbers of outer levels in digits.
    is_legal: bool,
    /// The style that belongs to the level.
    style: Option<&'a str>,
}

/// A list: the counters that it shares with others, its levels, and the numbers that it begins anew with.
#[derive(Debug)]
struct List<'a> {
    counters: &'a str,
    levels: Vec<Option<Level<'a>>>,
    starts: Vec<(usize, u32)>,
}

/// The lists of a document and how far each has counted.
pub(super) struct Numbering<'a> {
    lists: HashMap<&'a str, List<'a>>,
    counters: HashMap<&'a str, [Option<u32>; LEVELS]>,
    begun: HashSet<&'a str>,
}

impl<'a> Numbering<'a> {
    pub(super) fn read(part: &'a Tree, styles: &Styles<'a>) -> Self {
        let elements = |name: &'static str| part.root().walk().filter(move |element| element.name() == name);
        let abstracts: HashMap<&str, Element<'a>> = elements("abstractNum")
            .filter_map(|list| Some((list.attribute("abstractNumId")?, list)))
            .collect();
        let numbers: HashMap<&str, Element<'a>> =
            elements("num").filter_map(|list| Some((list.attribute("numId")?, list))).collect();
        let definition = |num: Element<'a>| {
            let id = num.value("abstractNumId")?;
            Some((id, *abstracts.get(id)?))
        };
        let list = |num: Element<'a>| {
            let (mut counters, mut definition_of) = definition(num)?;
            let linked = definition_of.value("numStyleLink").and_then(|style| styles.style_list(style));
            if let Some(linked) = linked.and_then(|place| definition(*numbers.get(place.list)?)) {
                (counters, definition_of) = linked;
            }
            let mut list = List { counters, levels: vec![None; LEVELS], starts: Vec::new() };
            definition_of.children().for_each(|level| list.set_level(level));
            for change in num.children().filter(|child| child.name() == "lvlOverride") {
                if let (Some(level), Some(start)) = (level_of(change), start(change.number("startOverride")))
                {
                    list.starts.push((level, start));
                }
                change.children().for_each(|level| list.set_level(level));
            }
            Some(list)
        };
        let lists = numbers.iter().filter_map(|(&id, &num)| Some((id, list(num)?))).collect();
        Self { lists, counters: HashMap::new(), begun: HashSet::new() }
    }

    /// Counts a paragraph. Returns its level, and its number as printed: empty for bullets.
    pub(super) fn count(&mut self, place: ListPlace<'a>, style: Option<&str>) -> Option<(usize, String)> {
        let list = self.lists.get(place.list)?;
        let of_style = || {
            list.levels
                .iter()
                .position(|level| level.as_ref().is_some_and(|l| l.style.is_some() && l.style == style))
        };
        let at = place.level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let Some(level) = list.levels[at].as_ref() else { return Some((at, String::new())) };
        let counters = self.counters.entry(list.counters).or_default();
        if self.begun.insert(place.list) {
            for &(level, start) in &list.starts {
                counters[level] = start.checked_sub(1);
            }
        }
        counters[at] = Some(counters[at].map_or(level.start, |last| last.saturating_add(1)));
        for (inner, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            if !list.levels[inner].as_ref().is_some_and(|level| level.is_continued) {
                *counter = None;
            }
        }
        Some((at, list.number(level, counters)))
    }
}

impl<'a> List<'a> {
    fn set_level(&mut self, element: Element<'a>) {
        let Some(at) = level_of(element).filter(|_| element.name() == "lvl") else { return };
        self.levels[at] = Some(Level {
            start: start(element.number("start")).unwrap_or(0),
            format: element.value("numFmt").unwrap_or("decimal"),
            text: element.value("lvlText").unwrap_or_default(),
            is_continued: element.number("lvlRestart") == Some(0),
            is_legal: element.is_on("isLgl"),
            style: element.value("pStyle"),
        });
    }

    /// Fills the pattern of a level, such as `第%1章`.
    fn number(&self, level: &Level<'_>, counters: &[Option<u32>; LEVELS]) -> String {
        let mut number = String::new();
        if level.format == "bullet" {
            return number;
        }
        let mut rest = level.text.chars().peekable();
        while let Some(c) = rest.next() {
            let digit = rest.peek().and_then(|c| c.to_digit(10)).filter(|digit| c == '%' && *digit > 0);
            let Some(digit) = digit else {
                number.push(c);
                continue;
            };
            rest.next();
            let at = digit as usize - 1;
            let Some(of) = self.levels[at].as_ref() else { continue };
            let format = if level.is_legal { "decimal" } else { of.format };
            number.push_str(&format_number(format, counters[at].unwrap_or(of.start)));
        }
        number
    }
}

fn level_of(element: Element<'_>) -> Option<usize> {
    element.attribute("ilvl")?.parse().ok().filter(|&level| level < LEVELS)
}

fn start(number: Option<i64>) -> Option<u32> {
    u32::try_from(number?).ok()
}
