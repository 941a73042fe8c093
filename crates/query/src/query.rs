//! The query as read: a tree of groups over clauses, exclusions, ranking hints, filters and corrections.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{Alternative, MatchKind};
use shisaku_model::{Field, Filters, facet};

/// Words of a query that were understood as a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The words as typed.
    pub text: String,
    /// Byte range in the query.
    pub range: Range<usize>,
    /// The facet.
    pub facet: String,
    /// The values that the words name.
    pub values: Vec<String>,
    /// True if the words name a state that the plans lack, and the filter is the nearest that they have.
    pub is_nearest: bool,
}

impl Understood {
    /// True if the filter still applies beside chosen filters, which replace words about the same facet.
    pub fn holds_beside(&self, chosen: &Filters) -> bool {
        let chosen = chosen.of(&self.facet);
        chosen.is_empty() || self.values.iter().all(|value| chosen.contains(value))
    }
}

/// A typing error and its correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The word as typed.
    pub from: String,
    /// The corrected words, which are searched.
    pub to: String,
}

/// The query as read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// The whole query as typed.
    pub text: String,
    /// Words that an entry must match. None if the query has no words to match.
    pub asked: Option<Node>,
    /// Clauses that an entry must not match. They search an entry's own texts only.
    pub excluded: Vec<Clause>,
    /// Clauses that only rank results.
    pub hints: Vec<Clause>,
    /// Words that were understood as filters, in order.
    pub understood: Vec<Understood>,
    /// Corrected typing errors, in order.
    pub corrected: Vec<Corrected>,
}

impl Query {
    /// Returns the clauses to be matched, in order.
    pub fn clauses(&self) -> Vec<&Clause> {
        self.asked.as_ref().map(Node::clauses).unwrap_or_default()
    }

    /// Returns the filters that the words name.
    pub fn filters(&self) -> Filters {
        let mut filters = Filters::default();
        for one in &self.understood {
            if let Some(facet) = facet::facet(&one.facet) {
                one.values.iter().for_each(|value| filters.choose(facet, value.clone()));
            }
        }
        filters
    }

    /// Removes all alternatives to the words typed.
    #[must_use]
    pub fn exactly(mut self) -> Self {
        let mut typed = |clause: &mut Clause| {
            if clause.alternatives.iter().any(|one| one.as_ == MatchKind::Exact) {
                clause.alternatives.retain(|one| one.as_ == MatchKind::Exact);
            }
        };
        self.asked = self.asked.map(Node::without_unsaid);
        self.asked.iter_mut().for_each(|part| part.change_clauses(&mut typed));
        self.excluded.iter_mut().for_each(typed);
        self.corrected.clear();
        self
    }

    /// Finds what is near: any of the words is enough, and loose synonyms are looked for in headings too.
    #[must_use]
    pub fn nearly(self) -> Self {
        let mut query = self.needing(MinimumMatch::Any);
        let mut search_headings =
            |clause: &mut Clause| clause.alternatives.iter_mut().for_each(|one| one.own = false);
        query.asked.iter_mut().for_each(|part| part.change_clauses(&mut search_headings));
        query
    }

    /// Replaces the minimum match of every group, so that every word is required, or any.
    #[must_use]
    pub fn needing(mut self, minimum: MinimumMatch) -> Self {
        self.asked = self.asked.map(|part| part.needing(minimum));
        self
    }

    /// Replaces the tree by this node and drops the hints.
    #[must_use]
    pub fn asking(&self, part: Node) -> Self {
        Self { asked: Some(part), hints: Vec::new(), ..self.clone() }
    }
}

/// The texts of an entry that a clause searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Scope {
    /// All texts, including headings.
    #[default]
    Anywhere,
    /// The entry's own texts, without headings.
    Own,
    /// The entry's titles.
    Title,
    /// The entry's results.
    Result,
}

impl Scope {
    /// True if the scope includes the field.
    pub fn covers(self, field: Field) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Own => !field.is_heading(),
            Self::Title => matches!(field, Field::Title | Field::TitleVariant),
            Self::Result => field == Field::Result,
        }
    }
}

/// A term or phrase to be matched or excluded.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The text as typed, from its first letter to its last.
    pub text: String,
    /// The texts searched.
    pub scope: Scope,
    /// Weight in its group, in percent of a noun's.
    pub importance: u32,
    /// Weight factor for ranking, in percent.
    pub stress: u32,
    /// Ways to match the clause. Never empty.
    pub alternatives: Vec<Alternative>,
}

