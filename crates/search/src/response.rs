//! What a search gives back: plain values that the API, the page and the terminal each show in their way.

use std::sync::Arc;

use crate::highlight::{Highlights, Matched};
use shisaku_engine::generations::Meta;
use shisaku_model::{Entry, Facet, Filters};
use shisaku_query::{MatchKind, Understood};

use super::SearchParams;

/// The answer to one search.
#[derive(Debug)]
pub struct Response {
    /// What was asked, as read.
    pub params: SearchParams,
    /// The words of the query, in order; those that were understood as filters are not among them.
    pub terms: Vec<Term>,
    /// Words that were understood as filters, in order.
    pub understood: Vec<Understood>,
    /// What narrows the search down: what was chosen and what was understood.
    pub filters: Filters,
    /// Words added to it, and why.
    pub expansions: Vec<Expansion>,
    /// What the person should know about how it was understood.
    pub notices: Vec<Notice>,
    /// What else could be asked.
    pub suggestions: Vec<Suggestion>,
    /// Hits in all.
    pub total_count: usize,
    /// The offset of the next page, if there is one.
    pub next_offset: Option<usize>,
    /// Counts of every facet's values, in the facets' order.
    pub facets: Vec<FacetCounts>,
    /// The page of hits.
    pub items: Vec<Item>,
    /// Entries that meet some of the words, when none meets all. Never counted.
    pub partial: Vec<PartialItem>,
    /// The index that was asked.
    pub index: IndexFacts,
    /// Microseconds it took.
    pub took_us: u64,
}

/// How a word of a query bears on what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Occur {
    /// Every result has it.
    Must,
    /// One of several, of which a result has enough.
    Should,
    /// No result has it.
    MustNot,
}

/// One word or phrase of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As typed.
    pub text: String,
    /// Asked for or excluded.
    pub occur: Occur,
}

/// Something that was searched beside what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// What was typed.
    pub from: String,
    /// What was searched.
    pub to: String,
    /// Why.
    pub kind: MatchKind,
}

/// Something the person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A stable name for programs.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

/// Something else that could be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The query.
    pub text: String,
    /// Why it is suggested.
    pub reason: String,
    /// Hits it would have.
    pub count: usize,
}

/// A facet with the counts of its values.
pub struct FacetCounts {
    /// The facet.
    pub facet: &'static Facet,
    /// Its values in natural order: those that occur, and those chosen.
    pub values: Vec<FacetValue>,
}

impl std::fmt::Debug for FacetCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FacetCounts").field("facet", &self.facet.key).field("values", &self.values).finish()
    }
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// As a parameter.
    pub value: Arc<str>,
    /// For people.
    pub label: Arc<str>,
    /// Hits with it, whatever else of this facet is chosen.
    pub count: usize,
    /// Whether the person chose it.
    pub selected: bool,
    /// The value that stands above it, of this facet or of the one above.
    pub parent: Option<Arc<str>>,
}

/// One hit.
#[derive(Debug)]
pub struct Item {
    /// The entry.
    pub entry: Entry,
    /// Comparable within one search only.
    pub score: f32,
    /// The entry's texts as HTML with the matches marked.
    pub highlights: Highlights,
    /// What matched where, and why.
    pub matched: Vec<Matched>,
    /// In a sentence each, how words were met that it does not have as typed.
    pub met: Vec<String>,
}

/// An entry that meets some of the words.
#[derive(Debug)]
pub struct PartialItem {
    /// What it is and what it meets.
    pub item: Item,
    /// The words it lacks.
    pub missing: Vec<String>,
}

/// When and of what an index was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFacts {
    /// RFC 3339, UTC.
    pub built_at: String,
    /// Entries in it.
    pub entries: usize,
    /// Of program, dictionary, lexicon and documents.
    pub fingerprint: String,
}

impl Response {
    /// Whether something on this page was found by other spellings than those typed.
    pub fn beyond_typed(&self) -> bool {
        let typed = |as_: MatchKind| matches!(as_, MatchKind::Exact | MatchKind::Era);
        self.items.iter().any(|item| item.matched.iter().any(|one| !typed(one.as_)))
    }
}

impl From<&Meta> for IndexFacts {
    fn from(meta: &Meta) -> Self {
        Self { built_at: meta.built_at.clone(), entries: meta.entries, fingerprint: meta.fingerprint.clone() }
    }
}
