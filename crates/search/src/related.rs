//! Finds similar entries by the words that both contain.
//!
//! * **Related** entries have a likeness of at least [`RELATED`] ([`super::likeness`]). They share two
//!   subjects, or one that occurs in both titles. No others are shown: the list may be empty.
//! * A removed item and an entry in force of the same plan, or entries of two editions ([`super::counterparts`]),
//!   **resemble** each other by their titles. More than
//!   half of the subjects in either title must occur in both. If no title fits, whole texts are compared
//!   instead.
//!
//! The engine finds the candidates by the entry's best words. The cost does not grow with the number of entries.

use super::{
    Search, filters,
    likeness::{Subject, Subjects},
};
use shisaku_engine::{EngineError, Sort};
use shisaku_model::{Entry, Filters, Kind};
use shisaku_query::{Alternative, Clause, Group, MatchKind, Matcher, MinimumMatch, Node, Query, Scope};

/// Maximum number of related entries.
pub const MOST_RELATED: usize = 5;

/// Minimum likeness of related entries, from 0 to 1.
pub(crate) const RELATED: f64 = 0.15;

/// Share of common subjects above which one entry resembles another, from 0 to 1.
pub(crate) const RESEMBLES: f64 = 0.5;

/// Maximum number of an entry's words that candidates are searched by.
const MOST_WORDS: usize = 12;
/// Maximum number of candidates that are compared.
const MOST_CANDIDATES: usize = 16;

/// Maximum number of entries that contain the chosen words, summed over the words.
const MOST_MET: usize = 4_000;
/// Minimum number of words. If fewer fit, the rarest of the others are added.
const LEAST_WORDS: usize = 2;
/// Maximum number of entries that contain an added word. A more frequent word distinguishes nothing.
const MOST_COMMON: usize = 10_000;

/// Kinds of entries in force. Removed items are not among them.
pub(super) const IN_FORCE: [Kind; 2] = [Kind::Measure, Kind::Framework];

/// An entry that is similar to another one.
#[derive(Debug)]
pub struct Related {
    /// The similar entry.
    pub entry: Entry,
    /// Likeness, from 0 to 1.
    pub likeness: f64,
    /// Words that both contain, highest weight first.
    pub shared: Vec<String>,
}

impl Search {
    /// Returns the most similar entries in force, best first. `but` contains ids that are listed elsewhere.
    pub(super) fn related(&self, entry: &Entry, but: &[&str]) -> Result<Vec<Related>, EngineError> {
        let own = self.subjects(entry);
        let in_force = filters(IN_FORCE.map(|kind| ("kind", kind.as_str())));
        let shares = |subjects: &Subjects| {
            own.shared(subjects).count() > 1 || own.shared(subjects).any(|(a, b)| a.in_title && b.in_title)
        };
        let mut candidates = self.candidates(entry, &own, &in_force)?;
        // Reprints are skipped. They say nothing that the original does not.
        candidates.retain(|(other, subjects)| {
            !but.contains(&other.id.as_str()) && other.reprint_of.is_none() && shares(subjects)
        });
        let mut related = own.best_first(&candidates, Subjects::likeness, |likeness| likeness >= RELATED);
        related.truncate(MOST_RELATED);
        Ok(related)
    }

    /// Returns the entry in force that a removed item resembles most, if any.
    pub(super) fn resembled(&self, removed: &Entry) -> Result<Option<Related>, EngineError> {
        Ok(self.alike(removed, &IN_FORCE, &removed.plan)?.into_iter().next())
    }

    /// Returns the removed items that resemble an entry in force, best first.
    pub(super) fn removed_like(&self, entry: &Entry) -> Result<Vec<Related>, EngineError> {
        if !self.catalogue.has(Kind::Removed) {
            return Ok(Vec::new());
        }
        self.alike(entry, &[Kind::Removed], &entry.plan)
    }

    /// Returns the entries of a plan that resemble an entry, best first.
    pub(super) fn alike(
        &self,
        entry: &Entry,
        kinds: &[Kind],
        plan: &str,
    ) -> Result<Vec<Related>, EngineError> {
        let own = self.subjects(entry);
        let chosen = kinds.iter().map(|kind| ("kind", kind.as_str())).chain([("plan", plan)]);
        let candidates = self.candidates(entry, &own, &filters(chosen))?;
        let by = |likeness| own.best_first(&candidates, likeness, |likeness| likeness > RESEMBLES);
        let by_title = by(Subjects::title_likeness);
        Ok(if by_title.is_empty() { by(Subjects::text_likeness) } else { by_title })
    }

