//! NFKC and lower case, with the way back from each byte to the text as written.
//!
//! ＩＳＯ, ISO and iso, ﾊﾞﾘｱ and バリア, ㈱ and (株) become one. What composes is taken together (ﾊ and ﾞ, か and a
//! combining ゛, the parts of a Hangul syllable), う゛ too, whose mark stands by itself and would become a
//! space by NFKC. What grows maps to the whole of what was written, so
//! that a mark around 株 marks ㈱. Characters that are not seen (zero width spaces, the selectors that
//! choose a glyph of a kanji) are dropped and belong to the character before them.
//!
//! The step [`super::variants`] (old forms of kanji) is carried out in the same walk, character by character.
//! It does not fold spellings (取組み, 取り組み) or kana (さーびす): those are alternatives of a query.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::{Step, variants::modern};

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "nfkc-lower", version: 2 };

/// A normalised text that knows where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    text: String,
    written_length: usize,
    /// What the text is made of, in order.
    runs: Vec<Run>,
}

/// A stretch of text and where it begins. Most texts are one such stretch from beginning to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    normalised: usize,
    written: usize,
    /// Whether it is one unit (what was normalised as one), taken whole; character by character otherwise,
    /// each as long as it was written.
    whole: bool,
}

impl Normalised {
    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the written text that `range` of the normalised text comes from, on character
    /// borders; units that `range` only touches are taken whole. An empty range gives an empty one.
    pub fn written(&self, range: &Range<usize>) -> Range<usize> {
        if let [Run { written: 0, whole: false, .. }] = self.runs.as_slice() {
            // What is not seen may stand behind the last character.
            let end =
                if range.end < self.text.len() || range.is_empty() { range.end } else { self.written_length };
            return range.start..end;
        }
        let at_or_before = |at: usize| match self.runs.len() {
            0 | 1 => 0,
            _ => self.runs.partition_point(|run| run.normalised <= at).saturating_sub(1),
        };
        let Some(first) = self.runs.get(at_or_before(range.start)) else { return 0..0 };
        let start = first.written + if first.whole { 0 } else { range.start - first.normalised };
        if range.is_empty() {
            return start..start;
        }
        let last = at_or_before(range.end - 1);
        let (next, next_written) = match self.runs.get(last + 1) {
            Some(next) => (next.normalised, next.written),
            None => (self.text.len(), self.written_length),
        };
        // The last character of a run takes with it what is not seen after it.
        let last = self.runs[last];
        let inside = !last.whole && range.end < next;
        start..if inside { last.written + range.end - last.normalised } else { next_written }
    }
}

/// Normalises a text. Idempotent: a normalised text normalises to itself.
pub fn normalise(written: &str) -> Normalised {
    // Most texts only change in the case of their Latin letters.
    if written.chars().all(|c| c.is_ascii_uppercase() || is_settled(c) && modern(c) == c) {
        let whole = Run { normalised: 0, written: 0, whole: false };
        let runs = if written.is_empty() { Vec::new() } else { vec![whole] };
        return Normalised { text: written.to_ascii_lowercase(), written_length: written.len(), runs };
    }
    let mut text = String::with_capacity(written.len());
    let mut runs: Vec<Run> = Vec::new();
    let mut rest = written.char_indices().filter(|&(_, c)| !is_unseen(c)).peekable();
    let mut unit = String::new();
    while let Some((at, first)) = rest.next() {
        let normalised = text.len();
        let alone = rest.peek().is_none_or(|&(_, next)| begins_unit(voicing(first, next)));
        if let Some(letter) = simple(first).filter(|_| alone) {
            text.push(letter);
            let same = letter.len_utf8() == first.len_utf8();
            let goes_on = |run: &Run| !run.whole && at - run.written == normalised - run.normalised;
            if !(same && runs.last().is_some_and(goes_on)) {
                runs.push(Run { normalised, written: at, whole: !same });
            }
            continue;
        }
        runs.push(Run { normalised, written: at, whole: true });
        unit.clear();
        unit.push(first);
        let mut last = first;
        while let Some((_, next)) = rest.next_if(|&(_, next)| !begins_unit(voicing(last, next))) {
            last = voicing(last, next);
            unit.push(last);
        }
        // Lower case can compose what upper case cannot (J and a caron): NFKC has the last word.
        text.extend(unit.nfkc().flat_map(char::to_lowercase).collect::<String>().nfkc().map(modern));
    }
    Normalised { text, written_length: written.len(), runs }
}

