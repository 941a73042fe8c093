//! Classes of characters, and the conversion between hiragana and katakana.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// True for letters, digits and combining marks. Everything else is a symbol or white space.
pub fn is_letter(c: char) -> bool {
    match c {
        // Fast path for nearly all text, without a lookup in the Unicode tables.
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '\u{4E00}'..='\u{9FFF}' => true,
        '　' | '、' | '。' | '「' | '」' | '・' => false,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// True for Han characters of every block, and for 々.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// True for hiragana, its iteration marks, and ー.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ー')
}

/// True for katakana, its iteration marks, and ー.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ヽ' | 'ヾ' | 'ー')
}

/// The katakana of a hiragana. Any other character is returned unchanged.
pub(crate) fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The hiragana of a katakana. Any other character is returned unchanged.
pub fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The character without its marks, such as those of voicing: カ for ガ.
pub(crate) fn unmarked(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| _ = first.get_or_insert(part));
    first.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_cut_says_what_the_tables_say() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphanumeric() || is_combining_mark(c), "{c:?}");
        }
    }
}