    /// Returns entries that contain some of the best words of an entry, with their subjects.
    fn candidates(
        &self,
        entry: &Entry,
        own: &Subjects,
        filters: &Filters,
    ) -> Result<Vec<(Entry, Subjects)>, EngineError> {
        let parts: Vec<Node> = own.telling().iter().map(|one| Node::Clause(clause(&one.key))).collect();
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let asked = Some(Node::Group(Group { minimum: MinimumMatch::Any, parts }));
        let query = Query { asked, ..Query::default() };
        let found = self.find(&query, filters, Sort::Relevance, MOST_CANDIDATES)?;
        let with_subjects = |other: Entry| (self.subjects(&other), other);
        let others = self.entries(&found.hits)?.into_iter().filter(|other| other.id != entry.id);
        Ok(others.map(with_subjects).map(|(subjects, other)| (other, subjects)).collect())
    }
}

impl Subjects {
    /// Selects the subjects that candidates are searched by, best first.
    fn telling(&self) -> Vec<&Subject> {
        let mut best: Vec<&Subject> = self.all.iter().collect();
        best.sort_by(|a, b| b.worth().total_cmp(&a.worth()));
        let mut met = 0;
        let (mut telling, mut others): (Vec<&Subject>, Vec<_>) =
            best.into_iter().take(MOST_WORDS).partition(|one| {
                let fits = met + one.having <= MOST_MET;
                met += if fits { one.having } else { 0 };
                fits
            });
        others.retain(|one| one.having <= MOST_COMMON);
        others.sort_by_key(|one| one.having);
        let missing = LEAST_WORDS.saturating_sub(telling.len());
        telling.extend(others.into_iter().take(missing));
        telling
    }

    /// Returns the candidates with enough likeness, best first.
    fn best_first(
        &self,
        candidates: &[(Entry, Self)],
        likeness: fn(&Self, &Self) -> f64,
        is_enough: impl Fn(f64) -> bool,
    ) -> Vec<Related> {
        let mut alike = Vec::new();
        for (entry, subjects) in candidates {
            let likeness = likeness(self, subjects);
            if is_enough(likeness) {
                alike.push(Related { entry: entry.clone(), likeness, shared: self.named(subjects) });
            }
        }
        alike.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        alike
    }
}

fn clause(key: &[String]) -> Clause {
    let way = Matcher::Folded(key.to_vec());
    let alternatives =
        vec![Alternative { as_: MatchKind::Exact, weight: 1.0, from: None, matcher: way, own: false }];
    Clause { text: key.concat(), scope: Scope::Own, importance: 100, stress: 100, alternatives }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met_by(having: &[usize]) -> Vec<usize> {
        let all = having.iter().enumerate().map(|(at, &having)| Subject {
            key: vec![at.to_string()],
            having,
            weight: 1.0 / having as f64,
            in_title: false,
        });
        let mut subjects = Subjects::default();
        subjects.all.extend(all);
        subjects.telling().iter().map(|one| one.having).collect()
    }

    #[test]
    fn what_is_looked_at_does_not_grow_with_the_number_of_entries() {
        assert_eq!(met_by(&[3, 90, 40]), [3, 40, 90]);
        assert_eq!(
            met_by(&[3_000, 900, 200, 2_500, 5]),
            [5, 200, 900, 2_500],
            "what does not fit is left out"
        );
        assert_eq!(met_by(&[9_000, 3, 6_000, 100_000]), [3, 6_000], "two, if they tell anything");
        assert_eq!(met_by(&[9_000, 50_000, 6_000]), [6_000, 9_000]);
        assert!(met_by(&[50_000, 100_000]).is_empty(), "nothing tells one from another");
        for entries in [1_000, 1_000_000, 100_000_000] {
            let having: Vec<usize> = (1..=60).map(|share| entries / share).collect();
            assert!(met_by(&having).iter().sum::<usize>() <= MOST_MET.max(2 * MOST_COMMON), "{entries}");
        }
    }
}
