//! Numbers in kanji, read as digits: 二十三 is 23, 二〇一一 is 2011.
//!
//! Two ways of writing are read, and never mixed: digit by digit (leading zeros stay: 〇三 is 03, as in a
//! telephone number), and with 十, 百, 千, each at most once and in falling order. 十十, 二三百 (some two or
//! three hundred), 百〇五 and anything with another letter are not numbers.

/// The value of a number, in digits. Digits are their own value.
pub(in crate::analysis) fn value(kanji: &str) -> Option<String> {
    if kanji.is_empty() {
        return None;
    }
    if kanji.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(kanji.to_owned());
    }
    let digits: Option<String> = kanji.chars().map(digit).collect();
    digits.or_else(|| with_units(kanji).map(|value| value.to_string()))
}

fn digit(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

fn with_units(kanji: &str) -> Option<u32> {
    let mut value = 0;
    let mut last_unit = u32::MAX;
    let mut waiting = None;
    for c in kanji.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let digit = digit(c).and_then(|digit| digit.to_digit(10)).filter(|&digit| digit > 0)?;
                if waiting.replace(digit).is_some() {
                    return None;
                }
                continue;
            }
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        value += waiting.take().unwrap_or(1) * unit;
    }
    Some(value + waiting.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::value;
    use crate::analysis::testing::any_text;

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

    /// A number with units, as it is said; 一 before a unit where `ones` has it.
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
