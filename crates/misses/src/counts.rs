//! The counts of a month: bounded, and silent about what few asked.

use std::collections::{HashMap, HashSet};

/// Texts and pairs that are counted at a time: some megabytes.
const MOST: usize = 10_000;

/// What was asked, in the form of [`super::taken`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Asked {
    /// The words that found nothing.
    pub failed: String,
    /// The words that were typed in their place and found something; none where the words alone are counted.
    pub then: Option<String>,
}

impl Asked {
    /// Words that find nothing.
    pub fn nothing(failed: impl Into<String>) -> Self {
        Self { failed: failed.into(), then: None }
    }

    /// The same, and what was typed in their place.
    pub fn instead(failed: impl Into<String>, then: impl Into<String>) -> Self {
        Self { failed: failed.into(), then: Some(then.into()) }
    }
}

/// How often something was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What.
    pub asked: Asked,
    /// Minutes in which it was.
    pub times: u64,
}

/// What was asked in one month, and how often. Nothing leaves it that was asked less than a least number of
/// times.
///
/// What is asked several times within a minute counts once: a burst of one caller is one. When there is no
/// more room, what was asked least often is forgotten as a whole (the pruning of *lossy counting*), so that a
/// count may be too low and is never too high; algorithms that let a newcomer inherit a count, such as
/// *space-saving*, could carry what one person asked over the least.
#[derive(Debug)]
pub struct Counts {
    least: u64,
    times: HashMap<Asked, u64>,
    /// What was counted within this minute.
    lately: HashSet<Asked>,
}

impl Counts {
    /// Goes on from counts that were written before.
    pub fn new(least: u64, written: impl IntoIterator<Item = Count>) -> Self {
        let mut counts = Self { least, times: HashMap::new(), lately: HashSet::new() };
        for Count { asked, times } in written {
            counts.add(asked, times);
        }
        counts
    }

    /// Whether it would count now.
    pub fn is_due(&self, asked: &Asked) -> bool {
        self.lately.len() < MOST && !self.lately.contains(asked)
    }

    /// Counts it, unless it was counted within this minute.
    pub fn count(&mut self, asked: Asked) {
        if self.is_due(&asked) {
            self.lately.insert(asked.clone());
            self.add(asked, 1);
        }
    }

    /// A minute is over.
    pub fn minute(&mut self) {
        self.lately.clear();
    }

    /// What may be written, the most frequent first.
    pub fn kept(&self) -> Vec<Count> {
        let often = self.times.iter().filter(|(_, times)| **times >= self.least);
        let mut kept: Vec<Count> =
            often.map(|(asked, times)| Count { asked: asked.clone(), times: *times }).collect();
        sort(&mut kept);
        kept
    }

    fn add(&mut self, asked: Asked, more: u64) {
        if self.times.len() >= MOST && !self.times.contains_key(&asked) {
            let rarest = self.times.values().copied().min().unwrap_or_default();
            if rarest >= self.least {
                return;
            }
            self.times.retain(|_, times| *times > rarest);
        }
        let times = self.times.entry(asked).or_default();
        *times = times.saturating_add(more);
    }
}

/// The most frequent first, then by the words.
pub(super) fn sort(counts: &mut [Count]) {
    counts.sort_by(|one, other| other.times.cmp(&one.times).then_with(|| one.asked.cmp(&other.asked)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(least: u64, minutes: &[&[&str]]) -> Counts {
        let mut counts = Counts::new(least, []);
        for minute in minutes {
            minute.iter().for_each(|text| counts.count(Asked::nothing(*text)));
            counts.minute();
        }
        counts
    }

    fn kept(counts: &Counts) -> Vec<(String, u64)> {
        counts.kept().into_iter().map(|one| (one.asked.failed, one.times)).collect()
    }

    #[test]
    fn what_is_asked_too_seldom_is_not_kept() {
        assert_eq!(kept(&counted(3, &[&["a", "b"], &["a"]])), []);
        let counts = counted(3, &[&["a", "b"], &["a"], &["b", "a"], &["a"]]);
        assert_eq!(kept(&counts), [("a".to_owned(), 4)]);
    }

    #[test]
    fn a_burst_counts_once() {
        assert_eq!(kept(&counted(2, &[&["a"; 100]])), []);
        assert_eq!(kept(&counted(2, &[&["a"; 100], &["a"; 100]])), [("a".to_owned(), 2)]);
    }

    #[test]
    fn words_and_their_pairs_are_counted_apart() {
        let mut counts = Counts::new(1, []);
        for asked in [Asked::nothing("a"), Asked::instead("a", "b"), Asked::instead("a", "c")] {
            counts.count(asked);
        }
        assert_eq!(counts.kept().len(), 3);
    }

    #[test]
    fn counts_go_on_from_what_was_written() {
        let written = [Count { asked: Asked::nothing("a"), times: 7 }];
        let mut counts = Counts::new(5, written);
        counts.count(Asked::nothing("a"));
        assert_eq!(kept(&counts), [("a".to_owned(), 8)]);
    }

    #[test]
    fn when_it_is_full_the_rarest_go_and_no_count_grows() {
        let mut counts = Counts::new(3, []);
        for _ in 0..3 {
            counts.count(Asked::nothing("often"));
            counts.minute();
        }
        for at in 0..3 * MOST {
            counts.count(Asked::nothing(format!("once {at}")));
            counts.minute();
            assert!(counts.times.len() <= MOST);
        }
        assert_eq!(kept(&counts), [("often".to_owned(), 3)]);
    }

    #[test]
    fn one_minute_is_bounded_too() {
        let mut counts = Counts::new(1, []);
        (0..2 * MOST).for_each(|at| counts.count(Asked::nothing(at.to_string())));
        assert_eq!((counts.lately.len(), counts.kept().len()), (MOST, MOST));
        assert!(!counts.is_due(&Asked::nothing("new")));
        counts.minute();
        counts.count(Asked::nothing("new"));
        assert_eq!(counts.kept().len(), MOST, "all of them may be written: there is no room for another");
    }
}
