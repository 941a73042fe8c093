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

/// Likeness from which an entry may be near, beside a better one.
const LEAST_LIKENESS: f32 = 0.24;

/// Likeness of the best entry from which any is near. The plan then has something on the matter.
const LEAST_BEST: f32 = 0.3;

/// The sentences of an index as vectors, and the model that encodes queries.
pub(crate) struct Meaning {
    model: Arc<Model>,
    vectors: Vectors,
    /// The everyday words of the lexicon, by the name of their list.
    everyday: Option<Vectors>,
}

/// What is near to a query in meaning.
#[derive(Debug, Default)]
pub(super) struct NearInMeaning {
    /// Ids of entries, best first.
    pub entries: Vec<String>,
    /// Names of lists of everyday words, each with its likeness, best first.
    pub everyday: Vec<(String, f32)>,
}

/// Number of lists of everyday words that a query is compared with, and the likeness from which one counts.
const MOST_LISTS: usize = 5;
const LEAST_LIST: f32 = 0.44;

impl Search {
    /// Adds the vectors of the sentences of the index. They are used only if this model made them.
    #[must_use]
    pub fn with_meaning(
        self,
        model: Option<&Arc<Model>>,
        vectors: Option<Vectors>,
        everyday: Option<Vectors>,
    ) -> Self {
        let fitting = model.zip(vectors).filter(|(model, vectors)| model.name() == vectors.encoder());
        let meaning = fitting.map(|(model, vectors)| Meaning { model: Arc::clone(model), vectors, everyday });
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

    /// The entries nearest to a query that pass the filters, and the nearest everyday words. None for a query that
    /// excludes words: an entry near in meaning may well have them.
    pub(super) fn near_in_meaning(
        &self,
        query: &Query,
        filters: &Filters,
        limit: usize,
    ) -> Result<NearInMeaning, EngineError> {
        let mut near = NearInMeaning::default();
        let Some(Meaning { model, vectors, everyday }) =
            self.meaning.as_ref().filter(|_| query.excluded.is_empty())
        else {
            return Ok(near);
        };
        let Ok(encoder) = model.encoder() else { return Ok(near) };
        // The encoder was made from texts as people write them, and knows little of kana alone.
        let in_kana = !query.text.chars().any(is_kanji);
        let is_known = |word: &str| self.vocabulary.has(word);
        let text = in_kana.then(|| self.analyzer.spell(&query.text, &is_known)).flatten();
        let asked = encoder.encode(&[text.as_deref().unwrap_or(&query.text)]);
        let Some(asked) = asked.first() else { return Ok(near) };
        let mut towards = asked.clone();
        model.turn_query(&mut towards);
        let nearest = vectors.nearest(&towards, MOST_LOOKED_AT);
        let is_any = nearest.first().is_some_and(|near| near.likeness >= LEAST_BEST);
        let nearest = nearest.into_iter().take_while(|_| is_any);
        for Near { id, .. } in nearest.filter(|near| near.likeness >= LEAST_LIKENESS) {
            let room = near.entries.len() < limit;
            if room && self.searcher.entry(&id)?.is_some_and(|entry| passes(&entry, filters)) {
                near.entries.push(id);
            }
        }
        let lists = everyday.as_ref().map(|everyday| everyday.nearest(asked, MOST_LISTS)).unwrap_or_default();
        let fitting = lists.into_iter().filter(|list| list.likeness >= LEAST_LIST);
        near.everyday = fitting.map(|list| (list.id, list.likeness)).collect();
        Ok(near)
    }
}
