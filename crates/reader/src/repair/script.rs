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

/// All runs of characters of one class, each with its byte offset.
pub(super) fn runs(line: &str, is_of_class: fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(offset) = line[at..].find(is_of_class) {
        let start = at + offset;
        let rest = line[start..].trim_start_matches(is_of_class);
        at = line.len() - rest.len();
        runs.push((start, &line[start..at]));
    }
    runs
}

/// The trailing run of one script, at most `most` characters.
pub(super) fn run_before(text: &str, most: usize) -> &str {
    let Some(last) = text.chars().next_back() else { return "" };
    let run = text.chars().rev().take(most).take_while(|&c| script(c) == script(last));
    &text[text.len() - run.map(char::len_utf8).sum::<usize>()..]
}

/// The leading run of one script, at most `most` characters.
pub(super) fn run_after(text: &str, most: usize) -> &str {
    let Some(first) = text.chars().next() else { return "" };
    let run = text.chars().take(most).take_while(|&c| script(c) == script(first));
    &text[..run.map(char::len_utf8).sum()]
}
