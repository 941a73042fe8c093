//! Collects the words of entries, their readings, and which word follows which.

use std::collections::{BTreeSet, HashMap};

use super::{Vocabulary, Word, phrases::Phrases};
use shisaku_analysis::{Analyzer, Class, Token, to_hiragana};
use shisaku_model::{Entry, Field};

/// Collects the words and phrases of the entries, headings included.
pub fn gather(entries: &[Entry], analyzer: &Analyzer) -> Vocabulary {
    let mut gathered = Gathered::default();
    let mut phrases = Phrases::default();
    for entry in entries {
        let mut here: BTreeSet<u32> = BTreeSet::new();
        // A suggestion must find something, so kinds that are not searched by default have none. Texts have none
        // either: what a document repeats on every page would come before the words of its measures.
        let suggested = entry.kind.is_planned();
        if suggested {
            phrases.entry(entry, analyzer);
        }
        for passage in entry.passages() {
            if passage.field.is_text() && passage.field != Field::Printed {
                let words = analyzer.words_with_readings(passage.text);
                gathered.text(&words, &mut here, analyzer);
                if suggested {
                    phrases.passage(&passage, &words);
                }
            }
        }
        here.into_iter().for_each(|at| gathered.words[at as usize].entries += 1);
    }
    Vocabulary { phrases: phrases.finish(), ..gathered.vocabulary() }
}

/// Collects the words of the texts. Each text counts as one entry.
pub fn gather_texts<'t>(texts: impl Iterator<Item = &'t str>, analyzer: &Analyzer) -> Vocabulary {
    let mut gathered = Gathered::default();
    for text in texts {
        let mut here: BTreeSet<u32> = BTreeSet::new();
        gathered.text(&analyzer.words_with_readings(text), &mut here, analyzer);
        here.into_iter().for_each(|at| gathered.words[at as usize].entries += 1);
    }
    gathered.vocabulary()
}

#[derive(Default)]
struct Gathered {
    words: Vec<Word>,
    followers: Vec<BTreeSet<u32>>,
    at_of: HashMap<(String, String), u32>,
    /// Readings of base forms, cached.
    bases: HashMap<String, String>,
}

impl Gathered {
    fn vocabulary(self) -> Vocabulary {
        Vocabulary {
            words: self.words,
            followers: self.followers.into_iter().map(|next| next.into_iter().collect()).collect(),
            ..Vocabulary::default()
        }
    }

    fn text(&mut self, words: &[(Token, String)], here: &mut BTreeSet<u32>, analyzer: &Analyzer) {
        let mut before: Vec<u32> = Vec::new();
        for (word, reading) in words {
            let now = self.forms(word, reading, analyzer);
            for &one in &before {
                self.followers[one as usize].extend(&now);
            }
            here.extend(&now);
            before = now;
        }
    }

    /// Adds a word as written, and in its base form if that differs.
    fn forms(&mut self, word: &Token, reading: &str, analyzer: &Analyzer) -> Vec<u32> {
        let mut forms = vec![self.word(&word.term, reading, word.class)];
        if word.class == Class::Modifier && word.key() != word.term {
            let base = word.key().to_owned();
            let reading = self.bases.entry(base.clone()).or_insert_with(|| analyzer.reading(&base)).clone();
            forms.push(self.word(&base, &reading, word.class));
        }
        forms
    }

    fn word(&mut self, text: &str, reading: &str, class: Class) -> u32 {
        let reading: String = reading.chars().map(to_hiragana).collect();
        let (words, followers) = (&mut self.words, &mut self.followers);
        *self.at_of.entry((text.to_owned(), reading)).or_insert_with_key(|(text, reading)| {
            words.push(Word { text: text.clone(), reading: reading.clone(), class, entries: 0 });
            followers.push(BTreeSet::new());
            words.len() as u32 - 1
        })
    }
}
