//! Furigana: the readings of kanji, to be shown above them.
//!
//! A reading comes from the lexicon's list if the word is listed there, because the dictionary has it
//! wrong. Otherwise it comes from the dictionary. Kana in the written word (送り仮名) take no reading: in
//! 取り組み, と is shown above 取 and く above 組. A word gets no reading if it is unknown or depends on
//! context (1日, 20人), because a wrong reading is worse.

use std::{collections::HashMap, ops::Range};

use super::{
    Normalised, is_hiragana, is_kanji, is_katakana, is_letter, normalise, segmenter::Segmenter, to_hiragana,
};

/// The list that is compiled into the program.
pub(super) const READINGS: &str = include_str!("../../../lexicon/furigana.csv");

/// Counters whose reading depends on the number before them: 1日, 20人, 3本. The dictionary reads them
/// without the number.
const COUNTERS: [&str; 14] =
    ["日", "人", "本", "階", "歳", "軒", "匹", "杯", "月", "分", "百", "千", "票", "羽"];

/// Kanji numerals.
const NUMERALS: &str = "〇一二三四五六七八九十百千万";

/// Maximum length of a listed word, in characters.
const MOST_LETTERS: usize = 32;

/// The reading of a range of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furigana {
    /// Byte range in the text, on character boundaries.
    pub range: Range<usize>,
    /// The reading, in hiragana.
    pub kana: String,
}

/// Readings of words that the dictionary does not know or reads wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readings {
    /// Hiragana reading by normalised word. `None` for a word that is shown without a reading.
    by_word: HashMap<String, Option<String>>,
}

/// A line that is not of the form `表記,ひらがなの読み`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "ふりがな(furigana.csv)の {line} 行目「{row}」を読めません。「漢字を含む表記,ひらがなの読み」の形で、引用符も空白も記号も付けず、送り仮名は同じに、{MOST_LETTERS} 字までで、1 語は 1 度だけ書いてください(読みを出さない語は、読みを空にします)。"
)]
pub struct UnreadableReading {
    /// Line number, counted from 1.
    pub line: usize,
    /// The line as written.
    pub row: String,
}

impl Readings {
    /// Merges two lists. A word in both takes its reading from this one.
    #[must_use]
    pub(crate) fn over(self, others: &Self) -> Self {
        let mut by_word = others.by_word.clone();
        by_word.extend(self.by_word);
        Self { by_word }
    }

    /// Reads a list: a word and its hiragana reading on each line, `#` for comments. Returns the readings,
    /// and the lines that could not be read.
    pub fn read(text: &str) -> (Self, Vec<UnreadableReading>) {
        let (mut by_word, mut unreadable) = (HashMap::new(), Vec::new());
        for (line, row) in (1..).zip(text.lines().map(str::trim)) {
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let read = row.split_once(',').and_then(|(word, kana)| listed(word.trim(), kana.trim()));
            match read.filter(|(word, _)| !by_word.contains_key(word)) {
                Some((word, kana)) => _ = by_word.insert(word, kana),
                None => unreadable.push(UnreadableReading { line, row: row.to_owned() }),
            }
        }
        (Self { by_word }, unreadable)
    }

    /// Returns how many of `words`, from the first on, form the longest listed word, and its reading.
    fn at(&self, text: &str, words: &[(Range<usize>, String)]) -> Option<(usize, Option<&str>)> {
        let from = words.first()?.0.start;
        let follows = |pair: &&[(Range<usize>, String)]| pair[0].0.end == pair[1].0.start;
        let joined = 1 + words.windows(2).take(MOST_LETTERS).take_while(follows).count();
        (1..=joined).rev().find_map(|count| {
            let listed = self.by_word.get(&text[from..words[count - 1].0.end])?;
            Some((count, listed.as_deref()))
        })
    }
}

