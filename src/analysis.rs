//! The one Japanese analysis chain: everything that is searched, searched for or marked goes through it.
//!
//! | step | does | to 「㈱めぐろＢＣＰ」 |
//! |---|---|---|
//! | [`normalise()`] | NFKC and lower case, with the way back to the written text | `(株)めぐろbcp` |
//! | `variants` | old forms of kanji as they are written today (隨時 as 随時) | the same |
//! | `segment` | words of the dictionary, each content or function | `株` `めぐろ` `bcp` |
//! | `bigrams` | overlapping pairs of letters | `株` `めぐ` `ぐろ` `ろb` `bc` `cp` |
//!
//! The words are what a query's terms are compared with; the pairs find a kanji term inside a longer word
//! that the dictionary does not cut (産業 in 産業界). Terms are compared byte for byte from here on: an
//! engine stores them and never changes them, so that another engine means the same by the same query.
//!
//! It refuses nothing: any text has an analysis. It does not judge spelling, reading or meaning: variants
//! come as alternatives of a query, not as other tokens.

use std::ops::Range;
use std::sync::Arc;

use thiserror::Error;

mod bigrams;
#[allow(dead_code, reason = "not yet a step of the chain")]
mod fold;
mod letters;
mod normalise;
mod segment;
mod variants;

#[cfg(test)]
pub(crate) mod testing;

pub use letters::{is_hiragana, is_kanji, is_katakana, is_letter, to_katakana};
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
pub const STEPS: &[Step] = &[normalise::STEP, variants::STEP, segment::STEP, bigrams::STEP];

/// What part a word plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It says what the text is about.
    Content,
    /// It holds the sentence together: particles, auxiliaries, conjunctions, fillers, する.
    Function,
}

/// One term of a text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As compared: normalised.
    pub term: String,
    /// Bytes of the text as written, on character borders.
    pub range: Range<usize>,
    /// Counted from 0; terms that stand in a row have successive positions.
    pub position: usize,
    /// What part it plays; a pair of letters is always content.
    pub role: Role,
}

/// A text's words and letter pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysed {
    /// Its words, function words included, symbols and white space left out without a gap: what symbols
    /// part stands in a row all the same (ポイント・システム, ＩＳＯ（国際標準化機構）).
    pub words: Vec<Token>,
    /// Its pairs of letters. What a symbol or white space parts does not stand in a row.
    pub bigrams: Vec<Token>,
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
}

/// The chain, ready for use. Cheap to clone; one may serve any number of threads.
#[derive(Clone)]
pub struct Analyzer {
    segmenter: Arc<Segmenter>,
}

impl Analyzer {
    /// Opens the embedded dictionary: about a millisecond, about 8 MB of memory.
    ///
    /// # Errors
    /// [`AnalysisError::Dictionary`] when the program was built wrongly.
    pub fn new() -> Result<Self, AnalysisError> {
        Ok(Self { segmenter: Arc::new(Segmenter::new()?) })
    }

    /// Words and letter pairs of a text, normalised once.
    pub fn analyse(&self, text: &str) -> Analysed {
        let normalised = normalise(text);
        Analysed { words: self.segmenter.words(&normalised), bigrams: bigrams::bigrams(&normalised) }
    }

    /// The words of a text: [`Analysed::words`].
    pub fn words(&self, text: &str) -> Vec<Token> {
        self.segmenter.words(&normalise(text))
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

    /// What the terms of an index depend on: steps, dictionary, lindera, Unicode. Two chains with the same
    /// fingerprint give the same terms.
    pub fn fingerprint(&self) -> String {
        let steps: Vec<String> = STEPS.iter().map(|step| format!("{}/{}", step.name, step.version)).collect();
        let (major, minor, patch) = unicode_normalization::UNICODE_VERSION;
        format!(
            "{}; {}; lindera {}; unicode {major}.{minor}.{patch}",
            steps.join(" "),
            shisaku_dictionary::EDITION,
            segment::LINDERA
        )
    }
}

#[cfg(test)]
mod tests;
