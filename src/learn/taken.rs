//! Which texts are taken: words that someone may look for, and nothing that may say who did.
//!
//! A name cannot be told from a word. That is what the least count is for.

use crate::analysis::{is_letter, normalise};

/// Letters of a text that is taken; what is longer is a letter or a story.
const MOST_LETTERS: usize = 30;

/// Digits in a row that are a telephone, postal or customer's number.
const DIGITS: usize = 5;

/// What stands behind the number of a house.
const HOUSE: [&str; 3] = ["丁目", "番地", "号室"];

/// The text as it is counted: normalised, white space folded. None of what may hold personal data, nor of
/// what has no letters.
pub fn taken(text: &str) -> Option<String> {
    let plain = text.replace(char::is_control, " ");
    let text = normalise(&plain).text().split_whitespace().collect::<Vec<_>>().join(" ");
    let told = text.chars().count() > MOST_LETTERS
        || text.contains(['@', char::REPLACEMENT_CHARACTER])
        || is_numbered(&text)
        || is_address(&text);
    (!told && text.chars().any(is_letter)).then_some(text)
}

/// Whether it has a row of digits, whatever parts them (03-1234-5678, 1970年3月12日), or a house's number.
fn is_numbered(text: &str) -> bool {
    let mut digits = 0;
    for (at, c) in text.char_indices() {
        if is_digit(c) {
            digits += 1;
            let after = &text[at + c.len_utf8()..];
            if digits >= DIGITS || HOUSE.iter().any(|house| after.starts_with(house)) {
                return true;
            }
        } else if !"-‐‑–—―−ー ()./,_:年月".contains(c) {
            digits = 0;
        }
    }
    false
}

fn is_digit(c: char) -> bool {
    c.is_numeric() || "〇一二三四五六七八九".contains(c)
}

/// Whether it has an address of the web: `://`, or a dot between Latin letters.
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
    use crate::analysis::testing::any_text;

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
            assert_eq!(taken(typed).as_deref(), Some(expected), "{typed}");
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
            assert_eq!(taken(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_one_form_that_fits_a_line(text in any_text()) {
            if let Some(form) = taken(&text) {
                prop_assert_eq!(taken(&form), Some(form.clone()));
                prop_assert!(form.chars().count() <= MOST_LETTERS);
                prop_assert!(!form.contains(char::is_control) && form.trim() == form && !form.is_empty());
            }
        }
    }
}
