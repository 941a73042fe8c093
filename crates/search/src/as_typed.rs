//! Words of a query as the person typed them. The query searches pieces: キャッシュ and レス for キャッシュレス,
//! 足り for 足りない. A sentence that names a piece is hard to understand.

use std::ops::Range;

use shisaku_analysis::{Analyzer, Class, Token, is_hiragana, is_katakana, is_letter};

/// Returns the typed words that contain these pieces of a query, in the order of the text, each once. A piece
/// that the text does not contain stays as it is.
pub(super) fn as_typed(analyzer: &Analyzer, text: &str, pieces: &[String]) -> Vec<String> {
    let found = |piece: &String| text.find(piece.as_str()).map(|at| at..at + piece.len());
    let (mut ranges, mut others): (Vec<Range<usize>>, Vec<String>) = (Vec::new(), Vec::new());
    for piece in pieces {
        match found(piece) {
            Some(range) => ranges.push(widened(analyzer, text, range)),
            None => others.push(piece.clone()),
        }
    }
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    let mut words: Vec<String> =
        joined.into_iter().filter_map(|range| text.get(range)).map(str::to_owned).collect();
    for word in others {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Widens the range of a piece to the word around it.
fn widened(analyzer: &Analyzer, text: &str, piece: Range<usize>) -> Range<usize> {
    let whole = run(text, &piece, is_letter);
    let letters = text.get(whole.clone()).unwrap_or_default();
    // Hiragana have no reliable word boundaries.
    if letters.chars().all(|c| is_hiragana(c) || is_katakana(c)) && letters.chars().any(is_hiragana) {
        return whole;
    }
    let foreign = |c: char| is_katakana(c) || c.is_ascii_alphanumeric();
    let first = text.get(piece.clone()).unwrap_or_default().chars().next();
    let mut word = match first.is_some_and(foreign) {
        true => run(text, &piece, foreign),
        false => piece,
    };
    let tokens = analyzer.words(letters);
    let ends = |token: &&Token| whole.start + token.range.end;
    let last = tokens.iter().position(|token| ends(&token) == word.end);
    let inflected = last.filter(|last| tokens.get(*last).is_some_and(|one| one.class == Class::Modifier));
    if let Some(last) = inflected {
        // た of 終わった, ない of 足りない.
        let endings = tokens.iter().skip(last + 1).take_while(|token| !token.is_content());
        word.end = endings.last().map_or(word.end, |token| ends(&token));
    }
    word
}

/// Returns the longest range around a piece in which all characters fit.
fn run(text: &str, piece: &Range<usize>, fits: impl Fn(char) -> bool) -> Range<usize> {
    let (before, after) =
        (text.get(..piece.start).unwrap_or_default(), text.get(piece.end..).unwrap_or_default());
    let length =
        |of: &mut dyn Iterator<Item = char>| of.take_while(|c| fits(*c)).map(char::len_utf8).sum::<usize>();
    piece.start - length(&mut before.chars().rev())..piece.end + length(&mut after.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::analyzer;

    #[test]
    fn a_piece_is_told_as_the_word_around_it() {
        for (text, pieces, words) in [
            ("キャッシュレスの店", &["キャッシュ", "レス"][..], &["キャッシュレス"][..]),
            ("キャッシュレスの店", &["レス"], &["キャッシュレス"]),
            ("人手が足りない", &["足り"], &["足りない"]),
            ("商店街 宇宙", &["宇宙"], &["宇宙"]),
            ("火星で月面基地", &["月面", "基地"], &["月面基地"]),
            ("まごとのうぎょうたいけん 観光", &["のうぎょう"], &["まごとのうぎょうたいけん"]),
            ("題名:うた", &["うた"], &["うた"]),
            ("PayPayで払う", &["Pay", "払う"], &["PayPay", "払う"]),
            ("観光", &["歌", "歌"], &["歌"]),
        ] {
            let pieces: Vec<String> = pieces.iter().map(|piece| (*piece).to_owned()).collect();
            assert_eq!(as_typed(analyzer(), text, &pieces), words, "{text} {pieces:?}");
        }
    }
}
