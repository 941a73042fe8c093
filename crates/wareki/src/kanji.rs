//! Numbers in kanji: 二十三 is 23, 二〇一一 is 2011.

/// Returns the value of a number in kanji, in ASCII digits, or `None` if `kanji` is not a number.
///
/// Two notations are read, and never mixed:
///
/// - Digit by digit. Leading zeros stay: 〇三 is 03, as in a telephone number.
/// - With the units 十, 百 and 千, each at most once and in falling order.
///
/// Not numbers: 十十, 二三百 (two or three hundred), 百〇五, and anything that contains another character.
pub fn value(kanji: &str) -> Option<String> {
    if kanji.is_empty() {
        return None;
    }
    let digits: Option<String> = kanji.chars().map(digit).collect();
    digits.or_else(|| with_units(kanji).map(|value| value.to_string()))
}

/// True if `c` can be part of a number that [`value`] reads.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some()
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

fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

fn with_units(kanji: &str) -> Option<u32> {
    let mut value = 0;
    let mut last_unit = u32::MAX;
    let mut waiting = None;
    for c in kanji.chars() {
        let Some(unit) = unit(c) else {
            let digit = digit(c).and_then(|digit| digit.to_digit(10)).filter(|&digit| digit > 0)?;
            if waiting.replace(digit).is_some() {
                return None;
            }
            continue;
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        value += waiting.take().unwrap_or(1) * unit;
    }
    Some(value + waiting.unwrap_or(0))
}
