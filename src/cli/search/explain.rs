//! Explains how a query was read and why each hit matched.

use std::io::{self, Write};

use super::super::columns::left;
use shisaku_model::Field;
use shisaku_query::MatchKind;
use shisaku_search::{Answer, FacetCounts, Item, Occur, highlight::Matched};

/// Width of the field name, in columns.
const FIELD: usize = 12;

/// Writes the words, the filters, and the additional words that were searched.
pub(super) fn query(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "読み方:")?;
    if answer.query.terms.is_empty() {
        writeln!(out, "  言葉: なし")?;
    }
    for (occur, name) in [(Occur::Must, "すべて"), (Occur::Should, "どれか"), (Occur::MustNot, "除く")]
    {
        let terms = answer.query.terms.iter().filter(|term| term.occur == occur);
        let terms: Vec<&str> = terms.map(|term| term.text.as_str()).collect();
        if !terms.is_empty() {
            writeln!(out, "  言葉({name}): {}", terms.join("、"))?;
        }
    }
    // A chosen value is always among the counted values.
    for FacetCounts { facet, values } in &answer.facets {
        let chosen: Vec<&str> =
            values.iter().filter(|value| value.selected).map(|value| &*value.label).collect();
        let words = answer.query.understood.iter().filter(|one| one.facet == facet.key);
        let words: String = words.map(|one| format!("(「{}」から)", one.text)).collect();
        if !chosen.is_empty() {
            writeln!(out, "  条件: {} = {}{words}", facet.label, chosen.join(" か "))?;
        }
    }
    let mut pairs: Vec<(&str, MatchKind, Vec<&str>)> = Vec::new();
    for one in &answer.query.expansions {
        match pairs.iter_mut().find(|(from, kind, _)| *from == one.from && *kind == one.kind) {
            Some((_, _, to)) => to.push(&one.to),
            None => pairs.push((&one.from, one.kind, vec![&one.to])),
        }
    }
    for (from, kind, to) in pairs {
        writeln!(out, "  加えて探した言葉: {from} → {}({})", to.join("、"), name(kind))?;
    }
    writeln!(out)
}

/// Writes the matches of a hit by field, the kind of each match, and the score.
pub(super) fn item(item: &Item, out: &mut impl Write) -> io::Result<()> {
    for one in &item.matched {
        let Matched { field, term, text, as_ } = one;
        let met = if term == text { format!("「{text}」") } else { format!("「{term}」→「{text}」") };
        writeln!(out, "       {} {met} {}", left(place(*field), FIELD), name(*as_))?;
    }
    if item.score > 0.0 {
        writeln!(out, "       {} {:.2}", left("点数", FIELD), item.score)?;
    }
    Ok(())
}

fn place(field: Field) -> &'static str {
    match field {
        Field::Title => "題名",
        Field::TitleVariant => "別の題名",
        Field::Number => "番号",
        Field::Period => "計画区分",
        Field::Category => "区分",
        Field::Path => "見出し",
        Field::Body => "計画の内容",
        Field::Result => "実績",
        Field::NoteTerm => "用語",
        Field::Note => "用語の説明",
        Field::Printed => "印刷のまま",
    }
}

fn name(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::Exact => "入力のとおり",
        MatchKind::Spelling => "別の書き方",
        MatchKind::Reading => "同じ読み",
        MatchKind::Synonym => "近い意味の言葉",
        MatchKind::Abbreviation => "略さない名前か短い名前",
        MatchKind::Era => "年度",
        MatchKind::Typo => "入力の間違いとみたもの",
    }
}
