//! The oracle: every entry and its terms in memory, every question answered by looking at all of them.
//!
//! Slow and obviously right. It is what other engines are checked against and serves tests of higher
//! layers; it is not meant for a plan's readers. Its scores are a plain BM25 without length, comparable to
//! no other engine's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use super::{EngineError, Hit, Hits, IndexDocument, Indexer, Ranks, SearchRequest, Searcher, Sort};
use crate::analysis::{Analysed, Analyzer};
use crate::model::{Entry, Field, Filters, facet::FACETS};
use crate::query::{Alternative, Clause, Group, Need, Part, Query, Scope, Way, weight};

/// What a match in a heading is worth beside one in the text.
const HEADING_WEIGHT: f32 = 0.2;

/// BM25's saturation: how soon a further occurrence stops counting.
const K1: f32 = 1.2;

#[derive(Clone)]
struct Document {
    entry: Entry,
    ranks: Ranks,
    texts: Vec<(Field, Analysed)>,
}

/// An index in memory; clones share it.
#[derive(Clone, Default)]
pub struct MemoryEngine {
    documents: Arc<RwLock<Vec<Document>>>,
}

impl MemoryEngine {
    /// An indexer whose commit replaces everything that this engine and its clones hold.
    pub fn indexer(&self, analyzer: &Analyzer) -> Box<dyn Indexer> {
        Box::new(MemoryIndexer { engine: self.clone(), analyzer: analyzer.clone(), added: Vec::new() })
    }

    fn read<R>(&self, look: impl FnOnce(&[Document]) -> R) -> R {
        // A commit only ever swaps whole lists: what a panicking thread left behind is complete.
        look(&self.documents.read().unwrap_or_else(PoisonError::into_inner))
    }
}

struct MemoryIndexer {
    engine: MemoryEngine,
    analyzer: Analyzer,
    added: Vec<Document>,
}

impl Indexer for MemoryIndexer {
    fn add(&mut self, document: &IndexDocument<'_>) -> Result<(), EngineError> {
        let passages = document.entry.passages().into_iter().filter(|passage| passage.field.is_text());
        let texts = passages.map(|passage| (passage.field, self.analyzer.analyse(passage.text)));
        self.added.push(Document { entry: document.entry.clone(), ranks: document.ranks, texts: texts.collect() });
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), EngineError> {
        *self.engine.documents.write().unwrap_or_else(PoisonError::into_inner) = self.added;
        Ok(())
    }
}

impl Searcher for MemoryEngine {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        Ok(self.read(|documents| search(documents, request)))
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        Ok(self.read(|documents| documents.iter().find(|d| d.entry.id == id).map(|d| d.entry.clone())))
    }
}

fn search(documents: &[Document], request: &SearchRequest<'_>) -> Hits {
    let matching: Vec<&Document> = documents.iter().filter(|document| meets(document, documents, request.query)).collect();
    let mut found: Vec<(&Document, f32)> = matching
        .iter()
        .filter(|document| passes(&document.entry, request.filters, None))
        .map(|document| (*document, score(document, documents, request.query)))
        .collect();
    found.sort_by(|(a, a_score), (b, b_score)| {
        let order = match request.sort {
            Sort::Relevance => b_score.total_cmp(a_score),
            Sort::Number => std::cmp::Ordering::Equal,
            Sort::Period => a.ranks.period.cmp(&b.ranks.period),
            Sort::Title => a.ranks.title.cmp(&b.ranks.title),
        };
        order.then(a.ranks.number.cmp(&b.ranks.number))
    });
    let page = found.iter().skip(request.offset).take(request.limit);
    Hits {
        total: found.len(),
        hits: page.map(|(document, score)| Hit { id: document.entry.id.clone(), score: *score }).collect(),
        facets: FACETS
            .iter()
            .map(|facet| (facet.key, counts(facet.key, &matching, request.filters)))
            .collect(),
    }
}

/// Whether an entry meets what is asked and nothing that is excluded.
fn meets(document: &Document, documents: &[Document], query: &Query) -> bool {
    query.asked.as_ref().is_none_or(|asked| judge(asked, document, documents).met)
        && !query.excluded.iter().any(|clause| document.meets(clause))
}

