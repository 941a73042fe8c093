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
    /// Whether it narrows a search down in which this is chosen: what is chosen of a facet stands in the place of
    /// what words say of it.
    pub fn holds_beside(&self, chosen: &Filters) -> bool {
        let chosen = chosen.of(&self.facet);
        chosen.is_empty() || self.values.iter().all(|value| chosen.contains(value))
    }
}

/// Something that was read as a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// As typed.
    pub from: String,
    /// What was searched.
    pub to: String,
}

/// What a person asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// The whole of it, as typed.
    pub text: String,
    /// What an entry must meet; none for a query that narrows nothing down by words.
    pub asked: Option<Node>,
    /// What an entry must not meet; these look at an entry's own texts only.
    pub excluded: Vec<Clause>,
    /// What speaks for an entry that is a result anyhow: these only rank.
    pub hints: Vec<Clause>,
    /// Words that were understood as filters, in order.
    pub understood: Vec<Understood>,
    /// Slips that were read as other words, in order.
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

    /// The same query met only by what was typed.
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

    /// The same query with another need in every group: every word, or any.
    #[must_use]
    pub fn needing(mut self, minimum: MinimumMatch) -> Self {
        self.asked = self.asked.map(|part| part.needing(minimum));
        self
    }

    /// The same query asking for this part alone.
    #[must_use]
    pub fn asking(&self, part: Node) -> Self {
        Self { asked: Some(part), hints: Vec::new(), ..self.clone() }
    }
}
