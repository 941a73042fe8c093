//! Removes a single kanji after the last sentence of a paragraph: a speck read as a letter, or the start of lost
//! text. Before another line it may begin a word that the line break divides.

use super::{
    Context, Edit, Rule,
    script::{Script, script},
};

pub(super) const RULE: Rule = Rule {
    name: "stray",
    sentence: "A single kanji after the last full stop of a paragraph is taken out, unless it is one that ends a text (完, 了, 終, 続, 注).",
    edits,
};

const ENDINGS: [char; 5] = ['完', '了', '終', '続', '注'];

fn edits(line: &str, context: &Context<'_>) -> Vec<Edit> {
    let text = line.trim_end_matches(' ');
    let Some(last) = text.chars().next_back() else { return Vec::new() };
    let start = text.len() - last.len_utf8();
    let stray = script(last) == Script::Kanji && !ENDINGS.contains(&last) && text[..start].ends_with('。');
    (stray && context.ends_paragraph)
        .then(|| Edit { range: start..text.len(), text: String::new() })
        .into_iter()
        .collect()
}
