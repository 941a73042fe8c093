//! Queries against a folder.

use std::path::{Path, PathBuf};

use tantivy::collector::DocSetCollector;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, EnableScoring, PhraseQuery, Query, TermQuery,
    Weight,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{Index, ReloadPolicy, TantivyDocument, Term};

use super::collector::Page;
use super::failed;
use super::schema::{Fields, TextFields};
use crate::engine::{EngineError, Hits, MatchMode, SearchRequest, Searcher};
use crate::model::Entry;
use crate::query::{Alternative, Clause};

/// What letter pairs are worth beside words: measured best on a corpus of questions.
const BIGRAM_WEIGHT: f32 = 0.5;
/// What a heading is worth beside the entry's own text: it says the same of every entry below it.
const HEADING_WEIGHT: f32 = 0.2;

/// Reads one index. Clones are not needed: any number of threads may use one.
pub struct TantivySearcher {
    path: PathBuf,
    fields: Fields,
    searcher: tantivy::Searcher,
}

impl TantivySearcher {
    /// Opens the index in a folder; what is written there later is not seen.
    ///
    /// # Errors
    /// [`EngineError::Engine`] when there is none or it cannot be read, [`EngineError::Damaged`] when it
    /// has other fields than this program writes.
    pub fn open(path: &Path) -> Result<Self, EngineError> {
        let fields = Fields::new();
        let index = Index::open_in_dir(path).map_err(failed(path))?;
        if index.schema() != fields.schema {
            return Err(EngineError::Damaged {
                path: path.to_owned(),
                seen: "項目の構成が違います".to_owned(),
                expected: "このプログラムの版が作った索引",
            });
        }
        // The engine trusts what its files say of themselves, and panics where they lie.
        if let Some(damaged) = index.validate_checksum().map_err(failed(path))?.into_iter().next() {
            return Err(EngineError::Damaged {
                path: path.join(damaged),
                seen: "書いたときと内容が違います".to_owned(),
                expected: "検査の合う索引のファイル",
            });
        }
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed(path))?;
        Ok(Self { path: path.to_owned(), fields, searcher: reader.searcher() })
    }

    /// What an entry must meet.
    fn wanted(&self, request: &SearchRequest<'_>) -> Box<dyn Query> {
        let musts: Vec<_> = request.query.musts().map(|clause| self.clause(clause, true)).collect();
        match request.mode {
            _ if musts.is_empty() => Box::new(AllQuery),
            MatchMode::All => Box::new(BooleanQuery::intersection(musts)),
            MatchMode::Any => Box::new(BooleanQuery::union(musts)),
        }
    }

    /// What it must not; see [`Page::of`].
    fn excluded(&self, request: &SearchRequest<'_>) -> tantivy::Result<Option<Box<dyn Weight>>> {
        let nots: Vec<_> = request.query.must_nots().map(|clause| self.clause(clause, false)).collect();
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        (!nots.is_empty()).then(|| BooleanQuery::union(nots).weight(scoring)).transpose()
    }

    /// The best alternative counts: a word scores once, however it may be written.
    fn clause(&self, clause: &Clause, headings: bool) -> Box<dyn Query> {
        let alternatives =
            clause.alternatives.iter().map(|alternative| self.alternative(alternative, headings));
        Box::new(DisjunctionMaxQuery::new(alternatives.collect()))
    }

    fn alternative(&self, alternative: &Alternative, headings: bool) -> Box<dyn Query> {
        let fields = [(self.fields.text, 1.0), (self.fields.headings, HEADING_WEIGHT)];
        let mut ways = Vec::new();
        for (TextFields { words, bigrams }, weight) in fields.into_iter().take(if headings { 2 } else { 1 }) {
            let weight = weight * alternative.weight;
            ways.extend(row(words, &alternative.words, weight));
            ways.extend(row(bigrams, &alternative.characters, weight * BIGRAM_WEIGHT));
        }
        Box::new(BooleanQuery::union(ways))
    }

    fn entry_of(&self, address: tantivy::DocAddress) -> Result<Entry, EngineError> {
        let document: TantivyDocument = self.searcher.doc(address).map_err(failed(&self.path))?;
        let json =
            document.get_first(self.fields.entry).and_then(|value| value.as_bytes()).unwrap_or_default();
        serde_json::from_slice(json).map_err(|error| EngineError::Damaged {
            path: self.path.clone(),
            seen: format!("項目を読めません: {error}"),
            expected: "このプログラムの版が書いた項目",
        })
    }
}

/// Terms that stand in a row in a field; nothing for no terms.
fn row(field: Field, terms: &[String], weight: f32) -> Option<Box<dyn Query>> {
    let terms: Vec<Term> = terms.iter().map(|term| Term::from_field_text(field, term)).collect();
    let query: Box<dyn Query> = match terms.len() {
        0 => return None,
        1 => Box::new(TermQuery::new(terms.into_iter().next()?, IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    };
    Some(Box::new(BoostQuery::new(query, weight)))
}

impl Searcher for TantivySearcher {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        let find =
            || self.searcher.search(&self.wanted(request), &Page::of(request, self.excluded(request)?));
        find().map_err(failed(&self.path))
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        let term = Term::from_field_bytes(self.fields.id, id.as_bytes());
        let found = self
            .searcher
            .search(&TermQuery::new(term, IndexRecordOption::Basic), &DocSetCollector)
            .map_err(failed(&self.path))?;
        found.into_iter().next().map(|address| self.entry_of(address)).transpose()
    }
}