/// Checks one line of the list. `None` if the word cannot occur in a text or contains no kanji, or if the
/// reading does not fit its kana.
fn listed(word: &str, kana: &str) -> Option<(String, Option<String>)> {
    let word = normalise(word).text().to_owned();
    let can_be_met = word.chars().count() <= MOST_LETTERS && word.chars().all(is_letter);
    if !can_be_met || !word.chars().any(is_kanji) {
        return None;
    }
    if kana.is_empty() {
        return Some((word, None));
    }
    let is_read = kana.chars().all(is_hiragana) && !kana.starts_with('ー') && parted(&word, kana).is_some();
    is_read.then(|| (word, Some(kana.to_owned())))
}

/// The readings of a text, as [`super::Analyzer::furigana`] returns them.
pub(super) fn furigana(segmenter: &Segmenter, readings: &Readings, text: &Normalised) -> Vec<Furigana> {
    let words = segmenter.readings(text);
    let written = text.text();
    let counted = counted(written, &words);
    let mut found: Vec<Furigana> = Vec::new();
    let mut at = 0;
    while let Some((range, reading)) = words.get(at) {
        let (count, kana) = match readings.at(written, &words[at..]) {
            Some((count, listed)) => (count, listed.map(str::to_owned)),
            None => {
                let known = !counted[at] && reading.chars().all(is_katakana);
                (1, known.then(|| reading.chars().map(to_hiragana).collect()))
            }
        };
        let whole = range.start..words[at + count - 1].0.end;
        at += count;
        for (part, kana) in kana.into_iter().flat_map(|kana| aligned(&written[whole.clone()], &kana)) {
            let range = text.written(&(whole.start + part.start..whole.start + part.end));
            match found.last_mut() {
                // One written character can be two words: ㋿ is 令 and 和.
                Some(last) if last.range == range => last.kana.push_str(&kana),
                Some(last) if range.start < last.range.end => {}
                _ => found.push(Furigana { range, kana }),
            }
        }
    }
    found
}

/// For each word, true if its reading depends on a number: the word is a counter after a number, or a
/// number before a counter. 二十日 is はつか.
fn counted(text: &str, words: &[(Range<usize>, String)]) -> Vec<bool> {
    let mut counted = vec![false; words.len()];
    let (mut numbers_from, mut done, mut end) = (None, 0, 0);
    for (at, (range, _)) in words.iter().enumerate() {
        let word = &text[range.clone()];
        if !text[end..range.start].trim().is_empty() {
            numbers_from = None;
        }
        end = range.end;
        if let Some(from) = numbers_from.filter(|_| COUNTERS.contains(&word)) {
            counted[done.max(from)..=at].fill(true);
            done = at + 1;
        }
        let is_number = word.chars().all(|c| c.is_ascii_digit() || NUMERALS.contains(c));
        numbers_from = if is_number { numbers_from.or(Some(at)) } else { None };
    }
    counted
}

/// The kanji of a word, each range with its part of the reading. If the kana do not show the parts, the
/// whole word is one range. Empty if the word has no kanji.
fn aligned(word: &str, kana: &str) -> Vec<(Range<usize>, String)> {
    if !word.chars().any(is_kanji) {
        return Vec::new();
    }
    parted(word, kana).unwrap_or_else(|| vec![(0..word.len(), kana.to_owned())])
}

