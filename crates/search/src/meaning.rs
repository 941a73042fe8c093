//! Entries that are near to a query in meaning, although they may have none of its words.

use std::sync::Arc;

use super::{Search, on_day::passes};
use shisaku_analysis::is_kanji;
use shisaku_encoder::{EncoderError, Model};
use shisaku_engine::{
    EngineError,
    vectors::{Near, Vectors},
};
use shisaku_model::Filters;
use shisaku_query::Query;

/// Entries that are looked at, until enough of them pass the filters.
const MOST_LOOKED_AT: usize = 100;

/// Likeness from which an entry may be near. Most questions on other things have nothing above it.
const LEAST_LIKENESS: f32 = 0.24;

/// The sentences of an index as vectors, and the model that encodes queries.
pub(crate) struct Meaning {
    model: Arc<Model>,
    vectors: Vectors,
}

impl Search {
    /// Adds the vectors of the sentences of the index. They are used only if this model made them.
    #[must_use]
    pub fn with_meaning(self, model: Option<&Arc<Model>>, vectors: Option<Vectors>) -> Self {
        let fitting = model.zip(vectors).filter(|(model, vectors)| model.name() == vectors.encoder());
        let meaning = fitting.map(|(model, vectors)| Meaning { model: Arc::clone(model), vectors });
        Self { meaning, ..self }
    }

    /// The name of the model that finds what is near in meaning. `None` if there is none.
    pub fn model(&self) -> Option<&str> {
        self.meaning.as_ref().map(|meaning| meaning.model.name())
    }

    /// Reads the files of the model, so that the first query need not wait for them.
    ///
    /// # Errors
    /// If a file is damaged. Queries are then answered without the model.
    pub fn open_model(&self) -> Result<(), &EncoderError> {
        self.meaning.as_ref().map_or(Ok(()), |meaning| meaning.model.encoder().map(drop))
    }

    /// The ids of the entries nearest to a query that pass the filters, best first. None for a query that excludes
    /// words: an entry near in meaning may well have them.
    pub(super) fn near_in_meaning(
        &self,
        query: &Query,
        filters: &Filters,
        limit: usize,
    ) -> Result<Vec<String>, EngineError> {
        let Some(Meaning { model, vectors }) = self.meaning.as_ref().filter(|_| query.excluded.is_empty())
        else {
            return Ok(Vec::new());
        };
        let Ok(encoder) = model.encoder() else { return Ok(Vec::new()) };
        // The encoder was made from texts as people write them, and knows little of kana alone.
        let in_kana = !query.text.chars().any(is_kanji);
        let is_known = |word: &str| self.vocabulary.has(word);
        let text = in_kana.then(|| self.analyzer.spell(&query.text, &is_known)).flatten();
        let asked = encoder.encode(&[text.as_deref().unwrap_or(&query.text)]);
        let nearest = asked.first().map(|vector| vectors.nearest(vector, MOST_LOOKED_AT)).unwrap_or_default();
        let mut ids = Vec::new();
        for Near { id, .. } in nearest.into_iter().filter(|near| near.likeness >= LEAST_LIKENESS) {
            if ids.len() < limit && self.searcher.entry(&id)?.is_some_and(|entry| passes(&entry, filters)) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}
