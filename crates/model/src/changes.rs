//! Differences between two versions of the documents, entry by entry.

use std::collections::HashMap;

use itertools::Itertools;
use serde::{Deserialize, Serialize};

use super::{Entry, Report};

/// The difference between an index and the one that was live before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The earlier index. `None` if there was none, or if it could not be read.
    pub since: Option<Version>,
    /// New entries, in the order of the plans.
    pub added: Vec<ChangedEntry>,
    /// Deleted entries, ordered by id.
    pub removed: Vec<ChangedEntry>,
    /// Changed entries, in the order of the plans.
    pub changed: Vec<ChangedEntry>,
}

/// Identity of one built index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Versions of the program, dictionary, lexicon and documents.
    pub fingerprint: String,
    /// Build time: RFC 3339, UTC.
    pub built_at: String,
}

/// An entry that is new, deleted or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedEntry {
    /// The entry's id.
    pub id: String,
    /// The entry's printed number, such as `1-1(1)`.
    pub number: String,
    /// The entry's title; in the newer version if it changed.
    pub title: String,
    /// Names of the changed parts, in Japanese: 題名, 実績. Empty for a new or deleted entry.
    pub parts: Vec<String>,
}

impl Changes {
    /// Compares the entries of `new` with those of the version `since`. `each` calls its argument with
    /// every old entry.
    ///
    /// # Errors
    /// Any error of `each`.
    pub fn between<E>(
        since: Version,
        new: &[Entry],
        each: impl FnOnce(&mut dyn FnMut(Entry)) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut places: HashMap<&str, usize> = (0..).zip(new).map(|(at, e)| (e.id.as_str(), at)).collect();
        let mut changed: Vec<(usize, ChangedEntry)> = Vec::new();
        let mut removed = Vec::new();
        each(&mut |old| match places.remove(old.id.as_str()) {
            Some(at) => changed.extend(ChangedEntry::between(&old, &new[at]).map(|one| (at, one))),
            None => removed.push(ChangedEntry::whole(&old)),
        })?;
        removed.sort_by(|one, other| one.id.cmp(&other.id));
        let added = places.into_values().sorted_unstable();
        Ok(Self {
            since: Some(since),
            added: added.map(|at| ChangedEntry::whole(&new[at])).collect(),
            removed,
            changed: changed.into_iter().sorted_by_key(|(at, _)| *at).map(|(_, one)| one).collect(),
        })
    }

    /// True if no entry was added, removed or changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl ChangedEntry {
    /// A record of an entry that is new or deleted as a whole.
    fn whole(entry: &Entry) -> Self {
        Self {
            id: entry.id.clone(),
            number: entry.number.clone(),
            title: entry.title.clone(),
            parts: Vec::new(),
        }
    }

    /// Compares two versions of an entry. `None` if nothing that a reader sees has changed.
    ///
    /// Line numbers in the source are ignored, because a line added above an entry moves them.
    fn between(old: &Entry, new: &Entry) -> Option<Self> {
        let differs = PARTS.iter().filter(|(_, differ)| differ(old, new));
        let parts: Vec<String> = differs.map(|(name, _)| (*name).to_owned()).collect();
        (!parts.is_empty()).then(|| Self { parts, ..Self::whole(new) })
    }
}

/// The name of a part of an entry, and a function that returns true if the part differs.
type PartOf = (&'static str, fn(&Entry, &Entry) -> bool);

/// The parts of an entry that readers see.
const PARTS: &[PartOf] = &[
    ("自治体", |a, b| a.municipality != b.municipality),
    ("種別", |a, b| a.kind != b.kind),
    ("番号", |a, b| a.number != b.number),
    ("題名", |a, b| a.title != b.title || a.title_variants != b.title_variants),
    ("見出し", |a, b| a.path != b.path),
    ("本文", |a, b| a.body != b.body),
    ("計画区分", |a, b| a.period != b.period || a.plan_years != b.plan_years),
    ("実績", |a, b| {
        let said = |one: &Report| (one.years, one.status, one.text.clone());
        !a.results.iter().map(said).eq(b.results.iter().map(said))
    }),
    ("担当課", |a, b| a.departments != b.departments || a.groups.departments != b.groups.departments),
    ("関係課", |a, b| {
        a.related_departments != b.related_departments
            || a.groups.related_departments != b.groups.related_departments
    }),
    ("団体", |a, b| a.organisations != b.organisations || a.groups.organisations != b.groups.organisations),
    ("区分", |a, b| a.category != b.category),
    ("再掲", |a, b| a.reprint_of != b.reprint_of),
    ("用語", |a, b| a.notes != b.notes),
    ("指標", |a, b| a.indicators != b.indicators),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Locator};

    #[test]
    fn a_difference_names_its_parts_and_a_moved_line_is_none() {
        let old = Entry::new("a", "1-1", Kind::Measure);
        let mut moved = old.clone();
        moved.source.lines = [7, 9];
        moved.source.at = Locator::Pages(2, 2);
        assert_eq!(ChangedEntry::between(&old, &moved), None);
        let new =
            Entry { title: "融資".to_owned(), departments: vec!["産業課".to_owned()], ..old.clone() };
        let parts = ChangedEntry::between(&old, &new).map(|changed| changed.parts);
        assert_eq!(parts, Some(vec!["題名".to_owned(), "担当課".to_owned()]));
    }
}
