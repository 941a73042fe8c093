//! Everyday words of the lexicon as phrases: only those that stand for something the index has.

use std::collections::HashMap;

use shisaku_analysis::Analyzer;
use shisaku_query::Thesaurus;
use shisaku_query::vocabulary::{Phrase, PhraseKind, Vocabulary};

/// The words that are listed with others for them, where words of the index stand for any of these in a row.
/// They come after the words of the plan.
pub fn everyday(thesaurus: &Thesaurus, vocabulary: &Vocabulary, analyzer: &Analyzer) -> Vec<Phrase> {
    let mut known: HashMap<&str, bool> = HashMap::new();
    let mut phrases = Vec::new();
    for (typed, found) in thesaurus.synonyms.typed() {
        let mut stands = |row| *known.entry(row).or_insert_with(|| vocabulary.stands(&analyzer.words(row)));
        if found.iter().any(|rows| rows.iter().all(|row| stands(row.as_str()))) {
            let phrase = |text: &String| Phrase::new(text, PhraseKind::Everyday, 0, analyzer);
            // Words parted by a space are listed to be met, not to be read: 人手 足りる.
            let said = typed.iter().filter(|text| !text.contains(' '));
            phrases.extend(said.filter_map(phrase));
        }
    }
    phrases
}