/// How an entry stands to a part of a query.
struct Judgement {
    met: bool,
    /// How much of the part's weight it covers.
    covered: u64,
    /// The part's weight.
    total: u64,
}

fn judge(part: &Part, document: &Document, documents: &[Document]) -> Judgement {
    match part {
        Part::Clause(clause) => {
            let having = documents.iter().filter(|other| other.meets(clause)).count();
            let total = weight(having, documents.len(), clause.importance);
            let met = document.meets(clause);
            Judgement { met, covered: if met { total } else { 0 }, total }
        }
        Part::Group(group) => {
            let (parts, covered) = judge_parts(group, document, documents);
            let total: u64 = parts.iter().map(|part| part.total).sum();
            let any = parts.iter().any(|part| part.met);
            let met = match group.need {
                Need::All => parts.iter().all(|part| part.met),
                Need::Any => any,
                Need::Share { of_all, of_best } => {
                    let best = |group: &Group| documents.iter().map(|other| judge_parts(group, other, documents).1).max();
                    any && covered * 100 >= of_all * total
                        && (of_best == 0 || covered * 100 >= of_best * best(group).unwrap_or_default())
                }
            };
            Judgement { met, covered: if met { covered } else { 0 }, total }
        }
    }
}

/// How an entry stands to each part of a group, and how much it covers of all of them.
fn judge_parts(group: &Group, document: &Document, documents: &[Document]) -> (Vec<Judgement>, u64) {
    let parts: Vec<Judgement> = group.parts.iter().map(|part| judge(part, document, documents)).collect();
    let covered = parts.iter().map(|part| part.covered).sum();
    (parts, covered)
}

impl Document {
    fn meets(&self, clause: &Clause) -> bool {
        clause.alternatives.iter().any(|alternative| self.occurrences(alternative, clause.scope) > 0)
    }

    /// How often an alternative stands in the texts that a clause looks at.
    fn occurrences(&self, alternative: &Alternative, scope: Scope) -> usize {
        let years = matches!(alternative.way, Way::Years(_));
        let looked_at = self.texts.iter().filter(|(field, _)| scope.covers(*field) && !(years && field.is_heading()));
        let in_texts: usize = looked_at.map(|(_, text)| alternative.occurrences(text).len()).sum();
        in_texts + usize::from(alternative.held_by(&self.entry).is_some())
    }
}

/// Whether an entry passes the filters of every facet but `except`.
fn passes(entry: &Entry, filters: &Filters, except: Option<&str>) -> bool {
    FACETS.iter().filter(|facet| Some(facet.key) != except).all(|facet| {
        let chosen = filters.of(facet.key);
        chosen.is_empty() || (facet.values)(entry).iter().any(|value| chosen.contains(value))
    })
}

fn counts(key: &'static str, matching: &[&Document], filters: &Filters) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> =
        filters.of(key).iter().map(|value| (value.clone(), 0)).collect();
    let facet = FACETS.iter().filter(|facet| facet.key == key);
    for facet in facet {
        for document in matching.iter().filter(|document| passes(&document.entry, filters, Some(key))) {
            for value in (facet.values)(&document.entry).into_iter().collect::<BTreeSet<_>>() {
                *counts.entry(value).or_default() += 1;
            }
        }
    }
    counts
}

/// The best alternative of each clause, rare ones weighing more.
fn score(document: &Document, documents: &[Document], query: &Query) -> f32 {
    let worth = |clause: &Clause| {
        let having = documents.iter().filter(|other| other.meets(clause)).count() as f32;
        let rarity = (1.0 + (documents.len() as f32 - having + 0.5) / (having + 0.5)).ln();
        let best = clause.alternatives.iter().map(|alternative| {
            let frequency = document.occurrences(alternative, Scope::Own.min(clause.scope)) as f32
                + HEADING_WEIGHT * document.occurrences(alternative, clause.scope) as f32;
            alternative.weight * frequency / (frequency + K1)
        });
        rarity * best.fold(0.0, f32::max)
    };
    query.clauses().into_iter().map(worth).sum()
}
