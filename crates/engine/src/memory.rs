//! The oracle: an engine that keeps all entries in memory and answers by scanning all of them.
//!
//! Slow and obviously right. Other engines are checked against it, and tests of higher layers use it. Its
//! scores are a plain BM25 without length normalisation; they are not comparable to those of other engines.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{EngineError, Hit, Hits, IndexDocument, Ranks, SearchRequest, Searcher, Sort, factor, place};
use shisaku_analysis::{Analysed, Analyzer};
use shisaku_model::{Entry, Facet, Field, Filters, Kind, facet::FACETS};
use shisaku_query::{
    Alternative, Clause, Matcher, MinimumMatch, Node, Query, Scope, share, weight, weight_of_any,
};

/// Weight of a match in a heading. A match in the entry's own text has weight 1.
const HEADING_WEIGHT: f32 = 0.2;

/// BM25's k1: the smaller, the sooner further occurrences stop counting.
const K1: f32 = 1.2;

struct Document {
    entry: Entry,
    ranks: Ranks,
    texts: Vec<(Field, Analysed)>,
}

/// An index in memory.
#[derive(Default)]
pub struct MemoryEngine {
    documents: Vec<Document>,
}

impl MemoryEngine {
    /// Indexes entries, which must be in the order of the plans.
    pub fn new(entries: &[Entry], analyzer: &Analyzer) -> Self {
        let document = |IndexDocument { entry, ranks }: IndexDocument<'_>| {
            let passages = entry.passages().into_iter().filter(|passage| passage.field.is_text());
            let texts = passages.map(|passage| (passage.field, analyzer.analyse(passage.text)));
            Document { entry: entry.clone(), ranks, texts: texts.collect() }
        };
        Self { documents: IndexDocument::all(entries, analyzer).into_iter().map(document).collect() }
    }

    fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.entry.id == id)
    }
}

impl Searcher for MemoryEngine {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        Ok(search(&self.documents, request))
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        Ok(self.document(id).map(|document| document.entry.clone()))
    }

    fn each(&self, look: &mut dyn FnMut(Entry)) -> Result<(), EngineError> {
        self.documents.iter().for_each(|document| look(document.entry.clone()));
        Ok(())
    }

    fn beside(&self, id: &str, filters: &Filters) -> Result<[Option<String>; 2], EngineError> {
        let Some(own) = self.document(id) else { return Ok([None, None]) };
        let place = |one: &&Document| one.ranks.number;
        let others = || self.documents.iter().filter(|one| passes(&one.entry, filters, None));
        let before = others().filter(|one| place(one) < own.ranks.number).max_by_key(place);
        let after = others().filter(|one| place(one) > own.ranks.number).min_by_key(place);
        Ok([before, after].map(|one| one.map(|one| one.entry.id.clone())))
    }
}

fn search(documents: &[Document], request: &SearchRequest<'_>) -> Hits {
    let matching = matching(documents, request.query);
    let scores = scores(documents, request.query);
    let mut found: Vec<(&Document, f32)> = documents
        .iter()
        .zip(scores)
        .zip(&matching)
        .filter(|((document, _), matches)| **matches && passes(&document.entry, request.filters, None))
        .map(|(found, _)| found)
        .collect();
    found.sort_by(|(a, a_score), (b, b_score)| {
        let place = |of: &Document| {
            place(of.ranks.of(request.order.sort), request.order.direction, of.entry.kind == Kind::Text)
        };
        let order = match request.order.sort {
            Sort::Relevance => b_score.total_cmp(a_score),
            _ => place(a).cmp(&place(b)),
        };
        order.then(a.ranks.number.cmp(&b.ranks.number))
    });
    let page = found.iter().skip(request.offset).take(request.limit);
    let counted = documents.iter().zip(matching).filter(|(_, matches)| *matches);
    let counted: Vec<&Document> = counted.map(|(document, _)| document).collect();
    Hits {
        total: found.len(),
        hits: page.map(|(document, score)| Hit { id: document.entry.id.clone(), score: *score }).collect(),
        facets: FACETS.iter().map(|facet| (facet.key, counts(facet, &counted, request.filters))).collect(),
    }
}

/// For each entry, true if it matches the query and none of its exclusions.
fn matching(documents: &[Document], query: &Query) -> Vec<bool> {
    let asked = query.asked.as_ref().map(|asked| judge(asked, documents));
    let is_met = |at: usize| asked.as_ref().is_none_or(|asked| asked[at].met);
    let is_excluded = |document: &Document| query.excluded.iter().any(|clause| document.meets(clause));
    documents.iter().enumerate().map(|(at, document)| is_met(at) && !is_excluded(document)).collect()
}

/// How well an entry matches a node of the query tree.
#[derive(Clone, Copy)]
struct Judgement {
    met: bool,
    /// Covered weight; 0 if the entry does not match.
    covered: u64,
    /// Weight of the node.
    total: u64,
}

