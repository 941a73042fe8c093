//! Phrases offered as suggestions while typing: titles, organisations, terms, and compounds.
//!
//! Single dictionary words are poor suggestions (商店, 街), and words cut from the middle of a compound are not
//! words (店街). A compound therefore counts only between function words, symbols or the ends of a text. So 商店街
//! and 環境整備 are taken, 商店街環境 never. Two compounds joined by の also form a phrase (商店街の活性化). A word that
//! begins some compounds and ends others is taken even if it never occurs alone: 観光 from 観光資源 and まちなか観光.

use std::cmp::Reverse;
use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use shisaku_analysis::{Analyzer, Class, Token, is_hiragana, to_hiragana};
use shisaku_model::{Entry, Passage};

/// Length of a phrase in letters, and the maximum number of words.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=24;
const MOST_WORDS: usize = 8;

/// Maximum number of phrases of each kind over all plans. The most frequent are kept.
const MOST_OF_A_KIND: usize = 100_000;

/// Endings that do not belong to a word people search for: 商店街等, 積極的.
const LOOSE_ENDINGS: [&str; 9] = ["等", "的", "内", "上", "中", "別", "毎", "ごと", "自体"];

/// Kind of a phrase. A phrase that fits several kinds has the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "候補が何の名前か。")]
pub enum PhraseKind {
    /// The title of an entry.
    Title,
    /// An organisation that acts in an entry.
    Organisation,
    /// A term that the plan explains.
    Term,
    /// A compound or word from the plan's text.
    Vocabulary,
    /// A word of the lexicon that stands for other words of the plan.
    Everyday,
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Byte offset of the word in the phrase's text. The word ends where the next one begins.
    pub at: u32,
    /// In hiragana.
    pub reading: String,
    /// Form shared by all spellings (取組 for 取り組み), if the written form differs from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folded: Option<String>,
    /// True if a suggestion may match from this word on. False for particles and suffixes.
    pub begins: bool,
}

/// A phrase that can be suggested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// As written.
    pub text: String,
    /// Kind of the phrase.
    pub kind: PhraseKind,
    /// Number of entries with the phrase in their own text, outside headings. It measures frequency and is
    /// not a count of search results.
    pub entries: u32,
    /// The words, in order.
    pub pieces: Vec<Piece>,
}

impl Phrase {
    /// Builds a phrase from a text. Returns `None` if the text has no words.
    pub fn new(text: &str, kind: PhraseKind, entries: u32, analyzer: &Analyzer) -> Option<Self> {
        let words = analyzer.words_with_readings(text);
        (!words.is_empty()).then(|| Self { text: text.to_owned(), kind, entries, pieces: pieces(&words, 0) })
    }