impl Clause {
    /// Creates a clause with the importance and stress of a noun.
    pub(crate) fn new(text: &str, scope: Scope, alternatives: Vec<Alternative>) -> Self {
        Self { text: text.to_owned(), scope, importance: 100, stress: 100, alternatives }
    }

    /// Returns the texts that an alternative searches.
    pub fn scope_of(&self, alternative: &Alternative) -> Scope {
        if alternative.own && self.scope == Scope::Anywhere { Scope::Own } else { self.scope }
    }

    /// True if both clauses search the same, whatever was typed.
    pub(crate) fn asks_the_same(&self, other: &Self) -> bool {
        let searched = |one: &Self| {
            one.alternatives.iter().map(|one| (one.as_, one.weight, one.matcher.clone())).collect::<Vec<_>>()
        };
        (self.scope, self.importance, self.stress) == (other.scope, other.importance, other.stress)
            && searched(self) == searched(other)
    }
}

/// The amount of a group that an entry must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MinimumMatch {
    /// Every part.
    All,
    /// At least one part.
    Any,
    /// Enough parts by their weight.
    Share {
        /// Percent of the group's weight.
        of_all: u64,
        /// Percent of the weight that the best entry covers.
        of_best: u64,
    },
}

/// A group of clauses or of further groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The amount of the group that an entry must match.
    pub minimum: MinimumMatch,
    /// Parts of the group. Never empty.
    pub parts: Vec<Node>,
}

/// A clause or a group.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A clause.
    Clause(Clause),
    /// A group.
    Group(Group),
}

impl Node {
    /// Groups these parts. Returns a single part as it is, and None for no parts.
    pub fn of(minimum: MinimumMatch, mut parts: Vec<Self>) -> Option<Self> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Self::Group(Group { minimum, parts })),
        }
    }

    pub(crate) fn asks_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Clause(one), Self::Clause(other)) => one.asks_the_same(other),
            (Self::Group(one), Self::Group(other)) => {
                let parts = || one.parts.iter().zip(&other.parts);
                one.minimum == other.minimum
                    && one.parts.len() == other.parts.len()
                    && parts().all(|(one, other)| one.asks_the_same(other))
            }
            _ => false,
        }
    }

    /// Returns the clauses, in order.
    pub fn clauses(&self) -> Vec<&Clause> {
        match self {
            Self::Clause(clause) => vec![clause],
            Self::Group(group) => group.parts.iter().flat_map(Self::clauses).collect(),
        }
    }

    /// True if another of the parts contains the words one by one: 人手 不足.
    pub fn names_again(&self, parts: &[Self]) -> bool {
        let Self::Clause(whole) = self else { return false };
        let of_words = |other: &Self| {
            matches!(other, Self::Group(_))
                && other.clauses().iter().all(|one| one.text != whole.text && whole.text.contains(&one.text))
        };
        parts.iter().any(of_words)
    }

    pub(crate) fn change_clauses(&mut self, change: &mut impl FnMut(&mut Clause)) {
        match self {
            Self::Clause(clause) => change(clause),
            Self::Group(group) => group.parts.iter_mut().for_each(|part| part.change_clauses(change)),
        }
    }

    /// Removes parts without any typed word if another part of the group has one.
    pub(crate) fn without_unsaid(self) -> Self {
        let Self::Group(Group { minimum, parts }) = self else { return self };
        let is_typed = |part: &Self| {
            let typed = |one: &Alternative| matches!(one.as_, MatchKind::Exact | MatchKind::Era);
            part.clauses().iter().any(|clause| clause.alternatives.iter().any(typed))
        };
        let some_typed = minimum == MinimumMatch::Any && parts.iter().any(is_typed);
        let kept = parts.into_iter().filter(|part| !some_typed || is_typed(part));
        let mut kept: Vec<Self> = kept.map(Self::without_unsaid).collect();
        match kept.len() {
            1 if minimum == MinimumMatch::Any => kept.remove(0),
            _ => Self::Group(Group { minimum, parts: kept }),
        }
    }

    pub(crate) fn needing(self, minimum: MinimumMatch) -> Self {
        let Self::Group(group) = self else { return self };
        let parts = group.parts.into_iter().map(|part| part.needing(minimum)).collect();
        Self::Group(Group { minimum, parts })
    }
}
