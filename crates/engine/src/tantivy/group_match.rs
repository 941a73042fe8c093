//! Matching the query tree: the document lists of its clauses, combined group by group.

use tantivy::DocId;

use shisaku_query::{Group, MinimumMatch, Node, share, weight_of_any};

/// Density threshold: lists that hold more than one in `MANY` documents are merged in a table of all documents
/// instead of list by list.
pub(super) const MANY: usize = 16;

/// Documents in ascending order, each with a number: a score or a covered weight.
pub(super) type List<T> = Vec<(DocId, T)>;

/// Documents that match a node of the query tree.
pub(super) struct Matches<'l> {
    lists: Lists<'l>,
    /// Weight of the node.
    weight: u64,
}

/// Matching documents of each segment.
enum Lists<'l> {
    /// For a clause: each document covers its full weight.
    Clause(&'l [List<f32>]),
    /// For a group: each document with the weight it covers.
    Group(Vec<List<u64>>),
}

impl Matches<'_> {
    fn count(&self, segment: usize) -> usize {
        match &self.lists {
            Lists::Clause(lists) => lists[segment].len(),
            Lists::Group(lists) => lists[segment].len(),
        }
    }

    /// Calls `show` with each document of a segment and the weight it covers.
    fn visit(&self, segment: usize, mut show: impl FnMut(DocId, u64)) {
        match &self.lists {
            Lists::Clause(lists) => lists[segment].iter().for_each(|&(doc, _)| show(doc, self.weight)),
            Lists::Group(lists) => lists[segment].iter().for_each(|&(doc, covered)| show(doc, covered)),
        }
    }

    fn list(&self, segment: usize) -> List<u64> {
        let mut list = List::with_capacity(self.count(segment));
        self.visit(segment, |doc, covered| list.push((doc, covered)));
        list
    }

    /// Returns the documents of each segment, without weights.
    pub(super) fn documents(&self) -> Vec<Vec<DocId>> {
        let segments = match &self.lists {
            Lists::Clause(lists) => lists.len(),
            Lists::Group(lists) => lists.len(),
        };
        let of_segment = |segment| {
            let mut documents = Vec::with_capacity(self.count(segment));
            self.visit(segment, |doc, _| documents.push(doc));
            documents
        };
        (0..segments).map(of_segment).collect()
    }
}

/// Matches a node in each segment. `leaves` yields, clause by clause in order, the documents of each segment and
/// the weight of the clause.
pub(super) fn match_group<'l>(
    part: &Node,
    segments: usize,
    leaves: &mut impl Iterator<Item = (&'l [List<f32>], u64)>,
) -> Matches<'l> {
    let Group { minimum: need, parts } = match part {
        Node::Clause(_) => {
            let (lists, weight) = leaves.next().unwrap_or_default();
            return Matches { lists: Lists::Clause(lists), weight };
        }
        Node::Group(group) => group,
    };
    let parts: Vec<Matches<'l>> = parts.iter().map(|part| match_group(part, segments, leaves)).collect();
    let weights = parts.iter().map(|part| {
        (part.weight, *need == MinimumMatch::Any && (0..segments).any(|segment| part.count(segment) > 0))
    });
    let weight = match need {
        MinimumMatch::Any => weight_of_any(weights),
        MinimumMatch::All | MinimumMatch::Share { .. } => weights.map(|(weight, _)| weight).sum(),
    };
    let together = |segment| match need {
        MinimumMatch::All => all(&parts, segment),
        MinimumMatch::Any => best(&parts, weight, segment),
        MinimumMatch::Share { .. } => any(&parts, segment),
    };
    let mut covered: Vec<List<u64>> = (0..segments).map(together).collect();
    if let MinimumMatch::Share { of_all, of_best } = need {
        let best = covered.iter().flatten().map(|&(_, covered)| covered).max().unwrap_or_default();
        for list in &mut covered {
            list.retain(|&(_, covered)| covered * 100 >= of_all * weight && covered * 100 >= of_best * best);
        }
    }
    Matches { lists: Lists::Group(covered), weight }
}

