//! The tokens of a text: words, bigrams and fiscal years.

use smol_str::SmolStr;
use wareki::year_mentions;

use super::segmenter::Segmenter;
use super::{Class, Normalised, Token, fold, is_letter};

/// Maximum number of years listed for a span. No plan lasts longer.
const MOST_YEARS: usize = 60;

/// The words of a text, in order, without symbols. Numbers in kanji are joined.
pub(super) fn words(segmenter: &Segmenter, text: &Normalised) -> Vec<Token> {
    let normalised = text.text();
    // A word has about two letters, of three bytes each.
    let mut words: Vec<Token> = Vec::with_capacity(normalised.len() / 6 + 1);
    let mut end = 0;
    segmenter.words(text, |range, class, folded| {
        // The dictionary segments 二十三 into single numerals.
        let joins = class == Class::Number && end == range.start;
        end = range.end;
        match words.last_mut().filter(|last| joins && last.class == Class::Number) {
            Some(last) => {
                last.term = [last.term.as_str(), &normalised[range.clone()]].concat().into();
                last.range.end = text.written(&range).end;
                last.folded = fold::word(&last.term, class, None).map(SmolStr::from);
            }
            None => words.push(Token {
                term: SmolStr::new(&normalised[range.clone()]),
                folded,
                range: text.written(&range),
                position: words.len(),
                class,
            }),
        }
    });
    words
}

/// The bigrams of a text, in order, for terms inside a longer word.
///
/// A symbol ends a run of letters. A run of one letter gives that letter as a term. Positions skip one
/// between runs, so that consecutive bigrams are consecutive letters. White space and middle dots end no
/// run: scanned text has spaces inside words, and ワーク・ライフ・バランス is also written without dots.
pub(super) fn bigrams(text: &Normalised) -> Vec<Token> {
    let parts_nothing = |c: char| c.is_whitespace() || c == '・';
    let letters: Vec<(usize, char)> =
        text.text().char_indices().filter(|&(_, c)| !parts_nothing(c)).collect();
    let mut tokens = Vec::with_capacity(letters.len());
    let mut position = 0;
    for run in letters.split(|&(_, c)| !is_letter(c)).filter(|run| !run.is_empty()) {
        for pair in run.windows(run.len().min(2)) {
            let (start, (end, last)) = (pair[0].0, pair[pair.len() - 1]);
            tokens.push(Token {
                term: pair.iter().map(|&(_, c)| c).collect(),
                folded: None,
                range: text.written(&(start..end + last.len_utf8())),
                position,
                class: Class::Noun,
            });
            position += 1;
        }
        position += 1;
    }
    tokens
}

/// The fiscal years of a text, in order. 平成23～25年度 gives 2011, 2012 and 2013, each with the range of the
/// whole span.
pub(super) fn years(text: &str) -> Vec<Token> {
    let mentions = year_mentions(text).into_iter().enumerate();
    let tokens = mentions.flat_map(|(position, mention)| {
        let years: Vec<u16> = match (mention.years.first(), mention.years.last()) {
            (Some(first), Some(last)) => (first..=last).take(MOST_YEARS).collect(),
            // 平成26年度以降 gives only the year that it names.
            _ => vec![mention.years.last_known()],
        };
        years.into_iter().map(move |year| Token {
            term: year.to_string().into(),
            folded: None,
            range: mention.range.clone(),
            position,
            class: Class::Number,
        })
    });
    tokens.collect()
}