    /// Returns the written word at an index of [`Phrase::pieces`], with the symbols that follow it.
    pub fn written(&self, at: usize) -> &str {
        let start = self.pieces.get(at).map_or(self.text.len(), |piece| piece.at as usize);
        let end = self.pieces.get(at + 1).map_or(self.text.len(), |piece| piece.at as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// True if all offsets of words lie in the text. A file may be damaged.
    pub(super) fn is_sound(&self) -> bool {
        let starts = || self.pieces.iter().map(|piece| piece.at as usize);
        starts().is_sorted() && starts().all(|at| at < self.text.len() && self.text.is_char_boundary(at))
    }
}

/// A token with its reading.
type Spoken = (Token, String);

/// Collects phrases, entry by entry.
#[derive(Default)]
pub(super) struct Phrases {
    drafts: HashMap<String, Draft>,
    parts: HashMap<String, Part>,
    entry: usize,
}

/// A word that begins or ends compounds.
struct Part {
    draft: Draft,
    begins: bool,
    ends: bool,
}

struct Draft {
    phrase: Phrase,
    /// Form shared by all spellings.
    key: String,
    /// Last entry that was counted. An entry counts once.
    last: Option<usize>,
}

impl Draft {
    fn count(&mut self, entry: usize) {
        if self.last != Some(entry) {
            self.phrase.entries += 1;
            self.last = Some(entry);
        }
    }
}

/// Builds a phrase that no entry counts yet.
fn draft(text: &str, kind: PhraseKind, words: &[Spoken], from: usize) -> Draft {
    let key = words.iter().map(|(word, _)| word.key()).collect();
    let phrase = Phrase { text: text.to_owned(), kind, entries: 0, pieces: pieces(words, from) };
    Draft { phrase, key, last: None }
}

impl Phrases {
    /// Adds the names in the next entry: titles, organisations and terms.
    pub(super) fn entry(&mut self, entry: &Entry, analyzer: &Analyzer) {
        self.entry += 1;
        let titles = std::iter::once(&entry.title).chain(&entry.title_variants);
        let terms = entry.notes.iter().map(|note| &note.term);
        let named = titles
            .map(|text| (text, PhraseKind::Title))
            .chain(entry.organisations.iter().map(|text| (text, PhraseKind::Organisation)))
            .chain(terms.map(|text| (text, PhraseKind::Term)));
        for (text, kind) in named {
            let words = analyzer.words_with_readings(text);
            self.add(text, kind, true, &words, 0);
        }
    }

    /// Adds the compounds of a passage of the entry.
    pub(super) fn passage(&mut self, passage: &Passage<'_>, words: &[Spoken]) {
        let own = !passage.field.is_heading();
        let compounds = compounds(words);
        let of = |words: &[Spoken]| {
            let (first, last) = (&words[0].0, &words[words.len() - 1].0);
            first.range.start..last.range.end
        };
        for (at, compound) in compounds.iter().enumerate() {
            let words_of = &words[compound.clone()];
            let range = of(words_of);
            self.add(&passage.text[range.clone()], PhraseKind::Vocabulary, own, words_of, range.start);
            if let [first, .., last] = words_of {
                self.part(first, true, passage.text, own);
                self.part(last, false, passage.text, own);
            }
            let Some(next) = compounds.get(at + 1) else { continue };
            let both = &words[compound.start..next.end];
            let joined = next.start == compound.end + 1
                && words[compound.end].0.term == "の"
                && both.windows(2).all(|pair| touch(&pair[0].0, &pair[1].0));
            if joined {
                let range = of(both);
                self.add(&passage.text[range.clone()], PhraseKind::Vocabulary, own, both, range.start);
            }
        }
    }

    /// Adds a word that begins or ends a compound.
    fn part(&mut self, word: &Spoken, begins: bool, text: &str, own: bool) {
        let Some(written) = text.get(word.0.range.clone()) else { return };
        if word.0.class != Class::Noun || !is_said(std::slice::from_ref(word)) {
            return;
        }
        let entry = self.entry;
        let part = self.parts.entry(written.to_owned()).or_insert_with(|| Part {
            draft: draft(written, PhraseKind::Vocabulary, std::slice::from_ref(word), word.0.range.start),
            begins: false,
            ends: false,
        });
        part.begins |= begins;
        part.ends |= !begins;
        if own {
            part.draft.count(entry);
        }
    }

    /// Adds a phrase. `own` is true if it occurs in the entry's own text. A heading is not counted, since it
    /// stands above many entries.
    fn add(&mut self, text: &str, kind: PhraseKind, own: bool, words: &[Spoken], from: usize) {
        let letters = text.chars().count();
        if words.is_empty() || letters < *LETTERS.start() {
            return;
        }
        if kind == PhraseKind::Vocabulary && (letters > *LETTERS.end() || words.len() > MOST_WORDS) {
            return;
        }
        let entry = self.entry;
        let draft = self.drafts.entry(text.to_owned()).or_insert_with(|| draft(text, kind, words, from));
        draft.phrase.kind = draft.phrase.kind.min(kind);
        if own {
            draft.count(entry);
        }
    }

    /// Returns the phrases by kind, each kind by descending frequency. Spellings of one phrase are merged
    /// under the most frequent one.
    pub(super) fn finish(mut self) -> Vec<Phrase> {
        for (text, part) in self.parts {
            if part.begins && part.ends {
                self.drafts.entry(text).or_insert(part.draft);
            }
        }
        let mut drafts: Vec<Draft> = self.drafts.into_values().collect();
        // Sorted, because the order of a hash map is random.
        drafts.sort_by_cached_key(|Draft { phrase, .. }| {
            (phrase.kind, Reverse(phrase.entries), phrase.text.clone())
        });
        let mut at_of: HashMap<String, usize> = HashMap::new();
        let mut phrases: Vec<Phrase> = Vec::new();
        for Draft { phrase, key, .. } in drafts {
            match at_of.get(&key) {
                Some(&at) => phrases[at].entries += phrase.entries,
                None => {
                    at_of.insert(key, phrases.len());
                    phrases.push(phrase);
                }
            }
        }
        let mut of_kind: HashMap<PhraseKind, usize> = HashMap::new();
        phrases.retain(|phrase| {
            let count = of_kind.entry(phrase.kind).or_default();
            *count += 1;
            *count <= MOST_OF_A_KIND
        });
        phrases
    }
}

fn pieces(words: &[Spoken], from: usize) -> Vec<Piece> {
    // The first piece begins at the start of the text, even if a symbol precedes the word.
    let at = |position: usize, word: &Token| if position == 0 { 0 } else { word.range.start - from };
    let piece = |(position, (word, reading)): (usize, &Spoken)| Piece {
        at: u32::try_from(at(position, word)).unwrap_or(u32::MAX),
        reading: reading.chars().map(to_hiragana).collect(),
        folded: (word.class != Class::Modifier).then(|| word.folded.as_deref().map(str::to_owned)).flatten(),
        begins: !matches!(word.class, Class::Function | Class::Suffix),
    };
    words.iter().enumerate().map(piece).collect()
}

/// Finds the compounds that stand alone. Returns ranges of words.
fn compounds(words: &[Spoken]) -> Vec<std::ops::Range<usize>> {
    let noun =
        |word: &Token| matches!(word.class, Class::Noun | Class::Prefix | Class::Suffix | Class::Number);
    let mut found = Vec::new();
    let mut start = 0;
    for run in words.chunk_by(|(before, _), (word, _)| noun(before) && noun(word) && touch(before, word)) {
        let (last, core) = (&run[run.len() - 1].0, &run[..run.len() - 1]);
        let compound = if LOOSE_ENDINGS.contains(&last.term.as_str()) { core } else { run };
        if noun(last) && !compound.is_empty() && is_said(compound) {
            found.push(start..start + compound.len());
        }
        start += run.len();
    }
    found
}

/// True if a sequence of nouns is a phrase that people use.
fn is_said(words: &[Spoken]) -> bool {
    let (first, last) = (&words[0].0, &words[words.len() - 1].0);
    let letters = || words.iter().flat_map(|(word, _)| word.term.chars());
    // 平成23年度 is read as a year elsewhere. Two hiragana are more often a piece of a verb than a noun.
    !words
        .iter()
        .any(|(word, _)| word.class == Class::Number || word.term.bytes().any(|b| b.is_ascii_digit()))
        && first.class != Class::Suffix
        && last.class != Class::Prefix
        && letters().count() >= *LETTERS.start()
        && !(letters().all(is_hiragana) && letters().count() < 3)
}

/// True if the words are adjacent, or joined by one sign inside a name (MM-Navi).
fn touch(before: &Token, word: &Token) -> bool {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    word.range.start <= before.range.end
        || word.range.start == before.range.end + 1
            && ascii(before.term.chars().next_back())
            && ascii(word.term.chars().next())
}
