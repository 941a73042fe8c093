//! もしかして: suggests a corrected query if nothing is found.

use std::ops::Range;

use super::{Search, SearchParams, answer::Suggestion};
use crate::suggest::{How, Near};
use shisaku_analysis::{Token, is_kanji, to_hiragana};
use shisaku_engine::EngineError;
use shisaku_messages::{Message, Parameter};
use shisaku_query::has_operators;

/// Maximum number of suggestions.
const MOST_GIVEN: usize = 5;
/// Maximum number of similar words that are counted.
const MOST_COUNTED: usize = 12;

impl Search {
    /// Returns the query with similar words in place of the failing one. Each suggestion finds something.
    /// Nothing is suggested if words fail in several places, because the meaning is unclear.
    pub(super) fn did_you_mean(
        &self,
        params: &SearchParams,
        unmet: &[String],
    ) -> Result<Vec<Suggestion>, EngineError> {
        for range in self.failing(&params.text, unmet) {
            let word = &params.text[range.clone()];
            let reading: String = self.analyzer.reading(word).chars().map(to_hiragana).collect();
            let mut given = Vec::new();
            for near in self.phrases().near(word, &reading).into_iter().take(MOST_COUNTED) {
                let text = [&params.text[..range.start], near.text, &params.text[range.end..]].concat();
                let count = self.total(&SearchParams { text: text.clone(), ..params.clone() })?;
                if count > 0 {
                    given.push(Suggestion { text, reason: reason(word, near), count });
                }
            }
            if !given.is_empty() {
                given.truncate(MOST_GIVEN);
                return Ok(given);
            }
        }
        Ok(Vec::new())
    }

    /// Returns possible ranges of the failing word: all text between white space, then the compound alone.
    /// Empty if words fail in several places.
    fn failing(&self, text: &str, unmet: &[String]) -> Vec<Range<usize>> {
        let places: Option<Vec<Range<usize>>> =
            unmet.iter().map(|word| text.find(word.as_str()).map(|at| at..at + word.len())).collect();
        let Some(places) = places.filter(|places| !places.is_empty()) else { return Vec::new() };
        let (first, last) = places
            .iter()
            .fold((usize::MAX, 0), |(first, last), place| (first.min(place.start), last.max(place.end)));
        let start = text[..first]
            .char_indices()
            .rfind(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8());
        let end = text[last..].find(char::is_whitespace).map_or(text.len(), |length| last + length);
        let word = &text[start..end];
        if word.contains(char::is_whitespace) || has_operators(word) {
            return Vec::new();
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        ranges.push(start..end);
        if word.chars().any(is_kanji) {
            let words = self.analyzer.words(word);
            let touch = |pair: [&Token; 2]| {
                pair.iter().all(|word| word.is_content()) && pair[0].range.end == pair[1].range.start
            };
            let compounds = words.chunk_by(|a, b| touch([a, b])).map(|compound| {
                start + compound[0].range.start..start + compound[compound.len() - 1].range.end
            });
            ranges.extend(compounds.filter(|one| one.start <= first && last <= one.end));
        }
        ranges.dedup();
        ranges
    }
}

/// Explains the similarity of a word, for people.
fn reason(word: &str, near: Near<'_>) -> Message {
    let words = ("words", Parameter::Text(word.to_owned()));
    match near.how {
        How::Reading => Message::new("reason.reading", [words]),
        How::Slips(count) => Message::new("reason.slips", [words, ("count", Parameter::Number(count))]),
        How::Part => Message::new("reason.part", [words]),
        How::Beginning => Message::new("reason.beginning", [words]),
    }
}
