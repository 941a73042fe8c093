//! Characters that nobody sees and every comparison trips over.

use super::{Context, Edit, Rule};

pub(super) const RULE: Rule = Rule {
    name: "invisible",
    sentence: "A character without any shape (zero-width, control, byte order mark, soft hyphen) is taken out.",
    edits,
};

fn edits(line: &str, _: &Context<'_>) -> Vec<Edit> {
    line.char_indices()
        .filter_map(|(at, c)| {
            let text = match c {
                '\t' => return None,
                '\u{00AD}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2064}'
                | '\u{FEFF}' => "",
                c if c.is_control() => "",
                _ => return None,
            };
            Some(Edit { range: at..at + c.len_utf8(), text: text.to_owned() })
        })
        .collect()
}