/// What a character becomes that stands alone, where that is plain without a look into Unicode's tables.
fn simple(c: char) -> Option<char> {
    match c {
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).map(|narrow| narrow.to_ascii_lowercase()),
        _ => is_settled(c).then(|| modern(c)),
    }
}

/// Characters that most Japanese text consists of, which neither change nor compose.
fn is_settled(c: char) -> bool {
    matches!(c, ' '..='@' | '['..='~' | '、'..='〜' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '\u{4E00}'..='\u{9FFF}')
}

/// `c`, or where it is a voicing mark of its own (゛, ゜) behind a kana that can have it, the one that combines.
fn voicing(before: char, c: char) -> char {
    let combining = match c {
        '゛' => '\u{3099}',
        '゜' => '\u{309A}',
        _ => return c,
    };
    let mut kana = before;
    decompose_compatible(before, |part| kana = part);
    if compose(kana, combining).is_some() { combining } else { c }
}

/// Whether nothing before `c` can compose with it.
fn begins_unit(c: char) -> bool {
    if is_settled(c) || matches!(c, 'A'..='Z' | '！'..='～') {
        return true;
    }
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    let first = first.unwrap_or(c);
    canonical_combining_class(first) == 0 && is_nfkc_quick(std::iter::once(first)) != IsNormalized::Maybe
}

/// Zero width characters, soft hyphens, and the selectors of glyph variants.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        assert_eq!(normalise(written).text(), expected, "{written}");
    }

    #[test]
    fn one_form_for_every_width_and_case() {
        check("ＩＳＯ", "iso");
        check("ﾊﾞﾘｱﾌﾘｰ ﾊﾟｿｺﾝ", "バリアフリー パソコン");
        check("か\u{3099}くしゅう", "がくしゅう");
        check("う゛ぁ ウ゛ァ ｳ゛ァ ハ゜ン ゝ゛", "ゔぁ ヴァ ヴァ パン ゞ");
        check("が゛ あ゜ ゛", "が \u{3099} あ \u{309A}  \u{3099}");
        check("㈱ ① ㎡ ㍿ ℡", "(株) 1 m2 株式会社 tel");
        check("J\u{30C} İ ẞ", "\u{1F0} i\u{307} ß");
        check("\u{1112}\u{1161}\u{11AB}", "한");
        check("葛\u{E0100}飾\u{200B}区", "葛飾区");
        check("", "");
    }

    #[test]
    fn the_way_back_takes_what_was_written_whole() {
        let written = "a㈱ﾊﾞ葛\u{E0100}飾";
        let normalised = normalise(written);
        assert_eq!(normalised.text(), "a(株)バ葛飾");
        let back = |part: &str| {
            let at = normalised.text().find(part).map(|at| normalised.written(&(at..at + part.len())));
            at.map(|range| &written[range])
        };
        assert_eq!(back("a"), Some("a"));
        assert_eq!(back("株"), Some("㈱"));
        assert_eq!(back(")バ"), Some("㈱ﾊﾞ"));
        assert_eq!(back("葛"), Some("葛\u{E0100}"));
        assert_eq!(back("飾"), Some("飾"));
    }

    proptest! {
        #[test]
        fn is_idempotent(text in any_text()) {
            let once = normalise(&text);
            let twice = normalise(once.text());
            prop_assert_eq!(twice.text(), once.text());
        }

        #[test]
        fn equals_nfkc_lower_nfkc_of_the_whole(text in any_text()) {
            let seen = text.chars().filter(|&c| !is_unseen(c));
            let voiced = seen.scan(' ', |last, c| { *last = voicing(*last, c); Some(*last) });
            let seen: String = voiced.collect();
            let lower: String = seen.nfkc().flat_map(char::to_lowercase).collect();
            prop_assert_eq!(normalise(&text).text().to_owned(), lower.nfkc().map(modern).collect::<String>());
        }

        #[test]
        fn every_character_leads_back_to_a_stretch_that_gives_it(text in any_text()) {
            let normalised = normalise(&text);
            let mut last = 0..0;
            for (at, c) in normalised.text().char_indices() {
                let range = normalised.written(&(at..at + c.len_utf8()));
                prop_assert!(text.get(range.clone()).is_some_and(|written| !written.is_empty()));
                prop_assert!(range.start >= last.start && range.end >= last.end);
                let again = normalise(&text[range.clone()]);
                prop_assert!(again.text().contains(c), "{:?} from {:?}", c, &text[range]);
                last = range;
            }
        }
    }
}
