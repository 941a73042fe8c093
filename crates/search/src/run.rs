//! Runs one search from end to end.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use super::{
    Listing, Search, SearchParams,
    answer::{Answer, Expansion, Item, Notice, Occur, ReadQuery, Term},
    match_reason::{match_reason, quoted},
    params::MOST_LETTERS,
    partial_match::MOST_PARTIAL,
};
use crate::highlight::{Highlights, Match, matched, matches};
use shisaku_engine::{EngineError, Hit, Order, SearchRequest, Sort};
use shisaku_messages::{Message, Parameter};
use shisaku_model::{Entry, Filters, facet};
use shisaku_query::{Clause, Corrected, Group, MatchKind, Matcher, MinimumMatch, Node, Query, Understood};

impl Search {
    /// Answers one search. Any text is a valid query.
    pub fn run(&self, params: &SearchParams) -> Result<Answer, EngineError> {
        let started = Instant::now();
        let (query, asked) = self.read(params);
        let Listing { filters: chosen, searched: filters, order, mut notices, .. } = asked;
        let (limit, offset) = (params.limit, params.offset);
        let request = SearchRequest { query: &query, filters: &filters, order, limit, offset };
        let found = self.searcher.search(&request)?;
        let items: Vec<Item> = self.items(&found.hits, &query)?.into_iter().map(|(item, _)| item).collect();
        let (mut partial, mut suggestions) = (Vec::new(), Vec::new());
        if found.total < MOST_PARTIAL && offset == 0 && query.asked.is_some() {
            let request = SearchRequest { limit: MOST_PARTIAL, ..request };
            let all = if found.hits.len() < found.total {
                self.searcher.search(&request)?.hits
            } else {
                found.hits
            };
            partial = self.partial(&query, &filters, &all)?;
        }
        if found.total == 0 && asks(&query) {
            let unmet = self.unmet(&query, &filters)?;
            // A word of a preface or a figure is not missing, although these are searched only when chosen.
            let unwritten = self.unwritten(params, &query, &chosen, &unmet)?;
            notices.extend(self.no_match(&query, &filters, &unwritten));
            notices.extend(self.no_departments(&query));
            suggestions = self.did_you_mean(params, &unmet)?;
            notices.extend(self.in_other_kinds(&found.facets));
        }
        if found.total > 0 {
            notices.extend(self.unknown_words(&query).filter(|_| query.corrected.is_empty()));
        }
        let end = offset + items.len();
        let facets = self.facets(&found.facets, &chosen);
        Ok(Answer {
            params: params.clone(),
            total_count: found.total,
            count: items.len(),
            limit,
            offset,
            next_offset: (end < found.total && !items.is_empty()).then_some(end),
            took_us: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
            facets,
            query: ReadQuery {
                text: params.text.clone(),
                excluded: query.excluded.iter().map(|clause| clause.text.clone()).collect(),
                terms: terms(&query),
                filters: chosen,
                expansions: expansions(&query),
                understood: query.understood,
            },
            notices,
            suggestions,
            items,
            partial,
            index: self.facts.clone(),
        })
    }

    /// Reads the parameters into a query and the list that it asks for, which is still empty.
    pub(super) fn read(&self, params: &SearchParams) -> (Query, Listing) {
        let mut notices = Vec::new();
        let text = cut(&params.text, &mut notices);
        let query = self.query(params);
        notices.extend(query.understood.iter().filter_map(|one| self.understood(one, &params.filters)));
        notices.extend(corrected(&query.corrected));
        notices.extend(excluded(&query));
        notices.extend(query.excluded.iter().filter_map(excluded_as));
        if !asks(&query) && query.understood.is_empty() && !params.text.trim().is_empty() {
            notices.push(Notice { code: "no_words", message: Message::new("notice.no-words", []) });
        }
        let filters = params.filters.before(&query.filters());
        notices.extend(self.of_newest(&query, &filters));
        let default = if query.asked.is_none() { Sort::Number } else { Sort::Relevance };
        let listing = Listing {
            params: SearchParams { text, ..params.clone() },
            searched: filters.with_default_kinds(),
            filters,
            order: Order { sort: params.sort.unwrap_or(default), direction: params.direction },
            notices,
            index: self.facts.clone(),
            ids: Vec::new(),
        };
        (query, listing)
    }

    /// Says that a state is that of the newest report, if years of reports are asked for as well and entries have
    /// several.
    fn of_newest(&self, query: &Query, filters: &Filters) -> Option<Notice> {
        let chosen = |keys: &[&str]| keys.iter().any(|key| !filters.of(key).is_empty());
        let of_state = chosen(&["has_result", "status", "report_covers"]);
        let of_years = chosen(&["result_year"]) || names_report_years(query);
        (of_state && of_years).then(|| self.newest_report()).flatten()
    }

