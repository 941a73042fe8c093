//! Finds words of an operand that the thesaurus lists as one item.

use std::ops::Range;

use crate::reader::Context;
use crate::synonyms::{Target, Typed};
use crate::units::belongs_before;
use crate::words::PERSON_ENDINGS;
use crate::{MinimumMatch, UNNAMED};
use shisaku_analysis::Token;

/// Words of an operand that the thesaurus lists.
#[derive(Debug, Clone)]
pub(crate) struct ListedWords {
    /// Positions of the words in the operand.
    pub words: Range<usize>,
    /// Synonyms that the index contains. Empty if it contains neither these words nor any synonym.
    pub targets: Vec<Target>,
}

impl ListedWords {
    /// Returns the minimum match for an entry that contains the words apart. It is higher if the index has no
    /// synonym.
    pub(crate) fn minimum(&self, otherwise: MinimumMatch) -> MinimumMatch {
        match (self.targets.is_empty(), otherwise) {
            (true, MinimumMatch::Share { of_best, .. }) => MinimumMatch::Share { of_all: UNNAMED, of_best },
            _ => otherwise,
        }
    }
}

/// Finds the longest listed words from left to right, among ranges that are free. Words that begin or end
/// inside another word are left out: 観光 in 観光客.
pub(crate) fn listed(
    words: &[Token],
    is_free: &dyn Fn(&Range<usize>) -> bool,
    context: &Context<'_>,
) -> Vec<ListedWords> {
    let (typed, synonyms) = (Typed::of(words), &context.reader.thesaurus.synonyms);
    let standing = |text: &str| context.standing(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let begins = at == 0 || !touches(&words[at - 1], &words[at]);
        let ends = |end: usize| words.get(end).is_none_or(|next| !touches(&words[end - 1], next));
        // 定年退職者 are persons and differ from 定年退職.
        let of_persons = |end: usize| {
            words.get(end).is_some_and(|next| PERSON_ENDINGS.contains(&next.term.as_str())) && ends(end + 1)
        };
        let items = if begins { synonyms.beginning_at(&typed, at) } else { Vec::new() };
        let usable = items
            .chunk_by(|one, other| one.count == other.count)
            .filter_map(|same| Some((same.first()?.count, same)))
            .filter(|(count, _)| ends(at + count) || of_persons(at + count))
            .filter(|(count, _)| is_free(&(at..at + count)))
            .filter(|(count, _)| words[at..at + count].iter().any(Token::is_content))
            .filter_map(|(count, same)| Some((count, synonyms.targets_of_all(same, &standing)?)));
        match usable.into_iter().next() {
            Some((count, targets)) => {
                // ハロワ is cut into ハロ and an apparent particle. A unit begins and ends with a content word.
                let function = |word: &&Token| !word.is_content();
                let start = at + words[at..].iter().take_while(function).count();
                let count = if ends(at + count) { count } else { count + 1 };
                let end = at + count - words[at..at + count].iter().rev().take_while(function).count();
                found.push(ListedWords { words: start..end, targets });
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// True if a word is the end of the word before it.
fn touches(before: &Token, word: &Token) -> bool {
    before.range.end == word.range.start && before.is_content() && belongs_before(before, word)
}
