//! Numbers behind a word: 基本目標1, 施策の方向（1）, No.3.

use unicode_normalization::UnicodeNormalization;

use super::{Numbering, Scheme, arabic, is_digit, kanji_number, letter_value, more_parts};

/// Words before a number, from the outermost level to the innermost.
const WORDS: [&str; 30] = [
    "基本目標",
    "基本政策",
    "基本方針",
    "基本施策",
    "基本方向",
    "重点目標",
    "重点戦略",
    "重点プロジェクト",
    "重点項目",
    "重点施策",
    "政策",
    "プロジェクト",
    "戦略",
    "方向",
    "方針",
    "目標",
    "柱",
    "分野",
    "テーマ",
    "基本課題",
    "課題",
    "視点",
    "重点",
    "主要施策",
    "個別施策",
    "施策",
    "取組",
    "取り組み",
    "事業",
    "No.",
];

/// Maximum length in characters of a word with what qualifies it: 改革の柱.
const MAX_QUALIFICATION: usize = 10;

/// Parses 基本目標1, 施策2-1-1 and 方向A. A space, colon, dot or opening quotation mark must follow: 施策3年
/// and 目標1,000人 are no numbers.
pub(super) fn word(text: &str) -> Option<Numbering> {
    let no = ["No.", "NO.", "Ｎｏ．", "№", "No"].into_iter().find(|no| text.starts_with(no));
    let known = WORDS.into_iter().find(|word| text.starts_with(word)).map(|word| (word, word.len()));
    let words = [no.map(|no| ("No.", no.len())), known, qualified_word(text)];
    words.into_iter().flatten().find_map(|(word, length)| word_number(text, word, length))
}

/// Parses the number behind the first `front` bytes of a text, which are a word: 1, （1）, 2-1, Ⅰ, ①, A.
fn word_number(text: &str, word: &'static str, front: usize) -> Option<Numbering> {
    let mut length = front;
    let space = text[length..].len() - text[length..].trim_start().len();
    let rest = &text[length + space..];
    let opening = rest.chars().next().filter(|c| "(（".contains(*c)).map_or(0, char::len_utf8);
    let rest = &rest[opening..];
    let letter = rest.chars().next().filter(|c| c.nfkc().next().is_some_and(|c| c.is_ascii_uppercase()));
    let sign = rest.chars().next().filter(|c| ('Ⅰ'..='Ⅻ').contains(c) || ('①'..='⑳').contains(c));
    let first = arabic(rest)
        .or_else(|| sign.and_then(|_| value_of_sign(rest)))
        .or_else(|| letter.and_then(letter_value))
        .or_else(|| kanji_number(rest))?;
    length += space + opening + first.1;
    let mut parts = vec![first.0];
    if opening > 0 {
        let closing = text[length..].chars().next().filter(|c| ")）".contains(*c))?;
        length += closing.len_utf8();
    } else {
        length += more_parts(&text[length..], &mut parts);
    }
    let rest = &text[length..];
    let closing = rest.chars().next().filter(|c| "：:.．、".contains(*c)).map_or(0, char::len_utf8);
    let apart = closing > 0 || rest.starts_with(|c: char| c.is_whitespace() || "「『〈《“【".contains(c));
    let label = text[..length].to_owned();
    let scheme = Scheme::Word(word, parts.len());
    apart.then_some(Numbering { scheme, parts, label, length: length + closing })
}

/// Finds a word of [`WORDS`] behind a qualification, as in 改革の柱1: at most [`MAX_QUALIFICATION`] letters
/// without a sign. Returns the word and the length of both in bytes.
fn qualified_word(text: &str) -> Option<(&'static str, usize)> {
    let letters = text
        .char_indices()
        .take(MAX_QUALIFICATION + 1)
        .take_while(|(_, c)| c.is_alphabetic() && !is_digit(*c));
    let length = letters.last().map_or(0, |(at, c)| at + c.len_utf8());
    let front = &text[..length];
    let word = WORDS.into_iter().find(|word| front.ends_with(word))?;
    (!front.starts_with('第')).then_some((word, length))
}

fn value_of_sign(text: &str) -> Option<(u32, usize)> {
    let sign = text.chars().next()?;
    let first = if ('Ⅰ'..='Ⅻ').contains(&sign) { 'Ⅰ' } else { '①' };
    Some((u32::from(sign) - u32::from(first) + 1, sign.len_utf8()))
}
