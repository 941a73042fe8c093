//! Spaces inside words and years, where the scanner saw a gap between letters.

use super::{
    Context, Edit, Rule,
    japanese::{Script, is_japanese, run_after, run_before, script},
};

pub(super) const RULE: Rule = Rule {
    name: "spaces",
    sentence: "In a plan that elsewhere writes years without a gap, the gaps around the number of a year (平成 23 年度) go; a space between two kanji, two katakana, or a Latin word and a suffix (LED 化) goes when the plan elsewhere writes the pieces on both sides of it together.",
    edits,
};

/// How many letters of a piece of word are compared on each side of a space.
const PIECE: usize = 4;

/// Kanji that make a word with the Latin word before them.
const SUFFIXES: [char; 7] = ['化', '型', '系', '用', '的', '等', '者'];

fn edits(line: &str, context: &Context<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(offset) = line[at..].find(' ') {
        let start = at + offset;
        let after = line[start..].trim_start_matches(' ');
        let end = line.len() - after.len();
        at = end;
        let before = &line[..start];
        let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { continue };
        let mends = beside_year(before, after) && context.attests_year()
            || inside_word(left, right) && context.attests(&joined(before, after, left));
        if mends {
            edits.push(Edit { range: start..end, text: String::new() });
        }
    }
    edits
}

/// Between a number and 年, or between a Japanese letter and a number that has such a gap behind it.
fn beside_year(before: &str, after: &str) -> bool {
    let number_before =
        before.ends_with(is_digit) && !before.trim_end_matches(is_digit).ends_with(['.', ',', '-']);
    let number = after.trim_start_matches(is_digit);
    let gap_follows = number.len() < after.len()
        && number.starts_with(' ')
        && number.trim_start_matches(' ').starts_with('年');
    number_before && after.starts_with('年') || before.ends_with(is_japanese) && gap_follows
}

fn inside_word(left: char, right: char) -> bool {
    match (script(left), script(right)) {
        (Script::Kanji, Script::Kanji) | (Script::Katakana, Script::Katakana) => true,
        (Script::Latin, Script::Kanji) => SUFFIXES.contains(&right),
        _ => false,
    }
}

/// The pieces on both sides of a space, written together. A Latin word is compared whole: half of it
/// proves nothing.
fn joined(before: &str, after: &str, left: char) -> String {
    let most = if script(left) == Script::Latin { usize::MAX } else { PIECE };
    format!("{}{}", run_before(before, most), run_after(after, PIECE))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}
