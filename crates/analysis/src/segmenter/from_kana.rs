//! Kana to kanji: the likeliest spelling of a text that is written in kana alone, as an input method finds it.
//!
//! All words of the dictionary with a reading that the kana spell are laid over the text, and the row with the lowest
//! costs is taken: those of the words and of their neighbours, as in segmentation. Words that the caller knows cost
//! less, because a person who searches means something that is there.

use std::borrow::Cow;

use super::{Segmenter, to_katakana};
use crate::is_kanji;

/// Longest text that is spelled, in kana. The time grows with its length, and a query is short.
const MOST_LETTERS: usize = 80;

/// Longest reading of a word, in kana.
const MOST_KANA: usize = 14;

/// Shortest loanword, in kana.
const LEAST_LOANWORD: usize = 3;

/// How much less a known word costs for each kana beyond the first. One thousand is worth about one grammatical mistake.
const KNOWN: i32 = 3_000;

/// How much less a known word may cost.
const MOST_KNOWN: i32 = 6_000;

/// How much more a kanji costs that stands for a single kana: 他 and 胃 are rare beside た and い.
const SINGLE: i32 = 4_000;

/// Cost of a kana that is part of no word.
const UNREAD: i32 = 12_000;

/// The best row of words up to a position.
#[derive(Debug, Clone)]
struct Best {
    cost: i32,
    /// Context id of the last word. `None` at the beginning and behind a kana that is part of no word.
    right: Option<u32>,
    /// Begin of the last word, the place of the row before it, and its spelling.
    from: Option<(usize, usize)>,
    spelling: String,
}

impl Segmenter {
    /// Spells a text of kana. `None` if no word of it is written with kanji.
    pub(crate) fn spell(&self, kana: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
        let dictionary = &self.lindera.dictionary;
        let letters: Vec<char> = kana.chars().map(to_katakana).collect();
        let typed: Vec<char> = kana.chars().collect();
        if typed.len() > MOST_LETTERS {
            return None;
        }
        let mut rows: Vec<Vec<Best>> = vec![Vec::new(); letters.len() + 1];
        rows[0].push(Best { cost: 0, right: None, from: None, spelling: String::new() });
        for at in 0..letters.len() {
            let unread = Best { cost: UNREAD, right: None, from: None, spelling: typed[at].to_string() };
            let mut next: Vec<(usize, Best, Option<u32>)> = vec![(at + 1, unread, None)];
            let mut reading = String::new();
            for (end, letter) in (at + 1..).zip(letters[at..].iter().take(MOST_KANA)) {
                reading.push(*letter);
                // A loanword is spelled as it is read: ベビーカー.
                let loanword = (end - at >= LEAST_LOANWORD).then(|| Cow::Owned(reading.clone()));
                for spelling in spellings(&reading).map(Cow::Borrowed).chain(loanword) {
                    let spelling = &*spelling;
                    let has_kanji = spelling.chars().any(is_kanji);
                    let more = i32::try_from(end - at - 1).unwrap_or_default();
                    let bonus = match (has_kanji, more) {
                        (false, _) => 0,
                        (true, 0) => -SINGLE,
                        (true, more) if is_known(spelling) => (more * KNOWN).min(MOST_KNOWN),
                        _ => 0,
                    };
                    for entry in dictionary.prefix_dictionary.find_surface(spelling) {
                        let best = Best {
                            cost: i32::from(entry.word_cost()) - bonus,
                            right: Some(entry.right_id()),
                            from: None,
                            spelling: spelling.to_owned(),
                        };
                        next.push((end, best, Some(entry.left_id())));
                    }
                }
            }
            for (end, word, left) in next {
                let connected = |before: &Best| match (before.right, left) {
                    (Some(right), Some(left)) => dictionary.connection_cost_matrix.cost(right, left),
                    _ => 0,
                };
                let before =
                    rows[at].iter().enumerate().min_by_key(|(_, before)| before.cost + connected(before));
                let Some((place, before)) = before else { continue };
                let cost = before.cost + connected(before) + word.cost;
                let best = Best { cost, from: Some((at, place)), ..word };
                match rows[end].iter_mut().find(|other| other.right == best.right) {
                    Some(other) if other.cost <= best.cost => {}
                    Some(other) => *other = best,
                    None => rows[end].push(best),
                }
            }
        }
        let mut best = rows.last()?.iter().min_by_key(|best| best.cost)?;
        let mut words = Vec::new();
        while let Some((at, place)) = best.from {
            words.push(best.spelling.as_str());
            best = rows.get(at)?.get(place)?;
        }
        words.reverse();
        let text = words.concat();
        text.chars().any(is_kanji).then_some(text)
    }
}

/// The spellings of a reading in katakana.
fn spellings(reading: &str) -> impl Iterator<Item = &'static str> {
    let all = shisaku_dictionary::SPELLINGS.as_bytes();
    let (mut low, mut high) = (0, all.len());
    let mut found = None;
    while low < high {
        let middle = usize::midpoint(low, high);
        let begin = all[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let end = all[middle..].iter().position(|&byte| byte == b'\n').map_or(all.len(), |at| middle + at);
        let line = shisaku_dictionary::SPELLINGS.get(begin..end).unwrap_or_default();
        let (own, spellings) = line.split_once(' ').unwrap_or((line, ""));
        match own.cmp(reading) {
            std::cmp::Ordering::Equal => {
                found = Some(spellings);
                break;
            }
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = begin,
        }
    }
    found.into_iter().flat_map(|spellings| spellings.split(' '))
}
