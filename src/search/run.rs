//! One search from end to end.

use std::{collections::BTreeMap, time::Instant};

use super::{
    Search, SearchParams,
    params::MOST_LETTERS,
    response::{Expansion, FacetCounts, FacetValue, Item, Notice, PartialItem, Response, Term},
};
use crate::{
    engine::{EngineError, Hit, MatchMode, SearchRequest, Sort},
    highlight::{highlights, matched, matches},
    model::{Entry, FACETS, Filters, facet},
    query::{self, Clause, Query},
};

/// Incomplete answers that are shown when there is no complete one.
const MOST_PARTIAL: usize = 5;

impl Search {
    /// Answers one search. Any text is a query.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn run(&self, params: &SearchParams) -> Result<Response, EngineError> {
        let started = Instant::now();
        let mut notices = Vec::new();
        let query = query::parse(&cut(&params.text, &mut notices), &self.analyzer);
        let filters = params.filters.with_default_kinds();
        let mode = params.matching.mode();
        let sort = sort(params, &query);
        let (limit, offset) = (params.limit, params.offset);
        let request = SearchRequest { query: &query, filters: &filters, mode, sort, limit, offset };
        let found = self.searcher.search(&request)?;
        let items = self.items(&found.hits, &query)?;
        if query.clauses.is_empty() && !params.text.trim().is_empty() {
            let message = "検索できる言葉がないため、すべてを示しています。".to_owned();
            notices.push(Notice { code: "no_words", message });
        }
        let mut partial = Vec::new();
        if found.total == 0 && !query.clauses.is_empty() {
            partial = self.partial(&query, &filters, &mut notices)?;
            notices.extend(self.in_other_kinds(&found.facets));
        }
        let end = offset + items.len();
        Ok(Response {
            params: params.clone(),
            terms: query.clauses.iter().map(|c| Term { text: c.text.clone(), occur: c.occur }).collect(),
            expansions: expansions(&query),
            notices,
            suggestions: Vec::new(),
            total_count: found.total,
            next_offset: (end < found.total && !items.is_empty()).then_some(end),
            facets: self.facets(&found.facets, &params.filters),
            items,
            partial,
            index: self.facts.clone(),
            took_us: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        })
    }

    /// Every entry that a search finds, in its order: what is taken away.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn all(&self, params: &SearchParams) -> Result<Vec<Entry>, EngineError> {
        let query = query::parse(&cut(&params.text, &mut Vec::new()), &self.analyzer);
        let filters = params.filters.with_default_kinds();
        let mode = params.matching.mode();
        let sort = sort(params, &query);
        let request = SearchRequest {
            query: &query,
            filters: &filters,
            mode,
            sort,
            limit: self.facts.entries,
            offset: 0,
        };
        self.entries(&self.searcher.search(&request)?.hits)
    }

    fn entries(&self, hits: &[Hit]) -> Result<Vec<Entry>, EngineError> {
        let ids: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
        self.searcher.entries(&ids)
    }

    fn items(&self, hits: &[Hit], query: &Query) -> Result<Vec<Item>, EngineError> {
        let entries = self.entries(hits)?;
        let scores: BTreeMap<&str, f32> = hits.iter().map(|hit| (hit.id.as_str(), hit.score)).collect();
        let item = |entry: Entry| {
            let matches = matches(&entry, query, &self.analyzer);
            let (highlights, matched) = (highlights(&entry, &matches), matched(&entry, &matches));
            let score = scores.get(entry.id.as_str()).copied().unwrap_or_default();
            Item { score, highlights, matched, entry }
        };
        Ok(entries.into_iter().map(item).collect())
    }

    /// When no entry meets every word: says which word none meets, and finds the entries that meet most.
    fn partial(
        &self,
        query: &Query,
        filters: &Filters,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<PartialItem>, EngineError> {
        let mut unmet = Vec::new();
        for clause in query.musts() {
            let alone = Query { text: clause.text.clone(), clauses: vec![clause.clone()] };
            if self.count(&alone, filters)? == 0 {
                unmet.push(clause.text.as_str());
            }
        }
        let musts = query.musts().count();
        if !unmet.is_empty() {
            let words = unmet.iter().map(|word| format!("「{word}」")).collect::<String>();
            let within = if filters == &Filters::default().with_default_kinds() {
                "施策、除いた項目、体制の項目"
            } else {
                "選んだ条件の中"
            };
            notices
                .push(Notice {
                    code: "no_match", message: format!("{words}は{within}に見つかりません。")
                });
        } else if musts > 1 {
            let message = "すべての語を含むものはありません。".to_owned();
            notices.push(Notice { code: "nothing_holds_all", message });
        }
        if musts < 2 {
            return Ok(Vec::new());
        }
        let request = SearchRequest {
            query,
            filters,
            mode: MatchMode::Any,
            sort: Sort::Relevance,
            limit: MOST_PARTIAL,
            offset: 0,
        };
        let items = self.items(&self.searcher.search(&request)?.hits, query)?;
        let missing = |item: &Item| {
            let met = |clause: &&Clause| item.matched.iter().any(|matched| matched.term == clause.text);
            query.musts().filter(|clause| !met(clause)).map(|clause| clause.text.clone()).collect()
        };
        Ok(items.into_iter().map(|item| PartialItem { missing: missing(&item), item }).collect())
    }

    /// What stands only where nobody asked to look: in figures, notes, preambles.
    fn in_other_kinds(&self, counts: &BTreeMap<&'static str, BTreeMap<String, usize>>) -> Option<Notice> {
        let kind = facet::facet("kind")?;
        let found = counts.get(kind.key)?.iter().filter(|(_, count)| **count > 0);
        let places: Vec<String> = found
            .map(|(value, count)| format!("{}に {count} 件", kind.value_label(value, &self.catalogue)))
            .collect();
        let message = format!("{}あります。種別を選ぶと見られます。", places.join("、"));
        (!places.is_empty()).then_some(Notice { code: "other_kinds", message })
    }

    fn count(&self, query: &Query, filters: &Filters) -> Result<usize, EngineError> {
        let (mode, sort) = (MatchMode::All, Sort::Number);
        Ok(self.searcher.search(&SearchRequest { query, filters, mode, sort, limit: 1, offset: 0 })?.total)
    }

    /// Names the counted values and puts them in order.
    fn facets(
        &self,
        counts: &BTreeMap<&'static str, BTreeMap<String, usize>>,
        chosen: &Filters,
    ) -> Vec<FacetCounts> {
        let none = BTreeMap::new();
        let facet_counts = |facet: &'static crate::model::Facet| {
            let chosen = chosen.of(facet.key);
            let counted = counts.get(facet.key).unwrap_or(&none);
            let mut values: Vec<FacetValue> = counted
                .iter()
                .map(|(value, count)| FacetValue {
                    label: facet.value_label(value, &self.catalogue),
                    selected: chosen.contains(value),
                    value: value.clone(),
                    count: *count,
                })
                // The kinds searched by default are counted at 0 too; nobody chose them.
                .filter(|value| value.count > 0 || value.selected)
                .collect();
            values.sort_by_cached_key(|value| facet.rank(&value.value, &self.catalogue));
            FacetCounts { facet, values }
        };
        FACETS.iter().map(facet_counts).collect()
    }
}

/// By relevance when there is something to be relevant to.
fn sort(params: &SearchParams, query: &Query) -> Sort {
    let default = if query.clauses.is_empty() { Sort::Number } else { Sort::Relevance };
    params.sort.unwrap_or(default)
}

/// The part of a query that is read.
fn cut(text: &str, notices: &mut Vec<Notice>) -> String {
    // Control characters mean nothing here, and would be commands to the terminal that echoes the words.
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let read: String = text.chars().take(MOST_LETTERS).map(plain).collect();
    if text.chars().nth(MOST_LETTERS).is_some() {
        let message = format!("長いため、初めの {MOST_LETTERS} 文字で検索しました。");
        notices.push(Notice { code: "truncated", message });
    }
    read
}

/// What was searched beside what was typed.
fn expansions(query: &Query) -> Vec<Expansion> {
    let alternatives = query.clauses.iter().flat_map(|clause| &clause.alternatives);
    let added = alternatives.filter_map(|alternative| {
        let from = alternative.from.clone()?;
        Some(Expansion { from, to: alternative.words.concat(), kind: alternative.as_ })
    });
    added.collect()
}