    /// The notice that states are those of the newest report, if entries have several.
    pub(super) fn newest_report(&self) -> Option<Notice> {
        let several = self.catalogue.plans.iter().any(|plan| plan.several_reports);
        several.then(|| Notice { code: "newest_report", message: Message::new("notice.newest-report", []) })
    }

    /// Counts the entries that a search finds.
    pub fn total(&self, params: &SearchParams) -> Result<usize, EngineError> {
        let query = self.query(params);
        self.count(&query, &params.filters.before(&query.filters()).with_default_kinds())
    }

    /// Returns the steps in which typed text is read. Only the first [`MOST_LETTERS`] characters are used.
    pub fn steps(&self, typed: &str) -> String {
        self.reader().steps(&cut(typed, &mut Vec::new()), &self.analyzer)
    }

    /// Reads the typed text. Applies the options for exact spelling and for how many words must match.
    pub(super) fn query(&self, params: &SearchParams) -> Query {
        let mut query = self.reader().read(&cut(&params.text, &mut Vec::new()), &self.analyzer);
        if params.exact {
            query = query.exactly();
        }
        match params.matching.need() {
            Some(need) => query.needing(need),
            None => query,
        }
    }

    pub(super) fn entries(&self, hits: &[Hit]) -> Result<Vec<Entry>, EngineError> {
        let ids: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
        self.searcher.entries(&ids)
    }

    /// Returns the hits with highlights, each with the indexes of the clauses that it matches.
    pub(super) fn items(
        &self,
        hits: &[Hit],
        query: &Query,
    ) -> Result<Vec<(Item, BTreeSet<usize>)>, EngineError> {
        let entries = self.entries(hits)?;
        let scores: BTreeMap<&str, f32> = hits.iter().map(|hit| (hit.id.as_str(), hit.score)).collect();
        let asked = query.clauses();
        let item = |entry: Entry| {
            let texts = self.texts(&entry);
            let matches = matches(&entry, &texts, query);
            let (highlights, matched) = (Highlights::new(&matches), matched(&entry, &matches));
            let score = f64::from(scores.get(entry.id.as_str()).copied().unwrap_or_default());
            let url = format!("/entries/{}", entry.id);
            let clauses = met_clauses(&entry, &matches, &asked);
            let met = match_reason(&entry, &matched, query, &self.analyzer);
            (Item { entry, url, score, highlights, matched, met }, clauses)
        };
        Ok(entries.into_iter().map(item).collect())
    }

    /// Returns the indexes of the clauses of a query that an entry matches.
    pub(super) fn met(&self, entry: &Entry, query: &Query) -> BTreeSet<usize> {
        met_clauses(entry, &matches(entry, &self.texts(entry), query), &query.clauses())
    }

    /// Builds the notice for words read as a filter. If another value of the facet was chosen, the notice
    /// says so.
    pub(super) fn understood(&self, one: &Understood, chosen: &Filters) -> Option<Notice> {
        let facet = facet::facet(&one.facet)?;
        let named = |values: &[String]| {
            let values = values.iter().map(|value| Parameter::value(facet, value, &self.catalogue));
            Parameter::List("list.or", values.collect())
        };
        let parameters = [
            ("words", Parameter::Text(one.text.clone())),
            ("facet", Parameter::Facet(facet)),
            ("value", named(&one.values)),
            ("chosen", named(chosen.of(&one.facet))),
            ("quoted", Parameter::Text(format!("\"{}\"", one.text))),
        ];
        let (code, key) = match one.holds_beside(chosen) {
            true if one.is_nearest => ("read_as_nearest", "notice.read-as-nearest"),
            true => ("read_as_filter", "notice.read-as-filter"),
            false => ("chosen_instead", "notice.chosen-instead"),
        };
        Some(Notice { code, message: Message::new(key, parameters) })
    }
}

/// True if words of the query are matched with the years of reports.
pub(super) fn names_report_years(query: &Query) -> bool {
    query.clauses().iter().any(|clause| {
        let mut matchers = clause.alternatives.iter().map(|one| &one.matcher);
        matchers.any(|one| matches!(one, Matcher::Values { facet, .. } if facet == "result_year"))
    })
}

/// Returns the indexes of the clauses that an entry matches, by its texts or by a number, year or facet value.
fn met_clauses(entry: &Entry, matches: &[Match], clauses: &[&Clause]) -> BTreeSet<usize> {
    let held = clauses
        .iter()
        .enumerate()
        .filter(|(_, clause)| clause.alternatives.iter().any(|one| one.held_by(entry).is_some()));
    matches.iter().map(|one| one.clause).chain(held.map(|(at, _)| at)).collect()
}

