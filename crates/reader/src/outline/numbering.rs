//! Parses the number at the start of a line: 第5章, 基本目標1, 1., 1-1., (1), ①, 一、, Ⅰ, ア, 【重点1】.
//!
//! Heading levels are not decided here. [`super::heading_tree`] infers them from the order of numbers in the
//! document. Numbers are read before width folding, which would turn ① into 1 and ⑴ into (1).

mod words;

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization;

/// A numbering scheme. Lines of one scheme share a heading level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scheme {
    /// 第1章 or 第1節: one scheme for each unit.
    Named(char),
    /// 基本目標1 or 施策2-1-1: one scheme for each word and number of parts.
    Word(&'static str, usize),
    /// `1.`
    Dotted,
    /// `1-1.`, `1-1-1.` or `1.1.1`: one scheme for each number of parts.
    Path(usize),
    /// `(1)` or ⑴
    Paren,
    /// `1)`
    Closing,
    /// ①
    Circled,
    /// Ⅰ or Ⅰ-1: one scheme for each number of parts.
    Roman(usize),
    /// A or A-1: one scheme for each number of parts.
    Letter(usize),
    /// 一、
    Kanji,
    /// ア
    Katakana,
    /// (ア)
    ParenKatakana,
    /// 【1】 or 【重点1】
    Bracketed,
    /// A code of 4 to 9 digits.
    Code,
    /// A heading of the format without a number, at this level.
    Level(u8),
    /// The title of an appendix without a number: 参考資料.
    Appendix,
}

/// A number at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbering {
    pub scheme: Scheme,
    /// Numeric parts: `[1, 2]` for 1-2.
    pub parts: Vec<u32>,
    /// The number as people cite it: `第5章`, `1`, `1-2`, `(1)`.
    pub label: String,
    /// Length in bytes, including a closing dot and the space after it.
    pub length: usize,
}

impl Numbering {
    /// A heading of the format without a number.
    pub(crate) fn none(level: u8) -> Self {
        Self { scheme: Scheme::Level(level), parts: Vec::new(), label: String::new(), length: 0 }
    }

    /// True for the number of a chapter, part or volume.
    pub(crate) fn is_chapter(&self) -> bool {
        matches!(self.scheme, Scheme::Named('章' | '編' | '部'))
    }

    /// True if the number uses digits only: `1.`, `1-1.`, `(1)`, `①`.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(
            self.scheme,
            Scheme::Dotted | Scheme::Path(_) | Scheme::Paren | Scheme::Circled | Scheme::Closing
        )
    }

    /// True for signs that also number the items of a list: `(1)`, `①`, `1)`, ア.
    pub(crate) fn is_small(&self) -> bool {
        use Scheme::{Circled, Closing, Katakana, Paren, ParenKatakana};
        matches!(self.scheme, Paren | Circled | Closing | Katakana | ParenKatakana)
    }
}

/// Signs accepted between the parts of a path. Scanners confuse hyphens with all of these.
const HYPHENS: &str = "-－‐‑–—―−ー";

/// Parses the number at the start of `text`. Returns `None` if there is none, or nothing follows it.
pub(super) fn read(text: &str) -> Option<Numbering> {
    let numbering = named(text)
        .or_else(|| bracketed(text))
        .or_else(|| paren(text))
        .or_else(|| single_sign(text))
        .or_else(|| roman(text))
        .or_else(|| words::word(text))
        .or_else(|| digits(text))
        .or_else(|| code(text))
        .or_else(|| letter(text))
        .or_else(|| katakana(text))
        .or_else(|| kanji(text))?;
    let rest = &text[numbering.length..];
    let space = rest.len() - rest.trim_start().len();
    (space < rest.len()).then(|| Numbering { length: numbering.length + space, ..numbering })
}

/// Parses a text that consists of a number only, as in the number column of a table: `1-2`, `(3)`, `施策1`.
pub(super) fn read_whole(text: &str) -> Option<Numbering> {
    let text = text.trim();
    let followed = format!("{text}　。");
    read(&followed).filter(|numbering| followed[numbering.length..] == *"。")
}

