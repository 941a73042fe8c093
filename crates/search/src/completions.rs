//! Completions of typed text, each with its number of search hits.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Search, SearchParams, params::MOST_LETTERS};
use crate::suggest::{Candidate, Met, Suggester};
use shisaku_engine::EngineError;
use shisaku_query::{
    everyday_questions, everyday_words, has_operators,
    vocabulary::{Phrase, PhraseKind},
};

mod offer;

use offer::Offer;

/// Number of candidates examined for each completion returned. Some of them find nothing.
const SPARE: usize = 4;
/// Maximum number of candidates that cannot be offered. Each costs a search.
const MOST_MISSED: usize = 8;

/// Maximum number of letters before the last word. Each count searches for all of them.
const MOST_BEFORE: usize = 40;

/// Maximum number of phrases counted in advance. In a larger index, phrases are counted when they are
/// suggested.
const MOST_AHEAD: usize = 4_096;

/// Signs before the last word that exclude it. They belong to the query and not to the word.
const EXCLUDES: [char; 3] = ['-', '－', '−'];
/// Opening quotation marks, each with its closing mark.
const OPENS: [(char, &str); 4] = [('"', "\""), ('＂', "\""), ('「', "」"), ('『', "』")];

/// A completed query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "CompletionAnswer", description = "入力の続きの候補。")]
pub struct Completion {
    /// The whole query.
    #[schemars(description = "文。")]
    pub text: String,
    /// Kind of the last phrase.
    #[schemars(description = "候補が何の名前か。")]
    pub kind: PhraseKind,
    /// Number of entries that it finds: [`super::Answer::total_count`] of a search for it.
    #[schemars(description = "件数。")]
    pub count: usize,
}

/// Result of counting a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    count: usize,
    /// True if all of the query is read as words to be found.
    words: bool,
}

impl Search {
    /// Returns at most `limit` completions of typed text, best first. Every completion finds something, and none finds
    /// more than a shorter one that it begins with. If several words were typed, the last is completed and the others
    /// are kept.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Completion>, EngineError> {
        if typed.chars().nth(MOST_LETTERS).is_some() || typed.ends_with(char::is_whitespace) {
            return Ok(Vec::new());
        }
        let typed = typed.trim_start();
        let (before, last) = last_word(typed);
        if before.chars().nth(MOST_BEFORE).is_some() {
            return Ok(Vec::new());
        }
        let suggester = self.suggester();
        let whole = |one: &Candidate<'_>| matches!(one.met, Met::Written | Met::Read | Met::Everyday);
        // 商店街 環境 is also the beginning of 商店街環境整備.
        let phrases = suggester.complete(typed, limit * SPARE).into_iter().filter(whole).map(|one| ("", one));
        let words = suggester.complete(last.word, limit * SPARE).into_iter().map(|one| (before, one));
        let candidates: Vec<(&str, Candidate<'_>)> = match before.is_empty() {
            true => words.collect(),
            // A title beside other words says nothing more than the title alone. A phrase of two words from
            // the lexicon would join the words before it into one sentence.
            false => phrases.chain(words.filter(|(_, one)| is_one_word(one))).collect(),
        };
        let mut found: Vec<(Candidate<'_>, Completion)> = Vec::new();
        let mut missed = 0;
        for (before, candidate) in candidates {
            if found.len() == limit || missed == MOST_MISSED {
                break;
            }
            if before.split_whitespace().any(|word| word == candidate.text)
                || self.is_named(&found, before, candidate.text)
            {
                continue;
            }
            let Some(Offer { text, count }) = self.offer(before, &candidate, &last)? else {
                missed += 1;
                continue;
            };
            if !found.iter().any(|(_, other)| other.text == text) {
                found.push((candidate, Completion { text, kind: candidate.kind, count }));
            }
        }
        // Frequent phrases come first.
        found.sort_by_key(|(candidate, one)| {
            (candidate.met, Reverse((candidate.entries, one.count)), one.text.chars().count())
        });
        Ok(found.into_iter().map(|(_, one)| one).collect())
    }

    /// Counts the phrases of a small index before anyone types them. This takes a moment and needs its own
    /// thread.
    pub fn count_ahead(&self) {
        let phrases = self.vocabulary.phrases();
        if phrases.len() <= MOST_AHEAD {
            // A failed count is repeated when the phrase is suggested.
            phrases.iter().for_each(|phrase| drop(self.counted(&phrase.text)));
        }
        drop(self.examples());
    }

