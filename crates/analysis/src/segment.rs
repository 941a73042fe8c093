//! Words of the dictionary: the only file that knows lindera.
//!
//! Normal mode (the dictionary's own words; decomposing compounds was measured to make no difference to
//! ranking), over the normalised text, with the user words of the lexicon. Symbols are dropped; unknown
//! words are nouns.
//!
//! The same characters may be cut differently in another context: 目黒区 alone is 目黒|区, in 目黒区内 it is
//! 目黒|区内. What that costs, and what makes up for it, stands in [`shisaku_query`].

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{LazyLock, Mutex, OnceLock};

use lindera::dictionary::{Dictionary, DictionaryBuilder};
use lindera::mode::Mode;
use lindera::token::Token;
use lindera::worker::SegmentWorker;
use smol_str::SmolStr;

use super::{AnalysisError, Class, Normalised, Step, fold, is_letter, to_katakana};

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "ipadic-normal", version: 3 };

/// The version of lindera that cuts the words; a test holds it to `Cargo.toml`.
pub(super) const LINDERA: &str = "6.2.0";

/// Texts longer than this many bytes have a working memory of their own, which is let go afterwards: kept,
/// one long sentence would hold some 18 MB for as long as nothing else is analysed.
const KEPT_BYTES: usize = 16 * 1024;

/// Where IPADIC's details have the base form and the reading.
const BASE_FORM: usize = 6;
const READING: usize = 7;

/// IPADIC's context ids of general nouns, and a cost that makes a user word win over the dictionary's.
const USER_WORD: &str = "1285,1285,-5000,名詞,一般,*,*,*,*";

/// lindera with its working memory.
pub(super) struct Segmenter {
    lindera: lindera::segmenter::Segmenter,
    /// One for each thread that was ever here at the same time as others.
    workers: Mutex<Vec<SegmentWorker>>,
    /// What is known of each word of the dictionary, found out when it is first met: reading a word's
    /// details takes as long as cutting it out. 0 is not known yet; see [`Known`].
    known: Box<[AtomicU8]>,
    /// Hashes of the readings of all words, in order; made when first asked for.
    readings: OnceLock<Box<[u64]>>,
}

/// One word as the dictionary has it.
pub(super) struct Word {
    /// Bytes of the normalised text.
    pub range: std::ops::Range<usize>,
    pub class: Class,
    /// Its folded form, where that is another.
    pub folded: Option<SmolStr>,
}

/// What the dictionary says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    class: Class,
    /// Whether it has a base form of its own.
    inflected: bool,
    /// Whether it has a folded form of its own.
    folds: bool,
}

impl Known {
    fn read(code: u8) -> Option<Self> {
        let class = *CLASSES.get(usize::from(code >> 2).checked_sub(1)?)?;
        Some(Self { class, inflected: code & 1 != 0, folds: code & 2 != 0 })
    }

    fn code(self) -> u8 {
        let at = CLASSES.iter().position(|&one| one == self.class).unwrap_or_default();
        ((at as u8 + 1) << 2) | (u8::from(self.folds) << 1) | u8::from(self.inflected)
    }
}

impl Segmenter {
    /// `words` are lines of surface, part of speech, reading, comments left out.
    pub(super) fn new(words: &str) -> Result<Self, AnalysisError> {
        let dictionary = shisaku_dictionary::load().map_err(|error| AnalysisError::Dictionary {
            edition: shisaku_dictionary::EDITION,
            reason: error.to_string(),
        })?;
        let user = user_words(words, &dictionary)?;
        let count = dictionary.prefix_dictionary.words_idx_data.len() / size_of::<u32>();
        let lindera = lindera::segmenter::Segmenter::new(Mode::Normal, dictionary, user);
        let known = std::iter::repeat_with(|| AtomicU8::new(0)).take(count).collect();
        Ok(Self { lindera, workers: Mutex::default(), known, readings: OnceLock::new() })
    }

