//! What is different between two versions of the documents, entry by entry.

use serde::{Deserialize, Serialize};

use super::{Entry, Heading};

/// The difference between an index and the one that was live before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The one before; none where there was none that could be read.
    pub since: Option<Version>,
    /// Entries that are new, in the order of the plans.
    pub added: Vec<ChangedEntry>,
    /// Entries that are no more.
    pub removed: Vec<ChangedEntry>,
    /// Entries of which something is different, in the order of the plans.
    pub changed: Vec<ChangedEntry>,
}

/// One built index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Of program, dictionary, lexicon and documents.
    pub fingerprint: String,
    /// When it was built: RFC 3339, UTC.
    pub built_at: String,
}

/// An entry that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedEntry {
    /// Its id.
    pub id: String,
    /// Its number as a person says it.
    pub number: String,
    /// Its title; that of the newer version.
    pub title: String,
    /// What is different, in Japanese: 題名, 実績...; empty where all of it is new or gone.
    pub parts: Vec<String>,
}

impl Changes {
    /// Whether every entry is as it was.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl ChangedEntry {
    /// All of an entry is new, or gone.
    pub fn whole(entry: &Entry) -> Self {
        Self {
            id: entry.id.clone(),
            number: entry.number.clone(),
            title: entry.title.clone(),
            parts: Vec::new(),
        }
    }

    /// What is different in `new`; none where nothing that people can see is. Where its lines stand in the
    /// source is no part of it: a line added above moves them all.
    pub fn between(old: &Entry, new: &Entry) -> Option<Self> {
        let differs: Vec<String> =
            PARTS.iter().filter(|(_, of)| of(old) != of(new)).map(|(name, _)| (*name).to_owned()).collect();
        (!differs.is_empty()).then(|| Self { parts: differs, ..Self::whole(new) })
    }
}

/// A name and what it stands for, as one text to compare.
type PartOf = (&'static str, fn(&Entry) -> String);

/// The parts of an entry that people see.
const PARTS: &[PartOf] = &[
    ("種別", |entry| entry.kind.label().to_owned()),
    ("番号", |entry| entry.number.clone()),
    ("題名", |entry| joined([&entry.title].into_iter().chain(&entry.title_variants))),
    ("見出し", |entry| joined(&entry.path.iter().map(Heading::label).collect::<Vec<_>>())),
    ("本文", |entry| joined(&entry.body)),
    ("計画区分", |entry| format!("{:?} {:?}", entry.period, entry.plan_years)),
    ("実績", |entry| {
        let reports = entry.results.iter();
        joined(
            &reports.map(|one| format!("{:?} {:?} {}", one.years, one.status, one.text)).collect::<Vec<_>>(),
        )
    }),
    ("担当課", |entry| joined(entry.departments.iter().chain(&entry.groups.departments))),
    ("関係課", |entry| joined(entry.related_departments.iter().chain(&entry.groups.related_departments))),
    ("団体", |entry| joined(entry.organisations.iter().chain(&entry.groups.organisations))),
    ("区分", |entry| joined(&entry.category)),
    ("再掲", |entry| entry.reprint_of.clone().unwrap_or_default()),
    ("用語", |entry| {
        joined(&entry.notes.iter().map(|note| format!("{} {}", note.term, note.text)).collect::<Vec<_>>())
    }),
    ("指標", |entry| format!("{:?}", entry.indicators)),
];

/// Texts as one that no other list of texts makes.
fn joined<'t>(texts: impl IntoIterator<Item = &'t String>) -> String {
    texts.into_iter().fold(String::new(), |all, text| all + text + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn a_difference_names_its_parts_and_a_moved_line_is_none() {
        let old = Entry::new("a", "1-1", Kind::Measure);
        let mut moved = old.clone();
        moved.source.lines = [7, 9];
        assert_eq!(ChangedEntry::between(&old, &moved), None);
        let new =
            Entry { title: "融資".to_owned(), departments: vec!["産業課".to_owned()], ..old.clone() };
        let parts = ChangedEntry::between(&old, &new).map(|changed| changed.parts);
        assert_eq!(parts, Some(vec!["題名".to_owned(), "担当課".to_owned()]));
    }
}