    /// Returns the phrases of the index and the lexicon. Built on first use.
    pub(super) fn suggester(&self) -> &Suggester {
        self.suggester
            .get_or_init(|| Suggester::new(self.vocabulary.phrases().iter().cloned().chain(self.everyday())))
    }

    /// Returns the curated words and questions of everyday speech. The lexicon lists many more words to be found by,
    /// and some would embarrass as a suggestion: 仕事中毒.
    fn everyday(&self) -> impl Iterator<Item = Phrase> {
        let said = everyday_words().iter().chain(everyday_questions());
        said.filter_map(|text| Phrase::new(text, PhraseKind::Everyday, 0, &self.analyzer))
    }

    /// Returns the phrases of the index, to find similar words. The lexicon is not added: building its
    /// phrases takes longer than a whole command.
    pub(super) fn phrases(&self) -> &Suggester {
        let of_plans = || Suggester::new(self.vocabulary.phrases().iter().cloned());
        self.suggester.get().unwrap_or_else(|| self.of_plans.get_or_init(of_plans))
    }

    /// True if the completions already contain the phrase in another spelling.
    fn is_named(&self, found: &[(Candidate<'_>, Completion)], before: &str, phrase: &str) -> bool {
        if found.is_empty() {
            return false;
        }
        let others = self.reader().thesaurus().spellings.of(&self.analyzer.words(phrase));
        let named = |(_, one): &(Candidate<'_>, Completion)| {
            one.text.strip_prefix(before).is_some_and(|text| others.iter().any(|other| other == text))
        };
        found.iter().any(named)
    }

    /// Counts the hits of a search for the text. Returns `None` if it is not read as words only.
    pub(super) fn count_as_words(&self, text: &str) -> Result<Option<usize>, EngineError> {
        self.counted(text).map(|counted| counted.words.then_some(counted.count))
    }

    /// Counts the hits of a search for the text. Also tells if it is read as words only.
    fn counted(&self, text: &str) -> Result<Counted, EngineError> {
        self.counts.get_or_insert_with(text, || {
            let query = self.query(&SearchParams { text: text.to_owned(), ..SearchParams::default() });
            let words = query.asked.is_some()
                && query.understood.is_empty()
                && query.excluded.is_empty()
                && !has_operators(text);
            let count = self.count(&query, &query.filters().with_default_kinds())?;
            Ok(Counted { count, words })
        })
    }
}

/// True if the phrase may stand beside other words.
fn is_one_word(candidate: &Candidate<'_>) -> bool {
    candidate.kind != PhraseKind::Title && !candidate.text.contains(char::is_whitespace)
}

/// The last word, with the operators before it.
struct LastWord<'t> {
    lead: &'t str,
    word: &'t str,
    /// Closing mark that must follow. Empty outside a quotation.
    close: &'static str,
}

impl LastWord<'_> {
    /// True if the word is excluded.
    fn excludes(&self) -> bool {
        self.lead.starts_with(EXCLUDES)
    }
}

/// Splits typed text after the last white space, and returns both parts. White space inside an open quotation
/// separates nothing.
fn last_word(typed: &str) -> (&str, LastWord<'_>) {
    let open = OPENS.iter().filter_map(|&(open, close)| {
        let at = typed.rfind(open)?;
        let closed = if open == '"' || open == '＂' {
            typed.matches(open).count() % 2 == 0
        } else {
            typed[at..].contains(close)
        };
        (!closed).then_some((at, open.len_utf8(), close))
    });
    let (quote, close) = open.max().map_or((None, ""), |(at, length, close)| (Some((at, length)), close));
    let end = quote.map_or(typed.len(), |(at, _)| at);
    let start =
        typed[..end].char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
    let (before, rest) = typed.split_at(start);
    let word = match quote {
        Some((at, length)) => at - start + length,
        None => {
            let hyphen = rest.chars().next().filter(|c| EXCLUDES.contains(c)).map_or(0, char::len_utf8);
            rest.char_indices()
                .rfind(|(_, c)| matches!(c, ':' | '：'))
                .map_or(hyphen, |(at, c)| at + c.len_utf8())
        }
    };
    let (lead, word) = rest.split_at(word);
    (before, LastWord { lead, word, close })
}
