//! Repairs scanning damage, one rule per file, and keeps the way back to the printed text.
//!
//! A rule proposes *edits* to a line. The driver rejects edits to protected words, applies the others, and
//! repeats until nothing changes. Repairing is therefore idempotent. An applied edit is a *mend* of the line:
//! its place in both texts and its rules. Readers get mends as *repair records*.
//!
//! A rule needs evidence that the print did not say this. There are three kinds:
//!
//! - Nobody writes the character in a Japanese text: `invisible`, `radicals`.
//! - The signs around it show the damage: `width`, `hangul`, `stray`.
//! - The plan spells the word that way elsewhere ([`Context::attests`]): `spaces`, `simplified`.
//!
//! `words` needs none: staff have looked at the print. Damage without evidence becomes a finding of
//! [`left_damaged`], which knows three kinds of damage by name. Staff then add the word to `repairs.toml`.
//!
//! `CONTRIBUTING.md` says how to add a rule.

mod evidence;
mod hangul;
mod invisible;
mod radicals;
mod script;
mod simplified;
mod spaces;
mod stray;
mod width;
mod words;

use std::{ops::Range, sync::LazyLock};

use shisaku_model::{Document, Finding, RepairedDocument, RepairedLine, shortened};

use evidence::Evidence;
pub use words::WordRepairs;

/// A repair rule for one kind of scanning damage.
pub struct Rule {
    /// The name that repairs are recorded under.
    pub name: &'static str,
    /// The rule in one sentence, for people.
    pub sentence: &'static str,
    /// Proposes edits to a line: ordered, not overlapping, on character boundaries.
    edits: fn(&str, &Context<'_>) -> Vec<Edit>,
}

/// All rules, in the order in which they are tried on a line.
///
/// A rule sees the line as the rules before it left it. Rules that mend single characters come first
/// (`invisible`, `radicals`, `width`), then those that mend words in foreign characters (`hangul`,
/// `simplified`), then those that remove spaces and stray kanji (`spaces`, `stray`). `words` comes last:
/// staff list a word as the other rules leave it.
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

/// Replaces a byte range of a line with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    text: String,
}

/// Evidence available to a rule besides the line.
struct Context<'a> {
    plan: Evidence,
    words: &'a WordRepairs,
    /// True if the line ends its paragraph, as far as the next line tells.
    ends_paragraph: bool,
}

impl Context<'_> {
    /// True if the plan contains this text: the evidence that most rules require.
    fn attests(&self, words: &str) -> bool {
        self.plan.contains(words)
    }

    /// True if the plan writes a year without a space, such as 23年.
    fn attests_year(&self) -> bool {
        self.plan.has_year()
    }
}

/// Maximum number of rounds. Every rule shortens the text or removes a damaged form, so two or three rounds
/// suffice.
const MAX_ROUNDS: usize = 8;

/// Repairs all documents of a plan together: text in one is evidence for the others.
pub fn repair(documents: Vec<Document>, words: &WordRepairs) -> (Vec<RepairedDocument>, Vec<Finding>) {
    let mut documents: Vec<RepairedDocument> = documents.into_iter().map(RepairedDocument::from).collect();
    let mut context = Context { plan: Evidence::default(), words, ends_paragraph: false };
    for _ in 0..MAX_ROUNDS {
        let lines = documents.iter().flat_map(|document| &document.lines);
        context.plan = Evidence::of(lines.flat_map(|line| [line.text.as_str(), "\n"]).collect());
        let mut changed = false;
        for lines in documents.iter_mut().map(|document| &mut document.lines) {
            for at in 0..lines.len() {
                context.ends_paragraph = lines.get(at + 1).is_none_or(|next| begins_paragraph(&next.text));
                for rule in RULES {
                    changed |= apply(rule, &mut lines[at], &context);
                }
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

/// True for an empty line, and for one that begins with a number or a sign. Any other may go on with the line before.
fn begins_paragraph(line: &str) -> bool {
    let begins = |c: char| c.is_numeric() || "(（第・･-－※○●■□◆◇【〔「『<《".contains(c);
    line.trim_start().chars().next().is_none_or(begins)
}

/// Words that look damaged but are correct: names, coinages, Chinese names. No rule changes them. One word per
/// line, `#` starts a comment.
static PROTECTED: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../../lexicon/protected.txt")
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|word| !word.is_empty())
        .collect()
});

/// Applies one rule to a line. Returns whether the line changed.
fn apply(rule: &Rule, line: &mut RepairedLine, context: &Context<'_>) -> bool {
    let mut edits = (rule.edits)(&line.text, context);
    // Nearly every line ends here, before it is searched for protected words.
    if edits.is_empty() {
        return false;
    }
    let words = PROTECTED.iter().copied().chain(context.words.protected.iter().map(String::as_str));
    let found = words.flat_map(|word| line.text.match_indices(word));
    let protected: Vec<_> = found.map(|(start, word)| start..start + word.len()).collect();
    edits.retain(|edit| {
        let touches = |range: &Range<usize>| range.start < edit.range.end && edit.range.start < range.end;
        line.text[edit.range.clone()] != edit.text && !protected.iter().any(touches)
    });
    // Edits run from the back, so that earlier ranges stay valid.
    for edit in edits.iter().rev() {
        line.replace(edit.range.clone(), &edit.text, rule.name);
    }
    !edits.is_empty()
}

/// Reports lines that still look damaged after repair.
fn left_damaged(document: &RepairedDocument) -> Vec<Finding> {
    let seen = |(index, line): (usize, &RepairedLine)| {
        let (code, what) = if line.text.contains('\u{FFFD}') {
            ("unreadable_character", "読めなかった文字(�)".to_owned())
        } else if let Some(word) = hangul::left(&line.text) {
            ("hangul_left", format!("ハングル「{word}」"))
        } else {
            ("simplified_left", format!("簡体字「{}」", simplified::left(&line.text)?))
        };
        let message = format!("読み取りの誤りらしい{what}があります: {}", shortened(&line.text));
        let finding = Finding::warning(code, document.place([index]), message);
        Some(finding.advise(
            "印刷された文書を見て、repairs.toml に正しい語を足してください(正しければ protected に)。",
        ))
    };
    document.lines.iter().enumerate().filter_map(seen).collect()
}

#[cfg(test)]
mod tests;
