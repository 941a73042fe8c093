//! The oracle: every entry and its terms in memory, every question answered by looking at all of them.
//!
//! Slow and obviously right. It is what other engines are checked against and serves tests of higher
//! layers; it is not meant for a plan's readers. Its scores are a plain BM25 without length, comparable to
//! no other engine's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use super::{
    EngineError, Hit, Hits, IndexDocument, Indexer, MatchMode, Ranks, SearchRequest, Searcher, Sort,
};
use crate::analysis::{Analysed, Analyzer};
use crate::model::{Entry, Filters, facet::FACETS};
use crate::query::{Alternative, Clause};

/// What a match in a heading is worth beside one in the text.
const HEADING_WEIGHT: f32 = 0.2;

/// BM25's saturation: how soon a further occurrence stops counting.
const K1: f32 = 1.2;

#[derive(Clone)]
struct Document {
    entry: Entry,
    ranks: Ranks,
    text: Vec<Analysed>,
    headings: Vec<Analysed>,
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
        let passages = document.entry.passages();
        let (headings, text): (Vec<_>, Vec<_>) =
            passages.iter().partition(|passage| passage.field.is_heading());
        let analysed = |passages: Vec<&crate::model::Passage<'_>>| {
            passages.into_iter().map(|passage| self.analyzer.analyse(passage.text)).collect()
        };
        self.added.push(Document {
            entry: document.entry.clone(),
            ranks: document.ranks,
            text: analysed(text),
            headings: analysed(headings),
        });
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
    let matching: Vec<&Document> = documents.iter().filter(|document| meets(document, request)).collect();
    let mut found: Vec<(&Document, f32)> = matching
        .iter()
        .filter(|document| passes(&document.entry, request.filters, None))
        .map(|document| (*document, score(document, documents, request)))
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

fn meets(document: &Document, request: &SearchRequest<'_>) -> bool {
    let met = |clause: &Clause, texts: &[&[Analysed]]| {
        texts.iter().any(|texts| clause.alternatives.iter().any(|a| occurrences(a, texts) > 0))
    };
    let mut musts = request.query.musts().peekable();
    let mut asked = |clause| met(clause, &[&document.text, &document.headings]);
    let wanted = match request.mode {
        MatchMode::All => musts.all(&mut asked),
        MatchMode::Any => musts.peek().is_none() || musts.any(asked),
    };
    wanted && !request.query.must_nots().any(|clause| met(clause, &[&document.text]))
}

fn occurrences(alternative: &Alternative, texts: &[Analysed]) -> usize {
    texts.iter().map(|text| alternative.occurrences(text).len()).sum()
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
fn score(document: &Document, documents: &[Document], request: &SearchRequest<'_>) -> f32 {
    let worth = |alternative: &Alternative| {
        let frequency = |document: &Document| {
            occurrences(alternative, &document.text) as f32
                + HEADING_WEIGHT * occurrences(alternative, &document.headings) as f32
        };
        let having = documents.iter().filter(|other| frequency(other) > 0.0).count() as f32;
        let rarity = (1.0 + (documents.len() as f32 - having + 0.5) / (having + 0.5)).ln();
        alternative.weight * rarity * frequency(document) / (frequency(document) + K1)
    };
    request.query.musts().map(|clause| clause.alternatives.iter().map(worth).fold(0.0, f32::max)).sum()
}
