//! Which documents meet a query's tree: lists of its clauses' documents, put together group by group.

use tantivy::DocId;

use crate::query::{Group, Need, Part};

/// Documents in order, each with a figure.
pub(super) type List<T> = Vec<(DocId, T)>;

/// The documents of each segment that meet a part, each with how much of its weight they cover, and that
/// weight. `leaves` gives each segment's documents and the weight of each clause in order.
pub(super) fn judge<'l>(
    part: &Part,
    segments: usize,
    leaves: &mut impl Iterator<Item = (&'l [List<f32>], u64)>,
) -> (Vec<List<u64>>, u64) {
    let Group { need, parts } = match part {
        Part::Clause(_) => {
            let (lists, weight) = leaves.next().unwrap_or_default();
            let covering = |list: &List<f32>| list.iter().map(|&(doc, _)| (doc, weight)).collect();
            return (lists.iter().map(covering).collect(), weight);
        }
        Part::Group(group) => group,
    };
    let mut covered: Option<Vec<List<u64>>> = None;
    let mut total = 0;
    for part in parts {
        let (lists, weight) = judge(part, segments, leaves);
        total += weight;
        let together = |(before, list): (&List<u64>, &List<u64>)| match need {
            Need::All => intersection(before, list),
            Need::Any | Need::Share { .. } => union(before, list, |a, b| a + b),
        };
        covered = Some(match covered {
            None => lists,
            Some(before) => before.iter().zip(&lists).map(together).collect(),
        });
    }
    let mut covered = covered.unwrap_or_else(|| vec![List::new(); segments]);
    if let Need::Share { of_all, of_best } = need {
        let best = covered.iter().flatten().map(|&(_, covered)| covered).max().unwrap_or_default();
        for list in &mut covered {
            list.retain(|&(_, covered)| covered * 100 >= of_all * total && covered * 100 >= of_best * best);
        }
    }
    (covered, total)
}

/// Documents of either list; `both` says what those of both have.
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

fn intersection(one: &[(DocId, u64)], other: &[(DocId, u64)]) -> List<u64> {
    let mut rest = other.iter().peekable();
    let both = one.iter().filter_map(|&(doc, covered)| {
        while rest.next_if(|(other, _)| *other < doc).is_some() {}
        rest.peek().filter(|(other, _)| *other == doc).map(|(_, more)| (doc, covered + more))
    });
    both.collect()
}
