//! Replaces iteration marks by the characters they repeat: 々 and 〻 repeat kanji, ゝゞヽヾ repeat kana
//! (時々 to 時時, いすゞ to いすず).
//!
//! Both spellings are in use, and a dictionary knows only one.
//!
//! - A run of marks repeats as many characters as it is long: 部分々々 to 部分部分, ところゞゝゝ to
//!   ところどころ.
//! - If fewer characters precede the run, each mark repeats the last one: 複々々線.
//! - ゝ repeats a kana without voicing, ゞ with voicing, as in the spelling rules of 1946.
//! - A mark without a character to repeat stays.

use unicode_normalization::char::compose;

use crate::{is_kanji, letters::unmarked};

/// Replaces the iteration marks of a word. `None` if nothing changes.
pub(super) fn fold(word: &str) -> Option<String> {
    if !word.contains(|c| repeats_kanji(c) || repeats_kana(c)) {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    let mut written: Vec<char> = Vec::with_capacity(letters.len());
    let alike =
        |a: &char, b: &char| repeats_kanji(*a) == repeats_kanji(*b) && repeats_kana(*a) == repeats_kana(*b);
    for run in letters.chunk_by(alike) {
        let is_repeated: fn(char) -> bool = match run[0] {
            mark if repeats_kanji(mark) => |c| is_kanji(c) && !repeats_kanji(c),
            mark if repeats_kana(mark) => is_kana,
            _ => {
                written.extend(run);
                continue;
            }
        };
        let marks = run.len();
        let before = written.iter().rev().take(marks).take_while(|&&c| is_repeated(c)).count();
        let back = if before == marks { marks } else { 1 };
        for &mark in run {
            // Each mark looks back by the length of the run, so that the characters come in their order.
            let repeated = (before > 0).then(|| written[written.len() - back]);
            written.push(repeated.map_or(mark, |letter| repeat(letter, mark)));
        }
    }
    (written != letters).then(|| written.into_iter().collect())
}

fn repeats_kanji(c: char) -> bool {
    matches!(c, '々' | '〻')
}

fn repeats_kana(c: char) -> bool {
    matches!(c, 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ')
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ')
}

/// The character that `mark` stands for after `letter`.
fn repeat(letter: char, mark: char) -> char {
    // ヴ and the kana of ワ行 have voicing marks only for foreign sounds, which no mark repeats.
    if repeats_kanji(mark) || matches!(letter, 'う' | 'ゔ' | 'ウ' | 'ヴ' | 'ワ'..='ヲ' | 'ヷ'..='ヺ')
    {
        return letter;
    }
    let plain = unmarked(letter);
    if matches!(mark, 'ゝ' | 'ヽ') { plain } else { compose(plain, '\u{3099}').unwrap_or(letter) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{check, keeps_its_promises, words_of};
    use super::fold;

    #[test]
    fn kanji_are_repeated() {
        check(
            fold,
            &[
                ("時々", "時時"),
                ("時〻", "時時"),
                ("部分々々", "部分部分"),
                ("馬鹿々々しい", "馬鹿馬鹿しい"),
                ("結婚式々場", "結婚式式場"),
                ("民主々義", "民主主義"),
                ("複々々線", "複複複線"),
                ("佐々木", "佐佐木"),
                ("人々", "人人"),
            ],
        );
    }

    #[test]
    fn kana_are_repeated_with_and_without_voicing() {
        check(
            fold,
            &[
                ("いすゞ", "いすず"),
                ("すゝめ", "すすめ"),
                ("こゝろ", "こころ"),
                ("かゞみ", "かがみ"),
                ("ところゞゝゝ", "ところどころ"),
                ("それゞゝ", "それぞれ"),
                ("じゝ", "じし"),
                ("じゞ", "じじ"),
                ("ぱゝ", "ぱは"),
                ("あゝ", "ああ"),
                ("もゞ", "もも"),
                ("スヾキ", "スズキ"),
            ],
        );
    }

    #[test]
    fn a_mark_with_nothing_to_repeat_stays() {
        check(
            fold,
            &[
                ("々", "々"),
                ("々々", "々々"),
                ("ゝ", "ゝ"),
                ("あ々", "あ々"),
                ("学ゝ", "学ゝ"),
                ("時時", "時時"),
            ],
        );
    }

    proptest! {
        #[test]
        fn promises(word in words_of("時部分々〻ゝゞヽヾすはぱだスバあー線1")) {
            keeps_its_promises(fold, &word)?;
        }
    }
}
