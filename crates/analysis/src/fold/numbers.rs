//! Gives numbers in kanji the form of digits: 二十三 is 23, 二〇一一 is 2011, 〇三 is 03.
//!
//! A plan writes 二十三, and a reader types 23. The crate `wareki` decides which texts are numbers, so that
//! 平成二十三年 has the same year everywhere.

use wareki::kanji_value;

/// The value of a number, in digits. Digits are returned unchanged; `None` for anything else.
pub(super) fn value(kanji: &str) -> Option<String> {
    let is_digits = !kanji.is_empty() && kanji.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits { Some(kanji.to_owned()) } else { kanji_value(kanji) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::value;
    use crate::testing::any_text;

    #[test]
    fn reads_both_ways_of_writing() {
        for (kanji, expected) in [
            ("二十三", "23"),
            ("二〇一一", "2011"),
            ("二三", "23"),
            ("百五", "105"),
            ("千二百", "1200"),
            ("一千九百八十九", "1989"),
            ("〇", "0"),
            ("零", "0"),
            ("十", "10"),
            ("一", "1"),
            ("〇三", "03"),
            ("23", "23"),
            ("003", "003"),
        ] {
            assert_eq!(value(kanji).as_deref(), Some(expected), "{kanji}");
        }
    }

    #[test]
    fn leaves_what_is_no_number() {
        for text in [
            "",
            "元",
            "十十",
            "二三百",
            "百千",
            "十百",
            "百〇五",
            "〇十",
            "二万",
            "一部",
            "2千",
            "二3",
            "千秋",
            "２",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    /// Writes a number with units. `ones` decides whether 一 is written before 十, 百 and 千.
    fn said(number: u32, ones: bool) -> String {
        let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
        let mut text = String::new();
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / unit % 10;
            if digit > 1 || digit == 1 && (ones || unit == 1) {
                text.push(digits[digit as usize]);
            }
            if digit > 0 {
                text.push_str(name);
            }
        }
        text
    }

    proptest! {
        #[test]
        fn what_is_said_is_read(number in 1_u32..10_000, ones in any::<bool>()) {
            prop_assert_eq!(value(&said(number, ones)), Some(number.to_string()));
        }

        #[test]
        fn only_digits_come_out(text in any_text()) {
            if let Some(value) = value(&text) {
                prop_assert!(!value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }
    }
}
