//! Leaves out page furniture: running heads and feet, and page numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{TextLine, lines, rows};
use super::page::Page;

/// Share of the height of a page, at its top and at its bottom, that can hold furniture.
const MARGIN: f32 = 0.12;

/// Largest distance, in points, of the positions of a running head on two pages.
const SAME_HEIGHT: f32 = 4.0;

/// Largest number of lines of a head or a foot.
const MAX_LINES: usize = 3;

/// Distance of furniture from the text, as a multiple of the usual distance of lines.
const APART: f32 = 1.25;

/// Distance of lines, in em, that no running text has. Pages with few lines tell no usual distance.
const LOOSE: f32 = 2.4;

/// Removes the furniture of all pages. `body` is the font size of the running text.
pub(super) fn remove(pages: &mut [Page], body: f32) {
    let margins: Vec<Vec<TextLine>> = pages.iter().map(|page| margin_lines(page, body)).collect();
    let mut seen: BTreeMap<String, Vec<(u32, f32)>> = BTreeMap::new();
    for (page, lines) in pages.iter().zip(&margins) {
        for line in lines {
            for key in keys(line, page.number, body) {
                seen.entry(key).or_default().push((page.number, line.baseline));
            }
        }
    }
    // Three pages or half of them, and never a line of one page alone.
    let enough = pages.len().div_ceil(2).clamp(2, 3);
    for (page, lines) in pages.iter_mut().zip(&margins) {
        let is_at_enough = |places: &Vec<(u32, f32)>, line: &TextLine| {
            let near = places.iter().filter(|(_, at)| (at - line.baseline).abs() <= SAME_HEIGHT);
            near.map(|(page, _)| page).collect::<BTreeSet<_>>().len() >= enough
        };
        let repeats = |line: &TextLine| {
            let keys = keys(line, page.number, body);
            keys.iter().filter_map(|key| seen.get(key)).any(|places| is_at_enough(places, line))
        };
        let furniture = lines.iter().filter(|line| is_page_number(&line.text) || repeats(line));
        let baselines: Vec<(f32, f32)> =
            furniture.map(|line| (line.baseline, 0.35 * line.size + 0.1)).collect();
        page.glyphs.retain(|glyph| {
            !baselines.iter().any(|&(at, tolerance)| (glyph.baseline - at).abs() <= tolerance)
        });
    }
}

/// The lines in each margin that can be furniture. They stand apart from the text, by a gap wider than that
/// between other lines, and are no rows of a table. Bare page numbers may stand anywhere in a margin.
fn margin_lines(page: &Page, body: f32) -> Vec<TextLine> {
    let lines: Vec<TextLine> = rows(&page.glyphs).iter().flat_map(|row| lines(row)).collect();
    let gap = |pair: &[TextLine]| match pair {
        [above, below] => below.baseline - above.baseline,
        _ => 0.0,
    };
    let mut gaps: Vec<f32> = lines.windows(2).map(gap).collect();
    let wide = (APART * median(&mut gaps)).min(LOOSE * body);
    let is_apart = |pair: &[TextLine]| gap(pair) > wide;
    let head = lines.windows(2).take(MAX_LINES).position(is_apart).map_or(0, |at| at + 1);
    let foot = lines.windows(2).rev().take(MAX_LINES).position(is_apart).map_or(0, |at| at + 1);
    let is_outermost = |index: usize| index < head || index + foot >= lines.len();
    let is_in_margin = |line: &TextLine| {
        !(MARGIN * page.height..(1.0 - MARGIN) * page.height).contains(&line.baseline)
            && !page.down.iter().any(|rule| rule.from < line.baseline && line.baseline < rule.to)
    };
    let lines = lines.iter().enumerate();
    lines
        .filter(|(index, line)| is_in_margin(line) && (is_outermost(*index) || is_page_number(&line.text)))
        .map(|(_, line)| line.clone())
        .collect()
}

fn median(values: &mut [f32]) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The texts by which running lines are compared: the line itself, and the line with one of its numbers given
/// relative to the page. Other numbers must not differ: headings of equal sheets differ in their numbers alone.
/// `body` is the size of the running text. Larger lines are headings, whose numbers advance too.
fn keys(line: &TextLine, page: u32, body: f32) -> Vec<String> {
    let text: String = line.text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let mut keys = vec![text.clone()];
    if line.size > body + 0.25 {
        return keys;
    }
    let mut start = 0;
    while let Some(at) = text.get(start..).and_then(|rest| rest.find(|letter: char| letter.is_ascii_digit()))
    {
        let (before, rest) = text.split_at(start + at);
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        if let Ok(number) = number.parse::<i64>() {
            keys.push(format!("{before}#{}#{after}", number - i64::from(page)));
        }
        start += at + digits;
    }
    keys
}

/// True for a bare page number: `12`, `- 12 -`, `12/30`, `P.12`, `12ページ`.
fn is_page_number(text: &str) -> bool {
    let is_dash =
        |letter: char| matches!(letter, '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '－' | '~' | '～');
    let bare: String = text.chars().filter(|&letter| !letter.is_whitespace() && !is_dash(letter)).collect();
    let bare = bare.trim_start_matches(['P', 'p', 'Ｐ', 'ｐ', '.', '．']);
    let bare = bare.strip_suffix("ページ").or_else(|| bare.strip_suffix('頁')).unwrap_or(bare);
    let mut parts = bare.split(['/', '／']);
    let is_number = |part: &str| {
        (1..=4).contains(&part.chars().count())
            && part.chars().all(|letter| letter.is_ascii_digit() || ('０'..='９').contains(&letter))
    };
    let is_roman = (1..=6).contains(&bare.len()) && bare.chars().all(|letter| "ivxIVX".contains(letter));
    is_roman || parts.by_ref().take(2).all(is_number) && parts.next().is_none()
}
