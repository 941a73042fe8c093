//! Parses days as people and spreadsheets write them. A year alone is a fiscal year, April to March.

use time::{Date, Month};
use unicode_normalization::UnicodeNormalization;

use wareki::FiscalYears;

/// The end of a fiscal year that a year alone stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

/// Parses `2011-04-01`, `2011/4/1`, `平成23年4月1日`, `H23.4.1`, `平成23年度` or `2011`. Returns `None` if it is no
/// day.
pub(super) fn read(cell: &str, end: End) -> Option<Date> {
    let text: String = cell.nfkc().filter(|c| !c.is_whitespace()).collect();
    let at = |c: char| "-/.年‐–−".contains(c);
    let Some(found) = text.find(at) else { return fiscal(&text, end) };
    let (year, rest) = text.split_at(found);
    let rest = rest.trim_start_matches(at);
    if matches!(rest, "" | "度") && text[found..].starts_with('年') {
        return fiscal(year, end);
    }
    let (month, day) = rest.split_once(|c| "-/.月‐–−".contains(c))?;
    let day = day.strip_suffix('日').unwrap_or(day);
    let number = |text: &str| -> Option<u8> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    };
    Date::from_calendar_date(gregorian(year)?, Month::try_from(number(month)?).ok()?, number(day)?).ok()
}

fn fiscal(year: &str, end: End) -> Option<Date> {
    let year = gregorian(year)?;
    match end {
        End::First => Date::from_calendar_date(year, Month::April, 1).ok(),
        End::Last => Date::from_calendar_date(year + 1, Month::March, 31).ok(),
    }
}

/// Parses a year: 2011, 平成23, H23, 令和元.
fn gregorian(year: &str) -> Option<i32> {
    let is_year = |c: char| c.is_ascii_alphanumeric() || "明治大正昭平成令和元".contains(c);
    let digits = year.chars().filter(char::is_ascii_digit).count();
    let plain = digits == year.len();
    if !year.chars().all(is_year) || plain && digits != 4 || digits > 4 {
        return None;
    }
    let years = FiscalYears::read(&format!("{year}年"))?;
    (years.first() == years.last()).then_some(i32::from(years.last_known()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_fiscal_years_in_every_writing() {
        for cell in [
            "2011-04-01",
            "2011/4/1",
            "2011.4.1",
            "平成23年4月1日",
            "H23.4.1",
            "２０１１／０４／０１",
            "平成 23 年 4 月 1 日",
            "平成23年度",
            "2011",
            "2011年度",
            "H23",
            "平成23年",
        ] {
            let read = read(cell, End::First).map(|day| day.to_string());
            assert_eq!(read.as_deref(), Some("2011-04-01"), "{cell}");
        }
        for (cell, day) in
            [("平成23年度", "2012-03-31"), ("令和元年度", "2020-03-31"), ("2014-03-31", "2014-03-31")]
        {
            assert_eq!(read(cell, End::Last).map(|day| day.to_string()).as_deref(), Some(day), "{cell}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for cell in [
            "",
            "40634",
            "4月1日",
            "2011-13-01",
            "2011-02-30",
            "23",
            "春",
            "2011-04",
            "2011-04-01-05",
            "2011-4-x",
            "平成23年度から",
            "99999999",
            "H23～H25",
            "2011～2013",
        ] {
            assert_eq!(read(cell, End::First), None, "{cell}");
        }
    }
}
