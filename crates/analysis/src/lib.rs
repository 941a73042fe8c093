//! The one Japanese analysis chain: everything that is searched, searched for or marked goes through it.
//!
//! | step | does | to 「㈱めぐろＢＣＰの取り組み」 |
//! |---|---|---|
//! | [`normalise()`] | NFKC and lower case, with the way back to the written text | `(株)めぐろbcpの取り組み` |
//! | `variants` | old and variant forms of kanji, radicals, as they are written today (隨時 as 随時) | the same |
//! | `segment` | words of the dictionary and of the lexicon, each with its class and base form | `株` `めぐろ` `bcp` `の` `取り組み` |
//! | `words` | kanji numbers joined (二 十 三 as 二十三), every word with its folded form | |
//! | `fold` | that form: numbers, then iteration marks, small ヶ, kana families, okurigana, names | `取組` beside `取り組み` |
//! | `bigrams` | overlapping pairs of letters | `株` `めぐ` `ぐろ` `ろb` `bc` `cp` `pの` `の取` … |
//! | `years` | fiscal years in any era's counting | none |
//!
//! The words are what a query's terms are compared with, as written or folded; the pairs find a term inside
//! a longer word that the dictionary does not cut (産業 in 産業界). Terms are compared byte for byte from
//! here on: an engine stores them and never changes them, so that another engine means the same by the same
//! query.
//!
//! It refuses nothing: any text has an analysis. It does not judge reading or meaning: those come as
//! alternatives of a query, not as other tokens.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use thiserror::Error;

mod bigrams;
mod fold;
mod furigana;
mod kana_order;
mod letters;
mod normalise;
mod segment;
mod variants;
mod words;
mod years;

#[cfg(test)]
pub mod testing;

pub use furigana::{Furigana, Readings, UnreadableReading};
pub use kana_order::{dictionary_order, kana_order};
pub use letters::{is_hiragana, is_kanji, is_katakana, is_letter, to_hiragana, to_katakana};
pub use normalise::{Normalised, normalise};

use segment::Segmenter;

/// One step of the chain, as an index remembers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The module that does it.
    pub name: &'static str,
    /// Raised whenever the step gives other terms than before.
    pub version: u32,
}

/// The steps in the order in which a text goes through them.
pub const STEPS: &[Step] =
    &[normalise::STEP, variants::STEP, segment::STEP, fold::STEP, bigrams::STEP, years::STEP];

/// What part a word plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Class {
    /// It names what the text is about; words that the dictionary does not know are of this class.
    Noun,
    /// It belongs to the word after it: 新 in 新製品.
    Prefix,
    /// It belongs to the word before it: 街 in 商店街, 年 in 10年.
    Suffix,
    /// It counts.
    Number,
    /// A verb, adjective or adverb: it says something of what the text is about.
    Modifier,
    /// It holds the sentence together: particles, auxiliaries, pronouns, conjunctions, する.
    Function,
}

/// One term of a text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As compared: normalised.
    pub term: SmolStr,
    /// The one form of all spellings and inflections of the word, where it is not the term itself.
    pub folded: Option<SmolStr>,
    /// Bytes of the text as written, on character borders.
    pub range: Range<usize>,
    /// Counted from 0; terms that stand in a row have successive positions.
    pub position: usize,
    /// What part it plays; a pair of letters is always a noun.
    pub class: Class,
}

impl Token {
    /// What all spellings and inflections of the word have in common: 取り組み, 取組み and 取組 are 取組.
    pub fn key(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.term)
    }

    /// Whether it says anything of what the text is about.
    pub fn is_content(&self) -> bool {
        self.class != Class::Function
    }
}

/// A text's words and letter pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysed {
    /// Its words, function words included, symbols and white space left out without a gap: what symbols
    /// part stands in a row all the same (ポイント・システム, ＩＳＯ（国際標準化機構）).
    pub words: Vec<Token>,
    /// Its pairs of letters. What a symbol parts does not stand in a row; white space and ・ part nothing.
    pub bigrams: Vec<Token>,
    /// The fiscal years that it writes, in any era's counting.
    pub years: Vec<Token>,
}

/// Why there is no analysis.
#[derive(Debug, Error)]
pub enum AnalysisError {
    /// The dictionary inside the program cannot be read.
    #[error(
        "組み込みの日本語辞書({edition})を読めません。プログラムのビルドが壊れています。`cargo clean -p shisaku-dictionary` の後でビルドし直してください。詳細: {reason}"
    )]
    Dictionary {
        /// Name and edition of the dictionary.
        edition: &'static str,
        /// What lindera says.
        reason: String,
    },
    /// A user word cannot be read.
    #[error(
        "利用者の語(words.csv)の {line} 行目「{row}」を読めません。「表記,品詞,カタカナの読み」の形で、引用符を付けずに書いてください。"
    )]
    UserWord {
        /// Counted from 1.
        line: usize,
        /// What was seen.
        row: String,
    },
}

/// The one form of all spellings of a word (取組 of 取組み), of which no dictionary is asked: inflections stay.
/// `word` is normalised.
pub fn folded(word: &str) -> String {
    fold::text(word)
}

/// The user words that the program brings along.
const WORDS: &str = include_str!("../../../lexicon/words.csv");

