//! Segmentation into words of the dictionary. No other file knows lindera.
//!
//! It uses lindera's normal mode, on the normalised text, with the user words of the lexicon. Decomposing
//! compounds made no measurable difference to the ranking. Symbols are dropped; unknown words are nouns.
//!
//! The segmentation depends on context: 目黒区 alone is 目黒|区, but 目黒区内 is 目黒|区内. The bigrams
//! make up for it.

mod from_kana;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Range;
use std::sync::{LazyLock, Mutex, OnceLock};

use lindera::dictionary::{Dictionary, DictionaryBuilder};
use lindera::mode::Mode;
use lindera::token::Token;
use lindera::worker::SegmentWorker;
use smol_str::SmolStr;

use super::{AnalysisError, Class, Normalised, fold, is_letter, to_katakana};

/// The version of lindera. A test compares it with `Cargo.toml`.
pub(super) const LINDERA: &str = "6.2.0";

/// Largest text, in bytes, whose working memory is kept for reuse. One long sentence would otherwise hold
/// about 18 MB until another text is analysed.
const KEPT_BYTES: usize = 16 * 1024;

/// Indexes of the base form and the reading in IPADIC's details.
const BASE_FORM: usize = 6;
const READING: usize = 7;

/// IPADIC's context ids of a general noun, and a cost low enough for a user word to win.
const USER_WORD: &str = "1285,1285,-5000,名詞,一般,*,*,*,*";

/// lindera with its working memory.
pub(super) struct Segmenter {
    lindera: lindera::segmenter::Segmenter,
    /// Free workers. Their number is the highest number of threads that were ever active at once.
    workers: Mutex<Vec<SegmentWorker>>,
    /// Facts about each dictionary word, cached when the word first occurs. Reading a word's details takes as
    /// long as segmenting it.
    known: Box<[OnceLock<Known>]>,
    /// Hashes of the readings of all words. Built on first use.
    readings: OnceLock<HashSet<u64>>,
}

/// The facts about a dictionary word that are cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    class: Class,
    /// True if the word has a folded form that differs from it.
    folds: bool,
}

impl Known {
    fn of(word: &Token<'_>) -> Self {
        let class = match classify(details(word)) {
            // The dictionary can guess that an unknown word is an interjection.
            Class::Function if word.word_id.is_unknown() => Class::Noun,
            class => class,
        };
        Self { class, folds: folded(word, class).is_some() }
    }
}

impl Segmenter {
    /// Opens the dictionary. Each line of `words` holds a surface form, a part of speech and a reading.
    pub(super) fn new(words: &str) -> Result<Self, AnalysisError> {
        let dictionary = shisaku_dictionary::load()
            .map_err(|error| AnalysisError::Dictionary { reason: error.to_string() })?;
        let user = user_words(words, &dictionary)?;
        let count = dictionary.prefix_dictionary.words_idx_data.len() / size_of::<u32>();
        let lindera = lindera::segmenter::Segmenter::new(Mode::Normal, dictionary, user);
        let known = std::iter::repeat_with(OnceLock::new).take(count).collect();
        Ok(Self { lindera, workers: Mutex::default(), known, readings: OnceLock::new() })
    }

    /// Passes the words of a text to `show`, in order, without symbols: byte range in the normalised text, class,
    /// and the folded form unless it equals the word.
    pub(super) fn words(
        &self,
        text: &Normalised,
        mut show: impl FnMut(Range<usize>, Class, Option<SmolStr>),
    ) {
        self.visit(text.text(), |word| {
            let cached =
                word.word_id.is_system().then(|| self.known.get(word.word_id.id() as usize)).flatten();
            let Known { class, folds } =
                cached.map_or_else(|| Known::of(word), |known| *known.get_or_init(|| Known::of(word)));
            show(word.byte_start..word.byte_end, class, folds.then(|| folded(word, class)).flatten());
        });
    }

