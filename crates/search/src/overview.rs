//! Use case "one plan": its facts and the numbers of its entries.

use super::{Answer, FacetCounts, Search, SearchParams, filters};
use shisaku_engine::EngineError;
use shisaku_model::PlanFacts;

/// A plan with a search for all its entries.
#[derive(Debug)]
pub struct Overview<'s> {
    /// The plan.
    pub plan: &'s PlanFacts,
    /// The search for its entries. The counts of its facets are those of the whole plan.
    pub answer: Answer,
    /// Ids of its earlier editions, the nearest first.
    pub earlier: &'s [String],
    /// Ids of its later editions, the nearest first.
    pub later: &'s [String],
}

impl Search {
    /// Returns the plan with this id and the numbers of its entries. `None` if there is no such plan.
    pub fn overview(&self, id: &str) -> Result<Option<Overview<'_>>, EngineError> {
        let Some(plan) = self.catalogue.plan(id) else { return Ok(None) };
        let filters = filters([("plan", plan.id.as_str())]);
        let answer = self.run(&SearchParams { limit: 1, filters, ..SearchParams::default() })?;
        let (earlier, later) = (self.earlier_editions(id), self.later_editions(id));
        Ok(Some(Overview { plan, answer, earlier, later }))
    }
}

impl Overview<'_> {
    /// Returns the counts of a facet.
    pub fn counts(&self, key: &str) -> Option<&FacetCounts> {
        self.answer.facets.iter().find(|counts| counts.facet.key == key)
    }
}
