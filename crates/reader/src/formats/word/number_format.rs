//! The formats of automatic numbers (ISO/IEC 29500-1, 17.18.59).

const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str =
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Writes a number. An unknown format gives decimal digits, so that no number is lost.
pub(super) fn format_number(format: &str, number: u32) -> String {
    let decimal = number.to_string();
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(&decimal, "０１２３４５６７８９"),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(&decimal, "〇一二三四五六七八九")
        }
        "japaneseCounting"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "koreanCounting" => counting(number, "一二三四五六七八九", ["", "十", "百", "千"]),
        "japaneseLegal" => counting(number, "壱弐参四伍六七八九", ["", "拾", "百", "阡"]),
        "aiueo" | "aiueoFullWidth" => nth(AIUEO, number).unwrap_or(decimal),
        "iroha" | "irohaFullWidth" => nth(IROHA, number).unwrap_or(decimal),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", number).unwrap_or(decimal),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", number).unwrap_or(decimal),
        "lowerRoman" => roman(number).unwrap_or(decimal),
        "upperRoman" => roman(number).map_or(decimal, |roman| roman.to_uppercase()),
        "lowerLetter" => letters(number).unwrap_or(decimal),
        "upperLetter" => letters(number).map_or(decimal, |letters| letters.to_uppercase()),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number).unwrap_or(decimal),
        "decimalEnclosedParen" => format!("({decimal})"),
        "decimalEnclosedFullstop" => format!("{decimal}."),
        "ideographEnclosedCircle" => nth("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", number).unwrap_or(decimal),
        _ => decimal,
    }
}

fn digits(decimal: &str, digits: &str) -> String {
    decimal.chars().filter_map(|c| digits.chars().nth(c.to_digit(10)? as usize)).collect()
}

fn nth(letters: &str, number: u32) -> Option<String> {
    letters.chars().nth(number.checked_sub(1)? as usize).map(String::from)
}

fn circled(number: u32) -> Option<String> {
    let code = match number {
        0 => 0x24EA,
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return None,
    };
    char::from_u32(code).map(String::from)
}

/// 二十三. Numbers from 10,000 are written in digits.
fn counting(number: u32, digits: &str, units: [&str; 4]) -> String {
    if number == 0 || number > 9999 {
        return if number == 0 { "〇".to_owned() } else { number.to_string() };
    }
    let mut written = String::new();
    for (place, unit) in units.iter().enumerate().rev() {
        let digit = number / 10_u32.pow(u32::try_from(place).unwrap_or(0)) % 10;
        if digit > 1 || digit == 1 && place == 0 {
            written.extend(digits.chars().nth(digit as usize - 1));
        }
        if digit > 0 {
            written.push_str(unit);
        }
    }
    written
}

fn roman(number: u32) -> Option<String> {
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut written = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            written.push_str(letters);
            rest -= value;
        }
    }
    Some(written)
}

/// a to z, then aa, bb, as Word counts.
fn letters(number: u32) -> Option<String> {
    let index = number.checked_sub(1).filter(|&index| index < 26 * 30)?;
    let letter = char::from(b'a' + u8::try_from(index % 26).ok()?);
    Some(letter.to_string().repeat(index as usize / 26 + 1))
}

#[cfg(test)]
mod tests {
    use super::format_number;

    #[test]
    fn numbers_are_written_as_word_does() {
        for (format, number, written) in [
            ("decimal", 12, "12"),
            ("decimalFullWidth", 12, "１２"),
            ("aiueo", 6, "カ"),
            ("iroha", 3, "ハ"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 9, "ix"),
            ("lowerLetter", 28, "bb"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalEnclosedCircle", 51, "51"),
            ("japaneseCounting", 10, "十"),
            ("japaneseCounting", 123, "百二十三"),
            ("ideographDigital", 10, "一〇"),
            ("neverHeardOf", 7, "7"),
        ] {
            assert_eq!(format_number(format, number), written, "{format}");
        }
    }
}