fn named(text: &str) -> Option<Numbering> {
    let rest = text.strip_prefix('第')?;
    let (value, length) = arabic(rest).or_else(|| kanji_number(rest))?;
    let unit = rest[length..].chars().next().filter(|c| "章編部節項款".contains(*c))?;
    let length = '第'.len_utf8() + length + unit.len_utf8();
    let label = text[..length].to_owned();
    Some(Numbering { scheme: Scheme::Named(unit), parts: vec![value], label, length })
}

/// Parses `(1)` and `(ア)`.
fn paren(text: &str) -> Option<Numbering> {
    let rest = text.strip_prefix(['(', '（'])?;
    let (value, length, scheme) = arabic(rest)
        .map(|(value, length)| (value, length, Scheme::Paren))
        .or_else(|| kana(rest).map(|(value, length)| (value, length, Scheme::ParenKatakana)))?;
    let after = rest[length..].strip_prefix([')', '）'])?;
    let label = match scheme {
        Scheme::Paren => format!("({value})"),
        _ => format!("({})", &rest[..length]),
    };
    Some(Numbering { scheme, parts: vec![value], label, length: text.len() - after.len() })
}

/// Parses 【1】 and 【重点1】. Brackets without a number hold a mark or a label.
fn bracketed(text: &str) -> Option<Numbering> {
    let inside = text.strip_prefix(['【', '〔', '［'])?;
    let (inside, rest) = inside.split_once(['】', '〕', '］'])?;
    let number = read_whole(inside)?;
    let plain = matches!(number.scheme, Scheme::Word(..) | Scheme::Dotted | Scheme::Path(_));
    let length = text.len() - rest.len();
    let label = text[..length].to_owned();
    plain.then_some(Numbering { scheme: Scheme::Bracketed, parts: number.parts, label, length })
}

/// Parses a number that is a single character.
fn single_sign(text: &str) -> Option<Numbering> {
    let sign = text.chars().next()?;
    let value = |first: char| u32::from(sign) - u32::from(first) + 1;
    let (scheme, value, label) = match sign {
        '①'..='⑳' => (Scheme::Circled, value('①'), sign.to_string()),
        '㉑'..='㉟' => (Scheme::Circled, value('㉑') + 20, sign.to_string()),
        '❶'..='❿' => (Scheme::Circled, value('❶'), sign.to_string()),
        '⑴'..='⒇' => (Scheme::Paren, value('⑴'), format!("({})", value('⑴'))),
        '⒈'..='⒛' => (Scheme::Dotted, value('⒈'), value('⒈').to_string()),
        _ => return None,
    };
    let length = sign.len_utf8() + dot(&text[sign.len_utf8()..]);
    Some(Numbering { scheme, parts: vec![value], label, length })
}

/// Parses Ⅰ, Ⅰ-1 and, before a dot or space, II.
fn roman(text: &str) -> Option<Numbering> {
    const ASCII: [&str; 10] = ["VIII", "VII", "III", "II", "IV", "IX", "VI", "I", "V", "X"];
    const VALUES: [u32; 10] = [8, 7, 3, 2, 4, 9, 6, 1, 5, 10];
    let sign = text.chars().next()?;
    let (value, mut length) = match sign {
        'Ⅰ'..='Ⅻ' => (u32::from(sign) - u32::from('Ⅰ') + 1, sign.len_utf8()),
        _ => {
            let at = ASCII.iter().position(|numeral| text.starts_with(numeral))?;
            let rest = &text[ASCII[at].len()..];
            rest.starts_with(['.', '．', '　', ' ', '-', '－']).then_some((VALUES[at], ASCII[at].len()))?
        }
    };
    let mut parts = vec![value];
    length += more_parts(&text[length..], &mut parts);
    let label = text[..length].to_owned();
    Some(Numbering {
        scheme: Scheme::Roman(parts.len()),
        parts,
        label,
        length: length + dot(&text[length..]),
    })
}