    /// The katakana reading of each word, with its byte range in the normalised text.
    pub(super) fn readings(&self, text: &Normalised) -> Vec<(Range<usize>, String)> {
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

    /// True if a word of the dictionary has this katakana reading.
    pub(super) fn is_reading(&self, katakana: &str) -> bool {
        let hash = |text: &str| BuildHasherDefault::<DefaultHasher>::default().hash_one(text);
        let all = self.readings.get_or_init(|| {
            let dictionary = &self.lindera.dictionary;
            let reading = |id: usize| dictionary.word_details_iter(id).nth(READING).map(hash);
            (0..self.known.len()).filter_map(reading).collect()
        });
        all.contains(&hash(katakana))
    }

    /// The katakana readings of a word of the dictionary. Empty if it has no such word.
    pub(super) fn readings_of(&self, word: &str) -> Vec<String> {
        let dictionary = &self.lindera.dictionary;
        let ids = dictionary.prefix_dictionary.find_surface(word).into_iter().map(|entry| entry.word_id());
        let details = ids.map(|id| dictionary.word_details_iter(id.id() as usize));
        details.filter_map(|mut details| details.nth(READING).map(str::to_owned)).collect()
    }

    /// Passes each word that contains a letter to `show`.
    fn visit(&self, text: &str, mut show: impl FnMut(&Token<'_>)) {
        let kept = self.workers.lock().ok().and_then(|mut kept| kept.pop());
        // Workers share the dictionary, but each copies the few user words.
        let mut worker = kept.unwrap_or_else(|| self.lindera.new_worker());
        // The signature allows an error, but the code of 6.2.0 returns none. An error would give no words.
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

/// The katakana readings of a kanji inside words.
pub(super) fn kanji_readings(kanji: char) -> Vec<String> {
    static READINGS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        shisaku_dictionary::KANJI_READINGS.lines().filter_map(|line| line.split_once(' ')).collect()
    });
    let readings = READINGS.get(kanji.to_string().as_str());
    readings.into_iter().flat_map(|readings| readings.split(' ')).map(str::to_owned).collect()
}

/// Compiles the user words for lindera. `None` if there are none.
fn user_words(
    words: &str,
    dictionary: &Dictionary,
) -> Result<Option<lindera::dictionary::UserDictionary>, AnalysisError> {
    let mut csv = String::new();
    for row in rows(words) {
        let (surface, reading) = row?;
        csv.push_str(&format!("{surface},{USER_WORD},{surface},{reading},{reading}\n"));
    }
    if csv.is_empty() {
        return Ok(None);
    }
    let builder = DictionaryBuilder::new((*dictionary.metadata).clone());
    let built = builder.build_user_dict_from_reader(csv.as_bytes());
    // lindera accepts every row written above, so that this error does not occur.
    built.map(Some).map_err(|error| AnalysisError::UserWord { line: 1, row: error.to_string() })
}

/// Reads the surface and the reading of each user word. Comments and empty lines are skipped.
pub(super) fn rows(words: &str) -> impl Iterator<Item = Result<(String, &str), AnalysisError>> {
    let lines = (1..).zip(words.lines().map(str::trim));
    lines.filter(|(_, row)| !row.is_empty() && !row.starts_with('#')).map(|(line, row)| {
        let mut fields = row.split(',').map(str::trim);
        let word = fields.next().zip(fields.nth(1));
        let word = word.map(|(surface, reading)| (super::normalise(surface).text().to_owned(), reading));
        let plain = |text: &str| !text.is_empty() && !text.contains(['"', ',']);
        let usable = word.filter(|(surface, reading)| plain(surface) && plain(reading));
        usable.ok_or_else(|| AnalysisError::UserWord { line, row: row.to_owned() })
    })
}

/// The dictionary's fields of a word, read one by one. lindera's own list takes as long as the
/// segmentation.
fn details<'d>(word: &Token<'d>) -> impl Iterator<Item = &'d str> {
    let (dictionary, id) = (word.dictionary, word.word_id.id() as usize);
    match word.user_dictionary {
        _ if word.word_id.is_unknown() => dictionary.unknown_word_details_iter(id),
        Some(user) if !word.word_id.is_system() => user.word_details_iter(id),
        _ => dictionary.word_details_iter(id),
    }
}

/// The folded form of a word. `None` if it equals the word.
fn folded(word: &Token<'_>, class: Class) -> Option<SmolStr> {
    let base = details(word).nth(BASE_FORM).filter(|base| *base != "*");
    fold::word(&word.surface, class, base).map(SmolStr::from)
}

/// Verbs without a meaning of their own: they stand for another word, or make a request.
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

/// Maps the part of speech, its subdivisions and the base form to a class.
fn classify<'d>(mut details: impl Iterator<Item = &'d str>) -> Class {
    let (part, sub, subsub) = (details.next(), details.next(), details.next());
    let base = details.nth(BASE_FORM - 3);
    match (part, sub) {
        (Some("助詞" | "助動詞" | "接続詞" | "フィラー" | "連体詞" | "感動詞" | "記号"), _)
        | (Some("動詞" | "形容詞"), Some("非自立" | "接尾"))
        | (Some("名詞"), Some("代名詞" | "非自立" | "特殊" | "接続詞的")) => Class::Function,
        (Some("動詞"), _) if base.is_some_and(|base| LIGHT_VERBS.contains(&base)) => Class::Function,
        (Some("動詞" | "形容詞" | "副詞"), _) => Class::Modifier,
        (Some("接頭詞"), _) => Class::Prefix,
        (Some("名詞"), Some("数")) => Class::Number,
        (Some("名詞"), Some("接尾")) if subsub == Some("助動詞語幹") => Class::Function,
        (Some("名詞"), Some("接尾")) => Class::Suffix,
        _ => Class::Noun,
    }
}
