//! Words of the dictionary: the only file that knows lindera.
//!
//! Normal mode (the dictionary's own words; decomposing compounds was measured to make no difference to
//! ranking), over the normalised text. Symbols are dropped; unknown words are content.
//!
//! The same characters may be cut differently in another context: 目黒区 alone is 目黒|区, in 目黒区内 it is
//! 目黒|区内. What that costs, and what makes up for it, stands in [`crate::query`].

use std::borrow::Cow;
use std::sync::Mutex;

use lindera::dictionary::Lattice;
use lindera::mode::Mode;

use lindera::token::Token;

use super::{AnalysisError, Normalised, Role, Step, is_letter, to_katakana};

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "ipadic-normal", version: 1 };

/// The version of lindera that cuts the words; a test holds it to `Cargo.toml`.
pub(super) const LINDERA: &str = "6.2.0";

/// Texts longer than this many bytes have a lattice of their own, which is let go afterwards: kept, one
/// long sentence would hold some 18 MB for as long as the program runs.
const KEPT_LATTICE_BYTES: usize = 16 * 1024;

/// Where IPADIC's details have the base form and the reading.
const BASE_FORM: usize = 6;
const READING: usize = 7;

/// lindera with its working memory.
pub(super) struct Segmenter {
    lindera: lindera::segmenter::Segmenter,
    /// One for each thread that was ever here at the same time as others.
    lattices: Mutex<Vec<Lattice>>,
}

impl Segmenter {
    pub(super) fn new() -> Result<Self, AnalysisError> {
        let dictionary = shisaku_dictionary::load().map_err(|error| AnalysisError::Dictionary {
            edition: shisaku_dictionary::EDITION,
            reason: error.to_string(),
        })?;
        let lindera = lindera::segmenter::Segmenter::new(Mode::Normal, dictionary, None);
        Ok(Self { lindera, lattices: Mutex::default() })
    }

    /// The words of a text, in order, without symbols.
    pub(super) fn words(&self, text: &Normalised) -> Vec<super::Token> {
        let mut words = Vec::new();
        self.visit(text.text(), |word| {
            let range = word.byte_start..word.byte_end;
            words.push(super::Token {
                term: text.text()[range.clone()].to_owned(),
                range: text.written(&range),
                position: words.len(),
                role: role(word),
            });
        });
        words
    }

    /// The katakana reading of a text; see [`super::Analyzer::reading`].
    pub(super) fn reading(&self, text: &Normalised) -> String {
        let mut reading = String::new();
        self.visit(text.text(), |word| match details(word).nth(READING) {
            Some(known) if known != "*" => reading.push_str(known),
            _ => reading.extend(word.surface.chars().map(to_katakana)),
        });
        reading
    }

    /// Shows every word that has a letter.
    fn visit<'t>(&'t self, text: &'t str, mut show: impl FnMut(&Token<'t>)) {
        let mut lattice = self.lattices.lock().ok().and_then(|mut kept| kept.pop()).unwrap_or_default();
        // The signature allows an error, the code of 6.2.0 has none; no words is the honest answer to one.
        let words = self.lindera.segment_with_lattice(Cow::Borrowed(text), &mut lattice).unwrap_or_default();
        words.iter().filter(|word| word.surface.chars().any(is_letter)).for_each(&mut show);
        if text.len() <= KEPT_LATTICE_BYTES
            && let Ok(mut kept) = self.lattices.lock()
        {
            kept.push(lattice);
        }
    }
}

/// The dictionary's fields of a word, read one by one: lindera's own list of them takes as long as the
/// cutting.
fn details<'d>(word: &Token<'d>) -> impl Iterator<Item = &'d str> {
    let (dictionary, id) = (word.dictionary, word.word_id.id() as usize);
    if word.word_id.is_unknown() {
        dictionary.unknown_word_details_iter(id)
    } else {
        dictionary.word_details_iter(id)
    }
}

/// What part a word plays, from part of speech, its subdivision, and the base form.
fn role(word: &Token<'_>) -> Role {
    let mut details = details(word);
    let function = match details.next() {
        Some("助詞" | "助動詞" | "接続詞" | "フィラー") => true,
        // する makes a verb of a noun (支援する), いる and ください go with another verb: no subject matter.
        Some("動詞") => match details.next() {
            Some("非自立" | "接尾") => true,
            _ => details.nth(BASE_FORM - 2) == Some("する"),
        },
        _ => false,
    };
    if function { Role::Function } else { Role::Content }
}
