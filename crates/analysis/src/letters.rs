//! What counts as a letter, a kanji, a hiragana: asked of single characters, in one place.

use unicode_normalization::char::is_combining_mark;

/// Letters, digits and the marks that combine with them; everything else is a symbol or white space.
pub fn is_letter(c: char) -> bool {
    match c {
        // Nearly all of any text, told without a look into the tables of Unicode.
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '\u{4E00}'..='\u{9FFF}' => true,
        '　' | '、' | '。' | '「' | '」' | '・' => false,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// Han characters of every block, and 々 that repeats one.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Hiragana, and the mark ー that lengthens one.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ー')
}

/// Katakana, and the mark ー that lengthens one.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ヽ' | 'ヾ' | 'ー')
}

/// The katakana of a hiragana; any other character as it is.
pub fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The hiragana of a katakana; any other character as it is.
pub fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
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
