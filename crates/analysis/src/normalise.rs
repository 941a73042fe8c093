//! Normalisation: NFKC and lower case, with a map from each byte to the written text.
//!
//! - ＩＳＯ, ISO and iso become equal, as do ﾊﾞﾘｱ and バリア, or ㈱ and (株).
//! - Characters that compose are one unit: ﾊ and ﾞ, か and a combining ゛, the parts of a Hangul syllable.
//! - う゛ is composed too. NFKC alone would turn its spacing mark into a space.
//! - A unit maps to all of the written text that it comes from, so that a highlight of 株 marks ㈱.
//! - Invisible characters are dropped and belong to the character before them: zero-width spaces, variation
//!   selectors.
//!
//! The step [`super::variants`] (old forms of kanji) runs in the same pass, character by character.
//! Spellings (取組み, 取り組み) and kana (さーびす) are not folded here: they become alternatives of a
//! query.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::variants::modern;

/// A normalised text that maps back to the written text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    text: String,
    /// Where each unit begins in the normalised and in the written text, and the ends of both.
    units: Vec<(usize, usize)>,
}

impl Normalised {
    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte range of the written text for a range of the normalised text, on character boundaries.
    ///
    /// A unit that `range` touches is included as a whole, with the invisible characters after it.
    pub fn written(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.units.partition_point(|&(normalised, _)| normalised <= range.start) - 1;
        let next = self.units.partition_point(|&(normalised, _)| normalised < range.end);
        self.units[first].1..self.units[next].1
    }
}

/// Normalises a text. Idempotent.
pub fn normalise(written: &str) -> Normalised {
    let mut text = String::with_capacity(written.len());
    let mut units = Vec::with_capacity(written.len() / 2);
    let mut rest = written.char_indices().filter(|&(_, c)| !is_unseen(c)).peekable();
    while let Some((at, first)) = rest.next() {
        units.push((text.len(), at));
        let alone = rest.peek().is_none_or(|&(_, next)| begins_unit(voicing(first, next)));
        if let Some(letter) = simple(first).filter(|_| alone) {
            text.push(letter);
            continue;
        }
        let mut unit = String::from(first);
        let mut last = first;
        while let Some((_, next)) = rest.next_if(|&(_, next)| !begins_unit(voicing(last, next))) {
            last = voicing(last, next);
            unit.push(last);
        }
        // Lower case can compose where upper case cannot (J and a caron), so NFKC runs again.
        text.extend(unit.nfkc().flat_map(char::to_lowercase).collect::<String>().nfkc().map(modern));
    }
    units.push((text.len(), written.len()));
    Normalised { text, units }
}

/// The normalised form of a character on its own, if it is known without the Unicode tables.
fn simple(c: char) -> Option<char> {
    match c {
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).map(|narrow| narrow.to_ascii_lowercase()),
        _ => is_settled(c).then(|| modern(c)),
    }
}

/// True for the most common characters of Japanese text, which neither change nor compose.
fn is_settled(c: char) -> bool {
    matches!(c, ' '..='@' | '['..='~' | '、'..='〜' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '\u{4E00}'..='\u{9FFF}')
}

/// Replaces a spacing voicing mark (゛, ゜) by the combining one if the kana before it can take it. Other
/// characters are returned unchanged.
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

/// True if no character before `c` can compose with it.
fn begins_unit(c: char) -> bool {
    if is_settled(c) || matches!(c, 'A'..='Z' | '！'..='～') {
        return true;
    }
    let mut first = None;
    decompose_compatible(c, |part| _ = first.get_or_insert(part));
    let first = first.unwrap_or(c);
    canonical_combining_class(first) == 0 && is_nfkc_quick(std::iter::once(first)) != IsNormalized::Maybe
}

/// True for zero-width characters, soft hyphens and variation selectors.
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