    /// Shows the words of a text in order, without symbols.
    pub(super) fn words(&self, text: &Normalised, mut show: impl FnMut(Word)) {
        self.visit(text.text(), |word| {
            let range = word.byte_start..word.byte_end;
            let known =
                word.word_id.is_system().then(|| self.known.get(word.word_id.id() as usize)).flatten();
            if let Some(Known { class, inflected, folds }) =
                known.and_then(|known| Known::read(known.load(Ordering::Relaxed)))
            {
                let folded = folds.then(|| folded(word, class, inflected)).flatten();
                return show(Word { range, class, folded });
            }
            let (class, inflected) = match classify(details(word)) {
                // The dictionary's guess of what it does not know may be an interjection.
                (Class::Function, _) if word.word_id.is_unknown() => (Class::Noun, false),
                known => known,
            };
            let folded = folded(word, class, inflected);
            if let Some(known) = known {
                known.store(Known { class, inflected, folds: folded.is_some() }.code(), Ordering::Relaxed);
            }
            show(Word { range, class, folded });
        });
    }

    /// The katakana reading of a text; see [`super::Analyzer::reading`].
    pub(super) fn reading(&self, text: &Normalised) -> String {
        self.readings(text).into_iter().map(|(_, reading)| reading).collect()
    }

    /// The katakana reading of every word, each with the bytes of the normalised text.
    pub(super) fn readings(&self, text: &Normalised) -> Vec<(std::ops::Range<usize>, String)> {
        let mut readings = Vec::new();
        self.visit(text.text(), |word| {
            let reading = match details(word).nth(READING) {
                Some(known) if known != "*" => known.to_owned(),
                _ => word.surface.chars().map(to_katakana).collect(),
            };
            readings.push((word.byte_start..word.byte_end, reading));
        });
        readings
    }

    /// Whether a word of the dictionary is read as these katakana.
    pub(super) fn is_reading(&self, katakana: &str) -> bool {
        let hash = |text: &str| BuildHasherDefault::<DefaultHasher>::default().hash_one(text);
        let all = self.readings.get_or_init(|| {
            let dictionary = &self.lindera.dictionary;
            let reading = |id: usize| dictionary.word_details_iter(id).nth(READING).map(hash);
            let mut all: Vec<u64> = (0..self.known.len()).filter_map(reading).collect();
            all.sort_unstable();
            all.dedup();
            all.into_boxed_slice()
        });
        all.binary_search(&hash(katakana)).is_ok()
    }

    /// The katakana readings of what stands in the dictionary as one word; none of what does not.
    pub(super) fn readings_of(&self, word: &str) -> Vec<String> {
        let dictionary = &self.lindera.dictionary;
        let ids = dictionary.prefix_dictionary.find_surface(word).into_iter().map(|entry| entry.word_id());
        let details = ids.map(|id| dictionary.word_details_iter(id.id() as usize));
        details.filter_map(|mut details| details.nth(READING).map(str::to_owned)).collect()
    }

    /// The katakana readings that a kanji has within words.
    pub(super) fn kanji_readings(kanji: char) -> &'static [&'static str] {
        static READINGS: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
            let lines = shisaku_dictionary::KANJI_READINGS.lines();
            let of_kanji = lines.filter_map(|line| {
                let mut fields = line.split(' ');
                Some((fields.next()?.chars().next()?, fields.collect()))
            });
            of_kanji.collect()
        });
        READINGS.get(&kanji).map(Vec::as_slice).unwrap_or_default()
    }

    /// Shows every word that has a letter.
    fn visit(&self, text: &str, mut show: impl FnMut(&Token<'_>)) {
        let kept = self.workers.lock().ok().and_then(|mut kept| kept.pop());
        // The dictionary is shared between them, the few user words are not.
        let mut worker = kept.unwrap_or_else(|| self.lindera.new_worker());
        // The signature allows an error, the code of 6.2.0 has none; no words is the honest answer to one.
        let words = worker.segment(text).unwrap_or_default();
        words.iter().filter(|word| word.surface.chars().any(is_letter)).for_each(&mut show);
        drop(words);
        if text.len() <= KEPT_BYTES
            && let Ok(mut kept) = self.workers.lock()
        {
            kept.push(worker);
        }
    }
}

/// In the order in which they are remembered.
const CLASSES: [Class; 6] =
    [Class::Noun, Class::Prefix, Class::Suffix, Class::Number, Class::Modifier, Class::Function];

