//! What people may be offered while they type: titles, organisations, terms, and words as they are said.
//!
//! Words of the dictionary alone are poor offers (商店, 街), and words cut out of the middle of others are no
//! words (店街). A compound is taken where it stands by itself: between function words, symbols or the ends of
//! a text. So 商店街 and 環境整備 are taken and 商店街環境 never. Two of them with の between are one too
//! (商店街の活性化). A word that begins some compounds and ends others is one, though it never stands alone
//! (観光 of 観光資源 and まちなか観光).

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use shisaku_analysis::{Analyzer, Class, Token, is_hiragana, to_hiragana};
use shisaku_model::{Entry, Kind, Passage};

/// Letters that are said in one breath, and words.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=24;
const MOST_WORDS: usize = 8;

/// Phrases of one kind that are kept of many plans, those that most entries have.
const MOST_OF_A_KIND: usize = 100_000;

/// Endings that make no word that people ask for: 商店街等, 積極的.
const LOOSE_ENDINGS: [&str; 9] = ["等", "的", "内", "上", "中", "別", "毎", "ごと", "自体"];

/// What sort of thing a phrase names. What is several of them is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "候補が何の名前か。")]
pub enum PhraseKind {
    /// The title of an entry.
    Title,
    /// A body that acts.
    Organisation,
    /// A term that the plan explains.
    Term,
    /// A word of the plan, as it is said.
    Vocabulary,
    /// A word of the lexicon that stands for others of the plan.
    Everyday,
}

impl PhraseKind {
    /// The value in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Organisation => "organisation",
            Self::Term => "term",
            Self::Vocabulary => "vocabulary",
            Self::Everyday => "everyday",
        }
    }
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Byte of the phrase's text where it begins; it goes to where the next begins.
    pub at: u32,
    /// In hiragana.
    pub reading: String,
    /// What all its spellings have in common (取組 of 取り組み), where it is not written so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folded: Option<String>,
    /// Whether someone may begin to type here: not at particles and endings.
    pub begins: bool,
}

/// Something that people may be offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// As written.
    pub text: String,
    /// What it names.
    pub kind: PhraseKind,
    /// Entries in whose own texts it stands by itself: how common it is, not what a search finds.
    pub entries: u32,
    /// Its words, in order.
    pub pieces: Vec<Piece>,
}

impl Phrase {
    /// A text as a phrase; none where it has no words.
    pub fn new(text: &str, kind: PhraseKind, entries: u32, analyzer: &Analyzer) -> Option<Self> {
        let words = analyzer.words_with_readings(text);
        (!words.is_empty()).then(|| Self { text: text.to_owned(), kind, entries, pieces: pieces(&words, 0) })
    }

