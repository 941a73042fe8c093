//! Mends what scanning broke, one rule a file, and keeps the way back to the print.
//!
//! A rule proposes edits to a line; the driver here applies them, refuses those that touch a protected
//! word, and goes round until nothing changes, so that repairing twice is repairing once. Nothing is
//! mended on suspicion: a rule needs evidence, mostly that the same document writes the word that way
//! elsewhere. What looks damaged and has no such evidence is a finding for a person, who adds the word to
//! `repairs.toml`.
//!
//! To add a rule: write `repair/<name>.rs` with one `Rule`, add it to [`RULES`], add a line to
//! `tests/cases/repair.txt`.

mod hangul;
mod invisible;
mod japanese;
mod protected;
mod radicals;
mod simplified;
mod spaces;
mod stray;
mod width;
mod words;

use std::ops::Range;

use shisaku_model::{Document, Finding, Place, RepairedDocument, RepairedLine, shortened};

pub use words::WordRepairs;

/// One way in which scanning breaks text, and how it is mended.
pub struct Rule {
    /// The name that a repair is recorded under.
    pub name: &'static str,
    /// The rule in one sentence, for people.
    pub sentence: &'static str,
    /// The edits it proposes for a line: in order, not overlapping, on character borders.
    edits: fn(&str, &Context<'_>) -> Vec<Edit>,
}

/// Every rule, in the order in which they are tried on a line.
pub const RULES: &[Rule] = &[
    invisible::RULE,
    radicals::RULE,
    width::RULE,
    hangul::RULE,
    simplified::RULE,
    spaces::RULE,
    stray::RULE,
    words::RULE,
];

/// A change to a line: these bytes become this text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    text: String,
}

/// What a rule may look at beside the line.
struct Context<'a> {
    /// All documents of the plan as they stand, one line after the other.
    text: String,
    words: &'a WordRepairs,
}

impl Context<'_> {
    /// Whether the plan's documents write this somewhere: the evidence most rules ask for.
    fn attests(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// Whether the plan's documents write a year without a gap.
    fn attests_year(&self) -> bool {
        self.text.match_indices('年').any(|(at, _)| self.text[..at].ends_with(|c: char| c.is_ascii_digit()))
    }
}

/// Rounds after which the driver gives up. Every rule shortens the text or removes a damaged form, so a
/// document settles in two or three.
const MOST_ROUNDS: usize = 8;

/// Repairs the documents of one plan together: what one of them writes is evidence for the others.
pub fn repair(documents: Vec<Document>, words: &WordRepairs) -> (Vec<RepairedDocument>, Vec<Finding>) {
    let mut documents: Vec<RepairedDocument> = documents.into_iter().map(RepairedDocument::from).collect();
    let mut context = Context { text: String::new(), words };
    for _ in 0..MOST_ROUNDS {
        context.text = joined(&documents);
        let mut changed = false;
        for line in documents.iter_mut().flat_map(|document| &mut document.lines) {
            for rule in RULES {
                changed |= apply(rule, line, &context);
            }
        }
        if !changed {
            break;
        }
    }
    let mut findings = words.unused(&documents);
    findings.extend(documents.iter().flat_map(left_damaged));
    (documents, findings)
}

fn joined(documents: &[RepairedDocument]) -> String {
    let mut text = String::new();
    for line in documents.iter().flat_map(|document| &document.lines) {
        text.push_str(&line.text);
        text.push('\n');
    }
    text
}

/// Applies one rule to one line; whether anything changed.
fn apply(rule: &Rule, line: &mut RepairedLine, context: &Context<'_>) -> bool {
    let mut edits = (rule.edits)(&line.text, context);
    let protected = protected::ranges(&line.text, &context.words.protected);
    edits.retain(|edit| {
        let touches = |range: &Range<usize>| range.start < edit.range.end && edit.range.start < range.end;
        line.text[edit.range.clone()] != edit.text && !protected.iter().any(touches)
    });
    // From the back, so that the ranges before stay true.
    for edit in edits.iter().rev() {
        line.replace(edit.range.clone(), &edit.text, rule.name);
    }
    !edits.is_empty()
}

/// What still looks damaged when the rules are done.
fn left_damaged(document: &RepairedDocument) -> Vec<Finding> {
    let seen = |line: &RepairedLine| -> Option<Finding> {
        let (code, what) = if line.text.contains('\u{FFFD}') {
            ("unreadable_character", "読めなかった文字(�)")
        } else if let Some(word) = hangul::left(&line.text) {
            return Some(damage("hangul_left", &document.file, line, &format!("ハングル「{word}」")));
        } else if let Some(form) = simplified::left(&line.text) {
            return Some(damage("simplified_left", &document.file, line, &format!("簡体字「{form}」")));
        } else {
            return None;
        };
        Some(damage(code, &document.file, line, what))
    };
    document.lines.iter().filter_map(seen).collect()
}

fn damage(code: &'static str, file: &str, line: &RepairedLine, what: &str) -> Finding {
    Finding::warning(
        code,
        Place::line(file, line.number),
        format!("読み取りの誤りらしい{what}があります: {}", shortened(&line.text)),
    )
    .advise("印刷された文書を見て、repairs.toml に正しい語を足してください(正しければ protected に)。")
}

#[cfg(test)]
mod tests;
