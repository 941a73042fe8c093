//! The text under which a phrase is offered, and its number of hits.
//!
//! A longer phrase promises no more than a shorter one that it begins with. 商店街情報 finds more than 商店街, because
//! part of a compound is enough. Such a phrase is offered in quotation marks, which find only the phrase itself.

use super::{LastWord, Search};
use crate::suggest::Candidate;
use shisaku_engine::EngineError;
use shisaku_query::{has_operators, vocabulary::PhraseKind};

/// A text to be typed, and its number of hits.
pub(super) struct Offer {
    pub text: String,
    pub count: usize,
}

impl Search {
    /// Returns the offer for a phrase behind the words typed before. `None` if it finds nothing, or more than a
    /// shorter phrase that it begins with.
    pub(super) fn offer(
        &self,
        before: &str,
        candidate: &Candidate<'_>,
        last: &LastWord<'_>,
    ) -> Result<Option<Offer>, EngineError> {
        let mut most = usize::MAX;
        if !before.is_empty() && !has_operators(before) {
            most = self.counted(before)?.count;
        }
        // The longer the excluded phrase, the more is left.
        if !last.excludes() {
            for shorter in self.suggester().beginnings(candidate.text) {
                most = self.offer_within(most, before, &shorter, last)?.map_or(most, |offer| offer.count);
            }
        }
        self.offer_within(most, before, candidate, last)
    }

    /// Returns the offer for a phrase with at most `most` hits. A phrase with operators is quoted, and so is a name
    /// that would be read as a filter or would find more.
    fn offer_within(
        &self,
        most: usize,
        before: &str,
        candidate: &Candidate<'_>,
        LastWord { lead, close, .. }: &LastWord<'_>,
    ) -> Result<Option<Offer>, EngineError> {
        let phrase = candidate.text;
        let mut ways: Vec<String> = Vec::new();
        if close.is_empty() {
            // 長期 alone is a filter, and is meant as one.
            let is_word = matches!(candidate.kind, PhraseKind::Vocabulary | PhraseKind::Everyday);
            if self.counted(phrase)?.words || is_word && !has_operators(phrase) {
                ways.push(format!("{lead}{phrase}"));
            }
            ways.extend(quoted(phrase).map(|quoted| format!("{lead}{quoted}")));
        } else if !phrase.contains(close) {
            ways.push(format!("{lead}{phrase}{close}"));
        }
        for way in ways {
            let text = format!("{before}{way}");
            let count = self.counted(&text)?.count;
            if (1..=most).contains(&count) {
                return Ok(Some(Offer { text, count }));
            }
        }
        Ok(None)
    }
}

/// Quotes a phrase. Returns `None` if it contains both kinds of quotation marks.
fn quoted(phrase: &str) -> Option<String> {
    match (phrase.contains('"'), phrase.contains(['「', '」'])) {
        (false, _) => Some(format!("\"{phrase}\"")),
        (true, false) => Some(format!("「{phrase}」")),
        (true, true) => None,
    }
}
