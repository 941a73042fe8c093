//! Names of organisations. A full name asks for the entries that name the body, not for the words in it: 目黒法人会 is no
//! 目黒 and no 商工会議所. A part of a name does so before a verb that says so: 商工会議所に関係する.

use std::{collections::BTreeSet, ops::Range};

use super::office_filter::joined;
use crate::{
    units::spells,
    words::{PARTNER_VERBS, has},
};
use shisaku_analysis::{Class, Token, is_kanji, is_katakana};
use shisaku_model::Catalogue;

/// Minimum number of letters of a name. Shorter ones are words too.
const LEAST_LETTERS: usize = 4;

/// Particles between a name and what it does.
const LINKS: [&str; 4] = ["が", "に", "と", "の"];

/// The organisations of an index: normalised names with their values, the longest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bodies {
    names: Vec<(String, String)>,
}

/// A body that words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    /// Positions of the words of the name.
    pub name: Range<usize>,
    /// Positions of the name with the words for what it does.
    pub words: Range<usize>,
    /// Values of the facet.
    pub values: Vec<String>,
}

impl Bodies {
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let named = |(name, value): (&String, &String)| (joined(name), value.clone());
        let mut names: Vec<(String, String)> = catalogue.names("organisation").map(named).collect();
        names.retain(|(name, _)| {
            name.chars().count() >= LEAST_LETTERS
                && name.chars().all(|c| is_kanji(c) || is_katakana(c) || c == 'ー')
        });
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { names }
    }

    /// Finds the bodies that words name, from left to right.
    pub(crate) fn find(&self, words: &[Token]) -> Vec<Body> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.at(words, at) {
                Some(body) => {
                    at = body.words.end;
                    found.push(body);
                }
                None => at += 1,
            }
        }
        found
    }

    fn at(&self, words: &[Token], at: usize) -> Option<Body> {
        let touches = |one: usize| {
            words.get(one).zip(words.get(one + 1)).is_some_and(|(one, next)| {
                one.is_content() && next.is_content() && one.range.end == next.range.start
            })
        };
        if at > 0 && touches(at - 1) {
            return None;
        }
        let whole = self.names.iter().find_map(|(name, _)| {
            let count = spells(&words[at..], name)?;
            (!touches(at + count - 1)).then_some((at + count, name.clone()))
        });
        if let Some((end, name)) = whole {
            // A branch is found with its body: 東京商工会議所 in 東京商工会議所目黒支部.
            let values = self.values(|known| name.starts_with(known));
            return Some(Body { name: at..end, words: at..end + acts(&words[end..]), values });
        }
        // The words up to the next particle are part of a name, and a verb says what the body does.
        let end = (at..words.len()).find(|&end| !touches(end))? + 1;
        let part: String = words[at..end].iter().map(|word| word.term.as_str()).collect();
        let acting = acts(&words[end..]);
        if acting == 0 || part.chars().count() < LEAST_LETTERS || words[at].class == Class::Function {
            return None;
        }
        let values = self.values(|known| known.contains(&part));
        (!values.is_empty()).then_some(Body { name: at..end, words: at..end + acting, values })
    }

    fn values(&self, fits: impl Fn(&str) -> bool) -> Vec<String> {
        let fitting = self.names.iter().filter(|(name, _)| fits(name));
        fitting.map(|(_, value)| value.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// Number of words behind a name that say what the body does: に関係する, と連携している.
fn acts(words: &[Token]) -> usize {
    let [link, verb, rest @ ..] = words else { return 0 };
    if !LINKS.contains(&link.term.as_str()) || !has(&PARTNER_VERBS, verb) {
        return 0;
    }
    2 + rest.iter().take_while(|word| word.class == Class::Function).count()
}
