//! Counts the misses of one month: bounded in size, and without rare texts.

use std::collections::{HashMap, HashSet};

/// Maximum number of texts and pairs counted at a time: a few megabytes.
const MOST: usize = 10_000;

/// A query without results, with the text normalised as it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordedMiss {
    /// The query without results.
    pub failed: String,
    /// The query typed instead, which had results. `None` counts the failed query alone.
    pub then: Option<String>,
}

impl RecordedMiss {
    /// A query without results.
    pub fn new(failed: impl Into<String>) -> Self {
        Self { failed: failed.into(), then: None }
    }

    /// A query without results, and the one typed instead.
    pub fn replaced(failed: impl Into<String>, then: impl Into<String>) -> Self {
        Self { failed: failed.into(), then: Some(then.into()) }
    }
}

/// A miss with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The miss that was counted.
    pub miss: RecordedMiss,
    /// Number of minutes in which it occurred.
    pub times: u64,
}

/// The misses of one month. Misses below a minimum count are never returned.
///
/// A miss counts once a minute, so a burst from one caller is one. When there is no more room, the rarest
/// misses are dropped completely, as in *lossy counting*. A count may therefore be too low, but never too
/// high. *Space-saving* would let a new text inherit a count, and so publish a query of a single person.
#[derive(Debug)]
pub struct Counts {
    least: u64,
    times: HashMap<RecordedMiss, u64>,
    /// Misses counted within the current minute.
    lately: HashSet<RecordedMiss>,
}

impl Counts {
    /// Continues from counts written earlier.
    pub fn new(least: u64, written: impl IntoIterator<Item = Count>) -> Self {
        let mut counts = Self { least, times: HashMap::new(), lately: HashSet::new() };
        for Count { miss, times } in written {
            counts.add(miss, times);
        }
        counts
    }

    /// True if the miss would be counted now.
    pub fn is_due(&self, miss: &RecordedMiss) -> bool {
        self.lately.len() < MOST && !self.lately.contains(miss)
    }

    /// Counts a miss, unless it was already counted within this minute.
    pub fn count(&mut self, miss: RecordedMiss) {
        if self.is_due(&miss) {
            self.lately.insert(miss.clone());
            self.add(miss, 1);
        }
    }

    /// Starts the next minute.
    pub fn next_minute(&mut self) {
        self.lately.clear();
    }

    /// The misses that may be written, most frequent first.
    pub fn reportable(&self) -> Vec<Count> {
        let often = self.times.iter().filter(|(_, times)| **times >= self.least);
        let mut reportable: Vec<Count> =
            often.map(|(miss, times)| Count { miss: miss.clone(), times: *times }).collect();
        sort(&mut reportable);
        reportable
    }

    fn add(&mut self, miss: RecordedMiss, more: u64) {
        if self.times.len() >= MOST && !self.times.contains_key(&miss) {
            let rarest = self.times.values().copied().min().unwrap_or_default();
            if rarest >= self.least {
                return;
            }
            self.times.retain(|_, times| *times > rarest);
        }
        let times = self.times.entry(miss).or_default();
        *times = times.saturating_add(more);
    }
}

/// Sorts by descending count, then by text.
pub(super) fn sort(counts: &mut [Count]) {
    counts.sort_by(|one, other| other.times.cmp(&one.times).then_with(|| one.miss.cmp(&other.miss)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(least: u64, minutes: &[&[&str]]) -> Counts {
        let mut counts = Counts::new(least, []);
        for minute in minutes {
            minute.iter().for_each(|text| counts.count(RecordedMiss::new(*text)));
            counts.next_minute();
        }
        counts
    }

    fn reportable(counts: &Counts) -> Vec<(String, u64)> {
        counts.reportable().into_iter().map(|one| (one.miss.failed, one.times)).collect()
    }

    #[test]
    fn what_is_asked_too_seldom_is_not_kept() {
        assert_eq!(reportable(&counted(3, &[&["a", "b"], &["a"]])), []);
        let counts = counted(3, &[&["a", "b"], &["a"], &["b", "a"], &["a"]]);
        assert_eq!(reportable(&counts), [("a".to_owned(), 4)]);
    }

    #[test]
    fn a_burst_counts_once() {
        assert_eq!(reportable(&counted(2, &[&["a"; 100]])), []);
        assert_eq!(reportable(&counted(2, &[&["a"; 100], &["a"; 100]])), [("a".to_owned(), 2)]);
    }

    #[test]
    fn words_and_their_pairs_are_counted_apart() {
        let mut counts = Counts::new(1, []);
        for miss in
            [RecordedMiss::new("a"), RecordedMiss::replaced("a", "b"), RecordedMiss::replaced("a", "c")]
        {
            counts.count(miss);
        }
        assert_eq!(counts.reportable().len(), 3);
    }

    #[test]
    fn counts_go_on_from_what_was_written() {
        let written = [Count { miss: RecordedMiss::new("a"), times: 7 }];
        let mut counts = Counts::new(5, written);
        counts.count(RecordedMiss::new("a"));
        assert_eq!(reportable(&counts), [("a".to_owned(), 8)]);
    }

    #[test]
    fn when_it_is_full_the_rarest_go_and_no_count_grows() {
        let mut counts = Counts::new(3, []);
        for _ in 0..3 {
            counts.count(RecordedMiss::new("often"));
            counts.next_minute();
        }
        for at in 0..3 * MOST {
            counts.count(RecordedMiss::new(format!("once {at}")));
            counts.next_minute();
            assert!(counts.times.len() <= MOST);
        }
        assert_eq!(reportable(&counts), [("often".to_owned(), 3)]);
    }

    #[test]
    fn one_minute_is_bounded_too() {
        let mut counts = Counts::new(1, []);
        (0..2 * MOST).for_each(|at| counts.count(RecordedMiss::new(at.to_string())));
        assert_eq!((counts.lately.len(), counts.reportable().len()), (MOST, MOST));
        assert!(!counts.is_due(&RecordedMiss::new("new")));
        counts.next_minute();
        counts.count(RecordedMiss::new("new"));
        assert_eq!(
            counts.reportable().len(),
            MOST,
            "all of them may be written: there is no room for another"
        );
    }
}
