//! Decides which texts may be counted: search words, and nothing that may identify a person.
//!
//! A personal name looks like any word. The minimum count protects names.

use shisaku_analysis::{is_letter, normalise};
use shisaku_model::is_unseen;

/// Maximum length in characters. Longer texts are letters or stories.
const MOST_LETTERS: usize = 30;

/// Minimum number of digits in a telephone, postal or customer number.
const DIGITS: usize = 5;

/// Words after a house number.
const HOUSE: [&str; 5] = ["丁目", "番地", "号室", "番", "号"];

/// Minimum number of numbers in an address, telephone number or date.
const NUMBERS: usize = 3;

/// Returns the normalised text with single spaces. Returns `None` if it may contain personal data or has no
/// letters.
pub(crate) fn countable_text(text: &str) -> Option<String> {
    // Invisible characters could change the meaning of a line in a report.
    let plain = text.replace(|c: char| c.is_control() || is_unseen(c), " ");
    let text = normalise(&plain).text().split_whitespace().collect::<Vec<_>>().join(" ");
    let told = text.chars().count() > MOST_LETTERS
        || text.contains(['@', char::REPLACEMENT_CHARACTER])
        || is_numbered(&text)
        || is_address(&text);
    (!told && text.chars().any(is_letter)).then_some(text)
}

/// True if the text has many digits (03-1234-5678, 1970年3月12日), three numbers (2-19-5) or a house number.
/// Two numbers are allowed: a period or the number of a measure.
fn is_numbered(text: &str) -> bool {
    let digits = text.chars().filter(|&c| is_digit(c)).count();
    let numbers = text.split(|c| !is_digit(c)).filter(|number| !number.is_empty()).count();
    let house = |(at, c): (usize, char)| {
        is_digit(c) && HOUSE.iter().any(|house| text[at + c.len_utf8()..].starts_with(house))
    };
    digits >= DIGITS || numbers >= NUMBERS && !is_measure(text) || text.char_indices().any(house)
}

/// True for the number of a measure alone: 1-1(1).
fn is_measure(text: &str) -> bool {
    text.chars().all(|c| is_digit(c) || "-()".contains(c))
        && text.chars().filter(|&c| is_digit(c)).count() < DIGITS
}

fn is_digit(c: char) -> bool {
    c.is_numeric() || "〇零一二三四五六七八九十".contains(c)
}

/// True if the text has a web address: `://`, or a dot between Latin letters.
fn is_address(text: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let name = |after: &str| after.chars().take_while(char::is_ascii_alphabetic).count() >= 2;
    let dotted = |(at, _)| letter(text[..at].chars().next_back()) && name(&text[at + 1..]);
    text.contains("://") || text.match_indices('.').any(dotted)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use shisaku_testing::any_text;

    #[test]
    fn words_are_taken_in_one_form() {
        for (typed, expected) in [
            ("引越し", "引越し"),
            (" 引越し　 補助\t金 ", "引越し 補助 金"),
            ("ＢＣＰ ﾊﾞﾘｱ", "bcp バリア"),
            ("1-1(1)", "1-1(1)"),
            ("平成23～25年度 観光", "平成23~25年度 観光"),
            ("2012年度の融資", "2012年度の融資"),
            ("二十三区", "二十三区"),
            ("H24 no.1", "h24 no.1"),
        ] {
            assert_eq!(countable_text(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn what_may_say_who_asked_is_not_taken() {
        for typed in [
            "taro@example.jp",
            "ｔａｒｏ＠ｅｘａｍｐｌｅ",
            "12345",
            "１２３４５",
            "03-1234-5678",
            "０３（１２３４）５６７８",
            "090 1234 5678",
            "電話は〇三の前に一二三四五",
            "〒153-8573",
            "153 8573",
            "1970年3月12日生まれ",
            "上目黒2-19-15",
            "上目黒二丁目",
            "中町3番地",
            "マンション101号室",
            "https://example.jp/a",
            "www.example.jp",
            "example.com",
            "三十一文字よりも長い文を書く人は言葉ではなく事情を書いていることが多い",
            "",
            " 　",
            "???",
            "引越し\u{FFFD}",
        ] {
            assert_eq!(countable_text(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_one_form_that_fits_a_line(text in any_text()) {
            if let Some(form) = countable_text(&text) {
                prop_assert_eq!(countable_text(&form), Some(form.clone()));
                prop_assert!(form.chars().count() <= MOST_LETTERS);
                prop_assert!(!form.contains(char::is_control) && form.trim() == form && !form.is_empty());
            }
        }
    }
}
