//! Pairs of names that a document gives to one thing, such as a term and its abbreviation: BCP
//! (事業継続計画).
//!
//! | text | names |
//! |---|---|
//! | ※BCP(事業継続計画、Business Continuity Plan):自然災害… | BCP, 事業継続計画, Business Continuity Plan |
//! | 国際規格(ISO)の取得 | 国際規格, ISO |
//! | 目黒区商店街連合会(以下「区商連」という。) | 目黒区商店街連合会, 区商連 |
//!
//! In running text, parentheses give a name only if one side is an abbreviation in capital letters, or if
//! 以下 introduces the name. Most other parentheses explain, date or number something.

use itertools::Itertools;
use serde::{Deserialize, Serialize};

use super::{Entry, Field};

/// Minimum length of an abbreviation in capital letters, in characters.
const LEAST_CAPITALS: usize = 2;
/// Maximum length of an abbreviation in capital letters, in characters.
const MOST_CAPITALS: usize = 8;
/// Minimum length of a name, in characters.
const LEAST_NAME: usize = 3;
/// Maximum length of a name, in characters.
const MOST_NAME: usize = 60;

/// Names of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Naming {
    /// Two or more names as printed. Any of them can replace the others.
    pub names: Vec<String>,
}

impl Naming {
    /// Collects the names in all entries, without duplicates, in order of occurrence.
    pub(crate) fn all<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<Self> {
        let of_entry = |entry: &'e Entry| {
            let notes = entry.notes.iter().filter_map(|note| of_note(&note.term, &note.text));
            let texts = entry.passages().into_iter().filter(|passage| {
                passage.field.is_text() && !passage.field.is_heading() && passage.field != Field::Printed
            });
            notes.chain(texts.flat_map(|passage| in_text(passage.text)))
        };
        entries.flat_map(of_entry).unique().collect()
    }
}

/// Reads the long forms in parentheses at the beginning of a note.
fn of_note(term: &str, text: &str) -> Option<Naming> {
    let inside = text.strip_prefix(['(', '（'])?;
    let (inside, rest) = inside.split_once([')', '）'])?;
    // Parentheses within a sentence explain; only a colon after them marks a name.
    if !rest.trim_start().starts_with([':', '：']) {
        return None;
    }
    let others = inside.split(['、', '，', ',', ';', '；', '/', '／']).map(str::trim);
    let names: Vec<String> =
        std::iter::once(term.trim()).chain(others).filter(|name| is_name(name)).map(str::to_owned).collect();
    (names.len() > 1).then_some(Naming { names })
}

/// Reads the names in parentheses that follow another name in a text.
fn in_text(text: &str) -> Vec<Naming> {
    let mut found = Vec::new();
    for (at, open) in text.match_indices(['(', '（']) {
        let Some((inside, _)) = text[at + open.len()..].split_once([')', '）']) else { continue };
        let before = &text[..at];
        let names = match introduced(inside) {
            Some(short) => trailing(before, is_named).map(|long| [long, short]),
            None if is_capitals(inside) => trailing(before, is_named).map(|long| [long, inside]),
            None if inside.chars().all(is_named) => {
                trailing(before, is_capital).filter(|short| is_capitals(short)).map(|short| [short, inside])
            }
            None => None,
        };
        let named = names.filter(|names| names.iter().all(|name| is_name(name)));
        found.extend(named.map(|names| Naming { names: names.map(str::to_owned).to_vec() }));
    }
    found
}

/// The name that 「以下「…」という」 introduces.
fn introduced(inside: &str) -> Option<&str> {
    let rest = inside.trim().strip_prefix("以下")?.trim_start_matches(['、', '，', ' ', '　']);
    let (name, said) = rest.strip_prefix(['「', '『'])?.split_once(['」', '』'])?;
    ["という", "と言う", "といいます", "と表記", "と略", "とする"]
        .iter()
        .any(|words| said.starts_with(words))
        .then_some(name)
}

/// The longest suffix of a text whose characters all satisfy `of`.
fn trailing(text: &str, of: impl Fn(char) -> bool) -> Option<&str> {
    let letters: usize = text.chars().rev().take_while(|&c| of(c)).map(char::len_utf8).sum();
    (letters > 0).then(|| &text[text.len() - letters..])
}

/// True for characters of Japanese names: kanji, katakana, and the marks between them.
fn is_named(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a0}'..='\u{30ff}' | '々' | '〆')
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit()
}

/// True for an abbreviation in capital letters. H23 and 2011 are not: they have fewer than two letters.
fn is_capitals(text: &str) -> bool {
    let letters = || text.chars();
    (LEAST_CAPITALS..=MOST_CAPITALS).contains(&letters().count())
        && letters().all(is_capital)
        && letters().filter(char::is_ascii_uppercase).count() >= LEAST_CAPITALS
}

fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    let long_enough = count >= LEAST_NAME || is_capitals(text);
    long_enough && count <= MOST_NAME && !text.contains(['。', '「', '」', '\n'])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{Kind, Note};

    fn named(text: &str) -> Vec<String> {
        let entry = Entry { body: vec![text.to_owned()], ..Entry::new("plan", "1", Kind::Measure) };
        Naming::all([entry].iter()).into_iter().map(|one| one.names.join("=")).collect()
    }

    fn noted(term: &str, text: &str) -> Vec<String> {
        let mut entry = Entry::new("plan", "1", Kind::Measure);
        entry.notes.push(Note { term: term.to_owned(), text: text.to_owned() });
        Naming::all([entry].iter()).into_iter().map(|one| one.names.join("=")).collect()
    }

    #[test]
    fn a_note_gives_its_long_forms() {
        let text = "(事業継続計画、Business Continuity Plan):自然災害に備える計画。";
        assert_eq!(noted("BCP", text), ["BCP=事業継続計画=Business Continuity Plan"]);
        assert_eq!(noted("CSR", "（企業の社会的責任）：企業の行動。"), ["CSR=企業の社会的責任"]);
        assert_eq!(noted("BCP", "(平成23年度に策定)は、計画です。"), Vec::<String>::new());
        assert_eq!(noted("グリーン・ニューディール", "平成21年に打ち出した変革。"), Vec::<String>::new());
        assert_eq!(noted("BCP", "(事業継続計画"), Vec::<String>::new());
    }

    #[test]
    fn brackets_behind_a_name_give_another() {
        assert_eq!(named("国際規格(ISO)取得の推進"), ["国際規格=ISO"]);
        assert_eq!(named("非営利団体（NPO）と、NPO(非営利団体)"), ["非営利団体=NPO", "NPO=非営利団体"]);
        assert_eq!(named("星見区商店街連合会（以下「区商連」という。）と"), ["星見区商店街連合会=区商連"]);
        assert_eq!(named("都や国（以下、「関係機関」といいます）"), Vec::<String>::new());
    }

    #[test]
    fn most_brackets_give_no_name() {
        for text in [
            "短期計画(平成23年度～平成25年度)",
            "業種団体(鮮魚、食肉、米穀)",
            "商品(逸品)の開発",
            "研修(再掲)",
            "会議(H23)",
            "講座(2011)",
            "BCP(※)の普及",
            "括弧が閉じない(ISO",
            "(ISO)",
        ] {
            assert_eq!(named(text), Vec::<String>::new(), "{text}");
        }
    }
}
