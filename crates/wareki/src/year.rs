//! One year: an era's name, kanji or letter with a number, or a Gregorian year.
//!
//! A bare number is rarely a year. It counts as one after an era, or with four digits and nothing around it
//! that contradicts: more digits, a letter, a counter (2011人), a telephone number. Years after the end of
//! an era are read (平成33年度 is 2021), because plans are written before an era ends.

use crate::{
    counters::{DASHES, LASTING, NOT_BEFORE, NUMBERED, goes_on, is_counted, is_followed_by_number},
    era::{ERAS, Era, YEARS},
    kanji,
    letters::Letters,
};

/// Eras that are abbreviated to their first kanji: 令5, 平23, 昭62.
const SHORT: [char; 3] = ['令', '平', '昭'];

/// A year as parsed. Positions count characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Year {
    /// Gregorian year.
    pub gregorian: u16,
    /// The Gregorian year before the first year of the era. `None` for a Gregorian year.
    pub base: Option<u16>,
    /// Position of the first character.
    pub start: usize,
    /// Position after the year, its 年度 and its gloss in parentheses.
    pub end: usize,
    /// True if 年 follows. False if only the era or the four digits show that it is a year.
    pub said: bool,
}

/// True if a year can begin with this character. A cheap test that skips most of a text.
fn may_begin(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || matches!(letter, '令' | '平' | '昭' | '大' | '明' | '㋿' | '㍻'..='㍾')
        || kanji::is_numeral(letter)
}

/// Finds the first year from a position on that does not depend on another one, as [`explicit`] reads it.
pub(super) fn next(letters: &Letters, from: usize, joined: bool) -> Option<Year> {
    let begins = |at: &usize| letters.get(*at).is_some_and(may_begin);
    (from..letters.len()).filter(begins).find_map(|at| explicit(letters, at, joined))
}

/// Reads a year that does not depend on another one. `joined` means that a joint or a list separator
/// precedes: a dash before the digits then does not make them part of a telephone number.
pub(super) fn explicit(letters: &Letters, at: usize, joined: bool) -> Option<Year> {
    let year = plain(letters, at, joined)?;
    Some(with_gloss(letters, year))
}

/// Reads a number that takes its era or century from the year before it: 平成23～25年度,
/// 平成23年度から同25年度, 2011～13年度. Without 年 after it, the number must not fit any other reading.
pub(super) fn inherited(letters: &Letters, at: usize, before: &Year) -> Option<Year> {
    let number = letters.after(at, "同").unwrap_or(at);
    let (value, end) = number_at(letters, number, 2)?;
    let gregorian = match before.base {
        Some(base) if (1..=99).contains(&value) => base + value,
        None if end == number + 2 && value > before.gregorian % 100 => {
            before.gregorian - before.gregorian % 100 + value
        }
        _ => return None,
    };
    let year = Year { gregorian, base: before.base, start: at, end, said: false };
    let year = with_gloss(letters, with_sign(letters, year));
    let is_year = if year.said {
        !lasts(letters, &year)
    } else {
        // 平成23年度～25施策: if the first year has 年, a number without 年 must not be followed by a
        // letter or digit.
        let free = !before.said || letters.get(year.end).is_none_or(|c| !c.is_alphanumeric());
        free && !is_counted(letters, year.end) && !is_followed_by_number(letters, year.end)
    };
    is_year.then_some(year)
}

/// Reads a number of at most `most` digits, or in kanji. Returns it with the position after it.
pub(super) fn number_at(letters: &Letters, at: usize, most: usize) -> Option<(u16, usize)> {
    if let Some((digits, end)) = letters.run(at, most, |c| c.is_ascii_digit()) {
        return Some((digits.parse().ok()?, end));
    }
    let (numerals, end) = letters.run(at, 7, kanji::is_numeral)?;
    Some((kanji::value(&numerals)?.parse().ok()?, end))
}

/// True if the text after 年 or 年度 makes this a duration.
fn lasts(letters: &Letters, year: &Year) -> bool {
    let without_degree = letters.before(year.end) == Some('年');
    letters.after(year.end, "間").is_some()
        || without_degree && letters.after_any(year.end, LASTING).is_some()
}

fn plain(letters: &Letters, at: usize, joined: bool) -> Option<Year> {
    let year = of_era(letters, at, joined).or_else(|| gregorian(letters, at, joined))?;
    YEARS.contains(&year.gregorian).then_some(year)
}

