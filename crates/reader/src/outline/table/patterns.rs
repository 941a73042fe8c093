//! The column heads of the vocabulary, and how a text is looked up among them.

use std::{collections::HashMap, sync::LazyLock};

use super::columns::{Column, normal};

/// The heads of `lexicon/columns.csv`. Every short cell of a table is compared with them.
#[derive(Default)]
pub(super) struct Patterns {
    /// Heads without an asterisk, each with its rank in the file.
    wholes: HashMap<String, (usize, Column)>,
    /// Heads with asterisks, in the order of the file: their rank, and the text between the asterisks.
    open: Vec<(usize, Vec<String>, Column)>,
}

impl Patterns {
    /// The meaning of the first head of the file that fits.
    pub(super) fn find(&self, head: &str) -> Option<Column> {
        let whole = self.wholes.get(head).copied();
        let before = whole.map_or(usize::MAX, |(rank, _)| rank);
        let mut open = self.open.iter().take_while(|(rank, ..)| *rank < before);
        let open = open.find(|(_, parts, _)| fits(parts, head)).map(|(_, _, column)| *column);
        open.or(whole.map(|(_, column)| column))
    }

    /// The meaning of a head without an asterisk.
    pub(super) fn whole(&self, head: &str) -> Option<Column> {
        self.wholes.get(head).map(|(_, column)| *column)
    }
}

/// True if a head consists of these parts, with any text between them.
fn fits(parts: &[String], head: &str) -> bool {
    let [first, between @ .., last] = parts else { return false };
    let rest = head.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()));
    let Some(mut rest) = rest else { return false };
    for part in between {
        let Some(at) = rest.find(part.as_str()) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

pub(super) static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lines = include_str!("../../../../../lexicon/columns.csv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(','));
    let mut patterns = Patterns::default();
    for (rank, (kind, head)) in rows.enumerate() {
        let Some(column) = Column::named(kind.trim()) else { continue };
        if head.contains('*') {
            patterns.open.push((rank, head.split('*').map(normal).collect(), column));
        } else {
            patterns.wholes.entry(normal(head)).or_insert((rank, column));
        }
    }
    patterns
});
