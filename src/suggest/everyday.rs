//! Everyday words of the lexicon as phrases: only those that stand for something the index has.

use crate::analysis::Analyzer;
use crate::query::Thesaurus;
use crate::vocabulary::{Phrase, PhraseKind, Vocabulary};

/// The words that are listed with others for them, where the index has the words of any of these. They
/// come after the words of the plan.
pub fn everyday<'e>(
    thesaurus: &'e Thesaurus,
    vocabulary: &'e Vocabulary,
    analyzer: &'e Analyzer,
) -> impl Iterator<Item = Phrase> + 'e {
    let has = |row: &String| {
        let words = analyzer.words(row);
        words.iter().all(|word| vocabulary.has(&word.term) || vocabulary.has(word.key()))
    };
    let listed = thesaurus.synonyms.typed();
    let found = listed.filter(move |(_, targets)| targets.iter().any(|rows| rows.iter().all(has)));
    found.filter_map(|(text, _)| Phrase::new(&text, PhraseKind::Everyday, 0, analyzer))
}
