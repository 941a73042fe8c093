//! Typed text to operands: quotes, exclusion, OR and field names, with byte ranges. Needs no index and no analyzer.
//!
//! | typed | operands |
//! |---|---|
//! | `商店街　支援` | 商店街; 支援 |
//! | `"商店街の支援"` 「...」 『...』 | one phrase |
//! | `-再掲` `－「商店街の支援」` | one, excluded |
//! | `観光 OR 農業` `観光 または 農業` `観光または農業` | two, of which one is enough |
//! | `title:農地` `題名:農地` `result:` `実績: 農地` | one, in that field only |
//! | `団体: 商工会議所` `担当課:観光課` `関係課:` `課:` | one, the name of a body or an office |
//! | `-` `MM - 1` `産業-商業` | a hyphen alone or inside a run excludes nothing |
//! | `"商店街` | a quotation mark that never closes is a symbol |
//! | `「めぐも」を支援したか` | one: the sentence continues after the quotation and includes it |

use std::ops::Range;

use crate::Scope;
use shisaku_analysis::{is_hiragana, is_kanji};
use shisaku_model::facet::INVOLVED;
use wareki::year_mentions;

/// Quotation marks, opening and closing.
const QUOTES: [(char, char); 6] =
    [('"', '"'), ('＂', '＂'), ('“', '”'), ('”', '”'), ('「', '」'), ('『', '』')];

/// Hyphens that exclude the term after them.
const HYPHENS: [char; 3] = ['-', '－', '−'];

/// Operators between two operands of which one is enough.
pub(crate) const OR: [&str; 4] = ["OR", "ＯＲ", "または", "又は"];

/// Field names and their scopes. A colon follows the name.
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

/// Field names and the facets whose values they ask for. A colon follows the name.
const FACETS: [(&str, &str); 10] = [
    ("団体", "organisation"),
    ("関係団体", "organisation"),
    ("担当課", "department"),
    ("所管課", "department"),
    ("主管課", "department"),
    ("担当", "department"),
    ("関係課", "related_department"),
    ("関連課", "related_department"),
    ("課", INVOLVED),
    ("部署", INVOLVED),
];

/// A part of the query with its operators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operand<'t> {
    pub text: &'t str,
    /// Byte offset of the text in the query.
    pub at: usize,
    /// Byte range in the query, including operators.
    pub range: Range<usize>,
    pub quoted: bool,
    pub excluded: bool,
    pub scope: Scope,
    /// The facet that the operand names a value of.
    pub facet: Option<&'static str>,
    /// True if this operand or the one before it is enough.
    pub or: bool,
    /// True if the operand contains terms separated by white space, which must all match.
    pub parted: bool,
    /// True if the sentence around the operand says where its words stand.
    pub placed: bool,
}

impl Operand<'_> {
    /// True if the operand has no operators.
    pub(crate) fn is_plain(&self) -> bool {
        !self.quoted && !self.excluded && !self.or && self.scope == Scope::Anywhere && self.facet.is_none()
    }
}

/// Returns whether a text contains operators: a quotation, an exclusion, a choice or a field.
pub fn has_operators(text: &str) -> bool {
    let found = lex(text);
    // An OR without an operand on both sides is dropped.
    !found.iter().all(Operand::is_plain) || text.split_whitespace().any(|word| OR.contains(&word))
}

/// Splits a query into operands. White space within a year (平成 23 年度) does not split.
pub(crate) fn lex(text: &str) -> Vec<Operand<'_>> {
    let years = spaced_years(text);
    let mut found: Vec<Operand<'_>> = Vec::new();
    let mut or = false;
    let mut at = 0;
    let mut after_space = true;
    while let Some(next) = text[at..].find(|c: char| !c.is_whitespace()) {
        after_space |= next > 0;
        let start = at + next;
        let begun = &text[start..];
        let behind_hyphen = begun
            .strip_prefix(HYPHENS)
            .filter(|behind| after_space && behind.starts_with(|c: char| !c.is_whitespace()));
        let excluded = behind_hyphen.is_some();
        let (scope, rest) = field(behind_hyphen.unwrap_or(begun));
        let (facet, rest) = facet(rest);
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
        let quote = rest.chars().next().filter(|_| quoted);
        let text_at = text.len() - rest.len() + quote.map_or(0, char::len_utf8);
        found.push(Operand {
            text: inner,
            at: text_at,
            range,
            quoted,
            excluded,
            scope,
            facet,
            or: or && !excluded,
            parted: false,
            placed: false,
        });
        or = false;
    }
    found
}

/// Splits a field name off a term. Returns the scope and the rest.
fn field(text: &str) -> (Scope, &str) {
    before_colon(&FIELDS, text).unwrap_or((Scope::Anywhere, text))
}

/// Splits the name of a facet off a term. Returns the facet and the rest.
fn facet(text: &str) -> (Option<&'static str>, &str) {
    before_colon(&FACETS, text).map_or((None, text), |(facet, rest)| (Some(facet), rest))
}

/// Splits one of the names and a colon off a term that goes on behind them.
fn before_colon<'t, T: Copy>(names: &[(&str, T)], text: &'t str) -> Option<(T, &'t str)> {
    names.iter().find_map(|&(name, meaning)| {
        let rest = text.strip_prefix(name)?.strip_prefix([':', '：'])?.trim_start();
        (!rest.is_empty()).then_some((meaning, rest))
    })
}

/// Splits a quotation off the beginning. Returns its text and the rest. None if the sentence continues after
/// a Japanese quotation.
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

/// Returns the number of bytes up to the next white space, quotation or または. It is at least one character, or
/// または itself. The text begins at `start` in the query.
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