fn letter_value(letter: char) -> Option<(u32, usize)> {
    let plain = letter.nfkc().next().filter(char::is_ascii_uppercase)?;
    Some((u32::from(plain) - u32::from('A') + 1, letter.len_utf8()))
}

/// Parses `1.`, `1)`, `1-1.` and `1.1.1`, with signs of any width. A single number needs a dot, a bracket or a
/// space after it: 10年間 is no number. A narrow space is common inside text, so that no counter may follow it.
fn digits(text: &str) -> Option<Numbering> {
    let (first, mut length) = arabic(text)?;
    let mut parts = vec![first];
    length += more_parts(&text[length..], &mut parts);
    if parts.len() == 1
        && let Some(rest) = text[length..].strip_prefix([')', '）'])
    {
        let label = format!("{first})");
        let length = text.len() - rest.len();
        return Some(Numbering { scheme: Scheme::Closing, parts, label, length });
    }
    let letter = if parts.len() > 1 { last_letter(&text[length..]) } else { None };
    if let Some((value, letter)) = letter {
        parts.push(value);
        length += letter;
    }
    let closing = dot(&text[length..]);
    let rest = &text[length + closing..];
    let apart = rest.starts_with('　')
        || rest.strip_prefix(' ').is_some_and(|rest| !is_counted(rest.trim_start()) && parts[0] < 100);
    let closed = match parts.len() {
        1 => closing > 0 && !rest.starts_with(|c: char| c.is_ascii_digit()) || apart,
        2 => closing > 0 || rest.starts_with(char::is_whitespace),
        _ => !rest.starts_with(is_digit),
    };
    let dotted = text[..length].contains(['.', '．']);
    let label = match letter {
        Some(_) => text[..length].to_owned(),
        None => parts.iter().join(if dotted { "." } else { "-" }),
    };
    let scheme = if parts.len() == 1 { Scheme::Dotted } else { Scheme::Path(parts.len()) };
    closed.then_some(Numbering { scheme, parts, label, length: length + closing })
}

/// Parses the letter that ends a number such as 1-1-a, before a space. Returns its place in the alphabet and the length
/// in bytes.
fn last_letter(text: &str) -> Option<(u32, usize)> {
    let mut signs = text.chars();
    let hyphen = signs.next().filter(|c| HYPHENS.contains(*c) || *c == '.')?;
    let letter = signs.next().filter(char::is_ascii_lowercase)?;
    signs.next().is_some_and(char::is_whitespace).then_some(())?;
    Some((u32::from(letter) - u32::from('a') + 1, hyphen.len_utf8() + letter.len_utf8()))
}

/// True if a text begins with a counter, a unit or a sign, so that the number before it is a quantity. A counter
/// that begins a word is none: 3 社会, 2 人材.
fn is_counted(text: &str) -> bool {
    const COUNTERS: &str =
        "年月日人件回名社団歳億万千百円％%倍割点度個箇か所ヶカつ本台校園棟戸世館種位号者組口階秒分時週";
    const SIGNS: &str = "以〜～-+×=/／,、。・)）|";
    const BEHIND: &str = "間度目分以未程前後月年所国";
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return false };
    let is_kanji = |c: char| ('一'..='鿿').contains(&c);
    // 2 つどい: a word in hiragana. Particles follow a counter: 2つの, 2つを.
    let is_word = |c: char| ('ぁ'..='ゖ').contains(&c) && !"のをにはがもでとへや".contains(c);
    if first == 'つ' && letters.clone().next().is_some_and(is_word) {
        return false;
    }
    SIGNS.contains(first)
        || is_digit(first)
        || COUNTERS.contains(first) && letters.next().is_none_or(|c| !is_kanji(c) || BEHIND.contains(c))
}

