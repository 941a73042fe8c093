//! Finds the boundaries of organisation names in running text, using scripts instead of a dictionary.
//!
//! A name consists of kanji, katakana and Latin letters. Hiragana usually belong to the sentence around it.

use std::sync::LazyLock;

use super::generic_words::{
    PLURAL_PREFIXES, ends_with, is_general, longest, starts_with, without_leading, words,
};

/// Hiragana words that occur inside names.
static INNER: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../../lexicon/organisations/inner.txt")).collect());

/// Kanji after が within a place name: 自由が丘, 霞が関.
const AFTER_GA: &[char] = &['丘', '原', '関', '谷', '浜', '崎', '島', '池', '峰', '瀬', '沢'];

/// Words that may directly follow a name without being part of it.
static FOLLOWING: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../../lexicon/organisations/following.txt")).collect());

/// Kanji that may not follow 大学 in a name. Almost anything else is still that university: 東京大学医学部.
const NO_UNIVERSITY: &[char] =
    &['入', '進', '受', '改', '設', '紛', '闘', '校', '制', '令', '昇', '対', '野', '卒'];

/// Units of a count or date before a name.
const COUNTED: &[&str] = &["年度", "年", "月", "日", "回", "件", "名", "社", "者", "人", "か所"];

/// Maximum number of characters searched backwards: longer than any name.
const FAR: usize = 40;

pub(super) fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '々' | '〇' | 'ヶ' | 'ヵ' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

pub(super) fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

/// True for the scripts of names: kanji, katakana, ASCII letters and digits, and `&`.
pub(super) fn is_of_names(c: char) -> bool {
    is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric() || c == '&'
}

/// Number of characters at `at` that belong to a name despite their script.
pub(super) fn inner_at(text: &[char], at: usize) -> usize {
    match (text[..at].last(), text[at], text.get(at + 1)) {
        (Some(&before), '・', Some(&after)) if is_katakana(before) && is_katakana(after) => 1,
        (Some(&before), 'が', Some(after)) if is_kanji(before) && AFTER_GA.contains(after) => 1,
        _ => longest(&INNER, |word| starts_with(&text[at..], word)).unwrap_or(0),
    }
}

/// The start of the name that ends at `end`, without words that only precede it.
pub(super) fn start(text: &[char], end: usize) -> usize {
    let mut at = end;
    let least = end.saturating_sub(FAR);
    while at > least {
        match longest(&INNER, |word| ends_with(&text[..at], word)) {
            Some(letters) => at -= letters,
            None if is_of_names(text[at - 1]) && !is_and_so_on(text, at - 1) => at -= 1,
            None if inner_at(text, at - 1) == 1 => at -= 1,
            None => break,
        }
    }
    let counted = |from: usize| {
        let unit = longest(COUNTED, |unit| starts_with(&text[from..end], unit))?;
        (from > at && text[from - 1].is_ascii_digit()).then_some(from + unit)
    };
    at = (at..end).rev().find_map(counted).unwrap_or(at);
    end - without_leading(&text[at..end]).len()
}

/// True if 等 ends an enumeration, unlike in 高等, 平等, 初等, 中等.
pub(super) fn is_and_so_on(text: &[char], at: usize) -> bool {
    text[at] == '等' && !(at > 0 && ['高', '平', '初', '中', '均', '同', '対'].contains(&text[at - 1]))
}

/// True if the characters name one organisation, not a kind or several.
pub(super) fn is_own(name: &[char]) -> bool {
    let many = name.first().is_none_or(|first| PLURAL_PREFIXES.contains(first))
        && !["全国", "全日本", "本州", "本田", "本郷", "他"]
            .iter()
            .any(|word| starts_with(name, word) && name.len() > word.chars().count() + 1);
    let counted = name.iter().all(char::is_ascii_digit) || name.last() == Some(&'系');
    name.len() > 1 && !many && !counted && !name.contains(&'各') && !is_general(name)
}

/// True if a name may end before the character at `end`: the text from there on does not continue it.
pub(super) fn ends(text: &[char], end: usize) -> bool {
    let Some(&next) = text.get(end) else { return true };
    if ends_with(&text[..end], "大学") && is_kanji(next) {
        return !NO_UNIVERSITY.contains(&next);
    }
    if next == 'ー' || is_katakana(next) && text[..end].last().is_some_and(|&last| is_katakana(last)) {
        return false;
    }
    !is_kanji(next) || FOLLOWING.iter().any(|word| starts_with(&text[end..], word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        letters[start(&letters, letters.len())..].iter().collect()
    }

    #[test]
    fn a_name_begins_behind_what_holds_the_sentence_together() {
        for (text, name) in [
            ("都や目黒法人会", "目黒法人会"),
            ("平成23年度東京商工会議所", "東京商工会議所"),
            ("第3回目黒連盟", "目黒連盟"),
            ("地元めぐろ観光まちづくり協会", "めぐろ観光まちづくり協会"),
            ("町会等自由が丘商店街振興組合", "自由が丘商店街振興組合"),
            ("日本高等教育協会", "日本高等教育協会"),
            ("日本スポーツ・レクリエーション協会", "日本スポーツ・レクリエーション協会"),
            ("町会・目黒協会", "目黒協会"),
            ("の協会", "協会"),
        ] {
            assert_eq!(before(text), name, "{text}");
        }
    }

    #[test]
    fn a_name_ends_where_no_longer_word_goes_on() {
        let ends_at = |text: &str, name: &str| ends(&text.chars().collect::<Vec<_>>(), name.chars().count());
        for text in ["法人会と", "法人会主催の", "法人会", "法人会、", "法人会2階", "法人会及び"]
        {
            assert!(ends_at(text, "法人会"), "{text}");
        }
        assert!(!ends_at("法人会計", "法人会"));
        assert!(!ends_at("目黒組合員", "目黒組合"));
        assert!(ends_at("東京大学医学部", "東京大学") && !ends_at("東京大学入試", "東京大学"));
    }
}
