//! Reads the facets that depend on a day: 期限超過. The index has the year after which an entry has the value
//! `true`. A search asks for `true` or `false` on its day.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use shisaku_engine::{EngineError, Hits, SearchRequest, Searcher};
use shisaku_model::{
    Catalogue, Entry, FACETS, Facet, Filters,
    facet::{self, Accepts, NEVER},
    japan,
};

/// A searcher whose filters and counts are of a day.
pub(crate) struct OnDay {
    inner: Box<dyn Searcher>,
    /// The facets that depend on a day.
    facets: Vec<&'static Facet>,
    /// Their values in the index: the last years of the plans, and [`NEVER`].
    values: Vec<String>,
}

impl OnDay {
    pub(crate) fn new(inner: Box<dyn Searcher>, catalogue: &Catalogue) -> Self {
        let facets = FACETS.iter().filter(|facet| facet.accepts == Accepts::AfterYear).collect();
        let ends = catalogue.values.get("plan_end").into_iter().flatten().cloned();
        Self { inner, facets, values: ends.chain([NEVER.to_owned()]).collect() }
    }

    /// The filters in values of the index, once this year is over.
    fn in_index<'f>(&self, filters: &'f Filters, over: i32) -> Cow<'f, Filters> {
        let mut read = Cow::Borrowed(filters);
        for facet in &self.facets {
            let chosen = filters.of(facet.key);
            if chosen.is_empty() {
                continue;
            }
            let mut now = read.without(facet.key);
            let meant = self.values.iter().filter(|value| chosen.iter().any(|one| one == once(over, value)));
            meant.for_each(|value| now.choose(facet, value));
            if now.of(facet.key).is_empty() {
                // No entry has the value. A facet without values would not narrow the search.
                now.choose(facet, "");
            }
            read = Cow::Owned(now);
        }
        read
    }
}

/// The last fiscal year that is over on the day of the filters.
fn over(filters: &Filters) -> i32 {
    japan::fiscal_year_over(filters.at.unwrap_or_else(japan::today))
}

/// What a value of the index is once this year is over: `true` or `false`.
fn once(over: i32, value: &str) -> &'static str {
    if value.parse().is_ok_and(|year: i32| year <= over) { "true" } else { "false" }
}

/// True if an entry passes filters.
pub(crate) fn passes(entry: &Entry, filters: &Filters) -> bool {
    let over = over(filters);
    filters.iter().all(|(key, chosen)| {
        let Some(facet) = facet::facet(key).filter(|_| !chosen.is_empty()) else { return true };
        let now = |value: &String| match facet.accepts {
            Accepts::AfterYear => once(over, value).to_owned(),
            _ => value.clone(),
        };
        (facet.values)(entry).iter().map(now).any(|value| chosen.contains(&value))
    })
}

impl Searcher for OnDay {
    fn search(&self, request: &SearchRequest<'_>) -> Result<Hits, EngineError> {
        let over = over(request.filters);
        let filters = self.in_index(request.filters, over);
        let mut hits = self.inner.search(&SearchRequest { filters: &filters, ..*request })?;
        for facet in &self.facets {
            let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
            // Chosen values are listed even at 0.
            for chosen in request.filters.of(facet.key) {
                counts.insert(chosen.as_str().into(), 0);
            }
            for (value, count) in hits.facets.remove(facet.key).unwrap_or_default() {
                if count > 0 {
                    *counts.entry(once(over, &value).into()).or_default() += count;
                }
            }
            hits.facets.insert(facet.key, counts);
        }
        Ok(hits)
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, EngineError> {
        self.inner.entry(id)
    }

    fn each(&self, look: &mut dyn FnMut(Entry)) -> Result<(), EngineError> {
        self.inner.each(look)
    }

    fn entries(&self, ids: &[&str]) -> Result<Vec<Entry>, EngineError> {
        self.inner.entries(ids)
    }

    fn beside(&self, id: &str, filters: &Filters) -> Result<[Option<String>; 2], EngineError> {
        self.inner.beside(id, &self.in_index(filters, over(filters)))
    }
}