    /// The written word at a place of [`Phrase::pieces`], with the symbols behind it.
    pub fn written(&self, at: usize) -> &str {
        let start = self.pieces.get(at).map_or(self.text.len(), |piece| piece.at as usize);
        let end = self.pieces.get(at + 1).map_or(self.text.len(), |piece| piece.at as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether its words lie within its text: files can be damaged.
    pub(super) fn is_sound(&self) -> bool {
        let starts = || self.pieces.iter().map(|piece| piece.at as usize);
        starts().is_sorted() && starts().all(|at| at < self.text.len() && self.text.is_char_boundary(at))
    }
}

/// A word of a text with its reading.
type Spoken = (Token, String);

/// Phrases under way.
#[derive(Default)]
pub(super) struct Phrases {
    drafts: HashMap<String, Draft>,
    parts: HashMap<String, Part>,
    entry: usize,
}

/// A word at the beginning or end of compounds.
struct Part {
    draft: Draft,
    begins: bool,
    ends: bool,
}

struct Draft {
    phrase: Phrase,
    /// What all its spellings have in common.
    key: String,
    /// The last entry that it was met in, so that one counts once.
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

/// A phrase that no entry has yet.
fn draft(text: &str, kind: PhraseKind, words: &[Spoken], from: usize) -> Draft {
    let key = words.iter().map(|(word, _)| word.key()).collect();
    let phrase = Phrase { text: text.to_owned(), kind, entries: 0, pieces: pieces(words, from) };
    Draft { phrase, key, last: None }
}

impl Phrases {
    /// Takes in what an entry names itself. Other kinds than those searched by default are left out: what is
    /// offered must be found.
    pub(super) fn entry(&mut self, entry: &Entry, analyzer: &Analyzer) {
        self.entry += 1;
        if !Kind::SEARCHED_BY_DEFAULT.contains(&entry.kind) {
            return;
        }
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

    /// Takes in the compounds of one of its texts.
    pub(super) fn passage(&mut self, entry: &Entry, passage: &Passage<'_>, words: &[Spoken]) {
        if !Kind::SEARCHED_BY_DEFAULT.contains(&entry.kind) {
            return;
        }
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

    /// Takes in a word that a compound begins or ends with.
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

    /// `own`: whether it stands in a text of the entry itself. What stands in a heading stands above many.
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

    /// The phrases by kind, of each the most common first; of several spellings of one the commonest.
    pub(super) fn finish(mut self) -> Vec<Phrase> {
        for (text, part) in self.parts {
            if part.begins && part.ends {
                self.drafts.entry(text).or_insert(part.draft);
            }
        }
        let mut drafts: Vec<Draft> = self.drafts.into_values().collect();
        // In an order that depends on no hashes.
        drafts.sort_by(|one, other| {
            let key = |draft: &Draft| (draft.phrase.kind, std::cmp::Reverse(draft.phrase.entries));
            key(one).cmp(&key(other)).then_with(|| one.phrase.text.cmp(&other.phrase.text))
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
    // The first piece begins where the text does, whatever symbol stands before it.
    let at = |position: usize, word: &Token| if position == 0 { 0 } else { word.range.start - from };
    let piece = |(position, (word, reading)): (usize, &Spoken)| Piece {
        at: u32::try_from(at(position, word)).unwrap_or(u32::MAX),
        reading: reading.chars().map(to_hiragana).collect(),
        folded: (word.class != Class::Modifier).then(|| word.folded.as_deref().map(str::to_owned)).flatten(),
        begins: !matches!(word.class, Class::Function | Class::Suffix),
    };
    words.iter().enumerate().map(piece).collect()
}

/// Where compounds stand by themselves, as ranges of words.
fn compounds(words: &[Spoken]) -> Vec<std::ops::Range<usize>> {
    let noun =
        |word: &Token| matches!(word.class, Class::Noun | Class::Prefix | Class::Suffix | Class::Number);
    let mut found = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let goes_on =
            |at: &usize| noun(&words[*at].0) && (*at == start || touch(&words[at - 1].0, &words[*at].0));
        let mut end = (start..words.len()).take_while(goes_on).last().map_or(start, |at| at + 1);
        let next = end.max(start + 1);
        if end > start && LOOSE_ENDINGS.contains(&words[end - 1].0.term.as_str()) {
            end -= 1;
        }
        if end > start && is_said(&words[start..end]) {
            found.push(start..end);
        }
        start = next;
    }
    found
}

/// Whether nouns in a row are something that people say by itself.
fn is_said(words: &[Spoken]) -> bool {
    let (first, last) = (&words[0].0, &words[words.len() - 1].0);
    let letters = || words.iter().flat_map(|(word, _)| word.term.chars());
    // 平成23年度 is understood otherwise; two hiragana are more often cut out of a verb than a noun.
    !words
        .iter()
        .any(|(word, _)| word.class == Class::Number || word.term.bytes().any(|b| b.is_ascii_digit()))
        && first.class != Class::Suffix
        && last.class != Class::Prefix
        && letters().count() >= *LETTERS.start()
        && !(letters().all(is_hiragana) && letters().count() < 3)
}

/// Whether nothing stands between two words, or a sign within a name (MM-Navi).
fn touch(before: &Token, word: &Token) -> bool {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    word.range.start <= before.range.end
        || word.range.start == before.range.end + 1
            && ascii(before.term.chars().next_back())
            && ascii(word.term.chars().next())
}