/// The chain, ready for use. Cheap to clone; one may serve any number of threads.
#[derive(Clone)]
pub struct Analyzer {
    segmenter: Arc<Segmenter>,
    user_words: Arc<str>,
    readings: Arc<Readings>,
}

impl Analyzer {
    /// Opens the embedded dictionary: about a millisecond, about 8 MB of memory.
    ///
    /// # Errors
    /// [`AnalysisError::Dictionary`] when the program was built wrongly.
    pub fn new() -> Result<Self, AnalysisError> {
        Self::with_words(WORDS)
    }

    /// The same with other user words: lines of surface, part of speech, reading in katakana.
    ///
    /// # Errors
    /// [`AnalysisError::UserWord`] when a line has another form, and as [`Analyzer::new`].
    pub fn with_words(words: &str) -> Result<Self, AnalysisError> {
        let user_words = blake3::hash(words.as_bytes()).to_hex()[..16].to_owned();
        let segmenter = Arc::new(Segmenter::new(words)?);
        Ok(Self { segmenter, user_words: user_words.into(), readings: Arc::new(Readings::embedded()) })
    }

    /// The same with these readings of words that the dictionary has wrong laid over those it has.
    #[must_use]
    pub fn with_readings(self, readings: Readings) -> Self {
        Self { readings: Arc::new(readings.over(&self.readings)), ..self }
    }

    /// Every line of user words that cannot be read, where [`Analyzer::with_words`] tells the first.
    pub fn unreadable_words(words: &str) -> Vec<AnalysisError> {
        segment::unreadable(words)
    }

    /// Words, letter pairs and years of a text.
    pub fn analyse(&self, text: &str) -> Analysed {
        let (words, bigrams) = self.words_and_bigrams(text);
        Analysed { words, bigrams, years: years::years(text) }
    }

    /// Both sorts of terms that stand at places of a text: [`Analysed::words`], [`Analysed::bigrams`].
    pub fn words_and_bigrams(&self, text: &str) -> (Vec<Token>, Vec<Token>) {
        let normalised = normalise(text);
        (words::words(&self.segmenter, &normalised), bigrams::bigrams(&normalised))
    }

    /// The words of a text: [`Analysed::words`].
    pub fn words(&self, text: &str) -> Vec<Token> {
        words::words(&self.segmenter, &normalise(text))
    }

    /// The letter pairs of a text: [`Analysed::bigrams`].
    pub fn bigrams(&self, text: &str) -> Vec<Token> {
        bigrams::bigrams(&normalise(text))
    }

    /// How a text is read, in katakana; words that the dictionary does not know stand as normalised, in
    /// katakana where they are kana. Symbols are left out. Good for putting titles in order, not for
    /// reading aloud.
    pub fn reading(&self, text: &str) -> String {
        self.segmenter.reading(&normalise(text))
    }

    /// The words of a text, each with its reading in katakana as in [`Analyzer::reading`].
    pub fn words_with_readings(&self, text: &str) -> Vec<(Token, String)> {
        let normalised = normalise(text);
        let mut readings = self.segmenter.readings(&normalised).into_iter().peekable();
        let words = words::words(&self.segmenter, &normalised).into_iter();
        words
            .map(|word| {
                // Numbers are joined from several words of the dictionary.
                let within = |range: &Range<usize>| normalised.written(range).end <= word.range.end;
                let mut reading = String::new();
                while let Some((_, more)) = readings.next_if(|(range, _)| within(range)) {
                    reading.push_str(&more);
                }
                (word, reading)
            })
            .collect()
    }

    /// How the kanji of a text are read, in the order of the text and not overlapping. Good for reading, not always
    /// right: the dictionary guesses by what stands beside a word. Words that it does not know have none.
    pub fn furigana(&self, text: &str) -> Vec<Furigana> {
        furigana::furigana(&self.segmenter, &self.readings, &normalise(text))
    }

    /// The katakana readings of what the dictionary has as one word, written in just this way; none of what
    /// it does not have.
    pub fn readings_of(&self, word: &str) -> Vec<String> {
        self.segmenter.readings_of(word)
    }

    /// The katakana readings that a kanji has within words: タクミ and コウ of 巧.
    pub fn kanji_readings(&self, kanji: char) -> Vec<String> {
        Segmenter::kanji_readings(kanji).iter().map(|&reading| reading.to_owned()).collect()
    }

    /// Whether any word of the dictionary is read as these kana. The first call takes a moment: it goes through
    /// the whole dictionary.
    pub fn is_reading(&self, kana: &str) -> bool {
        self.segmenter.is_reading(&kana.chars().map(to_katakana).collect::<String>())
    }

    /// What the terms of an index depend on: steps, dictionary, lindera, Unicode. Two chains with the same
    /// fingerprint give the same terms.
    pub fn fingerprint(&self) -> String {
        let steps: Vec<String> = STEPS.iter().map(|step| format!("{}/{}", step.name, step.version)).collect();
        let (major, minor, patch) = unicode_normalization::UNICODE_VERSION;
        format!(
            "{}; {}; user words {}; lindera {}; unicode {major}.{minor}.{patch}",
            steps.join(" "),
            shisaku_dictionary::EDITION,
            self.user_words,
            segment::LINDERA
        )
    }
}

#[cfg(test)]
mod tests;
