//! Use case "one entry": its neighbours, similar entries and reprints.

use std::collections::HashMap;

use super::{
    Search, filters,
    related::{IN_FORCE, Related},
};
use shisaku_engine::{EngineError, SearchRequest, Sort};
use shisaku_model::{Entry, Kind};
use shisaku_query::Query;

/// Value of `category` for reprinted entries.
const REPRINT: &str = "再掲";

/// Maps the id of an original to the ids of its reprints, in plan order.
pub(super) type Reprints = HashMap<String, Vec<String>>;

/// One entry with the entries that belong to it.
#[derive(Debug)]
pub struct Surroundings {
    /// The entry itself.
    pub entry: Entry,
    /// Most similar entries in force, best first. Empty for a text, note, figure or preamble.
    pub related: Vec<Related>,
    /// The original, if the entry is a reprint.
    pub original: Option<Entry>,
    /// Other reprints of the same original.
    pub reprints: Vec<Entry>,
    /// For a removed item, the most similar entry in force.
    pub resembles: Option<Related>,
    /// For an entry in force, the similar removed items.
    pub removed_like: Vec<Related>,
    /// Counterparts in earlier editions of the plan, the nearest edition first.
    pub earlier: Vec<Entry>,
    /// Counterparts in later editions of the plan, the nearest edition first.
    pub later: Vec<Entry>,
    /// Previous entry in the plan that states planned work. For a text, the previous text.
    pub previous: Option<Entry>,
    /// Next entry in the plan that states planned work. For a text, the next text.
    pub next: Option<Entry>,
}

impl Search {
    /// Returns the entry with this id and the entries that belong to it.
    pub fn surroundings(&self, id: &str) -> Result<Option<Surroundings>, EngineError> {
        let Some(entry) = self.entry(id)? else { return Ok(None) };
        let original = entry.reprint_of.as_deref().map_or(Ok(None), |id| self.entry(id))?;
        let again = self.reprints()?.get(entry.reprint_of.as_ref().unwrap_or(&entry.id));
        let again = again.into_iter().flatten().map(String::as_str).filter(|id| *id != entry.id);
        let reprints = self.searcher.entries(&again.collect::<Vec<_>>())?;
        let resembles = if entry.kind == Kind::Removed { self.resembled(&entry)? } else { None };
        let removed_like =
            if IN_FORCE.contains(&entry.kind) { self.removed_like(&entry)? } else { Vec::new() };
        let earlier = self.counterparts(&entry, self.earlier_editions(&entry.plan))?;
        let later = self.counterparts(&entry, self.later_editions(&entry.plan))?;
        let related = if entry.kind.is_planned() {
            let of_its_own = original.iter().chain(&reprints).chain(resembles.iter().map(|one| &one.entry));
            let of_its_own = of_its_own.chain(&earlier).chain(&later);
            self.related(&entry, &of_its_own.map(|one| one.id.as_str()).collect::<Vec<_>>())?
        } else {
            Vec::new()
        };
        let kind = (entry.kind == Kind::Text).then_some(("kind", Kind::Text.as_str()));
        let within = filters(kind.into_iter().chain([("plan", entry.plan.as_str())])).with_planned_kinds();
        let [previous, next] = self.searcher.beside(&entry.id, &within)?;
        let of = |id: Option<String>| id.map_or(Ok(None), |id| self.entry(&id));
        let (previous, next) = (of(previous)?, of(next)?);
        Ok(Some(Surroundings {
            entry,
            related,
            original,
            reprints,
            resembles,
            removed_like,
            earlier,
            later,
            previous,
            next,
        }))
    }

    /// Returns the ids of entries of these kinds in plan order, from an offset, and their total number.
    pub fn listed(
        &self,
        kinds: &[Kind],
        offset: usize,
        limit: usize,
    ) -> Result<(Vec<String>, usize), EngineError> {
        let filters = filters(kinds.iter().map(|kind| ("kind", kind.as_str())));
        let query = Query::default();
        let request =
            SearchRequest { query: &query, filters: &filters, order: Sort::Number.into(), limit, offset };
        let found = self.searcher.search(&request)?;
        Ok((found.hits.into_iter().map(|hit| hit.id).collect(), found.total))
    }

    /// Finds all reprints once. They are few, and the engine cannot look them up by original.
    pub(super) fn reprints(&self) -> Result<&Reprints, EngineError> {
        self.reprints.get_or_try_init(|| {
            let of_category = filters([("category", REPRINT)]);
            let found = self.find(&Query::default(), &of_category, Sort::Number, self.facts.entries)?;
            let mut reprints = Reprints::new();
            for hit in found.hits {
                if let Some(original) = self.entry(&hit.id)?.and_then(|entry| entry.reprint_of) {
                    reprints.entry(original).or_default().push(hit.id);
                }
            }
            Ok(reprints)
        })
    }
}