/// The user words as lindera wants them; none where there are none.
fn user_words(
    words: &str,
    dictionary: &Dictionary,
) -> Result<Option<lindera::dictionary::UserDictionary>, AnalysisError> {
    let mut csv = String::new();
    for row in rows(words) {
        let UserWord { surface, reading } = row?;
        csv.push_str(&format!("{surface},{USER_WORD},{surface},{reading},{reading}\n"));
    }
    if csv.is_empty() {
        return Ok(None);
    }
    let builder = DictionaryBuilder::new((*dictionary.metadata).clone());
    let built = builder.build_user_dict_from_reader(csv.as_bytes());
    // Rows as we write them are what it takes: this is not seen.
    built.map(Some).map_err(|error| AnalysisError::UserWord { line: 1, row: error.to_string() })
}

/// A line of user words.
struct UserWord {
    surface: String,
    reading: String,
}

/// The lines that hold a word, each read.
fn rows(words: &str) -> impl Iterator<Item = Result<UserWord, AnalysisError>> {
    let lines = (1..).zip(words.lines().map(str::trim));
    lines.filter(|(_, row)| !row.is_empty() && !row.starts_with('#')).map(|(line, row)| {
        let mut fields = row.split(',').map(str::trim);
        let word = fields.next().zip(fields.nth(1)).map(|(surface, reading)| UserWord {
            surface: super::normalise(surface).text().to_owned(),
            reading: reading.to_owned(),
        });
        let usable = |word: &UserWord| {
            let plain = |text: &str| !text.is_empty() && !text.contains(['"', ',']);
            plain(&word.surface) && plain(&word.reading)
        };
        word.filter(usable).ok_or_else(|| AnalysisError::UserWord { line, row: row.to_owned() })
    })
}

/// Every line of user words that cannot be read.
pub(super) fn unreadable(words: &str) -> Vec<AnalysisError> {
    rows(words).filter_map(Result::err).collect()
}

/// The dictionary's fields of a word, read one by one: lindera's own list of them takes as long as the
/// cutting.
fn details<'d>(word: &Token<'d>) -> impl Iterator<Item = &'d str> {
    let (dictionary, id) = (word.dictionary, word.word_id.id() as usize);
    match word.user_dictionary {
        _ if word.word_id.is_unknown() => dictionary.unknown_word_details_iter(id),
        Some(user) if !word.word_id.is_system() => user.word_details_iter(id),
        _ => dictionary.word_details_iter(id),
    }
}

/// The folded form of a word of which that much is known, where it is another.
fn folded(word: &Token<'_>, class: Class, inflected: bool) -> Option<SmolStr> {
    let base = inflected.then(|| details(word).nth(BASE_FORM)).flatten().filter(|base| *base != "*");
    fold::word(&word.surface, class, base).map(SmolStr::from)
}

/// Verbs that say nothing of what a text is about: they stand for another word, or ask.
const LIGHT_VERBS: [&str; 12] = [
    "する",
    "ある",
    "いる",
    "なる",
    "できる",
    "やる",
    "くださる",
    "下さる",
    "もらう",
    "くれる",
    "おる",
    "ござる",
];

/// Part of speech, its subdivisions and the base form to what part a word plays, and whether its form
/// changes.
fn classify<'d>(mut details: impl Iterator<Item = &'d str>) -> (Class, bool) {
    let (part, sub, subsub) = (details.next(), details.next(), details.next());
    let base = details.nth(BASE_FORM - 3);
    match (part, sub) {
        (Some("助詞" | "助動詞" | "接続詞" | "フィラー" | "連体詞" | "感動詞" | "記号"), _) => {
            (Class::Function, false)
        }
        (Some("動詞"), Some("非自立" | "接尾")) => (Class::Function, false),
        (Some("動詞"), _) if base.is_some_and(|base| LIGHT_VERBS.contains(&base)) => {
            (Class::Function, false)
        }
        (Some("形容詞"), Some("非自立" | "接尾")) => (Class::Function, false),
        (Some("動詞" | "形容詞"), _) => (Class::Modifier, true),
        (Some("副詞"), _) => (Class::Modifier, false),
        (Some("接頭詞"), _) => (Class::Prefix, false),
        (Some("名詞"), Some("代名詞" | "非自立" | "特殊" | "接続詞的")) => {
            (Class::Function, false)
        }
        (Some("名詞"), Some("数")) => (Class::Number, false),
        (Some("名詞"), Some("接尾")) if subsub == Some("助動詞語幹") => (Class::Function, false),
        (Some("名詞"), Some("接尾")) => (Class::Suffix, false),
        _ => (Class::Noun, false),
    }
}