/// Documents that match every part.
fn all(parts: &[Matches<'_>], segment: usize) -> List<u64> {
    let mut by_count: Vec<&Matches<'_>> = parts.iter().collect();
    by_count.sort_by_key(|part| part.count(segment));
    let Some((fewest, others)) = by_count.split_first() else { return List::new() };
    let mut both = fewest.list(segment);
    for other in others {
        let (mut kept, mut at) = (0, 0);
        other.visit(segment, |doc, more| {
            while both.get(at).is_some_and(|(before, _)| *before < doc) {
                at += 1;
            }
            if let Some(&(before, covered)) = both.get(at)
                && before == doc
            {
                both[kept] = (doc, covered + more);
                kept += 1;
                at += 1;
            }
        });
        both.truncate(kept);
    }
    both
}

/// Documents that match at least one part.
fn any(parts: &[Matches<'_>], segment: usize) -> List<u64> {
    let count: usize = parts.iter().map(|part| part.count(segment)).sum();
    let mut last = 0;
    for part in parts {
        part.visit(segment, |doc, _| last = last.max(doc as usize));
    }
    if parts.len() > 1 && count > last / MANY {
        // Weights may be 0, so a missing document is `None`.
        let mut table = vec![None; last + 1];
        for part in parts {
            part.visit(segment, |doc, more| {
                let covered = &mut table[doc as usize];
                *covered = Some(covered.unwrap_or(0) + more);
            });
        }
        let mut met = List::with_capacity(count);
        met.extend((0..).zip(table).filter_map(|(doc, covered)| Some((doc, covered?))));
        return met;
    }
    let lists = parts.iter().map(|part| part.list(segment));
    lists.reduce(|before, list| union(&before, &list, |a, b| a + b)).unwrap_or_default()
}

/// Documents that match at least one part, with the best share that they cover of any part.
fn best(parts: &[Matches<'_>], weight: u64, segment: usize) -> List<u64> {
    let lists = parts.iter().map(|part| {
        let mut list = part.list(segment);
        list.iter_mut().for_each(|(_, covered)| *covered = share(*covered, part.weight, weight));
        list
    });
    lists.reduce(|before, list| union(&before, &list, u64::max)).unwrap_or_default()
}

/// Documents of either list. `both` combines the numbers of documents in both lists.
pub(super) fn union<T: Copy>(one: &[(DocId, T)], other: &[(DocId, T)], both: impl Fn(T, T) -> T) -> List<T> {
    let mut all = List::with_capacity(one.len() + other.len());
    let (mut a, mut b) = (0, 0);
    while a < one.len() && b < other.len() {
        let ((doc, value), (other_doc, other_value)) = (one[a], other[b]);
        a += usize::from(doc <= other_doc);
        b += usize::from(other_doc <= doc);
        all.push(match doc.cmp(&other_doc) {
            std::cmp::Ordering::Less => (doc, value),
            std::cmp::Ordering::Greater => (other_doc, other_value),
            std::cmp::Ordering::Equal => (doc, both(value, other_value)),
        });
    }
    all.extend_from_slice(&one[a..]);
    all.extend_from_slice(&other[b..]);
    all
}

/// Documents of both lists. `both` combines their numbers.
pub(super) fn intersection<T: Copy>(
    one: &[(DocId, T)],
    other: &[(DocId, T)],
    both: impl Fn(T, T) -> T,
) -> List<T> {
    let mut rest = other.iter().peekable();
    let of_both = |&(doc, value): &(DocId, T)| {
        while rest.next_if(|(other, _)| *other < doc).is_some() {}
        rest.next_if(|(other, _)| *other == doc).map(|&(_, other)| (doc, both(value, other)))
    };
    one.iter().filter_map(of_both).collect()
}
