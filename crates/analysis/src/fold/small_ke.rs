//! Writes ヶ as か or が, as it is read: 数ヶ月 and 数カ月 to 数か月, 自由ヶ丘 and 自由ケ丘 to 自由が丘.
//!
//! ヶ is not ケ but a short form of 箇. Before a counter it is か, as is 箇 itself (箇月, 個所). Between
//! two parts of a name it is が, but after a number か (七ヶ宿). A full-size ケ between kanji is the same
//! sign, because no word has the sound ケ there. カ is changed only before a counter (アメリカ人 and シカ山
//! stay).

use crate::{is_hiragana, is_kanji};

/// Counters after か: か月, か所, か国, か年, か条, か村, か町, か店, か校, か社, か寺.
const UNITS: &str = "月所国年条村町店校社寺";

/// Counters after 箇 or 個. Other kanji form words with 個: 個店 and 個社 are single shops and firms.
const UNITS_OF_KANJI: &str = "月所国年条";

/// Numerals, and the prefixes that ask for a number.
const NUMBERS: &str = "〇一二三四五六七八九十百千数何幾";

/// Replaces ヶ and its variants in a word. `None` if nothing changes.
pub(super) fn fold(word: &str) -> Option<String> {
    if !word.contains(['ヶ', 'ケ', 'ヵ', 'カ', '箇', '個']) {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    let written: String = (0..letters.len())
        .map(|at| said(at.checked_sub(1).map(|before| letters[before]), letters[at], letters.get(at + 1)))
        .collect();
    (written != word).then_some(written)
}

/// The character as it is read between its neighbours.
fn said(before: Option<char>, letter: char, after: Option<&char>) -> char {
    let Some(&after) = after else { return letter };
    let counted = before.is_none_or(|before| NUMBERS.contains(before) || before.is_ascii_digit());
    match letter {
        'ヶ' | 'ケ' | 'ヵ' | 'カ' if counted && UNITS.contains(after) => 'か',
        '箇' | '個' if counted && UNITS_OF_KANJI.contains(after) => 'か',
        'ヶ' | 'ケ' => match before {
            Some(before) if !is_kanji(after) || !(is_kanji(before) || is_hiragana(before)) => letter,
            // 三ヶ日 (みっかび) is a place, 三が日 a holiday.
            Some(_) if counted => 'か',
            Some(_) => 'が',
            None => letter,
        },
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{check, keeps_its_promises, words_of};
    use super::fold;

    #[test]
    fn what_is_counted() {
        check(
            fold,
            &[
                ("ヶ月", "か月"),
                ("ヵ所", "か所"),
                ("カ国", "か国"),
                ("箇月", "か月"),
                ("個所", "か所"),
                ("数カ月", "数か月"),
                ("一ヶ所", "一か所"),
            ],
        );
    }

    #[test]
    fn names() {
        check(
            fold,
            &[
                ("自由ヶ丘", "自由が丘"),
                ("霞ケ関", "霞が関"),
                ("ひばりヶ丘", "ひばりが丘"),
                ("七ヶ宿", "七か宿"),
                ("三ケ日", "三か日"),
            ],
        );
    }

    #[test]
    fn what_is_none_of_them() {
        let kept = [
            "か月",
            "自由が丘",
            "三が日",
            "個店",
            "個人",
            "個性",
            "アメリカ人",
            "カ氏",
            "ケーキ",
            "ヤケ糞",
            "タケ子",
            "ヶ",
            "別個",
        ];
        check(fold, &kept.map(|word| (word, word)));
    }

    proptest! {
        #[test]
        fn promises(word in words_of("ヶケヵカ箇個月所店数一丘自あア")) {
            keeps_its_promises(fold, &word)?;
        }
    }
}
