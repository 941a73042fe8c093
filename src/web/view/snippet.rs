//! Cuts long texts of a hit to a snippet around the match.

use std::ops::Range;

use crate::web::marked::marked;
use shisaku_search::highlight::within;

/// Maximum length of a text shown whole, and length of a snippet, both in characters.
const WHOLE: usize = 90;
const PIECE: usize = 72;
/// Number of characters before the first match that are searched for the start of a clause.
const BEFORE: usize = 30;

/// Returns the snippet around the first match, or the beginning of the text. The result is HTML with the
/// ranges marked. `…` stands for omitted text.
pub(super) fn snippet(text: &str, ranges: &[Range<usize>]) -> String {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    if letters.len() <= WHOLE {
        return marked(text, ranges);
    }
    let first = ranges.first().map_or(0, |range| letters.partition_point(|(at, _)| *at < range.start));
    let from = beginning(&letters, first);
    let byte = |letter: usize| letters.get(letter).map_or(text.len(), |(at, _)| *at);
    let piece = byte(from)..byte(from + PIECE);
    let (before, after) = (if from > 0 { "…" } else { "" }, if piece.end < text.len() { "…" } else { "" });
    format!("{before}{}{after}", marked(&text[piece.clone()], &within(ranges, &piece)))
}

/// Returns the start of the snippet, so that it contains the clause with the match.
fn beginning(letters: &[(usize, char)], first: usize) -> usize {
    if first <= PIECE / 2 {
        return 0;
    }
    let clause = letters[first - BEFORE..first].iter().rposition(|(_, c)| ['。', '、'].contains(c));
    clause.map_or(first - BEFORE / 2, |at| first - BEFORE + at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use shisaku_search::highlight::pieces;

    /// Builds a text and its ranges from pairs of plain and marked text.
    fn text(parts: &[(&str, &str)]) -> (String, Vec<Range<usize>>) {
        let (mut text, mut ranges) = (String::new(), Vec::new());
        for (plain, met) in parts {
            text.push_str(plain);
            ranges.extend((!met.is_empty()).then(|| text.len()..text.len() + met.len()));
            text.push_str(met);
        }
        (text, ranges)
    }

    #[test]
    fn a_short_text_stands_whole() {
        let (text, ranges) = text(&[("商店街の", "支援")]);
        assert_eq!(snippet(&text, &ranges), "商店街の<mark>支援</mark>");
    }

    #[test]
    fn a_long_text_is_cut_to_the_clause_of_its_first_match() {
        let before = format!("{}。商店街の", "あ".repeat(100));
        let (text, ranges) = text(&[(&before, "支援"), (&format!("を行う{}", "い".repeat(200)), "")]);
        let cut = snippet(&text, &ranges);
        assert!(cut.starts_with("…商店街の<mark>支援</mark>を行ういい") && cut.ends_with("い…"), "{cut}");
    }

    #[test]
    fn a_long_text_without_a_match_is_its_beginning() {
        assert_eq!(snippet(&"あ".repeat(300), &[]), format!("{}…", "あ".repeat(PIECE)));
    }

    proptest! {
        #[test]
        fn a_piece_is_a_part_of_the_text_with_whole_marks(
            parts in prop::collection::vec(("[あ-お。、]{0,60}", "[か-こ]{1,9}|<|&"), 0..8),
        ) {
            let parts: Vec<_> = parts.iter().map(|(plain, met)| (&**plain, &**met)).collect();
            let (text, ranges) = text(&parts);
            let cut = snippet(&text, &ranges);
            let plain = |html: &str| html.replace("<mark>", "").replace("</mark>", "").replace('…', "");
            prop_assert!(plain(&marked(&text, &ranges)).contains(&plain(&cut)));
            prop_assert_eq!(cut.matches("<mark>").count(), cut.matches("</mark>").count());
            prop_assert_eq!(cut.contains("<mark>"), pieces(&text, &ranges).iter().any(|(_, is_met)| *is_met));
        }
    }
}
