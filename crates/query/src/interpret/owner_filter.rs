//! Municipalities and plans as filters, where the query asks for something of theirs: 目黒区の期限超過, 総合計画の実績なし.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use shisaku_analysis::Token;
use shisaku_model::Catalogue;

use super::office_filter::joined;
use super::spans::Filter;
use crate::units::spells;

/// Fewest letters of a title. A shorter one is a word like others: 計画.
const SHORTEST: usize = 4;

/// The names of municipalities, and the titles of plans with and without the municipality. The longest are first.
#[derive(Debug, Clone, Default)]
pub(super) struct Owners(Vec<(String, Filter)>);

impl Owners {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let municipalities = catalogue.values.get("municipality").into_iter().flatten();
        let mut named: BTreeMap<String, Filter> =
            municipalities.map(|name| (joined(name), Filter::one("municipality", name))).collect();
        for plan in &catalogue.plans {
            let (title, publisher) = (joined(&plan.manifest.title), joined(&plan.manifest.publisher));
            for name in [title.as_str(), title.strip_prefix(&publisher).unwrap_or_default()] {
                let filter = named.entry(name.to_owned()).or_insert_with(|| Filter::any("plan", Vec::new()));
                if filter.facet == "plan" && !filter.values.contains(&plan.id) {
                    filter.values.push(plan.id.clone());
                }
            }
        }
        named.retain(|name, filter| filter.facet == "municipality" || name.chars().count() >= SHORTEST);
        let mut all: Vec<(String, Filter)> = named.into_iter().collect();
        all.sort_by_key(|(name, _)| Reverse(name.len()));
        Self(all)
    }

    /// Reads a name at the beginning, with something of its own behind it. Returns the number of words and the filter.
    pub(super) fn at(&self, words: &[Token]) -> Option<(usize, Filter)> {
        let (count, filter) =
            self.0.iter().find_map(|(name, filter)| Some((spells(words, name)?, filter)))?;
        let goes_on = words.get(count)?.term == "の" && words.get(count + 1)?.is_content();
        goes_on.then(|| (count, filter.clone()))
    }
}
