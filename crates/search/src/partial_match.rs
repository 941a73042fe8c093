//! Queries with few hits: the words that no entry contains, and the nearest entries.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Search, SearchParams,
    answer::{Notice, PartialItem},
    as_typed::as_typed,
    match_reason::quoted,
};
use shisaku_engine::{EngineError, Hit, SearchRequest, Sort};
use shisaku_messages::{Message, Parameter};
use shisaku_model::{
    Filters,
    facet::{self, UNSTATED},
};
use shisaku_query::{Alternative, Clause, Group, MatchKind, Matcher, MinimumMatch, Node, Query};

/// The words of a part that an entry lacks.
struct Lacking {
    words: Vec<String>,
    /// True if the entry matches any word of the part.
    any_met: bool,
}

/// Returns the words of a part that an entry lacks. `met` contains the indexes of the clauses that it matches, counted
/// from `at`. Of several ways to match a part, the one counts of which the entry has most.
fn lacking(part: &Node, at: &mut usize, met: &BTreeSet<usize>) -> Lacking {
    let Group { minimum, parts } = match part {
        Node::Clause(clause) => {
            let any_met = met.contains(at);
            *at += 1;
            return Lacking { words: if any_met { Vec::new() } else { vec![clause.text.clone()] }, any_met };
        }
        Node::Group(group) => group,
    };
    let of_parts: Vec<(&Node, Lacking)> = parts.iter().map(|part| (part, lacking(part, at, met))).collect();
    let any_met = of_parts.iter().any(|(_, one)| one.any_met);
    if *minimum == MinimumMatch::Any && any_met {
        let best = of_parts.into_iter().map(|(_, one)| one).filter(|one| one.any_met);
        let words = best.min_by_key(|one| one.words.len()).map(|one| one.words).unwrap_or_default();
        return Lacking { words, any_met };
    }
    let mut words = Vec::new();
    for word in
        of_parts.into_iter().filter(|(part, _)| !part.names_again(parts)).flat_map(|(_, one)| one.words)
    {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Lacking { words, any_met }
}

/// Maximum number of partial matches. They are shown beside fewer hits than this.
pub(super) const MOST_PARTIAL: usize = 5;

/// Weights of the orders by meaning and by the lists of everyday words nearest to the question, beside that by words.
/// Both are the best over queries that steered them.
const MEANING: f32 = 1.0;
const EVERYDAY: f32 = 1.0;

/// Entries of each order that are ranked together.
const MOST_RANKED: usize = 20;

/// Joins orders of ids, each with a weight, by the reciprocals of their ranks. The first ranks count most, because few
/// are shown. The constant is the best over queries that steered it.
fn fused(orders: &[(f32, Vec<&String>)]) -> Vec<String> {
    const FLATTENING: f32 = 5.0;
    let mut scores: Vec<(String, f32)> = Vec::new();
    let ranked = orders.iter().flat_map(|(weight, order)| {
        (0_u16..).zip(order).map(move |(rank, id)| (*id, weight / (FLATTENING + f32::from(rank))))
    });
    for (id, score) in ranked {
        match scores.iter_mut().find(|(known, _)| known == id) {
            Some((_, sum)) => *sum += score,
            None => scores.push((id.clone(), score)),
        }
    }
    scores.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    scores.into_iter().map(|(id, _)| id).collect()
}

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

    /// Returns the words that nothing is written about: those that find nothing alone either. Alone, a word may be met
    /// by a word of loosely like meaning: 花見 by 桜.
    pub(super) fn unwritten(
        &self,
        params: &SearchParams,
        query: &Query,
        filters: &Filters,
        unmet: &[String],
    ) -> Result<Vec<String>, EngineError> {
        let mut unwritten = unmet.to_vec();
        let is_one_word = query.clauses().len() == 1;
        for word in unmet {
            let alone = if is_one_word {
                query.clone()
            } else {
                let typed = as_typed(&self.analyzer, &query.text, std::slice::from_ref(word));
                let text = typed.first().cloned().unwrap_or_default();
                self.query(&SearchParams { text, ..params.clone() })
            };
            if self.count(&alone, filters)? > 0 {
                unwritten.retain(|other| other != word);
            }
        }
        Ok(unwritten)
    }

    /// Reports the words that nothing is written about.
    pub(super) fn no_match(&self, query: &Query, filters: &Filters, unmet: &[String]) -> Option<Notice> {
        if unmet.is_empty() {
            let message = Message::new("notice.nothing-holds-all", []);
            return (query.clauses().len() > 1).then_some(Notice { code: "nothing_holds_all", message });
        }
        // 平成26年度の実績: the texts may name that year, but no report is about it.
        let of_reports = |clause: &&Clause| {
            let is_report = |one: &Alternative| matches!(&one.matcher, Matcher::Values { facet, .. } if facet == "result_year");
            clause.alternatives.iter().all(is_report)
        };
        let clauses = query.clauses();
        if clauses.iter().filter(|clause| unmet.contains(&clause.text)).all(of_reports) {
            let words = as_typed(&self.analyzer, &query.text, unmet);
            let message = Message::new("notice.no-report-of", [("words", quoted(&words))]);
            return Some(Notice { code: "no_match", message });
        }
        let everywhere = filters == &Filters::default().with_default_kinds();
        let key = if everywhere { "notice.no-match" } else { "notice.no-match-filtered" };
        let words = as_typed(&self.analyzer, &query.text, unmet);
        Some(Notice { code: "no_match", message: Message::new(key, [("words", quoted(&words))]) })
    }

    /// Reports the typed words that the plans have in no spelling, beside words that were found.
    pub(super) fn unknown_words(&self, query: &Query) -> Option<Notice> {
        let is_as_typed = |one: &Alternative| {
            matches!(one.as_, MatchKind::Exact | MatchKind::Spelling) && one.matcher.terms().is_some()
        };
        let is_unknown = |clause: &&Clause| {
            clause.alternatives.iter().all(is_as_typed) && self.reader().lacks(&clause.text, &self.analyzer)
        };
        let unknown: Vec<String> =
            query.clauses().into_iter().filter(is_unknown).map(|clause| clause.text.clone()).collect();
        let words = || quoted(&as_typed(&self.analyzer, &query.text, &unknown));
        (!unknown.is_empty()).then(|| Notice {
            code: "unknown_words",
            message: Message::new("notice.unknown-words", [("words", words())]),
        })
    }

    /// Says that the plans name no department, if the query asks for one.
    pub(super) fn no_departments(&self, query: &Query) -> Option<Notice> {
        let named = self.catalogue.values.get("department").into_iter().flatten();
        let none = named.clone().next().is_some() && named.into_iter().all(|value| value == UNSTATED);
        let asks = none && self.reader().names_office(&self.analyzer.words(&query.text));
        asks.then(|| Notice { code: "no_departments", message: Message::new("notice.no-departments", []) })
    }

    /// Finds the entries nearest to a query beside its hits: those that match some of the words, or match them only
    /// by a word of a heading, and those that are near in meaning. `hits` are all hits.
    pub(super) fn partial(
        &self,
        query: &Query,
        filters: &Filters,
        hits: &[Hit],
    ) -> Result<Vec<PartialItem>, EngineError> {
        let near = query.clone().nearly();
        let limit = MOST_RANKED + hits.len();
        let request =
            SearchRequest { query: &near, filters, order: Sort::Relevance.into(), limit, offset: 0 };
        let by_words = self.searcher.search(&request)?.hits;
        let near_in_meaning = self.near_in_meaning(query, filters, limit)?;
        let by_everyday = self.by_everyday(&near_in_meaning.everyday, filters)?;
        let other = |id: &String| hits.iter().all(|hit| hit.id != *id);
        let mut by_words: Vec<Hit> = by_words.into_iter().filter(|one| other(&one.id)).collect();
        let by_meaning: Vec<String> = near_in_meaning.entries.into_iter().filter(other).collect();
        let by_everyday: Vec<String> = by_everyday.into_iter().filter(other).collect();
        let order = fused(&[
            (1.0, by_words.iter().map(|hit| &hit.id).collect()),
            (MEANING, by_meaning.iter().collect()),
            (EVERYDAY, by_everyday.iter().collect()),
        ]);
        let further = by_meaning.iter().chain(&by_everyday);
        by_words.extend(further.map(|id| Hit { id: id.clone(), score: 0.0 }));
        let found: Vec<Hit> = order
            .into_iter()
            .take(MOST_PARTIAL)
            .filter_map(|id| by_words.iter().find(|hit| hit.id == id).cloned())
            .collect();
        let items = self.items(&found, &near)?;
        let partial = items.into_iter().map(|(item, any_met)| {
            let met = self.met(&item.entry, query);
            let missing = query.asked.as_ref().map(|asked| lacking(asked, &mut 0, &met).words);
            let missing = as_typed(&self.analyzer, &query.text, &missing.unwrap_or_default());
            PartialItem { missing, near: any_met.is_empty(), item }
        });
        Ok(partial.collect())
    }

    /// The entries with the official words of lists of everyday words, best first.
    fn by_everyday(&self, lists: &[(String, f32)], filters: &Filters) -> Result<Vec<String>, EngineError> {
        let Some(query) = self.reader().of_everyday(lists, &self.analyzer) else { return Ok(Vec::new()) };
        let order = Sort::Relevance.into();
        let request = SearchRequest { query: &query, filters, order, limit: MOST_RANKED, offset: 0 };
        Ok(self.searcher.search(&request)?.hits.into_iter().map(|hit| hit.id).collect())
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
