//! Removes words that were understood as filters from a query.

use crate::{Understood, lex::OR};
use shisaku_analysis::is_hiragana;

/// Particles that are removed with a filter. The longest comes first among those with the same beginning or
/// end.
const PARTICLES: [&str; 19] = [
    "の中から",
    "の中で",
    "のうち",
    "について",
    "に関する",
    "における",
    "の",
    "で",
    "が",
    "は",
    "を",
    "に",
    "と",
    "へ",
    "や",
    "も",
    "、",
    "，",
    "・",
];
/// Words that only seem to begin or end with a particle.
const WORDS: [&str; 4] = ["もの", "こと", "または", "又は"];

/// Marks that end a sentence.
const ENDS: [char; 3] = ['?', '？', '。'];

const BRACKETS: [(char, char); 2] = [('(', ')'), ('（', '）')];

impl Understood {
    /// Returns the query without these words and without the particles and operators that belong to them.
    /// 第2節の長期計画で実績なしの施策 without 実績なし is 第2節の長期計画の施策. Returns the query unchanged if it does not contain the
    /// words there.
    pub fn without(&self, text: &str) -> String {
        if text.get(self.range.clone()) != Some(&self.text) {
            return text.to_owned();
        }
        let (mut before, mut after) = (&text[..self.range.start], &text[self.range.end..]);
        for (open, close) in BRACKETS {
            if let (Some(outside), Some(behind)) = (before.strip_suffix(open), after.strip_prefix(close)) {
                (before, after) = (outside, behind);
            }
        }
        let apart = before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace);
        if before.is_empty() || before.ends_with(char::is_whitespace) {
            while let Some(rest) = without_particle(after, BEGINNING) {
                after = rest;
            }
        }
        // If two particles meet, the second one links to the following text and is kept.
        let ends = after.is_empty() || after.starts_with(char::is_whitespace) || after.starts_with(ENDS);
        if ends || without_particle(after, BEGINNING).is_some() {
            while let Some(rest) = without_particle(before, END) {
                before = rest;
            }
        }
        (before, after) = (before.trim_end(), after.trim_start());
        // One of the operators on both sides is removed with the words.
        if let Some(rest) = without_or(after, BEGINNING, str::trim_start) {
            after = rest;
        } else if let Some(rest) = without_or(before, END, str::trim_end) {
            before = rest;
        }
        let begins_a_word = after.starts_with(|c: char| c.is_alphanumeric() && !is_hiragana(c));
        let sticks = before.is_empty()
            || after.is_empty()
            || after.starts_with(ENDS)
            || !apart && (without_particle(before, END).is_some() || !begins_a_word);
        let gap = if sticks { "" } else { " " };
        let left = format!("{before}{gap}{after}");
        if left.contains(char::is_alphanumeric) { left } else { String::new() }
    }

    /// Returns the query without any of these words.
    pub fn without_all(understood: &[Self], text: &str) -> String {
        // Removing from last to first keeps the other ranges valid.
        let mut last_first: Vec<&Self> = understood.iter().collect();
        last_first.sort_by_key(|one| std::cmp::Reverse(one.range.start));
        last_first.into_iter().fold(text.to_owned(), |text, one| one.without(&text))
    }
}

/// Takes a text from one end of another.
type Strip = for<'t> fn(&'t str, &'static str) -> Option<&'t str>;

/// The two ends of a text.
const BEGINNING: Strip = |text, part| text.strip_prefix(part);
const END: Strip = |text, part| text.strip_suffix(part);

/// Returns the text without a particle at one end.
fn without_particle(text: &str, strip: Strip) -> Option<&str> {
    let is_word = WORDS.iter().any(|word| strip(text, word).is_some());
    PARTICLES.iter().find_map(|particle| strip(text, particle)).filter(|_| !is_word)
}

/// Returns the text without an operator at one end, which has lost the operand beyond it.
fn without_or(text: &str, strip: Strip, trim: fn(&str) -> &str) -> Option<&str> {
    OR.iter().find_map(|or| {
        let rest = strip(text, or)?;
        let apart = rest.is_empty() || trim(rest) != rest;
        (apart || !or.is_ascii()).then(|| trim(rest))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use super::*;

    fn understood(words: &str, text: &str) -> Understood {
        let at = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        let range = at..at + words.len();
        Understood {
            text: words.to_owned(),
            range,
            facet: "kind".to_owned(),
            values: Vec::new(),
            is_nearest: false,
        }
    }

    #[track_caller]
    fn check(text: &str, words: &str, left: &str) {
        assert_eq!(understood(words, text).without(text), left, "{text} without {words}");
    }

    #[test]
    fn what_is_left_still_reads_well() {
        let sentence = "第2節の長期計画で実績なしの施策を一覧";
        check(sentence, "第2節", "長期計画で実績なしの施策を一覧");
        check(sentence, "長期計画", "第2節で実績なしの施策を一覧");
        check(sentence, "実績なし", "第2節の長期計画の施策を一覧");
        check(sentence, "施策", "第2節の長期計画で実績なしを一覧");
        check("商店街で実績なしはありますか?", "実績なし", "商店街はありますか?");
        check("観光の長期計画", "長期計画", "観光");
        check("長期計画について観光の", "長期計画", "観光の");
        check("もの実績なし", "実績なし", "もの");
        check("実績なしのもの", "実績なし", "もの");
    }

    #[test]
    fn spaces_and_signs_are_tidied() {
        check("長期計画 実績なし", "長期計画", "実績なし");
        check("長期計画 実績なし", "実績なし", "長期計画");
        check("観光　長期計画　農業", "長期計画", "観光 農業");
        check("観光、長期計画、農業", "長期計画", "観光、農業");
        check("再掲長期計画施策", "長期計画", "再掲 施策");
        check("施策(実績なし)", "実績なし", "施策");
        check("\"観光\"の実績なし", "実績なし", "\"観光\"");
        check("観光 -農業 実績なし", "実績なし", "観光 -農業");
        check("実績なし -農業", "実績なし", "-農業");
        check("再掲は?", "再掲", "");
        check("再掲", "再掲", "");
    }

    #[test]
    fn an_operator_needs_both_its_sides() {
        check("観光 OR 実績なし", "実績なし", "観光");
        check("実績なし OR 観光", "実績なし", "観光");
        check("観光 OR 実績なし OR 農業", "実績なし", "観光 OR 農業");
        check("短期計画 OR 中期計画 観光", "中期計画", "短期計画 観光");
        check("短期計画 OR 中期計画 観光", "短期計画", "中期計画 観光");
        check("観光 短期計画 OR 中期計画", "短期計画", "観光 中期計画");
        check("観光または実績なし", "実績なし", "観光");
        check("実績なし ORANGE", "実績なし", "ORANGE");
    }

    #[test]
    fn all_can_be_taken_out_at_once() {
        let text = "第2節の長期計画で実績なしの観光";
        let all = ["実績なし", "第2節", "長期計画"].map(|words| understood(words, text));
        assert_eq!(Understood::without_all(&all, text), "観光");
    }

    #[test]
    fn words_that_do_not_stand_there_change_nothing() {
        let one = understood("実績なし", "観光の実績なし");
        for text in ["", "実績なし", "観光の実績あり", "観光ああ実績なし"] {
            assert_eq!(one.without(text), text);
        }
    }
}
