//! Dates and times of Excel. A format with an era or Japanese units is shown as Excel shows it, because people
//! look for 令和6年4月1日 as printed. Any other is written as ISO 8601, `2024-04-01`, which has one order.

use calamine::ExcelDateTime;

/// First days of the eras as (year, month, day), the newest first.
const ERAS: [((u16, u8, u8), &str, &str); 4] = [
    ((2019, 5, 1), "令和", "R"),
    ((1989, 1, 8), "平成", "H"),
    ((1926, 12, 25), "昭和", "S"),
    ((1912, 7, 30), "大正", "T"),
];

/// The weekdays from Saturday: day 0 of Excel's calendar.
const WEEKDAYS: [&str; 7] = ["土", "日", "月", "火", "水", "木", "金"];

/// The text of a date or a time in a format code. An empty code gives ISO 8601.
pub(super) fn date_text(date: &ExcelDateTime, code: &str) -> String {
    if date.is_duration() {
        let minutes = (date.as_f64() * 24.0 * 60.0).round();
        return format!("{}:{:02}", (minutes / 60.0).trunc(), (minutes % 60.0).abs());
    }
    let code = code.split(';').next().unwrap_or_default();
    let parts = tokens(code);
    let is_japanese = parts.iter().any(|part| match part {
        Token::Letters('g' | 'e' | 'a', _) => true,
        Token::Letters(..) => false,
        Token::Text(text) => text.contains(['年', '月', '日', '時', '分', '曜']),
    });
    if is_japanese && let Some(text) = in_format(date, &parts) {
        return text;
    }
    iso(date, &parts)
}

/// ISO 8601 with the parts that the format has.
fn iso(date: &ExcelDateTime, parts: &[Token]) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let has = |letters: &[char]| {
        parts.iter().any(|part| matches!(part, Token::Letters(c, _) if letters.contains(c)))
    };
    let day_text = format!("{year:04}-{month:02}-{day:02}");
    let time_text = match second {
        0 => format!("{hour}:{minute:02}"),
        _ => format!("{hour}:{minute:02}:{second:02}"),
    };
    let (has_day, has_time) = match parts {
        [] => (date.as_f64() >= 1.0, date.as_f64().fract() > 0.0),
        _ => (has(&['y', 'd']), has(&['h', 's'])),
    };
    match (has_day, has_time) {
        (true, true) => format!("{day_text} {time_text}"),
        (false, true) => time_text,
        _ if has(&['y']) && !has(&['d']) => format!("{year:04}-{month:02}"),
        _ => day_text,
    }
}

/// A part of a date format.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// A letter and how often it stands in a row: `yyyy`.
    Letters(char, usize),
    Text(String),
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let text = match c {
            '"' => chars.by_ref().take_while(|&c| c != '"').collect(),
            '[' => {
                chars.by_ref().find(|&c| c == ']');
                continue;
            }
            '_' | '*' => {
                chars.next();
                continue;
            }
            '\\' | '!' => chars.next().map(String::from).unwrap_or_default(),
            c => match (c.to_ascii_lowercase(), tokens.last_mut()) {
                (letter, Some(Token::Letters(last, count))) if *last == letter => {
                    *count += 1;
                    continue;
                }
                (letter @ ('y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'a'), _) => {
                    tokens.push(Token::Letters(letter, 1));
                    continue;
                }
                _ => c.to_string(),
            },
        };
        match tokens.last_mut() {
            Some(Token::Text(last)) => last.push_str(&text),
            _ => tokens.push(Token::Text(text)),
        }
    }
    tokens
}

/// The date as the format writes it. Returns `None` if the format has other parts, such as English months.
fn in_format(date: &ExcelDateTime, parts: &[Token]) -> Option<String> {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let era = ERAS.iter().find(|(first, _, _)| (year, month, day) >= *first);
    let (era_year, name, letter) =
        era.map_or((year, "", ""), |((first, ..), name, letter)| (year - first + 1, name, letter));
    let mut text = String::new();
    // An `m` next to hours or seconds means minutes.
    let mut is_time = false;
    for (at, part) in parts.iter().enumerate() {
        let two =
            |count: usize, value: u16| if count > 1 { format!("{value:02}") } else { value.to_string() };
        let before_seconds = parts[at..].iter().find_map(|part| match part {
            Token::Letters('m', _) | Token::Text(_) => None,
            Token::Letters(letter, _) => Some(*letter == 's'),
        });
        match part {
            Token::Text(literal) => text.push_str(literal),
            Token::Letters('g', 1) => text.push_str(letter),
            Token::Letters('g', 2) => text.extend(name.chars().take(1)),
            Token::Letters('g', _) => text.push_str(name),
            Token::Letters('e', count) => text.push_str(&two(*count, era_year)),
            Token::Letters('y', 1 | 2) => text.push_str(&two(2, year % 100)),
            Token::Letters('y', _) => text.push_str(&year.to_string()),
            Token::Letters('m', count @ 1..=2) if is_time || before_seconds == Some(true) => {
                text.push_str(&two(*count, minute.into()));
            }
            Token::Letters('m', count @ 1..=2) => text.push_str(&two(*count, month.into())),
            Token::Letters('d', count @ 1..=2) => text.push_str(&two(*count, day.into())),
            Token::Letters('h', count) => text.push_str(&two(*count, hour.into())),
            Token::Letters('s', count) => text.push_str(&two(*count, second.into())),
            Token::Letters('a', count @ 3..) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a day below 3,000,000"
                )]
                let weekday = (date.as_f64().max(0.0) as usize) % WEEKDAYS.len();
                text.push_str(WEEKDAYS.get(weekday)?);
                text.push_str(if *count > 3 { "曜日" } else { "" });
            }
            Token::Letters(..) => return None,
        }
        if let Token::Letters(letter, _) = part {
            is_time = *letter == 'h';
        }
    }
    Some(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn writes_japanese_formats_as_printed_and_others_as_iso() {
        for (serial, code, text) in [
            (45_383.0, "", "2024-04-01"),
            (45_383.0, "yyyy/m/d", "2024-04-01"),
            (45_383.0, "mm-dd-yy", "2024-04-01"),
            (45_383.0, "yyyy/mm", "2024-04"),
            (45_383.562_5, "yyyy/m/d h:mm", "2024-04-01 13:30"),
            (0.5625, "h:mm", "13:30"),
            (45_383.0, "[$-411]ggge\"年\"m\"月\"d\"日\";@", "令和6年4月1日"),
            (45_383.0, "[$-411]ge.m.d", "R6.4.1"),
            (43_585.0, "ggge\"年\"", "平成31年"),
            (43_586.0, "ggge\"年度\"", "令和1年度"),
            (45_383.0, "yyyy\"年\"m\"月\"", "2024年4月"),
            (45_383.0, "m\"月\"d\"日\"\\(aaa\\)", "4月1日(月)"),
            (0.5625, "h\"時\"mm\"分\"", "13時30分"),
            (45_383.0, "d-mmm-yy", "2024-04-01"),
            (45_383.0, "[", "2024-04-01"),
        ] {
            assert_eq!(
                date_text(&ExcelDateTime::new(serial, DateTime, false), code),
                text,
                "{serial} {code}"
            );
        }
        assert_eq!(date_text(&ExcelDateTime::new(1.5, TimeDelta, false), "[h]:mm"), "36:00");
    }
}