/// Matches each entry against a node of the query tree.
fn judge(part: &Node, documents: &[Document]) -> Vec<Judgement> {
    let group = match part {
        Node::Clause(clause) => {
            let having = documents.iter().filter(|document| document.meets(clause)).count();
            let total = weight(having, documents.len(), clause.importance);
            let judgement = |met: bool| Judgement { met, covered: if met { total } else { 0 }, total };
            return documents.iter().map(|document| judgement(document.meets(clause))).collect();
        }
        Node::Group(group) => group,
    };
    let parts: Vec<Vec<Judgement>> = group.parts.iter().map(|part| judge(part, documents)).collect();
    let of_entry = |at: usize| parts.iter().map(move |part| part[at]);
    let of_any = group.minimum == MinimumMatch::Any;
    let weights = parts.iter().map(|part| {
        let total = part.first().map_or(0, |judgement| judgement.total);
        (total, part.iter().any(|judgement| judgement.met))
    });
    let total = if of_any { weight_of_any(weights) } else { weights.map(|(weight, _)| weight).sum() };
    let covered = |at: usize| {
        if of_any {
            let share = |part: Judgement| share(part.covered, part.total, total);
            return of_entry(at).map(share).max().unwrap_or_default();
        }
        of_entry(at).map(|part| part.covered).sum::<u64>()
    };
    let best = (0..documents.len()).map(covered).max().unwrap_or_default();
    let judgement = |at: usize| {
        let covered = covered(at);
        let any = of_entry(at).any(|part| part.met);
        let met = match group.minimum {
            MinimumMatch::All => of_entry(at).all(|part| part.met),
            MinimumMatch::Any => any,
            MinimumMatch::Share { of_all, of_best } => {
                any && covered * 100 >= of_all * total && covered * 100 >= of_best * best
            }
        };
        Judgement { met, covered: if met { covered } else { 0 }, total }
    };
    (0..documents.len()).map(judgement).collect()
}

impl Document {
    fn meets(&self, clause: &Clause) -> bool {
        clause.alternatives.iter().any(|alternative| self.how_often(alternative, clause) > 0.0)
    }

    /// Occurrences of an alternative in the fields that the scope covers. An item number or a facet value counts
    /// as one occurrence.
    fn how_often(&self, alternative: &Alternative, clause: &Clause) -> f32 {
        let held = if alternative.held_by(&self.entry).is_some() { 1.0 } else { 0.0 };
        held + self.frequency(&alternative.matcher, clause.scope_of(alternative))
    }

    /// Occurrences in the texts of this document, headings at lower weight. Matchers that must match together
    /// count as often as the rarest of them.
    fn frequency(&self, way: &Matcher, scope: Scope) -> f32 {
        if let Matcher::Together(ways) = way {
            return ways.iter().map(|way| self.frequency(way, scope)).reduce(f32::min).unwrap_or_default();
        }
        let in_text = |(field, text): &(Field, Analysed)| {
            if !scope.covers(*field) {
                return 0.0;
            }
            let worth = if field.is_heading() { HEADING_WEIGHT } else { 1.0 };
            worth * way.occurrences(text).len() as f32
        };
        self.texts.iter().map(in_text).sum::<f32>()
    }
}

/// True if an entry passes the filters of every facet except `except`.
fn passes(entry: &Entry, filters: &Filters, except: Option<&str>) -> bool {
    FACETS.iter().filter(|facet| Some(facet.key) != except).all(|facet| {
        let chosen = filters.of(facet.key);
        chosen.is_empty() || (facet.values)(entry).iter().any(|value| chosen.contains(value))
    })
}

/// Counts the values of a facet among entries that pass the filters of all other facets.
fn counts(facet: &Facet, matching: &[&Document], filters: &Filters) -> BTreeMap<Arc<str>, usize> {
    let chosen = filters.of(facet.key).iter();
    let mut counts: BTreeMap<Arc<str>, usize> = chosen.map(|value| (value.as_str().into(), 0)).collect();
    for document in matching.iter().filter(|document| passes(&document.entry, filters, Some(facet.key))) {
        for value in (facet.values)(&document.entry).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(value.into()).or_default() += 1;
        }
    }
    counts
}

/// Scores each entry: the best alternative of each clause, weighted by the rarity of the clause. Some kinds score less.
fn scores(documents: &[Document], query: &Query) -> Vec<f32> {
    let mut scores = vec![0.0; documents.len()];
    for clause in query.clauses() {
        let having = documents.iter().filter(|document| document.meets(clause)).count() as f32;
        let rarity = (1.0 + (documents.len() as f32 - having + 0.5) / (having + 0.5)).ln();
        for (document, score) in documents.iter().zip(&mut scores) {
            let best = clause.alternatives.iter().map(|alternative| {
                let frequency = document.how_often(alternative, clause);
                alternative.weight * frequency / (frequency + K1)
            });
            *score += rarity * best.fold(0.0, f32::max);
        }
    }
    documents.iter().zip(&mut scores).for_each(|(document, score)| *score *= factor(document.entry.kind));
    scores
}
