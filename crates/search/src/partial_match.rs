//! Queries that no entry matches: the words that no entry contains, and the closest entries.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Search,
    answer::{Notice, PartialItem},
    as_typed::as_typed,
    match_reason::quoted,
};
use shisaku_engine::{EngineError, SearchRequest, Sort};
use shisaku_messages::{Message, Parameter};
use shisaku_model::{Filters, facet};
use shisaku_query::{MinimumMatch, Node, Query};

/// Adds the words of a part that an entry lacks. `met` contains the indexes of the clauses that it matches,
/// counted from `at`. Returns true if the entry matches any of them.
fn add_missing(part: &Node, at: &mut usize, met: &BTreeSet<usize>, missing: &mut Vec<String>) -> bool {
    match part {
        Node::Clause(clause) => {
            let is_met = met.contains(at);
            *at += 1;
            if !is_met && !missing.contains(&clause.text) {
                missing.push(clause.text.clone());
            }
            is_met
        }
        Node::Group(group) => {
            let mut lacking = Vec::new();
            let mut any = false;
            for part in &group.parts {
                let named = !part.names_again(&group.parts);
                let mut of_part = Vec::new();
                any |= add_missing(part, at, met, &mut of_part);
                lacking.extend(of_part.into_iter().filter(|_| named));
            }
            if !(any && group.minimum == MinimumMatch::Any) {
                for word in lacking {
                    if !missing.contains(&word) {
                        missing.push(word);
                    }
                }
            }
            any
        }
    }
}

/// Maximum number of partial matches.
const MOST_PARTIAL: usize = 5;

impl Search {
    /// Returns the words of a query that no entry matches, in order.
    pub(super) fn unmet(&self, query: &Query, filters: &Filters) -> Result<Vec<String>, EngineError> {
        let mut unmet: Vec<String> = Vec::new();
        if let Some(asked) = &query.asked {
            self.add_unmet(asked, query, filters, &mut unmet)?;
        }
        Ok(unmet)
    }

    /// Adds the words of a part that no entry matches. In a group where any part suffices, one match is
    /// enough: 商店街 for しょうてんがい.
    fn add_unmet(
        &self,
        part: &Node,
        query: &Query,
        filters: &Filters,
        unmet: &mut Vec<String>,
    ) -> Result<(), EngineError> {
        let is_met = |part: &Node| Ok(self.count(&query.asking(part.clone()), filters)? > 0);
        match part {
            Node::Clause(clause) => {
                if !unmet.contains(&clause.text) && !is_met(part)? {
                    unmet.push(clause.text.clone());
                }
            }
            Node::Group(group) => {
                if group.minimum != MinimumMatch::Any || !is_met(part)? {
                    let mut named = group.parts.iter().filter(|part| !part.names_again(&group.parts));
                    named.try_for_each(|part| self.add_unmet(part, query, filters, unmet))?;
                }
            }
        }
        Ok(())
    }

    /// Reports the words that no entry matches, and finds the entries that match most of the others.
    pub(super) fn partial(
        &self,
        query: &Query,
        filters: &Filters,
        unmet: &[String],
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<PartialItem>, EngineError> {
        let clauses = query.clauses();
        if !unmet.is_empty() {
            let everywhere = filters == &Filters::default().with_default_kinds();
            let key = if everywhere { "notice.no-match" } else { "notice.no-match-filtered" };
            let words = as_typed(&self.analyzer, &query.text, unmet);
            let message = Message::new(key, [("words", quoted(&words))]);
            notices.push(Notice { code: "no_match", message });
        } else if clauses.len() > 1 {
            let message = Message::new("notice.nothing-holds-all", []);
            notices.push(Notice { code: "nothing_holds_all", message });
        }
        if clauses.len() < 2 {
            return Ok(Vec::new());
        }
        let any = query.clone().needing(MinimumMatch::Any);
        let request = SearchRequest {
            query: &any,
            filters,
            order: Sort::Relevance.into(),
            limit: MOST_PARTIAL,
            offset: 0,
        };
        let found = self.searcher.search(&request)?;
        let items = self.items(&found.hits, &any)?.into_iter().map(|(item, met)| {
            let mut missing = Vec::new();
            if let Some(asked) = &query.asked {
                add_missing(asked, &mut 0, &met, &mut missing);
            }
            PartialItem { missing: as_typed(&self.analyzer, &query.text, &missing), item }
        });
        Ok(items.collect())
    }

    /// Returns a notice about hits in kinds that were not searched: figures, notes, preambles.
    pub(super) fn in_other_kinds(
        &self,
        counts: &BTreeMap<&'static str, BTreeMap<Arc<str>, usize>>,
    ) -> Option<Notice> {
        let kind = facet::facet("kind")?;
        let found = counts.get(kind.key)?.iter().filter(|(_, count)| **count > 0);
        let place = |(value, count): (&Arc<str>, &usize)| {
            let value = Parameter::value(kind, value, &self.catalogue);
            let parameters = [("kind", value), ("count", Parameter::Number(*count))];
            Parameter::Message(Message::new("notice.of-kind", parameters))
        };
        let places: Vec<Parameter> = found.map(place).collect();
        let has_any = !places.is_empty();
        let message = Message::new("notice.other-kinds", [("places", Parameter::List("list.comma", places))]);
        has_any.then_some(Notice { code: "other_kinds", message })
    }

    pub(super) fn count(&self, query: &Query, filters: &Filters) -> Result<usize, EngineError> {
        let request = SearchRequest { query, filters, order: Sort::Number.into(), limit: 0, offset: 0 };
        Ok(self.searcher.search(&request)?.total)
    }
}
