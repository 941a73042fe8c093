//! Examples for people who do not know the plans: everyday questions that the plans answer.

use std::collections::BTreeSet;

use super::{Search, SearchParams};
use shisaku_engine::{EngineError, Sort};
use shisaku_query::everyday_questions;

/// Number of examples.
const EXAMPLES: usize = 3;

/// Maximum share of all entries that an example may find: one in this many.
const MOST_FOUND: usize = 4;

impl Search {
    /// Returns searches to start with, each of which finds something: everyday questions first, then frequent
    /// words. Only a plan with hardly any text has fewer than three.
    pub fn examples(&self) -> Result<&[String], EngineError> {
        self.examples.get_or_try_init(|| self.find_examples()).map(Vec::as_slice)
    }

    fn find_examples(&self) -> Result<Vec<String>, EngineError> {
        let mut answered = Vec::new();
        for question in everyday_questions() {
            let params = SearchParams { text: (*question).to_owned(), ..SearchParams::default() };
            let query = self.query(&params);
            let filters = params.filters.before(&query.filters()).with_default_kinds();
            let hits = self.find(&query, &filters, Sort::Relevance, 1)?;
            let first =
                hits.hits.into_iter().next().filter(|_| hits.total * MOST_FOUND <= self.facts.entries);
            answered.extend(first.map(|first| (*question, first.id)));
        }
        // Examples that lead to the same entry show less of the plan.
        let mut seen = BTreeSet::new();
        let questions =
            answered.into_iter().filter_map(|(question, first)| seen.insert(first).then_some(question));
        let words = self.frequent()?.iter().map(|word| word.text.as_str());
        Ok(questions.chain(words).take(EXAMPLES).map(str::to_owned).collect())
    }
}
