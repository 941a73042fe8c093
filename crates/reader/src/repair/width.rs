//! Normalises widths that only a scanner mixes. Text in full-width digits throughout is a style, not damage;
//! search treats both widths alike.

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization;

use super::{Context, Edit, Rule, script::runs};

pub(super) const RULE: Rule = Rule {
    name: "width",
    sentence: "Half-width kana is written full-width, and a number or Latin word that mixes both widths is written half-width.",
    edits,
};

fn edits(line: &str, _: &Context<'_>) -> Vec<Edit> {
    let kana = runs(line, is_half_kana);
    let mixed = runs(line, is_alphanumeric)
        .into_iter()
        .filter(|(_, run)| !run.is_ascii() && run.contains(|c: char| c.is_ascii()));
    let edits = kana.into_iter().chain(mixed).sorted();
    edits.map(|(at, run)| Edit { range: at..at + run.len(), text: run.nfkc().collect() }).collect()
}

fn is_half_kana(c: char) -> bool {
    matches!(c, '\u{FF66}'..='\u{FF9F}')
}

fn is_alphanumeric(c: char) -> bool {
    matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}
