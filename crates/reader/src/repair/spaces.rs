//! Removes spaces inside words and years that a scanner inserted.

use super::{
    Context, Edit, Rule,
    script::{Script, is_japanese, run_after, run_before, script},
};

pub(super) const RULE: Rule = Rule {
    name: "spaces",
    sentence: "In a plan that elsewhere writes years without a gap, the gaps around the number of a year (平成 23 年度) go; a space between two kanji, two katakana, or a Latin word and a suffix (LED 化) goes when the plan elsewhere writes the pieces on both sides of it together, and with it the gap before the Latin word.",
    edits,
};

/// Maximum number of characters compared on each side of a space.
const PIECE: usize = 4;

/// Suffix kanji that attach to a Latin word, as in LED化.
const SUFFIXES: [char; 7] = ['化', '型', '系', '用', '的', '等', '者'];

fn edits(line: &str, context: &Context<'_>) -> Vec<Edit> {
    let mut edits = year_gaps(line);
    // The evidence costs a search of the whole plan, so it is skipped for lines without a gap.
    if !edits.is_empty() && !context.attests_year() {
        edits.clear();
    }
    edits.extend(word_gaps(line, context));
    edits.sort_by_key(|edit| edit.range.start);
    edits.dedup_by(|second, first| second.range.start < first.range.end);
    edits
}

/// Edits for a space before 年, including a space before the number and the era name before that.
fn year_gaps(line: &str) -> Vec<Edit> {
    const ERAS: [&str; 5] = ["明治", "大正", "昭和", "平成", "令和"];
    line.match_indices('年')
        .filter_map(|(year, sign)| {
            let number_and_gap = line[..year].trim_end_matches(' ');
            let number = number_and_gap.trim_end_matches(is_digit);
            let gap_follows = number_and_gap.len() < year;
            if !gap_follows || number.len() == number_and_gap.len() || number.ends_with(['.', ',', '-']) {
                return None;
            }
            let before = number.trim_end_matches(' ');
            let start = match ERAS.into_iter().find(|era| before.ends_with(era)) {
                Some(era) => before.len() - era.len(),
                None if before.ends_with(is_japanese) => before.len(),
                None => number.len(),
            };
            let end = year + sign.len();
            let end = end + if line[end..].starts_with('度') { '度'.len_utf8() } else { 0 };
            Some(Edit { range: start..end, text: line[start..end].replace(' ', "") })
        })
        .collect()
}

/// Edits for a space inside a word. Evidence covers at most four characters on each side.
fn word_gaps(line: &str, context: &Context<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(offset) = line[at..].find(' ') {
        let start = at + offset;
        let after = line[start..].trim_start_matches(' ');
        let end = line.len() - after.len();
        at = end;
        let before = &line[..start];
        let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { continue };
        // A Latin word is compared in full: half of it proves nothing.
        let most = if script(left) == Script::Latin { usize::MAX } else { PIECE };
        let (piece_before, piece_after) = (run_before(before, most), run_after(after, PIECE));
        let word = format!("{piece_before}{piece_after}");
        if inside_word(left, right) && context.attests(&word) {
            let mut from = start - piece_before.len();
            // A space before a Latin word has the same cause as the space after it.
            let gap = line[..from].len() - line[..from].trim_end_matches(' ').len();
            if script(left) == Script::Latin && line[..from - gap].ends_with(is_japanese) {
                from -= gap;
            }
            edits.push(Edit { range: from..end + piece_after.len(), text: word });
        }
    }
    edits
}

fn inside_word(left: char, right: char) -> bool {
    match (script(left), script(right)) {
        (Script::Kanji, Script::Kanji) | (Script::Katakana, Script::Katakana) => true,
        (Script::Latin, Script::Kanji) => SUFFIXES.contains(&right),
        _ => false,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}
