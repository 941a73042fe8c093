//! Removes invisible characters, which break every comparison.

use super::{Context, Edit, Rule};
use shisaku_model::is_unseen;

pub(super) const RULE: Rule = Rule {
    name: "invisible",
    sentence: "A character without any shape (zero-width, control, byte order mark, soft hyphen) is taken out.",
    edits,
};

fn edits(line: &str, _: &Context<'_>) -> Vec<Edit> {
    line.char_indices()
        .filter_map(|(at, c)| {
            // Vertical tabs and form feeds count as invisible too: no print shows them.
            let is_out = is_unseen(c) || (c.is_control() && c != '\t');
            is_out.then(|| Edit { range: at..at + c.len_utf8(), text: String::new() })
        })
        .collect()
}
