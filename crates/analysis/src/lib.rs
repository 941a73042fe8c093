#![doc = include_str!("../README.md")]

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use thiserror::Error;

mod fold;
mod furigana;
mod kana_order;
mod letters;
mod normalise;
mod segmenter;
mod tokens;
mod variants;

#[cfg(test)]
pub mod testing;

pub use fold::folded;
pub use furigana::{Furigana, Readings, UnreadableReading};
pub use kana_order::{dictionary_order, kana_order};
pub use letters::{is_hiragana, is_kanji, is_katakana, is_letter, to_hiragana};
pub use normalise::{Normalised, normalise};

use letters::to_katakana;
use segmenter::Segmenter;

/// The steps of the chain, in the order of application, each with its version. A version is raised when its
/// step produces different terms. An index stores the steps it was built with.
const STEPS: &str = "nfkc-lower/2 variants/2 ipadic-normal/3 fold/1 bigrams/2 years/1";

/// The role of a word in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Class {
    /// A word that names the subject. Words unknown to the dictionary are in this class.
    Noun,
    /// A part of the word after it: 新 in 新製品.
    Prefix,
    /// A part of the word before it: 街 in 商店街, 年 in 10年.
    Suffix,
    /// A number.
    Number,
    /// A verb, adjective or adverb.
    Modifier,
    /// A word of grammar: particles, auxiliaries, pronouns, conjunctions, する.
    Function,
}

/// A term of a text, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The normalised term.
    pub term: SmolStr,
    /// The folded form, which all spellings and inflections share. `None` if it equals the term.
    pub folded: Option<SmolStr>,
    /// Byte range in the written text, on character boundaries.
    pub range: Range<usize>,
    /// Position, counted from 0. Consecutive terms have consecutive positions.
    pub position: usize,
    /// The role of the word. Bigrams are always nouns.
    pub class: Class,
}

impl Token {
    /// The folded form, or the term if it has none: 取組 for 取り組み, 取組み and 取組.
    pub fn key(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.term)
    }

    /// True if the word is not a function word.
    pub fn is_content(&self) -> bool {
        self.class != Class::Function
    }
}

/// The terms of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysed {
    /// Words, function words included. Symbols and white space leave no gap: the words around a symbol are
    /// consecutive, as in ポイント・システム and ＩＳＯ（国際標準化機構）.
    pub words: Vec<Token>,
    /// Bigrams of letters. A symbol leaves a gap in the positions; white space and ・ do not.
    pub bigrams: Vec<Token>,
    /// Fiscal years, in any notation. Each term is the Gregorian year.
    pub years: Vec<Token>,
}

/// An error that prevents the analysis.
#[derive(Debug, Error)]
pub enum AnalysisError {
    /// The embedded dictionary cannot be read.
    #[error(
        "組み込みの日本語辞書({})を読めません。プログラムのビルドが壊れています。`cargo clean -p shisaku-dictionary` の後でビルドし直してください。詳細: {reason}",
        shisaku_dictionary::EDITION
    )]
    Dictionary {
        /// The message of lindera.
        reason: String,
    },
    /// A user word cannot be read.
    #[error(
        "利用者の語(words.csv)の {line} 行目「{row}」を読めません。「表記,品詞,カタカナの読み」の形で、引用符を付けずに書いてください。"
    )]
    UserWord {
        /// Line number, counted from 1.
        line: usize,
        /// The line as written.
        row: String,
    },
}

/// The user words that are compiled into the program.
const WORDS: &str = include_str!("../../../lexicon/words.csv");

/// The analysis chain. Cheap to clone and safe to share between threads.
#[derive(Clone)]
pub struct Analyzer {
    segmenter: Arc<Segmenter>,
    user_words: Arc<str>,
    readings: Arc<Readings>,
}

impl Analyzer {
    /// Opens the embedded dictionary with the embedded user words. Takes about 1 ms and 11 MB of memory.
    ///
    /// # Errors
    /// [`AnalysisError::Dictionary`] if the program was built wrongly.
    pub fn new() -> Result<Self, AnalysisError> {
        Self::with_words(WORDS)
    }

    /// Opens the embedded dictionary with other user words. Each line holds a surface form, a part of
    /// speech and a katakana reading, separated by commas.
    ///
    /// # Errors
    /// [`AnalysisError::UserWord`] if a line has another form. [`AnalysisError::Dictionary`] as for
    /// [`Analyzer::new`].
    pub fn with_words(words: &str) -> Result<Self, AnalysisError> {
        let user_words = blake3::hash(words.as_bytes()).to_hex()[..16].to_owned();
        let segmenter = Arc::new(Segmenter::new(words)?);
        let readings = Arc::new(Readings::read(furigana::READINGS).0);
        Ok(Self { segmenter, user_words: user_words.into(), readings })
    }

