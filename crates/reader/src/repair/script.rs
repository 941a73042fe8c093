//! Classes of characters used by the rules.

/// The script of a character. A run of one script approximates a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Kanji,
    Hiragana,
    Katakana,
    /// Letters and digits of any other script.
    Latin,
    Hangul,
    /// Punctuation, symbols and white space.
    Other,
}

pub(super) fn script(c: char) -> Script {
    match c {
        '々'
        | '〆'
        | '〇'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' => Script::Kanji,
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}' => Script::Katakana,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' => Script::Hangul,
        c if c.is_alphanumeric() => Script::Latin,
        _ => Script::Other,
    }
}

/// True for kanji, hiragana and katakana.
pub(super) fn is_japanese(c: char) -> bool {
    matches!(script(c), Script::Kanji | Script::Hiragana | Script::Katakana)
}

pub(super) fn is_kana(c: char) -> bool {
    matches!(script(c), Script::Hiragana | Script::Katakana)
}

/// The trailing run of one script, at most `most` characters.
pub(super) fn run_before(text: &str, most: usize) -> &str {
    let Some(last) = text.chars().next_back() else { return "" };
    let start = text
        .char_indices()
        .rev()
        .take(most)
        .take_while(|&(_, c)| script(c) == script(last))
        .last()
        .map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The leading run of one script, at most `most` characters.
pub(super) fn run_after(text: &str, most: usize) -> &str {
    let Some(first) = text.chars().next() else { return "" };
    let end = text
        .char_indices()
        .take(most)
        .take_while(|&(_, c)| script(c) == script(first))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    &text[..end]
}