fn of_era(letters: &Letters, at: usize, joined: bool) -> Option<Year> {
    let (named, base, mut number) = era_at(letters, at, joined)?;
    if named {
        number = letters.after_spaces(number);
    }
    let sign = |end| Year { gregorian: 0, base: Some(base), start: at, end, said: false };
    if letters.get(number) == Some('元') {
        let year = with_sign(letters, Year { gregorian: base + 1, ..sign(number + 1) });
        // 令和元気プラン
        let in_word = !year.said && letters.get(year.end).is_some_and(is_han);
        return (!in_word).then_some(year);
    }
    // 昭和100年 is 2025. Without 年, a year of an era has at most two digits.
    let (value, end) = number_at(letters, number, 3)?;
    let in_digits = letters.get(number).is_some_and(|c| c.is_ascii_digit());
    let year = with_sign(letters, Year { gregorian: base.checked_add(value)?, ..sign(end) });
    let known = match value {
        0 => false,
        _ if year.said => true,
        1..=99 if in_digits => !goes_on(letters, end) && letters.after_any(end, NUMBERED).is_none(),
        1..=99 => named && !letters.get(end).is_some_and(is_word),
        _ => false,
    };
    known.then_some(year)
}

/// Reads an era. Returns whether it is written by its name, its base and the position after it.
fn era_at(letters: &Letters, at: usize, joined: bool) -> Option<(bool, u16, usize)> {
    let first = letters.get(at)?;
    for Era { name, letter, ligature, base, .. } in ERAS {
        if let Some(end) = letters.after(at, name) {
            return Some((true, base, end));
        }
        if first == ligature {
            return Some((true, base, at + 1));
        }
        if SHORT.contains(&first) && name.starts_with(first) {
            // 水平23, 太平2
            let in_word = letters.before(at).is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric());
            return (!in_word).then_some((false, base, at + 1));
        }
        if first.to_ascii_uppercase() == letter {
            let end = letters.after(at + 1, ".").unwrap_or(at + 1);
            return (joined || !is_in_code(letters, at)).then_some((false, base, end));
        }
    }
    None
}

/// True if the letter at `at` belongs to a word or a code: MH23, JIS-S20.
fn is_in_code(letters: &Letters, at: usize) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match letters.before(at) {
        Some('-' | '_' | '&') => is_latin(letters.second_before(at)),
        before => is_latin(before),
    }
}

fn gregorian(letters: &Letters, at: usize, joined: bool) -> Option<Year> {
    let (value, end) = number_at(letters, at, 4)?;
    let year = with_sign(letters, Year { gregorian: value, base: None, start: at, end, said: false });
    let before = letters.before(at);
    if letters.get(at).is_some_and(kanji::is_numeral) {
        return (year.said && !before.is_some_and(kanji::is_numeral)).then_some(year);
    }
    let in_word = match before {
        Some(c) if c.is_ascii_alphanumeric() || NOT_BEFORE.contains(c) => true,
        Some(c) if c == '.' || c == '_' || DASHES.contains(c) => {
            // 03-2011 and No.2011 are not years; 平成23-2013 and ―2011― are.
            !joined && letters.second_before(at).is_some_and(|c| c.is_ascii_alphanumeric())
        }
        _ => false,
    };
    let counted = !year.said && is_counted(letters, end);
    (end == at + 4 && !in_word && !counted).then_some(year)
}

/// Extends a year by a 年 or 年度 that follows.
fn with_sign(letters: &Letters, year: Year) -> Year {
    let Some(end) = letters.after(letters.after_spaces(year.end), "年") else { return year };
    let end = letters.after(letters.after_spaces(end), "度").unwrap_or(end);
    Year { end, said: true, ..year }
}

/// Extends a year by a gloss in parentheses that names the same year: 2023(令和5)年度,
/// 平成33年度(令和3年度).
fn with_gloss(letters: &Letters, year: Year) -> Year {
    let again = || {
        let open = letters.after(letters.after_spaces(year.end), "(")?;
        let again = plain(letters, letters.after_spaces(open), false)?;
        let end = letters.after(letters.after_spaces(again.end), ")")?;
        (again.gregorian == year.gregorian).then_some(with_sign(letters, Year { end, ..year }))
    };
    again().unwrap_or(year)
}

fn is_han(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9FFF}')
}

/// True for characters that form one word with a kanji before them. から, まで and 以 can follow a year.
fn is_word(c: char) -> bool {
    is_han(c) && c != '以' || matches!(c, 'ァ'..='ヺ') || c.is_ascii_alphanumeric()
}