/// Splits a reading at the kana of the written word. Readings of earlier kanji are as short as possible, which
/// leaves the most kana to later ones: if any split fits, this one does.
fn parted(word: &str, kana: &str) -> Option<Vec<(Range<usize>, String)>> {
    // 三ヶ月 is さんかげつ.
    let is_read = |c: char| is_kanji(c) || matches!(c, 'ヶ' | 'ヵ');
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let runs: Vec<&[(usize, char)]> = letters.chunk_by(|a, b| is_read(a.1) == is_read(b.1)).collect();
    let own = |run: &[(usize, char)]| run.iter().map(|&(_, c)| to_hiragana(c)).collect::<String>();
    let (mut parts, mut rest) = (Vec::new(), kana);
    for (at, run) in runs.iter().enumerate() {
        let (start, first) = run[0];
        if !is_read(first) {
            rest = rest.strip_prefix(own(run).as_str())?;
            continue;
        }
        let least = rest.chars().next()?.len_utf8();
        let length = match runs[at + 1..] {
            [] => rest.len(),
            [last] => least + rest[least..].rfind(&own(last))?,
            [next, ..] => least + rest[least..].find(&own(next))?,
        };
        let end = runs.get(at + 1).map_or(word.len(), |next| next[0].0);
        parts.push((start..end, rest[..length].to_owned()));
        rest = &rest[length..];
    }
    rest.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{analyzer, any_text};

    fn read(text: &str) -> String {
        let mut shown = text.to_owned();
        for Furigana { range, kana } in analyzer().furigana(text).into_iter().rev() {
            shown.insert_str(range.end, &format!("[{kana}]"));
        }
        shown
    }

    #[test]
    fn kana_that_a_word_is_written_with_stay_as_they_are() {
        assert_eq!(read("取り組みと取組"), "取[と]り組[く]みと取組[とりくみ]");
        assert_eq!(read("空き店舗の担い手"), "空[あ]き店舗[てんぽ]の担[にな]い手[て]");
        assert_eq!(read("ビジネスを行う。"), "ビジネスを行[おこな]う。");
        assert_eq!(read("㋿3年度"), "㋿[れいわ]3年度[ねんど]", "two words in one letter");
        assert_eq!(read("めぐろＢＣＰ"), "めぐろＢＣＰ");
    }

    #[test]
    fn the_lexicon_reads_what_the_dictionary_has_wrong() {
        assert_eq!(read("日本の商店主"), "日本[にほん]の商店主[しょうてんしゅ]");
        assert_eq!(read("情報の提供等"), "情報[じょうほう]の提供[ていきょう]等[とう]");
        assert_eq!(read("目黒川沿川の桜"), "目黒川沿川[めぐろがわえんせん]の桜[さくら]");
        assert_eq!(read("碑文谷、八雲、柿の木坂"), "碑文谷[ひもんや]、八雲[やくも]、柿[かき]の木坂[きざか]");
        assert_eq!(read("一人と個人"), "一人[ひとり]と個人[こじん]", "not from within a word");
    }

    #[test]
    fn what_may_be_read_wrongly_has_no_reading() {
        assert_eq!(read("1日に20人、3 本"), "1日に20人、3 本", "ついたち, にち");
        assert_eq!(read("二十日に三千人"), "二十日に三千人");
        assert_eq!(read("視察に行った"), "視察[しさつ]に行った", "いった, おこなった");
        assert_eq!(read("平成23年度"), "平成[へいせい]23年度[ねんど]");
        assert_eq!(read("鱻"), "鱻", "the dictionary does not have it");
    }

    #[test]
    fn lines_that_are_no_readings_are_told() {
        let (readings, unreadable) =
            Readings::read("# 地名\n八雲,やくも\n\n八雲\nやくも,やくも\n三田,ミタ\n");
        assert_eq!(unreadable.iter().map(|one| one.line).collect::<Vec<_>>(), [4, 5, 6]);
        assert_eq!(readings.by_word.len(), 1);
        assert_eq!(Readings::read(READINGS).1, []);
    }

    proptest! {
        #[test]
        fn readings_are_in_order_and_on_kanji(text in any_text()) {
            let mut done = 0;
            for Furigana { range, kana } in analyzer().furigana(&text) {
                prop_assert!(done <= range.start && range.start < range.end);
                prop_assert!(text[range.clone()].chars().any(|c| !is_hiragana(c)));
                prop_assert!(!kana.is_empty() && kana.chars().all(is_hiragana), "{}", kana);
                done = range.end;
            }
        }
    }
}
