//! Reading: searches an index in a folder.

use std::path::{Path, PathBuf};

use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Executor, Index, ReloadPolicy, TantivyDocument, Term};

use super::bm25::Saturations;
use super::evaluate::Evaluation;
use super::facet_columns::Columns;
use super::facet_count::{FacetCounts, FacetFilters};
use super::failed;
use super::fold_dedup::FoldDedup;
use super::schema::Fields;
use super::top_hits::{id_of, page};
use crate::{EngineError, Hits, SearchRequest, Searcher};
use shisaku_model::{Entry, Filters, Repaired};

/// Searches one index. Any number of threads may share it.
pub struct TantivySearcher {
    path: PathBuf,
    columns: Columns,
    evaluation: Evaluation,
}

/// Minimum number of entries for a search on several threads. Smaller indexes answer before a thread starts.
pub(super) const MANY_ENTRIES: u64 = 20_000;

impl TantivySearcher {
    /// Opens the index in a folder. Later writes to the folder are not seen.
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
        // tantivy trusts the lengths in its files and panics on damaged ones.
        if let Some(damaged) = index.validate_checksum().map_err(failed(path))?.into_iter().next() {
            return Err(EngineError::Damaged {
                path: path.join(damaged),
                seen: "書いたときと内容が違います".to_owned(),
                expected: "検査の合う索引のファイル",
            });
        }
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed(path))?;
        let searcher = reader.searcher();
        let columns = Columns::read(&searcher).map_err(failed(path))?;
        let saturations = Saturations::of(fields.texts(), &searcher).map_err(failed(path))?;
        let same = FoldDedup::read(&index).map_err(failed(path))?;
        let executor = match searcher.num_docs() < MANY_ENTRIES {
            true => Executor::single_thread(),
            false => {
                let threads = std::thread::available_parallelism().map_or(1, Into::into);
                Executor::multi_thread(threads, "search-").map_err(failed(path))?
            }
        };
        let evaluation = Evaluation { searcher, fields, saturations, same, executor };
        Ok(Self { path: path.to_owned(), columns, evaluation })
    }

    fn find(&self, request: &SearchRequest<'_>) -> tantivy::Result<Hits> {
        let Self { columns, evaluation, .. } = self;
        let looked = evaluation.evaluate_clauses(request.query)?;
        let found = evaluation.find(request.query, &looked);
        let facet_filters = FacetFilters::of(request.filters, columns);
        let passed = evaluation.each_segment(|segment| {
            let found = evaluation.without(&request.query.excluded, &found[segment], segment)?;
            Ok(facet_filters.pass(segment, &found))
        })?;
        let (documents, counts): (Vec<Vec<DocId>>, Vec<FacetCounts>) = passed.into_iter().unzip();
        let counted = counts.into_iter().fold(facet_filters.counted(), FacetCounts::add);
        let mut hits = Hits { total: counted.hits, hits: Vec::new(), facets: facet_filters.counts(&counted) };
        // A request for counts only needs no ranking.
        if request.limit > 0 {
            let scores = evaluation.rank(&documents, &looked, &request.query.hints, columns)?;
            hits.hits = page(request, &scores, columns, &evaluation.searcher)?;
        }
        Ok(hits)
    }

    fn address(&self, id: &str) -> Result<Option<DocAddress>, EngineError> {
        let term = Term::from_field_bytes(self.evaluation.fields.id, id.as_bytes());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = self.evaluation.searcher.search(&query, &DocSetCollector).map_err(failed(&self.path))?;
        Ok(found.into_iter().next())
    }

    fn entry_of(&self, address: DocAddress) -> Result<Entry, EngineError> {
        let document: TantivyDocument = self.evaluation.searcher.doc(address).map_err(failed(&self.path))?;
        let json = document
            .get_first(self.evaluation.fields.entry)
            .and_then(|value| value.as_bytes())
            .unwrap_or_default();
        let kept: Result<(Entry, Vec<Repaired>), _> = serde_json::from_slice(json);
        let (entry, repaired) = kept.map_err(|error| EngineError::Damaged {
            path: self.path.clone(),
            seen: format!("項目を読めません: {error}"),
            expected: "このプログラムの版が書いた項目",
        })?;
        Ok(Entry { repaired, ..entry })
    }
}

impl Searcher for TantivySearcher {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        self.find(request).map_err(failed(&self.path))
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        self.address(id)?.map(|address| self.entry_of(address)).transpose()
    }

    fn beside(&self, id: &str, filters: &Filters) -> Result<[Option<String>; 2], EngineError> {
        let Some(address) = self.address(id)? else { return Ok([None, None]) };
        let facet_filters = FacetFilters::of(filters, &self.columns);
        let own = self.columns.number(address.segment_ord as usize, address.doc_id);
        let in_order = &self.columns.in_order;
        let (before, rest) = in_order.split_at(
            in_order.partition_point(|&(segment, doc)| self.columns.number(segment as usize, doc) < own),
        );
        let passes = |&&(segment, doc): &&(u32, DocId)| facet_filters.passes(segment as usize, doc);
        let id = |found: Option<&(u32, DocId)>| {
            let id = found.map(|&(segment, doc)| id_of(&self.evaluation.searcher, segment as usize, doc));
            id.transpose().map_err(failed(&self.path))
        };
        Ok([id(before.iter().rev().find(passes))?, id(rest.iter().skip(1).find(passes))?])
    }

    fn each(&self, look: &mut dyn FnMut(Entry)) -> Result<(), EngineError> {
        for &(segment, doc) in &self.columns.in_order {
            look(self.entry_of(DocAddress::new(segment, doc))?);
        }
        Ok(())
    }
}
