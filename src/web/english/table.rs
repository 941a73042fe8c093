//! What the pages say, in English: `web/english.tsv`.

use std::{cmp::Reverse, collections::HashMap, sync::LazyLock};

use crate::web::view::escaped;
use shisaku_analysis::{is_hiragana, is_kanji, is_katakana};
use wareki::{FiscalYears, year_mentions};

const TABLE: &str = include_str!("../../../web/english.tsv");

/// What parts the texts of a line: 団体: … / 出典: ….
const JOINT: &str = " / ";

/// What stands for anything, in Japanese.
const ANYTHING: &str = "{}";

struct Table {
    /// Texts that are said as they stand.
    said: HashMap<&'static str, &'static str>,
    /// Texts with gaps: the pieces around the gaps, and the English.
    gaps: Vec<(Vec<&'static str>, &'static str)>,
}

static ENGLISH: LazyLock<Table> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let (gaps, said): (Vec<_>, Vec<_>) = rows.partition(|(japanese, _)| japanese.contains(ANYTHING));
    let mut gaps: Vec<(Vec<_>, _)> = gaps
        .into_iter()
        .map(|(japanese, english)| (japanese.split(ANYTHING).collect::<Vec<_>>(), english))
        .collect();
    // What says more is meant before what says less.
    gaps.sort_by_key(|(pieces, _)| Reverse(pieces.iter().map(|piece| piece.len()).sum::<usize>()));
    Table { said: said.into_iter().collect(), gaps }
});

/// Whether a text has Japanese letters.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| is_kanji(c) || is_hiragana(c) || is_katakana(c))
}

/// The English of a text of a page, as HTML; `plain` where no element may stand in it.
pub(super) fn english(html: &str, plain: bool) -> Option<String> {
    let text = unescaped(html);
    if let Some(english) = ENGLISH.said.get(text.as_str()) {
        return Some(escaped(english));
    }
    if let Some(years) = years(&text) {
        return Some(years);
    }
    if text.contains(JOINT) {
        let parts = text.split(JOINT).map(|part| english(&escaped(part), plain));
        return parts.collect::<Option<Vec<_>>>().map(|parts| parts.join(JOINT));
    }
    ENGLISH.gaps.iter().find_map(|(pieces, english)| {
        let parts = gaps(&text, pieces)?.into_iter().zip(pieces);
        // What is quoted was typed, or is a word of the plan.
        let parts = parts.map(|(part, before)| match before.ends_with('「') {
            true => as_japanese(&escaped(part), plain),
            false => within(part, plain),
        });
        Some(filled(english, &parts.collect::<Vec<_>>()))
    })
}

/// The English of a text with gaps, its gaps filled with HTML.
fn filled(english: &str, parts: &[String]) -> String {
    let mut html = String::new();
    let mut rest = english;
    while let Some((before, after)) = rest.split_once('{') {
        html.push_str(&escaped(before));
        let (at, after) = after.split_once('}').unwrap_or((after, ""));
        let part = at.parse::<usize>().ok().and_then(|at| parts.get(at.checked_sub(1)?));
        html.push_str(part.map_or("", String::as_str));
        rest = after;
    }
    html + &escaped(rest)
}

/// What stands in the gaps of a text, if the pieces around them are those of the text.
fn gaps<'t>(text: &'t str, pieces: &[&str]) -> Option<Vec<&'t str>> {
    let (first, others) = pieces.split_first()?;
    let (last, between) = others.split_last()?;
    let mut rest = text.strip_prefix(first)?.strip_suffix(last)?;
    let mut parts = Vec::new();
    for piece in between {
        let (part, after) = rest.split_once(piece)?;
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts.iter().all(|part| !part.is_empty()).then_some(parts)
}

/// What stands in a gap.
fn within(part: &str, plain: bool) -> String {
    let said = ENGLISH.said.get(part).map(|english| escaped(english));
    let said = said.or_else(|| years(part)).or_else(|| lines(part));
    let named = part.strip_suffix(')').and_then(|part| part.rsplit_once('('));
    let named = named.and_then(|(name, of)| Some((name, years(of)?)));
    match (said, named) {
        (Some(said), _) => said,
        (None, Some((name, years))) => format!("{} ({years})", as_japanese(&escaped(name), plain)),
        (None, None) => as_japanese(&escaped(part), plain),
    }
}

/// A text as it is, marked as Japanese where it is that.
pub(super) fn as_japanese(html: &str, plain: bool) -> String {
    if plain || !is_japanese(html) { html.to_owned() } else { format!("<span lang=\"ja\">{html}</span>") }
}

/// 平成23～25年度, 2011～2013年度(平成23～25年度): one span of years and nothing else.
fn years(text: &str) -> Option<String> {
    let mentions = year_mentions(text);
    let first = mentions.first()?.years;
    let (mut rest, mut done) = (String::new(), 0);
    for mention in &mentions {
        rest.push_str(&text[done..mention.range.start]);
        done = mention.range.end;
    }
    rest.push_str(&text[done..]);
    let alone = rest.chars().all(|c| "()".contains(c)) && mentions.iter().all(|one| one.years == first);
    alone.then(|| in_western(first))
}

/// 12-14行、406行: lines of a document.
fn lines(text: &str) -> Option<String> {
    let all: Option<Vec<&str>> = text.split('、').map(|span| span.strip_suffix('行')).collect();
    let are_numbers = |span: &&str| !span.is_empty() && span.chars().all(|c| c.is_ascii_digit() || c == '-');
    all.filter(|all| all.iter().all(are_numbers)).map(|all| format!("lines {}", all.join(", ")))
}

fn in_western(years: FiscalYears) -> String {
    match years.to {
        Some(to) if to != years.from => format!("FY{}–{to}", years.from),
        Some(_) => format!("FY{}", years.from),
        None => format!("FY{}–", years.from),
    }
}

/// The letters of a text that is written in HTML.
fn unescaped(html: &str) -> String {
    if !html.contains('&') {
        return html.to_owned();
    }
    let pairs = [
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_something_once() {
        let mut seen = std::collections::BTreeSet::new();
        for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
            let (japanese, english) = row.split_once('\t').unwrap_or_default();
            assert!(is_japanese(japanese) || japanese.contains(ANYTHING), "{row}");
            assert!(!english.trim().is_empty() && seen.insert(japanese), "{row}");
            let gaps = japanese.matches(ANYTHING).count();
            assert!((1..=gaps).all(|at| english.contains(&format!("{{{at}}}"))), "{row}");
            assert!(!english.contains(&format!("{{{}}}", gaps + 1)), "{row}");
        }
    }

    #[test]
    fn gaps_keep_what_stands_in_them() {
        assert_eq!(
            english("「&#60;b&#62;」の検索結果 3 件 - 計画書", true).as_deref(),
            Some("“&lt;b&gt;”: 3 results - Plan")
        );
        assert_eq!(
            english("前: 1-3(2) 経営革新", false).as_deref(),
            Some("Previous: <span lang=\"ja\">1-3(2) 経営革新</span>")
        );
        assert_eq!(
            english("計画の年度: 2011～2013年度(平成23～25年度)", false).as_deref(),
            Some("Years of the plan: FY2011–2013")
        );
        assert_eq!(english("商店街の活性化", false), None);
        assert_eq!(
            english("「計画」を探す:", false).as_deref(),
            Some("Search for “<span lang=\"ja\">計画</span>”:")
        );
        let typed = english("「{2}計画」の検索結果 3 件 - 産業振興", true);
        assert_eq!(typed.as_deref(), Some("“{2}計画”: 3 results - 産業振興"), "what is typed fills no gap");
    }
}
