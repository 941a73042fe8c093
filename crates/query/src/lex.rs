//! Typed text to operands: quotes, exclusion, OR and field names, with byte ranges. Needs no index and no analyzer.
//!
//! | typed | operands |
//! |---|---|
//! | `商店街　支援` | 商店街; 支援 |
//! | `"商店街の支援"` 「...」 『...』 | one phrase |
//! | `-再掲` `－「商店街の支援」` | one, excluded |
//! | `観光 OR 農業` `観光 または 農業` `観光または農業` | two, either of which will do |
//! | `title:農地` `題名:農地` `result:` `実績: 農地` | one, in that field only |
//! | `-` `MM - 1` `産業-商業` | a hyphen alone or inside a run excludes nothing |
//! | `"商店街` | a quotation mark that never closes is a symbol |
//! | `「めぐも」を支援したか` | one: a quotation that the sentence goes on from is part of the sentence |

use std::ops::Range;

use crate::Scope;
use shisaku_analysis::{is_hiragana, is_kanji};
use wareki::year_mentions;

/// Quotation marks, opening and closing.
const QUOTES: [(char, char); 6] =
    [('"', '"'), ('＂', '＂'), ('“', '”'), ('”', '”'), ('「', '」'), ('『', '』')];

/// Signs that exclude the term behind them.
const HYPHENS: [char; 3] = ['-', '－', '−'];

/// Operators between two operands of which either will do.
pub(crate) const OR: [&str; 4] = ["OR", "ＯＲ", "または", "又は"];

/// Names of fields and what they stand for, all followed by a colon.
const FIELDS: [(&str, Scope); 8] = [
    ("title", Scope::Title),
    ("題名", Scope::Title),
    ("施策名", Scope::Title),
    ("result", Scope::Result),
    ("results", Scope::Result),
    ("実績", Scope::Result),
    ("Title", Scope::Title),
    ("Result", Scope::Result),
];

/// A part of the query with the operators that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operand<'t> {
    pub text: &'t str,
    /// Byte of the query at which the text begins.
    pub at: usize,
    /// Bytes of the query, operators included.
    pub range: Range<usize>,
    pub quoted: bool,
    pub excluded: bool,
    pub scope: Scope,
    /// True if it or the operand before it will do.
    pub or: bool,
    /// True if white space parts terms within it, which must all match.
    pub parted: bool,
}

impl Operand<'_> {
    /// True if no operator belongs to it.
    pub fn is_plain(&self) -> bool {
        !self.quoted && !self.excluded && !self.or && self.scope == Scope::Anywhere
    }
}

/// Returns whether a text has operators: a quotation, an exclusion, a choice, a field.
pub fn has_operators(text: &str) -> bool {
    let found = lex(text);
    // An OR that nothing stands before or behind is dropped.
    !found.iter().all(Operand::is_plain) || text.split_whitespace().any(|word| OR.contains(&word))
}

/// Cuts a query into operands. White space within a year (平成 23 年度) parts nothing.
pub(crate) fn lex(text: &str) -> Vec<Operand<'_>> {
    let years = spaced_years(text);
    let mut found: Vec<Operand<'_>> = Vec::new();
    let mut or = false;
    let mut at = 0;
    let mut after_space = true;
    while let Some(next) = text[at..].find(|c: char| !c.is_whitespace()) {
        after_space |= next > 0;
        let start = at + next;
        let mut rest = &text[start..];
        let bare = |rest: &str| HYPHENS.iter().any(|&hyphen| rest.starts_with(hyphen)) && after_space;
        let mut excluded = false;
        if bare(rest) {
            let behind = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            if behind.chars().next().is_some_and(|c| !c.is_whitespace()) {
                (rest, excluded) = (behind, true);
            }
        }
        let (scope, behind) = field(rest);
        rest = behind;
        let (inner, after, quoted) = match quoted(rest) {
            Some((inner, after)) => (inner, after, true),
            None => {
                let (run, after) = rest.split_at(run_length(rest, text.len() - rest.len(), &years));
                (run, after, false)
            }
        };
        let range = start..text.len() - after.len();
        at = range.end;
        after_space = false;
        if !quoted && !excluded && OR.contains(&inner) {
            or = !found.is_empty();
            continue;
        }
        let text_at =
            text.len() - rest.len() + if quoted { rest.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let this_or = or && !excluded;
        found.push(Operand {
            text: inner,
            at: text_at,
            range,
            quoted,
            excluded,
            scope,
            or: this_or,
            parted: false,
        });
        or = false;
    }
    found
}

/// The field that a term is limited to, and the term.
fn field(text: &str) -> (Scope, &str) {
    let named = FIELDS.iter().find_map(|&(name, scope)| {
        let rest = text.strip_prefix(name)?;
        let rest = rest.strip_prefix([':', '：'])?.trim_start();
        (!rest.is_empty()).then_some((scope, rest))
    });
    named.unwrap_or((Scope::Anywhere, text))
}

/// Text between quotation marks at the beginning, and the rest. None if the sentence goes on from a Japanese
/// quotation.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (open, close) = QUOTES.iter().find(|(open, _)| text.starts_with(*open))?;
    let mut characters = text.chars();
    characters.next();
    let (inner, after) = characters.as_str().split_once(*close)?;
    let goes_on = "「『".contains(*open)
        && after.chars().next().is_some_and(is_hiragana)
        && !OR.iter().any(|or| after.starts_with(or));
    (!goes_on).then_some((inner, after))
}

/// Byte ranges of years that contain spaces, such as 平成 23 年度.
fn spaced_years(text: &str) -> Vec<Range<usize>> {
    let is_spaced = |range: &Range<usize>| text[range.clone()].contains(char::is_whitespace);
    // 2011 年賀状 is a year and a word.
    let ends = |range: &Range<usize>| {
        !text[range.clone()].ends_with('年') || !text[range.end..].starts_with(is_kanji)
    };
    let ranges = year_mentions(text).into_iter().map(|mention| mention.range);
    ranges.filter(|range| is_spaced(range) && ends(range)).collect()
}

/// Bytes up to the next white space, phrase or または; one character at least, または itself whole. The text
/// begins at `start` of the query.
fn run_length(text: &str, start: usize, years: &[Range<usize>]) -> usize {
    let or_here = |text: &str| OR[2..].iter().find(|or| text.starts_with(**or)).map(|or| or.len());
    if let Some(length) = or_here(text) {
        return length;
    }
    let ends = |&(at, c): &(usize, char)| {
        let parts = |c: char| c.is_whitespace() && !years.iter().any(|year| year.contains(&(start + at)));
        at > 0 && (parts(c) || quoted(&text[at..]).is_some() || or_here(&text[at..]).is_some())
    };
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}