/// Parses the parts that hyphens or dots add to a number. Returns their length in bytes.
fn more_parts(text: &str, parts: &mut Vec<u32>) -> usize {
    let mut length = 0;
    while let Some(sign) =
        text[length..].chars().next().filter(|c| HYPHENS.contains(*c) || ".．".contains(*c))
        && let Some((part, digits)) = arabic(&text[length + sign.len_utf8()..])
    {
        parts.push(part);
        length += sign.len_utf8() + digits;
    }
    length
}

/// Parses a code of 4 to 9 digits of either width before a space. A year is no code.
fn code(text: &str) -> Option<Numbering> {
    let length = text.len() - text.trim_start_matches(is_digit).len();
    let rest = &text[length..];
    let apart = rest.starts_with(char::is_whitespace) && !is_counted(rest.trim_start());
    let label: String = text[..length].nfkc().collect();
    let parts = vec![label.parse().ok()?];
    let fits = (4..=9).contains(&label.len()) && apart;
    fits.then_some(Numbering { scheme: Scheme::Code, parts, label, length })
}

/// Parses `A-1`, and `A` before a dot or a wide space.
fn letter(text: &str) -> Option<Numbering> {
    let (value, mut length) = letter_value(text.chars().next()?)?;
    let mut parts = vec![value];
    length += more_parts(&text[length..], &mut parts);
    let closing = dot(&text[length..]);
    let rest = &text[length + closing..];
    let closed = match parts.len() {
        1 => closing > 0 && rest.starts_with(char::is_whitespace) || rest.starts_with('　'),
        _ => closing > 0 || rest.starts_with(char::is_whitespace),
    };
    let label = text[..length].to_owned();
    let scheme = Scheme::Letter(parts.len());
    closed.then_some(Numbering { scheme, parts, label, length: length + closing })
}

/// Parses ア before a dot or a space.
fn katakana(text: &str) -> Option<Numbering> {
    let (value, length) = kana(text)?;
    let closing = dot(&text[length..]);
    let closed = closing > 0 || text[length..].starts_with(char::is_whitespace);
    let label = text[..length].to_owned();
    let scheme = Scheme::Katakana;
    closed.then_some(Numbering { scheme, parts: vec![value], label, length: length + closing })
}

/// The value of a katakana letter in the order of the syllabary, and its length in bytes.
fn kana(text: &str) -> Option<(u32, usize)> {
    let letter = text.chars().next()?;
    let at = "アイウエオカキクケコサシスセソタチツテト".chars().position(|kana| kana == letter)?;
    Some((u32::try_from(at).ok()? + 1, letter.len_utf8()))
}

fn kanji(text: &str) -> Option<Numbering> {
    let (value, length) = kanji_number(text)?;
    let rest = &text[length..];
    let closing = dot(rest);
    let (parts, label, length) = (vec![value], text[..length].to_owned(), length + closing);
    let is_closed = closing > 0 || rest.starts_with(char::is_whitespace);
    is_closed.then_some(Numbering { scheme: Scheme::Kanji, parts, label, length })
}

/// Length in bytes of the dot that closes a number.
fn dot(text: &str) -> usize {
    text.chars().next().filter(|c| ".．、".contains(*c)).map_or(0, char::len_utf8)
}

/// True for a digit of either width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Parses up to three digits of either width. Returns the value and the length in bytes.
fn arabic(text: &str) -> Option<(u32, usize)> {
    let length = text.len() - text.trim_start_matches(is_digit).len();
    let digits: String = text[..length].nfkc().collect();
    let value = digits.parse().ok().filter(|_| digits.len() <= 3)?;
    Some((value, length))
}

/// Parses a kanji number below 100. Returns the value and the length in bytes.
fn kanji_number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut last = 0;
    let mut length = 0;
    for c in text.chars() {
        match "一二三四五六七八九".chars().position(|digit| digit == c) {
            Some(at) if last == 0 => last = u32::try_from(at).ok()? + 1,
            None if c == '十' && value == 0 => {
                value = last.max(1) * 10;
                last = 0;
            }
            _ => break,
        }
        length += c.len_utf8();
    }
    (length > 0).then_some((value + last, length))
}

#[cfg(test)]
mod tests;
