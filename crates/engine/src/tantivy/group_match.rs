//! Matching the query tree: the document lists of its clauses, combined group by group.

use itertools::Either;
use tantivy::DocId;

use shisaku_query::{Group, MinimumMatch, Node, share, weight_of_any};

/// Density threshold. Lists are merged in a table of all documents if their total length exceeds one `MANY`th of
/// the number of documents. Shorter lists are merged with each other.
const MANY: usize = 16;

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
    /// Documents of a segment, each with the weight it covers.
    fn iter(
        &self,
        segment: usize,
    ) -> impl DoubleEndedIterator<Item = (DocId, u64)> + ExactSizeIterator<Item = (DocId, u64)> {
        match &self.lists {
            Lists::Clause(lists) => Either::Left(lists[segment].iter().map(|&(doc, _)| (doc, self.weight))),
            Lists::Group(lists) => Either::Right(lists[segment].iter().copied()),
        }
    }

    /// Documents of a segment, without weights.
    pub(super) fn documents(&self, segment: usize) -> Vec<DocId> {
        self.iter(segment).map(|(doc, _)| doc).collect()
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
        (part.weight, *need == MinimumMatch::Any && (0..segments).any(|segment| part.iter(segment).len() > 0))
    });
    let weight = match need {
        MinimumMatch::Any => weight_of_any(weights),
        MinimumMatch::All | MinimumMatch::Share { .. } => weights.map(|(weight, _)| weight).sum(),
    };
    let together = |segment| match need {
        MinimumMatch::All => all(&parts, segment),
        // The best share that a document covers of any part.
        MinimumMatch::Any => {
            any(&parts, segment, |part, covered| share(covered, part.weight, weight), u64::max)
        }
        MinimumMatch::Share { .. } => {
            any(&parts, segment, |_, covered| covered, |before, more| before + more)
        }
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
    by_count.sort_by_key(|part| part.iter(segment).len());
    let Some((fewest, others)) = by_count.split_first() else { return List::new() };
    others.iter().fold(fewest.iter(segment).collect(), |both, other| {
        intersection(both, other.iter(segment), |covered, more| covered + more)
    })
}

/// Documents that match at least one part. `of_part` yields the weight that a match of a part counts for, `both`
/// combines the weights of several parts.
fn any<'l>(
    parts: &[Matches<'l>],
    segment: usize,
    of_part: impl Fn(&Matches<'l>, u64) -> u64,
    both: impl Fn(u64, u64) -> u64,
) -> List<u64> {
    let of_part = &of_part;
    let lists =
        parts.iter().map(|part| part.iter(segment).map(move |(doc, covered)| (doc, of_part(part, covered))));
    let last =
        parts.iter().filter_map(|part| part.iter(segment).next_back()).map(|(doc, _)| doc as usize + 1);
    let documents = last.max().unwrap_or_default();
    // Weights may be 0, so another number marks a missing document.
    merged(lists.collect(), documents, u64::MAX, |before, more| match before {
        u64::MAX => more,
        before => both(before, more),
    })
}

/// Documents of any list. All are below `documents`. `both` combines the numbers of documents in several lists, and
/// returns the other number unchanged if the first is `none`.
pub(super) fn merged<T: Copy + PartialEq, L: ExactSizeIterator<Item = (DocId, T)>>(
    lists: Vec<L>,
    documents: usize,
    none: T,
    both: impl Fn(T, T) -> T,
) -> List<T> {
    let count: usize = lists.iter().map(L::len).sum();
    if lists.len() > 1 && count > documents / MANY {
        let mut table = vec![none; documents];
        lists.into_iter().flatten().for_each(|(doc, number)| {
            let merged = &mut table[doc as usize];
            *merged = both(*merged, number);
        });
        let mut met = List::with_capacity(count);
        met.extend((0..).zip(table).filter(|(_, number)| *number != none));
        return met;
    }
    let lists = lists.into_iter().map(L::collect::<List<T>>);
    lists.reduce(|before, list| union(&before, &list, &both)).unwrap_or_default()
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
    mut one: List<T>,
    other: impl Iterator<Item = (DocId, T)>,
    both: impl Fn(T, T) -> T,
) -> List<T> {
    let mut rest = other.peekable();
    one.retain_mut(|(doc, value)| {
        while rest.next_if(|(other, _)| other < doc).is_some() {}
        let found = rest.next_if(|(other, _)| other == doc);
        found.is_some_and(|(_, other)| {
            *value = both(*value, other);
            true
        })
    });
    one
}
