//! Invisible characters. They have no shape or change the order of those that have one, so that a text
//! reads differently from its bytes.

use itertools::Itertools;

/// True if a character has no shape of its own and is no white space.
///
/// These are: controls other than line breaks and tabs, zero-width characters, marks of writing direction,
/// fillers, tags, and noncharacters. Variation selectors are not included: the glyph that they choose is
/// visible.
pub fn is_unseen(c: char) -> bool {
    let is_filler = matches!(c, '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}');
    let is_mark = matches!(
        c,
        '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    );
    let is_no_character = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    is_filler || is_mark || is_no_character || (c.is_control() && !c.is_whitespace())
}

/// The notation of an invisible character in messages: `U+202E`.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Removes invisible characters. Returns the text, and each removed character once, in order of first
/// occurrence.
pub fn without_unseen(text: &str) -> (String, Vec<char>) {
    let removed = text.chars().filter(|&c| is_unseen(c)).unique().collect();
    (text.replace(is_unseen, ""), removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_shape_is_taken_out_and_named() {
        let (text, unseen) = without_unseen("産\u{202E}業\u{0}\u{200B}課\u{202E}\u{FDD0}\u{1FFFF}\u{85}");
        assert_eq!(text, "産業課\u{85}", "a line break of the C1 set is white space");
        assert_eq!(
            unseen.into_iter().map(code_point).collect::<Vec<_>>(),
            ["U+202E", "U+0000", "U+200B", "U+FDD0", "U+1FFFF"]
        );
    }

    #[test]
    fn what_is_seen_stays() {
        for text in ["葛\u{E0100}飾区", "産業　経済課", "ｶﾞｲﾄﾞ", "か\u{3099}", "\t\r\n", "\u{FFFD}", "𠮷野"]
        {
            assert_eq!(without_unseen(text), (text.to_owned(), Vec::new()), "{text}");
        }
    }
}
