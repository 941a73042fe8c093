//! Words to start with, for people who do not know the plans: words that many entries share.

use std::cmp::Reverse;

use super::{Search, completions::Completion};
use shisaku_engine::EngineError;
use shisaku_query::vocabulary::PhraseKind;

/// Minimum length in letters. A word this long names a subject (商店街). Shorter words rarely do (推進,
/// 支援).
const TELLING: usize = 3;

/// Maximum share of all entries that a word may find: one in this many. A word in every entry is no help.
const MOST_FOUND: usize = 3;

/// Maximum number of words.
const MOST: usize = 12;

impl Search {
    /// Returns common words, the most frequent first, each with its number of search hits. Every word has
    /// three letters or more, and none contains another.
    ///
    /// # Errors
    /// [`EngineError`] if the index cannot be read.
    pub fn frequent(&self) -> Result<&[Completion], EngineError> {
        if let Some(known) = self.frequent.get() {
            return Ok(known);
        }
        let found = self.find_frequent()?;
        Ok(self.frequent.get_or_init(|| found))
    }

    fn find_frequent(&self) -> Result<Vec<Completion>, EngineError> {
        let telling = |text: &str| text.chars().count() >= TELLING && !text.contains(char::is_whitespace);
        let phrases = self.vocabulary.phrases().iter();
        let mut phrases: Vec<_> = phrases
            .filter(|one| one.kind == PhraseKind::Vocabulary && one.entries > 1 && telling(&one.text))
            .collect();
        phrases.sort_by_key(|one| (Reverse(one.entries), one.text.len(), one.text.as_str()));
        let mut chosen: Vec<Completion> = Vec::new();
        for phrase in phrases {
            if chosen.len() == MOST {
                break;
            }
            let says_again =
                |one: &Completion| one.text.contains(&phrase.text) || phrase.text.contains(&one.text);
            if chosen.iter().any(says_again) {
                continue;
            }
            let Some(count) = self.count_as_words(&phrase.text)? else { continue };
            if count > 0 && count * MOST_FOUND <= self.facts.entries {
                chosen.push(Completion { text: phrase.text.clone(), kind: phrase.kind, count });
            }
        }
        Ok(chosen)
    }
}
