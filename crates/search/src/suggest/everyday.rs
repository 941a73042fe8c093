//! Everyday words of the lexicon as phrases. Only words that stand for something in the index are included.

use std::collections::HashMap;

use shisaku_analysis::Analyzer;
use shisaku_query::Thesaurus;
use shisaku_query::vocabulary::{Phrase, PhraseKind, Vocabulary};

/// Returns the words of those synonym lines that have a target in the index. They rank after the words of the
/// plan.
pub fn everyday(thesaurus: &Thesaurus, vocabulary: &Vocabulary, analyzer: &Analyzer) -> Vec<Phrase> {
    let mut known: HashMap<&str, bool> = HashMap::new();
    let mut phrases = Vec::new();
    for (typed, found) in thesaurus.synonyms.typed() {
        let mut stands = |row| *known.entry(row).or_insert_with(|| vocabulary.stands(&analyzer.words(row)));
        if found.iter().any(|rows| rows.iter().all(|row| stands(row.as_str()))) {
            let phrase = |text: &String| Phrase::new(text, PhraseKind::Everyday, 0, analyzer);
            // Terms with a space (人手 足りる) are patterns to match, not phrases to suggest.
            let said = typed.iter().filter(|text| !text.contains(' '));
            phrases.extend(said.filter_map(phrase));
        }
    }
    phrases
}
