//! The sum of the hits of each kind. It tells why one list has 74 and another 92.

use crate::web::language::Language;
use shisaku_model::{Kind, facet};
use shisaku_search::{Answer, DEFAULT_LIMIT, SearchParams};

/// The hits of several kinds and their total.
pub(super) struct Sum {
    /// Name of the kind, number of its hits, and the search for them.
    pub parts: Vec<(String, usize, SearchParams)>,
    pub total: usize,
}

impl Sum {
    /// Adds up the kinds that a search covers. None if it has hits of one kind only, or a kind was chosen.
    pub(super) fn of_hits(answer: &Answer, t: Language) -> Option<Self> {
        let sum = Self::of(answer, &Kind::SEARCHED_BY_DEFAULT, t)?;
        (answer.query.filters.of("kind").is_empty() && sum.total == answer.total_count).then_some(sum)
    }

    /// Adds up all kinds of entries that meet a search.
    pub(super) fn of_everything(answer: &Answer, t: Language) -> Option<Self> {
        Self::of(answer, &Kind::ALL, t)
    }

    fn of(answer: &Answer, kinds: &[Kind], t: Language) -> Option<Self> {
        let counts = answer.facets.iter().find(|counts| counts.facet.key == "kind")?;
        let count = |kind: &Kind| {
            let value = counts.values.iter().find(|value| *value.value == *kind.as_str());
            value.map_or(0, |value| value.count)
        };
        let part = |kind: &Kind| {
            let mut params = SearchParams { offset: 0, limit: DEFAULT_LIMIT, ..answer.params.clone() };
            params.filters.choose(facet::facet("kind")?, kind.as_str());
            Some((t.kind(*kind), count(kind), params)).filter(|(_, count, _)| *count > 0)
        };
        let parts: Vec<_> = kinds.iter().filter_map(part).collect();
        let total = parts.iter().map(|(_, count, _)| count).sum();
        (parts.len() > 1).then_some(Self { parts, total })
    }
}
