//! Normalises widths that only a scanner mixes. Text in full-width digits throughout is a style, not damage;
//! search treats both widths alike.

use unicode_normalization::UnicodeNormalization;

use super::{Context, Edit, Rule};

pub(super) const RULE: Rule = Rule {
    name: "width",
    sentence: "Half-width kana is written full-width, and a number or Latin word that mixes both widths is written half-width.",
    edits,
};

fn edits(line: &str, _: &Context<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let class = class(first);
        let run = &line[at..];
        let run = &run[..run.find(|c| self::class(c) != class).unwrap_or(run.len())];
        let mends = match class {
            Class::HalfKana => true,
            Class::Alphanumeric => run.chars().any(is_wide) && !run.chars().all(is_wide),
            Class::Other => false,
        };
        if mends {
            edits.push(Edit { range: at..at + run.len(), text: run.nfkc().collect() });
        }
        at += run.len();
    }
    edits
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    HalfKana,
    Alphanumeric,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '\u{FF66}'..='\u{FF9F}' => Class::HalfKana,
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            Class::Alphanumeric
        }
        _ => Class::Other,
    }
}

fn is_wide(c: char) -> bool {
    !c.is_ascii()
}
