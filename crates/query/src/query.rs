//! A query that was read: its tree, exclusions, ranking hints, filters and corrections.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{Clause, MatchKind, MinimumMatch, Node};
use shisaku_model::{Filters, facet};

/// Words of a query that were understood as a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// As typed.
    pub text: String,
    /// Bytes of the query.
    pub range: Range<usize>,
    /// The facet.
    pub facet: String,
    /// The values it stands for.
    pub values: Vec<String>,
}

impl Understood {
    /// True if it still narrows the search down beside chosen filters, which replace words about the same facet.
    pub fn holds_beside(&self, chosen: &Filters) -> bool {
        let chosen = chosen.of(&self.facet);
        chosen.is_empty() || self.values.iter().all(|value| chosen.contains(value))
    }
}

/// A typing error and its correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// As typed.
    pub from: String,
    /// The words searched.
    pub to: String,
}

/// A query that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// The whole of it, as typed.
    pub text: String,
    /// Words that an entry must match; none for a query that narrows nothing down by words.
    pub asked: Option<Node>,
    /// Clauses that an entry must not match; they search an entry's own texts only.
    pub excluded: Vec<Clause>,
    /// Clauses that only rank results.
    pub hints: Vec<Clause>,
    /// Words that were understood as filters, in order.
    pub understood: Vec<Understood>,
    /// Corrected typing errors, in order.
    pub corrected: Vec<Corrected>,
}

impl Query {
    /// The clauses that are asked for, in order.
    pub fn clauses(&self) -> Vec<&Clause> {
        self.asked.as_ref().map(Node::clauses).unwrap_or_default()
    }

    /// The filters that its words stand for.
    pub fn filters(&self) -> Filters {
        let mut filters = Filters::default();
        for one in &self.understood {
            if let Some(facet) = facet::facet(&one.facet) {
                one.values.iter().for_each(|value| filters.choose(facet, value.clone()));
            }
        }
        filters
    }

    /// The query without alternatives to the words typed.
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

    /// The query with another minimum match in every group: every word, or any.
    #[must_use]
    pub fn needing(mut self, minimum: MinimumMatch) -> Self {
        self.asked = self.asked.map(|part| part.needing(minimum));
        self
    }

    /// The query with this node alone.
    #[must_use]
    pub fn asking(&self, part: Node) -> Self {
        Self { asked: Some(part), hints: Vec::new(), ..self.clone() }
    }
}
