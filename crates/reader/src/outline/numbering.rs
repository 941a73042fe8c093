//! Parses the number at the start of a line: 第5章, 1., 1-1., (1), ①, 一、, Ⅰ.
//!
//! Heading levels are not decided here. [`super::heading_tree`] infers them from the order of numbers in the
//! document.

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization;

/// A numbering scheme. Lines of one scheme share a heading level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scheme {
    /// 第1章 or 第1節: one scheme for each unit.
    Named(char),
    /// `1.`
    Dotted,
    /// `1-1.` or `1-1-1.`: one scheme for each number of parts.
    Path(usize),
    /// `(1)` or ⑴
    Paren,
    /// ①
    Circled,
    /// Ⅰ
    Roman,
    /// 一、
    Kanji,
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
    /// True for the number of a chapter, part or volume.
    pub(crate) fn is_chapter(&self) -> bool {
        matches!(self.scheme, Scheme::Named('章' | '編' | '部'))
    }

    /// True if the number uses digits only: `1.`, `1-1.`, `(1)`, `①`.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.scheme, Scheme::Dotted | Scheme::Path(_) | Scheme::Paren | Scheme::Circled)
    }
}

/// Signs accepted between the parts of a path. Scanners confuse hyphens with all of these.
const HYPHENS: &str = "-－‐‑–—―−ー";

/// Parses the number at the start of `text`. Returns `None` if there is none, or nothing follows it.
pub(super) fn read(text: &str) -> Option<Numbering> {
    let numbering = named(text)
        .or_else(|| paren(text))
        .or_else(|| single_sign(text))
        .or_else(|| digits(text))
        .or_else(|| kanji(text))?;
    let rest = &text[numbering.length..];
    let space = rest.len() - rest.trim_start().len();
    (space < rest.len()).then(|| Numbering { length: numbering.length + space, ..numbering })
}

fn named(text: &str) -> Option<Numbering> {
    let rest = text.strip_prefix('第')?;
    let (value, length) = arabic(rest).or_else(|| kanji_number(rest))?;
    let unit = rest[length..].chars().next().filter(|c| "章編部節項款".contains(*c))?;
    let length = '第'.len_utf8() + length + unit.len_utf8();
    let label = text[..length].to_owned();
    Some(Numbering { scheme: Scheme::Named(unit), parts: vec![value], label, length })
}

fn paren(text: &str) -> Option<Numbering> {
    let rest = text.strip_prefix(['(', '（'])?;
    let (value, length) = arabic(rest)?;
    let after = rest[length..].strip_prefix([')', '）'])?;
    let (parts, label, length) = (vec![value], format!("({value})"), text.len() - after.len());
    Some(Numbering { scheme: Scheme::Paren, parts, label, length })
}

/// Parses a number that is a single character.
fn single_sign(text: &str) -> Option<Numbering> {
    let sign = text.chars().next()?;
    let value = |first: char| u32::from(sign) - u32::from(first) + 1;
    let (scheme, value, label) = match sign {
        '①'..='⑳' => (Scheme::Circled, value('①'), sign.to_string()),
        '⑴'..='⒇' => (Scheme::Paren, value('⑴'), format!("({})", value('⑴'))),
        'Ⅰ'..='Ⅻ' => (Scheme::Roman, value('Ⅰ'), sign.to_string()),
        _ => return None,
    };
    let length = sign.len_utf8() + dot(&text[sign.len_utf8()..]);
    Some(Numbering { scheme, parts: vec![value], label, length })
}

/// Parses `1.` and `1-1.`, with dots of any width. A single number needs a dot or a wide space after it:
/// 10年間 is no number.
fn digits(text: &str) -> Option<Numbering> {
    let (first, mut length) = arabic(text)?;
    let mut parts = vec![first];
    while let Some(hyphen) = text[length..].chars().next().filter(|c| HYPHENS.contains(*c))
        && let Some((part, digits)) = arabic(&text[length + hyphen.len_utf8()..])
    {
        parts.push(part);
        length += hyphen.len_utf8() + digits;
    }
    let closing = dot(&text[length..]);
    let rest = &text[length + closing..];
    let closed = match parts.len() {
        1 => closing > 0 && !rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with('　'),
        _ => closing > 0 || rest.starts_with(char::is_whitespace),
    };
    let label = parts.iter().join("-");
    let scheme = if parts.len() == 1 { Scheme::Dotted } else { Scheme::Path(parts.len()) };
    closed.then_some(Numbering { scheme, parts, label, length: length + closing })
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
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Scheme, &[u32], &str, &str)>) {
        let read = read(text);
        let seen = read.as_ref().map(|n| (n.scheme, n.parts.as_slice(), n.label.as_str(), &text[n.length..]));
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn reads_the_numbers_that_plans_print() {
        check("第5章 産業施策", Some((Scheme::Named('章'), &[5], "第5章", "産業施策")));
        check("第十二節　山", Some((Scheme::Named('節'), &[12], "第十二節", "山")));
        check("1. 「地域」", Some((Scheme::Dotted, &[1], "1", "「地域」")));
        check("3.「高付加」", Some((Scheme::Dotted, &[3], "3", "「高付加」")));
        check("１－２．融資", Some((Scheme::Path(2), &[1, 2], "1-2", "融資")));
        check("2-6.新産業", Some((Scheme::Path(2), &[2, 6], "2-6", "新産業")));
        check("(1)融資", Some((Scheme::Paren, &[1], "(1)", "融資")));
        check("（１２） 融資", Some((Scheme::Paren, &[12], "(12)", "融資")));
        check("①短期", Some((Scheme::Circled, &[1], "①", "短期")));
        check("⑵融資", Some((Scheme::Paren, &[2], "(2)", "融資")));
        check("一　融資", Some((Scheme::Kanji, &[1], "一", "融資")));
    }

    #[test]
    fn leaves_other_beginnings_alone() {
        for text in
            ["10年間の計画", "1.5倍", "一層の充実", "(再掲)", "2011年度", "(1)", "1-1", "三つの柱", ""]
        {
            check(text, None);
        }
    }
}