    /// Adds readings for [`Analyzer::furigana`]. They override those of the analyzer.
    #[must_use]
    pub fn with_readings(self, readings: Readings) -> Self {
        Self { readings: Arc::new(readings.over(&self.readings)), ..self }
    }

    /// Every line of user words that cannot be read. [`Analyzer::with_words`] reports only the first.
    pub fn unreadable_words(words: &str) -> Vec<AnalysisError> {
        segmenter::rows(words).filter_map(Result::err).collect()
    }

    /// Returns the words, bigrams and years of a text.
    pub fn analyse(&self, text: &str) -> Analysed {
        let (words, bigrams) = self.words_and_bigrams(text);
        Analysed { words, bigrams, years: tokens::years(text) }
    }

    /// Returns [`Analysed::words`] and [`Analysed::bigrams`] of a text, which is normalised only once.
    pub fn words_and_bigrams(&self, text: &str) -> (Vec<Token>, Vec<Token>) {
        let normalised = normalise(text);
        (tokens::words(&self.segmenter, &normalised), tokens::bigrams(&normalised))
    }

    /// Returns [`Analysed::words`] of a text.
    pub fn words(&self, text: &str) -> Vec<Token> {
        tokens::words(&self.segmenter, &normalise(text))
    }

    /// Returns [`Analysed::bigrams`] of a text.
    pub fn bigrams(&self, text: &str) -> Vec<Token> {
        tokens::bigrams(&normalise(text))
    }

    /// Returns the katakana reading of a text, without symbols. It serves for sorting titles, not for
    /// reading aloud.
    ///
    /// A word that the dictionary does not know stays in its normalised form, with hiragana as katakana.
    pub fn reading(&self, text: &str) -> String {
        self.segmenter.readings(&normalise(text)).into_iter().map(|(_, reading)| reading).collect()
    }

    /// Returns [`Analysed::words`], each with its katakana reading as in [`Analyzer::reading`].
    pub fn words_with_readings(&self, text: &str) -> Vec<(Token, String)> {
        let normalised = normalise(text);
        let mut readings = self.segmenter.readings(&normalised).into_iter().peekable();
        let words = tokens::words(&self.segmenter, &normalised).into_iter();
        words
            .map(|word| {
                // A number joined from several words of the dictionary has several readings.
                let within = |range: &Range<usize>| normalised.written(range).end <= word.range.end;
                let mut reading = String::new();
                while let Some((_, more)) = readings.next_if(|(range, _)| within(range)) {
                    reading.push_str(&more);
                }
                (word, reading)
            })
            .collect()
    }

    /// Returns the readings of the kanji in a text, in order and without overlap.
    ///
    /// They are not always right, because the dictionary guesses from the neighbouring words. A word that
    /// it does not know has no reading.
    pub fn furigana(&self, text: &str) -> Vec<Furigana> {
        furigana::furigana(&self.segmenter, &self.readings, &normalise(text))
    }

    /// The katakana readings of a word of the dictionary, by its exact spelling. Empty if it has no such
    /// word.
    pub fn readings_of(&self, word: &str) -> Vec<String> {
        self.segmenter.readings_of(word)
    }

    /// The katakana readings of a kanji inside words: タクミ and コウ for 巧.
    pub fn kanji_readings(&self, kanji: char) -> Vec<String> {
        segmenter::kanji_readings(kanji)
    }

    /// True if a word of the dictionary has this reading, in hiragana or katakana. The first call is slow:
    /// it scans the whole dictionary.
    pub fn is_reading(&self, kana: &str) -> bool {
        self.segmenter.is_reading(&kana.chars().map(to_katakana).collect::<String>())
    }

    /// The likeliest spelling of a text of kana: お金を借りたい for おかねをかりたい. Words for which `is_known` is true are
    /// preferred. `None` if no word of it is written with kanji, or it is long.
    pub fn spell(&self, kana: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
        self.segmenter.spell(kana, is_known)
    }

    /// Versions of everything that terms depend on: steps, dictionary, user words, lindera, Unicode. Two
    /// chains with equal fingerprints produce equal terms.
    pub fn fingerprint(&self) -> String {
        let (major, minor, patch) = unicode_normalization::UNICODE_VERSION;
        format!(
            "{STEPS}; {}; user words {}; lindera {}; unicode {major}.{minor}.{patch}",
            shisaku_dictionary::EDITION,
            self.user_words,
            segmenter::LINDERA
        )
    }
}

#[cfg(test)]
mod tests;
