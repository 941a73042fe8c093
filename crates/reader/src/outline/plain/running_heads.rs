//! Running heads: short lines beside page numbers that come again on other pages.

use std::collections::{HashMap, HashSet};

use super::super::{
    blocks::is_furniture,
    numbering::{self, is_digit},
};
use shisaku_model::RepairedLine;

/// Maximum length of a running head in characters.
const MAX_HEAD: usize = 40;

/// Minimum number of pages that a running head stands on.
const LEAST_PAGES: usize = 2;

/// Returns the indexes of lines that are running heads. A running head stands next to a page number, on a line of
/// its own or on the same one. The document's title may be printed as one.
pub(super) fn find(lines: &[RepairedLine]) -> HashSet<usize> {
    let printed: Vec<(usize, &str)> =
        lines.iter().map(|line| line.text.trim()).enumerate().filter(|(_, text)| !text.is_empty()).collect();
    let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (line, text)) in printed.iter().enumerate() {
        let is_page = |at: Option<usize>| {
            at.and_then(|at| printed.get(at)).is_some_and(|(_, text)| is_furniture(text) && has_digit(text))
        };
        if let Some(words) = beside_number(text) {
            found.entry(words).or_default().push(*line);
        } else if !text.contains(['\t', '。'])
            && numbering::read(text).is_none()
            && (is_page(at.checked_sub(1)) || is_page(Some(at + 1)))
        {
            found.entry(text).or_default().push(*line);
        }
    }
    let title = printed.first().map_or("", |(_, text)| text);
    let again = |words: &str, on: &[usize]| {
        words.chars().count() <= MAX_HEAD
            && !words.is_empty()
            && (on.len() >= LEAST_PAGES || title.starts_with(words) && !on.contains(&0))
    };
    found.into_iter().filter(|(words, on)| again(words, on)).flat_map(|(_, on)| on).collect()
}

/// The words of a line that begins or ends in a page number, far from them: `14　　　環境基本計画`.
fn beside_number(text: &str) -> Option<&str> {
    let (behind, before) = (text.trim_start_matches(is_digit), text.trim_end_matches(is_digit));
    let far = |gap: &str| gap.chars().count() >= 2 && !gap.contains('\t');
    if behind.len() < text.len() {
        let words = behind.trim_start();
        return far(&behind[..behind.len() - words.len()]).then_some(words);
    }
    let words = before.trim_end();
    (before.len() < text.len() && far(&before[words.len()..])).then_some(words)
}

fn has_digit(text: &str) -> bool {
    text.contains(is_digit) && !text.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(lines: &[&str]) -> Vec<usize> {
        let lines: Vec<RepairedLine> =
            (1..).zip(lines).map(|(number, line)| RepairedLine::new(number, *line)).collect();
        let mut found: Vec<usize> = find(&lines).into_iter().collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn lines_beside_page_numbers_come_again() {
        assert_eq!(
            heads(&["緑の計画 本編", "本文です。", "- 3 -", "緑の計画", "本文です。", "- 4 -", "緑の計画"]),
            [3, 6]
        );
        assert_eq!(heads(&["題", "14　　　緑の計画", "本文です。", "　緑の計画　　　15"]), [1, 3]);
    }

    #[test]
    fn other_lines_stay() {
        assert!(heads(&["緑の計画", "1 川", "- 3 -", "2 海", "本文です。"]).is_empty());
        assert!(heads(&["12　　川の水", "13　　海の水"]).is_empty());
    }
}
