//! Words to begin with, for whoever does not know what a plan has: those that many of its entries share.

use std::cmp::Reverse;

use super::{Search, completions::Completion};
use shisaku_engine::EngineError;
use shisaku_query::vocabulary::PhraseKind;

/// Letters from which on a word of the plan says what it is about: 商店街 does, 推進 and 支援 do not.
const TELLING: usize = 3;

/// Of all entries, the part that a word may find at most: what stands everywhere leads nowhere.
const MOST_FOUND: usize = 3;

/// Words that are looked for.
const MOST: usize = 12;

impl Search {
    /// Words as they are said in most of the entries, the commonest first, each with the number of entries that a
    /// search for it finds. Only words of three letters or more, and none that holds another one.
    ///
    /// # Errors
    /// When the index cannot be read.
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
