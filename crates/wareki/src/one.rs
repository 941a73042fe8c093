//! One year: by an era's name, its first kanji or its letter, or by the Gregorian count.
//!
//! A number alone is seldom a year. It is one with an era before it, or with four digits and nothing around it
//! that speaks against it: more digits, a letter, a word of counting (2011人), a telephone number. Years that
//! never were are read (平成33年度 is 2021): plans are written before an era ends.

use super::{ERAS, Era, YEARS, kanji, letters::Letters};

/// Names of eras in one character, for the long ones of [`ERAS`].
const LIGATURES: [char; 5] = ['㋿', '㍻', '㍼', '㍽', '㍾'];

/// Eras that are shortened to their first kanji: 令5, 平23, 昭62.
const SHORT: [char; 3] = ['令', '平', '昭'];

/// What is counted, right after its number.
const COUNTED: &[&str] = &[
    "円",
    "銭",
    "人",
    "名",
    "者",
    "件",
    "社",
    "店",
    "台",
    "個",
    "つ",
    "回",
    "戸",
    "軒",
    "棟",
    "室",
    "席",
    "号",
    "番",
    "点",
    "枚",
    "本",
    "冊",
    "部",
    "通",
    "票",
    "便",
    "倍",
    "割",
    "分",
    "秒",
    "時",
    "日",
    "月",
    "週",
    "泊",
    "十",
    "百",
    "千",
    "万",
    "億",
    "兆",
    "世帯",
    "世代",
    "団体",
    "組",
    "校",
    "園",
    "種",
    "項",
    "条",
    "頁",
    "丁",
    "平方",
    "畳",
    "坪",
    "歩",
    "食",
    "杯",
    "匹",
    "頭",
    "羽",
    "株",
    "口",
    "両",
    "隻",
    "基",
    "位",
    "級",
    "階",
    "周",
    "度",
    "品",
    "区",
    "市",
    "町",
    "村",
    "事業",
    "企業",
    "商店",
    "施設",
    "会員",
    "作品",
    "箱",
    "袋",
    "歳",
    "才",
    "代",
    "トン",
    "キロ",
    "メートル",
    "センチ",
    "ミリ",
    "ヘクタール",
    "アール",
    "リットル",
    "グラム",
    "ポイント",
    "パーセント",
    "ドル",
    "ユーロ",
    "ページ",
    "セット",
    "ケース",
    "ワット",
    "%",
    "‰",
    "℃",
    "°",
    "㎡",
    "㎢",
    "㎥",
    "㎞",
    "㎝",
    "㎜",
    "㎏",
];

/// What is counted with か between: 3か所, 10カ国.
const COUNTED_WITH_KA: &str = "所月国年条町村店校社";

/// What makes an address or a code of an era and a number: 昭和2丁目, 平成1号. Other words of counting say
/// nothing after an era: H23人口 is of that year.
const NUMBERED: &[&str] = &["丁", "番", "号", "条", "世", "型", "系", "棟", "館", "周", "%", "‰", "℃"];

/// What follows 年 where a number of years is meant and no year: 3年間, 10年以内.
const LASTING: &[&str] =
    &["間", "以内", "以上", "未満", "目", "後", "前", "余", "半", "ほど", "程", "ご", "お"];

/// What may stand before a Gregorian year's number to say that it is none.
const NOT_BEFORE: &str = "第約#$¥￥€£\\〒№";

/// Hyphens and dashes, as they are printed and typed.
pub(super) const DASHES: &str = "-‐‑‒–—―−ー─";

/// A year as read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Year {
    pub gregorian: u16,
    /// The Gregorian year before the first of its era; `None` in the Gregorian count.
    pub base: Option<u16>,
    /// Where it begins, and where it ends with its 年度 and with the same year said again in parentheses.
    pub start: usize,
    pub end: usize,
    /// Whether 年 says what it is, or only its era or its four digits.
    pub said: bool,
}

/// Whether a year can begin with this letter: most letters are passed over without a closer look.
pub(super) fn may_begin(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || matches!(letter, '令' | '平' | '昭' | '大' | '明')
        || LIGATURES.contains(&letter)
        || kanji::is_numeral(letter)
}

/// Reads a year that needs no other to be understood. `joined` says that a sign of a span or a list stands
/// before it, which would otherwise make part of a telephone number of it.
pub(super) fn explicit(letters: &Letters, at: usize, joined: bool) -> Option<Year> {
    let year = plain(letters, at, joined)?;
    Some(with_gloss(letters, year))
}

/// Reads a year by a number that takes its era from the year before it: 平成23～25年度, 平成23年度から同25年度,
/// 2011～13年度. Without 年 after it, it must not be anything else.
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
        // 平成23年度～25施策: after a year with its 年, one without it has to stand free.
        let free = !before.said || letters.get(year.end).is_none_or(|c| !c.is_alphanumeric());
        free && !is_counted(letters, year.end) && !is_followed_by_number(letters, year.end)
    };
    is_year.then_some(year)
}

/// The number at a position, in digits (no more than `most`) or kanji, and where it ends.
pub(super) fn number_at(letters: &Letters, at: usize, most: usize) -> Option<(u16, usize)> {
    if let Some((digits, end)) = letters.run(at, most, |c| c.is_ascii_digit()) {
        return Some((digits.parse().ok()?, end));
    }
    let (numerals, end) = letters.run(at, 7, kanji::is_numeral)?;
    Some((kanji::value(&numerals)?.parse().ok()?, end))
}

