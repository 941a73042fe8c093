//! The pieces of words that a SentencePiece model of the unigram kind cuts a text into.

use std::path::Path;

use prost::Message;
use tokenizers::{Model as _, models::unigram::Unigram, normalizers::Precompiled};

use crate::EncoderError;

/// The parts of a SentencePiece model file that are needed here.
#[derive(Message)]
pub(crate) struct ModelProto {
    #[prost(message, repeated, tag = "1")]
    pub(crate) pieces: Vec<PieceProto>,
    #[prost(message, optional, tag = "3")]
    pub(crate) normalizer: Option<NormalizerProto>,
}

#[derive(Message)]
pub(crate) struct PieceProto {
    #[prost(string, tag = "1")]
    pub(crate) piece: String,
    #[prost(float, tag = "2")]
    pub(crate) score: f32,
}

#[derive(Message)]
pub(crate) struct NormalizerProto {
    #[prost(bytes = "vec", tag = "2")]
    precompiled_charsmap: Vec<u8>,
}

/// Sign for a space inside a piece.
const SPACE: char = '\u{2581}';

/// Ids that the model gives to an unknown piece, and to the begin and the end of a text.
const UNKNOWN: usize = 0;
const BEGIN: usize = 1;
const END: usize = 2;

pub(crate) struct Pieces {
    normalizer: Option<Precompiled>,
    model: Unigram,
    /// Number of pieces.
    count: usize,
}

impl Pieces {
    pub(crate) fn read(path: &Path, bytes: &[u8]) -> Result<Self, EncoderError> {
        let wrong = |error: String| EncoderError::new(path, error);
        let model = ModelProto::decode(bytes).map_err(|error| wrong(error.to_string()))?;
        let count = model.pieces.len();
        let pieces = model.pieces.into_iter().map(|piece| (piece.piece, f64::from(piece.score))).collect();
        let normalizer = model.normalizer.filter(|normalizer| !normalizer.precompiled_charsmap.is_empty());
        let normalizer = normalizer.map(|normalizer| Precompiled::from(&normalizer.precompiled_charsmap));
        Ok(Self {
            normalizer: normalizer.transpose().map_err(|error| wrong(error.to_string()))?,
            model: Unigram::from(pieces, Some(UNKNOWN), false).map_err(|error| wrong(error.to_string()))?,
            count,
        })
    }

    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The ids of the pieces of a text, with those of its begin and its end.
    pub(crate) fn ids(&self, text: &str) -> Vec<usize> {
        let normal = self.normalizer.as_ref().map(|normalizer| normalizer.normalize_string(text));
        let mut marked = String::new();
        for word in normal.as_deref().unwrap_or(text).split_whitespace() {
            marked.push(SPACE);
            marked.push_str(word);
        }
        let pieces = self.model.tokenize(&marked).unwrap_or_default();
        let inner = pieces.iter().map(|piece| piece.id as usize);
        std::iter::once(BEGIN).chain(inner).chain([END]).collect()
    }
}