/// Returns a notice of what words exclude. A hyphen says so itself.
fn excluded(query: &Query) -> Option<Notice> {
    let of_reports = |clause: &&Clause| {
        let mut matchers = clause.alternatives.iter().map(|one| &one.matcher);
        matchers.any(|one| matches!(one, Matcher::Values { facet, .. } if facet == "result_year"))
    };
    let by_sign = |clause: &&Clause| {
        ["-", "－", "−"].iter().any(|sign| query.text.contains(&format!("{sign}{}", clause.text)))
    };
    let by_words = query.excluded.iter().filter(|clause| !by_sign(clause));
    let (reports, others): (Vec<&Clause>, Vec<&Clause>) = by_words.partition(of_reports);
    let (key, clauses) = match reports.is_empty() {
        true => ("notice.excluded", others),
        false => ("notice.excluded-reports", reports),
    };
    let words: Vec<&str> = clauses.iter().map(|clause| clause.text.as_str()).collect();
    let message = Message::new(key, [("words", quoted(&words))]);
    (!words.is_empty()).then_some(Notice { code: "excluded", message })
}

/// Returns a notice if an excluded word was read as other words with the same reading. The results depend on
/// it.
fn excluded_as(clause: &Clause) -> Option<Notice> {
    let read = clause.alternatives.iter().filter(|one| one.as_ == MatchKind::Reading);
    let mut words: Vec<String> = read.filter_map(|one| one.matcher.in_words()).collect();
    words.dedup();
    let parameters = [("words", Parameter::Text(clause.text.clone())), ("others", quoted(&words))];
    let message = Message::new("notice.excluded-as", parameters);
    (!words.is_empty()).then_some(Notice { code: "excluded_as", message })
}

/// Returns notices for words that were corrected as typos.
fn corrected(slips: &[Corrected]) -> impl Iterator<Item = Notice> {
    slips.chunk_by(|one, other| one.from == other.from).map(|same| {
        let others = same.iter().map(|one| quoted(&[&one.to])).collect();
        let others = ("others", Parameter::List("list.or-quoted", others));
        let words = ("words", Parameter::Text(same[0].from.clone()));
        Notice { code: "corrected", message: Message::new("notice.corrected", [words, others]) }
    })
}

/// True if the query contains anything besides filters.
fn asks(query: &Query) -> bool {
    query.asked.is_some() || !query.excluded.is_empty()
}

/// Cuts a query to [`MOST_LETTERS`] characters, with a notice, and replaces control characters by spaces.
pub(super) fn cut(text: &str, notices: &mut Vec<Notice>) -> String {
    // Control characters have no meaning in a query. A terminal that prints the words would execute them.
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let read: String = text.chars().take(MOST_LETTERS).map(plain).collect();
    if text.chars().nth(MOST_LETTERS).is_some() {
        let message = Message::new("notice.truncated", [("count", Parameter::Number(MOST_LETTERS))]);
        notices.push(Notice { code: "truncated", message });
    }
    read
}

/// Lists the words of a query, each with its effect on the results.
fn terms(query: &Query) -> Vec<Term> {
    fn add(part: &Node, occur: Occur, terms: &mut Vec<Term>) {
        match part {
            Node::Clause(clause) => terms.push(Term { text: clause.text.clone(), occur }),
            Node::Group(Group { minimum: need, parts }) => {
                let one = parts.iter().flat_map(Node::clauses).all(|clause| clause.text == text_of(parts));
                // A typed word and its interpretations are one term.
                if one && *need == MinimumMatch::Any {
                    terms.push(Term { text: text_of(parts).to_owned(), occur });
                } else {
                    let occur = if *need == MinimumMatch::All { occur } else { Occur::Should };
                    let shown = parts.iter().filter(|part| !part.names_again(parts));
                    shown.for_each(|part| add(part, occur, terms));
                }
            }
        }
    }
    let mut all = Vec::new();
    query.asked.iter().for_each(|part| add(part, Occur::Must, &mut all));
    all.extend(query.excluded.iter().map(|one| Term { text: one.text.clone(), occur: Occur::MustNot }));
    all
}

/// Returns the typed text of the first clause.
fn text_of(parts: &[Node]) -> &str {
    parts.iter().flat_map(Node::clauses).next().map_or("", |clause| clause.text.as_str())
}

/// Lists the words searched in addition to the typed ones.
fn expansions(query: &Query) -> Vec<Expansion> {
    let clauses = query.clauses();
    let alternatives = clauses.iter().flat_map(|clause| &clause.alternatives);
    let mut added: Vec<Expansion> = Vec::new();
    for alternative in alternatives {
        let Some(from) = alternative.from.clone() else { continue };
        let Some(to) = alternative.matcher.in_words() else { continue };
        let expansion = Expansion { from, to, kind: alternative.as_ };
        if expansion.from != expansion.to && !added.contains(&expansion) {
            added.push(expansion);
        }
    }
    added
}
