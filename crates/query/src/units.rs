//! Groups words into units, the smallest parts of a query that are matched, and units into compounds.
//!
//! | words | compounds | units |
//! |---|---|---|
//! | 商店街の支援 | 商店街, 支援 | 商店街, 支援: function words and symbols separate compounds |
//! | 新製品開発 | 新製品開発 | 新, 製品, 開発 |
//! | 目黒区商店街連合会 | 目黒区商店街連合会 | 目黒区, 商店街, 連合会: a single kanji belongs to the word before it |
//! | 1-1(1) MM-Navi | 1-1(1), MM-Navi | a symbol between two ASCII letters or digits does not split |
//! | 子供たちの街 | 子供たち, 街 | with 子どもたち, まち as further spellings |

use std::ops::Range;

use crate::Spellings;
use crate::words::{
    ANY_OFFICE, ASPECTS, GENERAL_WORDS, INTERROGATIVES, LEAD_OFFICES, LIST_REQUESTS, NEGATIVE_PREFIXES,
    PARTNER_OFFICES, REQUESTS, STOPWORDS, has,
};
use shisaku_analysis::{Class, Token, is_hiragana, is_kanji, is_letter};

/// Polite prefixes.
pub(crate) const HONORIFICS: [&str; 3] = ["お", "ご", "御"];

/// The prefix for "all": 全施策.
const EVERY: &str = "全";

/// The role of a unit in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The unit names a subject.
    Subject,
    /// The unit describes a subject.
    Modifier,
    /// The unit names the things searched: 施策.
    Stopword,
    /// The unit makes a request: 教えて.
    Request,
}

/// The smallest part of a query that is matched on its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit<'w> {
    pub words: &'w [Token],
    pub role: Role,
}

impl Unit<'_> {
    /// True if the unit is a request when all other units are stopwords.
    pub(crate) fn asks_for_a_list(&self) -> bool {
        self.role == Role::Request || self.words.iter().all(|word| has(&LIST_REQUESTS, word))
    }

    /// Returns the positions of the words in the operand.
    pub(crate) fn positions(&self) -> Range<usize> {
        let first = self.words.first().map_or(0, |word| word.position);
        first..first + self.words.len()
    }
}

/// Units in a row.
pub(crate) type Compound<'w> = Vec<Unit<'w>>;

/// Splits words into compounds at function words and symbols.
pub(crate) fn compounds<'w>(words: &'w [Token], spellings: &Spellings) -> Vec<Compound<'w>> {
    let pieces =
        words.split(|word| !word.is_content()).flat_map(|piece| piece.chunk_by(|a, b| !is_cut(a, b)));
    pieces.filter(|piece| !piece.is_empty()).map(|piece| units(piece, spellings)).collect()
}

/// True if a symbol separates two words. Words that come from one written character (㍿) overlap.
fn is_cut(a: &Token, b: &Token) -> bool {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    b.range.start > a.range.end && !(ascii(a.term.chars().next_back()) && ascii(b.term.chars().next()))
}

fn units<'w>(piece: &'w [Token], spellings: &Spellings) -> Vec<Unit<'w>> {
    let mut units: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < piece.len() {
        let listed = spellings.longest(&piece[at..]);
        let end = at + listed.unwrap_or(1);
        let word = &piece[at];
        // 街 is listed, but in 商店街 it is no word of its own.
        let belongs = end == at + 1 && at > 0 && belongs_before(&piece[at - 1], word);
        match units.last_mut() {
            Some(last) if belongs => last.1 = end,
            // In 非営利, the prefix is no unit of its own.
            Some(last) if last.1 - last.0 == 1 && leads(&piece[last.0], word) => last.1 = end,
            _ => units.push((at, end)),
        }
        at = end;
    }
    // 産業経済課 is one name, and every part of it must match.
    for office in offices(piece) {
        let inside = |&(start, end): &(usize, usize)| start < office.end && office.start < end;
        let first = units.iter().position(inside);
        units.retain(|unit| !inside(unit));
        units.insert(first.unwrap_or(units.len()), (office.start, office.end));
    }
    units
        .into_iter()
        .map(|(start, end)| Unit { words: &piece[start..end], role: role(&piece[start..end]) })
        .collect()
}

/// True if a prefix is no unit of its own: 非 in 非営利, 第 in 第5節.
fn leads(prefix: &Token, word: &Token) -> bool {
    prefix.class == Class::Prefix
        && (NEGATIVE_PREFIXES.contains(&prefix.term.as_str()) || word.class == Class::Number)
}

/// True if a word belongs to the word before it and is no unit of its own.
pub(crate) fn belongs_before(before: &Token, word: &Token) -> bool {
    let one_kanji = word.term.chars().count() == 1 && word.term.chars().all(is_kanji);
    let short = word.term.chars().count() == 1;
    match word.class {
        // づくり, 向け and similar suffixes are words of their own.
        Class::Suffix => short && before.class != Class::Modifier,
        Class::Noun => one_kanji && !matches!(before.class, Class::Prefix | Class::Modifier | Class::Number),
        _ => word.term.is_ascii() && before.term.is_ascii(),
    }
}

/// True for a stopword or a request.
pub(crate) fn is_stopword(word: &Token) -> bool {
    STOPWORDS.contains(&word.term.as_str()) || REQUESTS.contains(&word.key())
}

fn role(words: &[Token]) -> Role {
    if words.first().is_some_and(|word| INTERROGATIVES.contains(&word.term.as_str())) {
        return Role::Request;
    }
    let [word] = words else { return Role::Subject };
    let named = |list: &[&str]| has(list, word);
    match word.class {
        _ if named(&REQUESTS) => Role::Request,
        Class::Prefix if named(&HONORIFICS) || named(&[EVERY]) => Role::Request,
        _ if named(&STOPWORDS) => Role::Stopword,
        _ if named(&ASPECTS) || named(&GENERAL_WORDS) => Role::Modifier,
        Class::Modifier | Class::Prefix | Class::Suffix => Role::Modifier,
        _ => Role::Subject,
    }
}
/// True if words are taken whole. Short hiragana have no reliable word boundaries.
pub(crate) fn is_whole(run: &str, words: &[Token]) -> bool {
    let letters = || run.chars().filter(|&c| is_letter(c));
    letters().all(is_hiragana) && letters().count() <= 8 || !words.iter().any(Token::is_content)
}

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
    let any = || LEAD_OFFICES.iter().chain(&*PARTNER_OFFICES).chain(&*ANY_OFFICE);
    names.filter(|name| !any().any(|any| spells(&words[name.clone()], any) == Some(name.len()))).collect()
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
