//! A list taken apart: a list of its own for each value of a facet, such as one for each department.

use super::{FacetValue, Listing, Search, SearchParams};
use shisaku_engine::EngineError;
use shisaku_model::{Facet, Filters};

/// The values of a facet that occur in a list. An entry with two values stands in two of its parts; one without a
/// value stands in none.
#[derive(Debug, Clone)]
pub struct Division {
    /// The facet.
    pub facet: &'static Facet,
    /// Its values with hits, in natural order. If values of the facet are chosen, only those.
    pub values: Vec<FacetValue>,
}

impl Division {
    /// Number of entries in all parts. An entry with two values counts twice.
    pub fn entries(&self) -> usize {
        self.values.iter().map(|value| value.count).sum()
    }
}

impl Search {
    /// Counts the parts of a list. No entry is fetched.
    pub fn division(&self, listing: &Listing, facet: &'static Facet) -> Result<Division, EngineError> {
        let query = self.query(&listing.params);
        let counted = self.find(&query, &listing.searched, listing.order, 0)?;
        let counts = self.facets(&counted.facets, &listing.filters).into_iter();
        // Counts of a facet leave its own chosen values out of account.
        let chosen = listing.searched.of(facet.key);
        let is_asked = |value: &str| chosen.is_empty() || chosen.iter().any(|one| one == value);
        let values = counts.filter(|counts| counts.facet == facet).flat_map(|counts| counts.values);
        let values = values.filter(|value| value.count > 0 && is_asked(&value.value)).collect();
        Ok(Division { facet, values })
    }

    /// Finds the part of a list with one value of a facet, in the order of the list. No entry is fetched yet.
    pub fn part(
        &self,
        listing: &Listing,
        facet: &'static Facet,
        value: &str,
    ) -> Result<Listing, EngineError> {
        let narrowed = |filters: &Filters| filters.narrowed(facet, &[value]);
        let mut part = Listing {
            params: listing.params.clone(),
            filters: listing.filters.clone(),
            searched: listing.searched.clone(),
            order: listing.order,
            notices: listing.notices.clone(),
            index: listing.index.clone(),
            ids: Vec::new(),
        };
        // A value that the list leaves out has no entries.
        let Some(searched) = narrowed(&listing.searched) else { return Ok(part) };
        let hits = self.find(&self.query(&listing.params), &searched, listing.order, self.facts.entries)?;
        part.ids = hits.hits.into_iter().map(|hit| hit.id).collect();
        let filters = narrowed(&listing.params.filters).unwrap_or_else(|| listing.params.filters.clone());
        part.params = SearchParams { filters, ..part.params };
        part.filters = narrowed(&listing.filters).unwrap_or(part.filters);
        part.searched = searched;
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use crate::{IndexFacts, Search, SearchParams, testing::analyzer};
    use shisaku_engine::memory::MemoryEngine;
    use shisaku_model::{Catalogue, Entry, FACETS, Filters, Kind, Plan, facet::facet};
    use shisaku_query::vocabulary;

    /// Three measures: of two departments, of one, and of none; a text has no department at all.
    fn search() -> Search {
        let entry = |id: &str, kind, departments: &[&str]| {
            let mut entry = Entry::new("a", id, kind);
            entry.title = "商店街の支援".to_owned();
            entry.groups.departments = departments.iter().map(|name| (*name).to_owned()).collect();
            entry
        };
        let entries = vec![
            entry("1", Kind::Measure, &["産業課", "観光課"]),
            entry("2", Kind::Measure, &["産業課"]),
            entry("3", Kind::Measure, &[]),
            entry("4", Kind::Text, &[]),
        ];
        let memory = MemoryEngine::new(&entries, analyzer());
        let words = vocabulary::gather(&entries, analyzer());
        let plan = Plan { entries, ..Plan::default() };
        let facts = IndexFacts { built_at: String::new(), entries: 4, fingerprint: String::new() };
        Search::new(Box::new(memory), analyzer().clone(), Catalogue::of(&[plan]), words, facts)
    }

    fn parts(params: &SearchParams, key: &str) -> Vec<(String, Vec<String>)> {
        let (search, facet) = (search(), facet(key).unwrap());
        let listing = search.listing(params).unwrap();
        let division = search.division(&listing, facet).unwrap();
        let parts = division.values.iter().map(|value| {
            let part = search.part(&listing, facet, &value.value).unwrap();
            assert_eq!(part.count(), value.count, "{}", value.value);
            assert_eq!(part.filters.of(facet.key), [&*value.value], "it says what it holds");
            (value.value.to_string(), part.ids().map(str::to_owned).collect())
        });
        parts.collect()
    }

    fn chosen(pairs: &[(&str, &str)]) -> SearchParams {
        let mut filters = Filters::default();
        pairs.iter().for_each(|(key, value)| filters.choose(facet(key).unwrap(), *value));
        SearchParams { filters, ..SearchParams::default() }
    }

    fn part(value: &str, ids: &[&str]) -> (String, Vec<String>) {
        (value.to_owned(), ids.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn an_entry_stands_in_the_part_of_each_of_its_values() {
        let all = parts(&SearchParams::default(), "department");
        let two = part("産業課", &["a/1", "a/2"]);
        assert_eq!(all, [two.clone(), part("観光課", &["a/1"]), part("記載なし", &["a/3"])]);
        let words = SearchParams { text: "商店街".to_owned(), ..SearchParams::default() };
        assert_eq!(parts(&words, "department").len(), 3);
        assert_eq!(parts(&chosen(&[("department", "産業課")]), "department"), [two]);
        assert_eq!(parts(&chosen(&[("kind", "text")]), "department"), [], "no value, no part");
        let kinds = parts(&SearchParams::default(), "kind");
        assert_eq!(kinds, [part("measure", &["a/1", "a/2", "a/3"]), part("text", &["a/4"])]);
        assert_eq!(parts(&chosen(&[("kind", "text")]), "kind"), [part("text", &["a/4"])]);
    }

    #[test]
    fn every_facet_that_divides_counts_what_its_parts_hold() {
        for facet in FACETS.iter().filter(|facet| crate::divides(facet)) {
            parts(&SearchParams::default(), facet.key);
        }
    }
}
