//! The data and tools that all steps share: the lexicon, the index's words and filters, and the analyzer.

use std::sync::OnceLock;

use crate::Thesaurus;
use crate::expand::alternatives::found_in_words;
use crate::expand::years::KnownYears;
use crate::interpret::filter_phrases::Phrases;
use crate::synonyms::Standing;
use crate::vocabulary::{self, Vocabulary};
use shisaku_analysis::{Analyzer, Token};

/// The data and tools for reading one query.
#[derive(Clone, Copy)]
pub(crate) struct Context<'r> {
    pub thesaurus: &'r Thesaurus,
    /// Phrases that name a filter of the index.
    pub phrases: &'r Phrases,
    /// Fiscal years of the index.
    pub years: &'r KnownYears,
    /// True if the index has measures, so that 施策 can be a filter.
    pub has_measures: bool,
    /// Words of the index; empty if unknown.
    pub vocabulary: &'r Vocabulary,
    /// Words of the thesaurus, collected on first use.
    pub listed: &'r OnceLock<Vocabulary>,
    pub analyzer: &'r Analyzer,
}

impl<'r> Context<'r> {
    /// Returns how a text occurs in the index, in any of its spellings, judged by the index's words.
    pub fn standing(&self, text: &str) -> Standing {
        let known = self.vocabulary;
        let standing = |text: &str, words: &[Token]| match () {
            // An index of unknown words may contain anything.
            () if known.words().is_empty() => Standing::AsLetters,
            () if known.stands(words) => Standing::AsWords,
            () if found_in_words(text) && known.may_have_letters(text) => Standing::AsLetters,
            () => Standing::Nowhere,
        };
        let words = self.analyzer.words(text);
        let others = self.thesaurus.spellings.of(&words);
        let others = others.iter().map(|other| standing(other, &self.analyzer.words(other)));
        others.fold(standing(text, &words), Ord::max)
    }

    /// Returns the words of the thesaurus. Kana and Latin letters are read as these if the index has no
    /// match.
    pub fn listed_words(&self) -> &'r Vocabulary {
        self.listed.get_or_init(|| {
            let parts: Vec<_> = self.thesaurus.synonyms.items().flatten().collect();
            let stems: Vec<String> = parts.iter().filter_map(|part| stem(part)).collect();
            let texts = parts.iter().map(|part| part.as_str()).chain(stems.iter().map(String::as_str));
            vocabulary::gather_texts(texts, self.analyzer)
        })
    }
}

/// Returns the stem of a verb before たい and ます, derived from its letters: 借り of 借りる.
fn stem(verb: &str) -> Option<String> {
    const ENDS: &str = "うくぐすつぬぶむる";
    const STEMS: &str = "いきぎしちにびみり";
    const BEFORE_RU: &str = "いきぎじちにびみりえけげせぜてでねへべめれ";
    let last = verb.chars().next_back()?;
    let rest = &verb[..verb.len() - last.len_utf8()];
    let before = rest.chars().next_back()?;
    if last == 'る' && BEFORE_RU.contains(before) {
        return Some(rest.to_owned());
    }
    let at = ENDS.chars().position(|c| c == last)?;
    Some(format!("{rest}{}", STEMS.chars().nth(at)?))
}
