//! Matched places as byte ranges of an entry's texts, and texts split at these ranges.

use std::{collections::BTreeMap, ops::Range};

use super::Match;
use shisaku_model::Field;

/// Matched byte ranges of an entry's texts. The ranges of a text are sorted, end on character boundaries, and
/// never touch each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlights(BTreeMap<(Field, usize), Vec<Range<usize>>>);

impl Highlights {
    /// Collects the ranges of matches. Ranges that overlap or touch are merged.
    pub fn new(matches: &[Match]) -> Self {
        let mut texts: BTreeMap<_, Vec<Range<usize>>> = BTreeMap::new();
        for one in matches.iter().filter(|one| !one.range.is_empty()) {
            texts.entry((one.field, one.index)).or_default().push(one.range.clone());
        }
        for ranges in texts.values_mut() {
            ranges.sort_by_key(|range| range.start);
            ranges.dedup_by(|next, range| {
                let touch = next.start <= range.end;
                range.end = if touch { range.end.max(next.end) } else { range.end };
                touch
            });
        }
        Self(texts)
    }

    /// Returns the ranges in one text of a field. `index` counts the field's texts from 0.
    pub fn of(&self, field: Field, index: usize) -> &[Range<usize>] {
        self.0.get(&(field, index)).map_or(&[], Vec::as_slice)
    }
}

/// Splits a text at sorted ranges. Each piece has a flag that is true if the piece is marked. A range is
/// skipped if it splits a character or begins before the previous range ends.
pub fn pieces<'t>(text: &'t str, ranges: &[Range<usize>]) -> Vec<(&'t str, bool)> {
    let mut done = 0;
    let mut pieces = Vec::with_capacity(2 * ranges.len() + 1);
    for range in ranges {
        if let (Some(before), Some(marked)) = (text.get(done..range.start), text.get(range.clone())) {
            pieces.extend([(before, false), (marked, true)]);
            done = range.end;
        }
    }
    pieces.push((&text[done..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// Converts ranges of a text to ranges of a piece of it. Parts outside the piece are cut off.
pub fn within(ranges: &[Range<usize>], piece: &Range<usize>) -> Vec<Range<usize>> {
    let inside = ranges.iter().map(|range| range.start.max(piece.start)..range.end.min(piece.end));
    let inside = inside.filter(|range| range.start < range.end);
    inside.map(|range| range.start - piece.start..range.end - piece.start).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init, reason = "one range is meant")]

    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;
    use shisaku_query::MatchKind;

    fn ranges(all: &[Range<usize>]) -> Vec<Range<usize>> {
        let one = |range: &Range<usize>| Match {
            field: Field::Body,
            index: 1,
            range: range.clone(),
            clause: 0,
            term: String::new(),
            as_: MatchKind::Exact,
        };
        let highlights = Highlights::new(&all.iter().map(one).collect::<Vec<_>>());
        assert!(highlights.of(Field::Body, 0).is_empty() && highlights.of(Field::Title, 1).is_empty());
        highlights.of(Field::Body, 1).to_vec()
    }

    #[test]
    fn what_overlaps_or_touches_becomes_one() {
        assert_eq!(ranges(&[6..12, 0..9, 12..15, 18..21, 3..3]), [0..15, 18..21]);
        assert_eq!(ranges(&[0..9, 3..6]), [0..9]);
    }

    #[test]
    fn a_text_is_split_where_marks_begin_and_end() {
        let text = "商店街の支援";
        assert_eq!(pieces(text, &[0..9, 12..18]), [("商店街", true), ("の", false), ("支援", true)]);
        assert_eq!(
            pieces(text, &[1..3, 3..6, 0..3, 9..99]),
            [("商", false), ("店", true), ("街の支援", false)]
        );
        assert!(pieces("", &[]).is_empty());
        assert_eq!(within(&[0..9, 12..18], &(6..15)), [0..3, 6..9]);
        assert!(within(&[0..9], &(9..15)).is_empty());
    }

    proptest! {
        #[test]
        fn pieces_together_are_the_text(
            text in any_text(),
            ends in prop::collection::vec((0..40usize, 0..40usize), 0..6),
        ) {
            let all: Vec<_> = ends.into_iter().map(|(start, end)| start..end).collect();
            for ranges in [ranges(&all), all] {
                let pieces = pieces(&text, &ranges);
                prop_assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), text.as_str());
                prop_assert!(pieces.iter().all(|(piece, _)| !piece.is_empty()));
            }
        }
    }
}
