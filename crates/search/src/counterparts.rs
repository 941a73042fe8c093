//! Counterparts: entries of one subject in other editions of the plan.
//!
//! Entries with equal titles are counterparts. If another edition has no equal title, the most alike entry is one,
//! provided that this entry is also the most alike to it. The relation therefore holds in both directions.

use std::collections::HashMap;

use super::Search;
use shisaku_analysis::normalise;
use shisaku_engine::EngineError;
use shisaku_model::{Entry, Kind};

/// Maximum number of counterparts with equal titles in one edition. More of them say that the title is no name.
const MOST_EQUAL: usize = 3;

/// Ids of entries by plan and title, the title as [`key`] returns it.
pub(super) type Titles = HashMap<String, HashMap<String, Vec<String>>>;

impl Search {
    /// Returns the counterparts of an entry in these editions, in the order of the editions.
    pub(super) fn counterparts(&self, entry: &Entry, editions: &[String]) -> Result<Vec<Entry>, EngineError> {
        let mut counterparts = Vec::new();
        if has_counterparts(entry) {
            for plan in editions {
                counterparts.extend(self.counterparts_in(entry, plan)?);
            }
        }
        Ok(counterparts)
    }

    fn counterparts_in(&self, entry: &Entry, plan: &str) -> Result<Vec<Entry>, EngineError> {
        let equal = self.of_title(plan, &entry.title)?;
        if !equal.is_empty() {
            let mut equal = self.searcher.entries(&equal)?;
            // One title under several headings: that under the same heading is meant.
            if equal.iter().any(|other| heading(other) == heading(entry)) {
                equal.retain(|other| heading(other) == heading(entry));
            }
            return Ok(if equal.len() > MOST_EQUAL { Vec::new() } else { equal });
        }
        let Some(other) = self.most_alike(entry, plan)? else { return Ok(Vec::new()) };
        let back = self.most_alike(&other, &entry.plan)?;
        let mutual = back.is_some_and(|back| back.id == entry.id);
        Ok(if mutual { vec![other] } else { Vec::new() })
    }

    /// Returns the entry of a plan that is most alike, unless its title is that of another entry of this plan.
    fn most_alike(&self, entry: &Entry, plan: &str) -> Result<Option<Entry>, EngineError> {
        for related in self.alike(entry, &Kind::PLANNED, plan)? {
            let other = related.entry;
            if has_counterparts(&other) && self.of_title(&entry.plan, &other.title)?.is_empty() {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }

    /// Returns the ids of a plan's entries with this title, except for white space and width.
    fn of_title(&self, plan: &str, title: &str) -> Result<Vec<&str>, EngineError> {
        let ids = self.titles()?.get(plan).and_then(|titles| titles.get(&key(title)));
        Ok(ids.into_iter().flatten().map(String::as_str).collect())
    }

    /// Collects the titles of all plans with several editions once.
    fn titles(&self) -> Result<&Titles, EngineError> {
        self.titles.get_or_try_init(|| {
            let mut titles = Titles::new();
            if self.editions.exist() {
                self.searcher.each(&mut |entry| {
                    let key = key(&entry.title);
                    if has_counterparts(&entry) && !key.is_empty() {
                        titles.entry(entry.plan).or_default().entry(key).or_default().push(entry.id);
                    }
                })?;
            }
            // The engine calls in no particular order.
            titles.values_mut().flat_map(HashMap::values_mut).for_each(|ids| ids.sort_unstable());
            Ok(titles)
        })
    }
}

/// True for planned work that is no reprint. The original of a reprint has the counterparts.
fn has_counterparts(entry: &Entry) -> bool {
    entry.kind.is_planned() && entry.reprint_of.is_none()
}

fn heading(entry: &Entry) -> Option<String> {
    entry.path.last().map(|heading| key(&heading.title))
}

fn key(title: &str) -> String {
    normalise(title).text().chars().filter(|c| !c.is_whitespace()).collect()
}
