//! The query as read: tree, exclusions, ranking hints, filters and corrections.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{Clause, MatchKind, MinimumMatch, Node};
use shisaku_model::{Filters, facet};

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
