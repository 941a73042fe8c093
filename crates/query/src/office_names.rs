//! Recognises names of offices by their form.

use std::ops::Range;

use crate::words::{ANY_OFFICE, LEAD_OFFICES, PARTNER_OFFICES};
use shisaku_analysis::{Class, Token};

/// Returns the ranges of words that name an office: nouns in a row that end in 課 or 係. Names of rooms also
/// end in 室, so 室 is left out. 担当課 and 関係課 stand for any office and are left out too.
pub(crate) fn offices(words: &[Token]) -> Vec<Range<usize>> {
    let joined = |at: usize| {
        matches!(words[at].class, Class::Noun | Class::Prefix | Class::Suffix | Class::Number)
            && words[at].range.end == words[at + 1].range.start
    };
    let ends = (1..words.len()).filter(|&at| matches!(words[at].term.as_str(), "課" | "係"));
    let names = ends.filter_map(|at| {
        let start = (0..at).rev().take_while(|&at| joined(at)).last()?;
        Some(start..at + 1)
    });
    names.filter(|name| !is_any_office(&words[name.clone()])).collect()
}

/// True if the words stand for any office: 担当課, 関係各課.
fn is_any_office(words: &[Token]) -> bool {
    let whole = |name: &&str| spells(words, name) == Some(words.len());
    LEAD_OFFICES.iter().chain(&*PARTNER_OFFICES).chain(&*ANY_OFFICE).any(whole)
}

/// Returns the number of words that spell `text`, as written or in their base form.
pub(crate) fn spells(words: &[Token], text: &str) -> Option<usize> {
    let mut rest = text;
    for (count, word) in (1..).zip(words) {
        rest = rest.strip_prefix(word.term.as_str()).or_else(|| rest.strip_prefix(word.key()))?;
        if rest.is_empty() {
            return Some(count);
        }
    }
    None
}