/// Whether what ends with 年 or 年度 is a length of time.
fn lasts(letters: &Letters, year: &Year) -> bool {
    let without_degree = letters.before(year.end) == Some('年');
    letters.after(year.end, "間").is_some()
        || without_degree && letters.after_any(year.end, LASTING).is_some()
}

fn plain(letters: &Letters, at: usize, joined: bool) -> Option<Year> {
    let year = of_era(letters, at, joined).or_else(|| gregorian(letters, at, joined))?;
    YEARS.contains(&year.gregorian).then_some(year)
}

/// How an era is written, which decides what may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Name,
    Short,
    Letter,
}

fn of_era(letters: &Letters, at: usize, joined: bool) -> Option<Year> {
    let (written, base, mut number) = era_at(letters, at, joined)?;
    if written == Written::Name {
        number = letters.after_spaces(number);
    }
    let sign = |end| Year { gregorian: 0, base: Some(base), start: at, end, said: false };
    if letters.get(number) == Some('元') {
        let year = with_sign(letters, Year { gregorian: base + 1, ..sign(number + 1) });
        // 令和元気プラン
        let in_word = !year.said && letters.get(year.end).is_some_and(is_han);
        return (!in_word).then_some(year);
    }
    // 昭和100年 is 2025, but no era has a year of three digits that needs no 年.
    let (value, end) = number_at(letters, number, 3)?;
    let in_digits = letters.get(number).is_some_and(|c| c.is_ascii_digit());
    let year = with_sign(letters, Year { gregorian: base.checked_add(value)?, ..sign(end) });
    let known = match written {
        _ if value == 0 => false,
        _ if year.said => true,
        _ if value > 99 => false,
        Written::Name if !in_digits => !letters.get(end).is_some_and(is_word),
        _ => in_digits && !goes_on(letters, end) && letters.after_any(end, NUMBERED).is_none(),
    };
    known.then_some(year)
}

/// An era as written here, the Gregorian year before its first, and where it ends.
fn era_at(letters: &Letters, at: usize, joined: bool) -> Option<(Written, u16, usize)> {
    let first = letters.get(at)?;
    for (Era { name, letter, base, .. }, ligature) in ERAS.into_iter().zip(LIGATURES) {
        if let Some(end) = letters.after(at, name) {
            return Some((Written::Name, base, end));
        }
        if first == ligature {
            return Some((Written::Name, base, at + 1));
        }
        if SHORT.contains(&first) && name.starts_with(first) {
            // 水平23, 太平2
            let in_word = letters.before(at).is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric());
            return (!in_word).then_some((Written::Short, base, at + 1));
        }
        if first.to_ascii_uppercase() == letter {
            let end = letters.after(at + 1, ".").unwrap_or(at + 1);
            return (joined || !is_in_code(letters, at)).then_some((Written::Letter, base, end));
        }
    }
    None
}

/// Whether the letter here belongs to a word or a code: MH23, JIS-S20.
fn is_in_code(letters: &Letters, at: usize) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match letters.before(at) {
        Some('-' | '_' | '&') => is_latin(at.checked_sub(1).and_then(|at| letters.before(at))),
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
            // 03-2011, No.2011, but also 平成23-2013 and ―2011―
            !joined
                && at
                    .checked_sub(1)
                    .and_then(|at| letters.before(at))
                    .is_some_and(|c| c.is_ascii_alphanumeric())
        }
        _ => false,
    };
    let counted = !year.said && is_counted(letters, end);
    (end == at + 4 && !in_word && !counted).then_some(year)
}

/// With the 年 or 年度 that follows.
fn with_sign(letters: &Letters, year: Year) -> Year {
    let Some(end) = letters.after(letters.after_spaces(year.end), "年") else { return year };
    let end = letters.after(letters.after_spaces(end), "度").unwrap_or(end);
    Year { end, said: true, ..year }
}

/// With the same year said again: 2023(令和5)年度, 平成33年度(令和3年度).
fn with_gloss(letters: &Letters, year: Year) -> Year {
    let again = || {
        let open = letters.after(letters.after_spaces(year.end), "(")?;
        let again = plain(letters, letters.after_spaces(open), false)?;
        let end = letters.after(letters.after_spaces(again.end), ")")?;
        (again.gregorian == year.gregorian).then_some(with_sign(letters, Year { end, ..year }))
    };
    again().unwrap_or(year)
}

/// Whether a number that ends here counts something, or goes on.
fn is_counted(letters: &Letters, at: usize) -> bool {
    let with_ka = letters.get(at).is_some_and(|c| "かカヵヶケ箇".contains(c))
        && letters.get(at + 1).is_some_and(|c| COUNTED_WITH_KA.contains(c));
    goes_on(letters, at) || with_ka || letters.after_any(at, COUNTED).is_some()
}

/// Whether what ends here is only the beginning of a number, a word or a code: 2011,000, H2O, S20A.
fn goes_on(letters: &Letters, at: usize) -> bool {
    match letters.get(at) {
        Some(',') => letters.run(at + 1, 3, |c| c.is_ascii_digit()).is_some_and(|(run, _)| run.len() == 3),
        Some(c) => c.is_ascii_alphanumeric(),
        None => false,
    }
}

/// Whether a dash and more digits follow, as in an address.
fn is_followed_by_number(letters: &Letters, at: usize) -> bool {
    letters.get(at).is_some_and(|c| DASHES.contains(c))
        && letters.get(at + 1).is_some_and(|c| c.is_ascii_digit())
}

fn is_han(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9FFF}')
}

/// Letters that would make a word of the kanji before them; から and まで end a year.
fn is_word(c: char) -> bool {
    is_han(c) && c != '以' || matches!(c, 'ァ'..='ヺ') || c.is_ascii_alphanumeric()
}
