//! A static model in the form of model2vec: `model.safetensors` with a vector for each piece of a word, and
//! `tokenizer.json`. The vector of a text is the mean of those of its pieces.

use std::path::Path;

use half::f16;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use tokenizers::Tokenizer;

use crate::{Encoder, EncoderError, normalise, read, tensors::floats};

pub(crate) const WEIGHTS: &str = "model.safetensors";
pub(crate) const TOKENIZER: &str = "tokenizer.json";

/// The encoder. See the module.
pub(crate) struct Static {
    tokenizer: Tokenizer,
    /// The vectors, one after the other.
    vectors: Vec<f32>,
    width: usize,
    /// The row of `vectors` of each piece, and its weight, where the model tells them apart from its id.
    rows: Option<Vec<usize>>,
    weights: Option<Vec<f32>>,
    /// The id of an unknown piece, which has no meaning.
    unknown: Option<u32>,
}

impl Static {
    /// Reads the model in a folder.
    ///
    /// # Errors
    /// If a file is missing or has other contents.
    pub(crate) fn open(folder: &Path) -> Result<Self, EncoderError> {
        let (path, tokenizer_path) = (folder.join(WEIGHTS), folder.join(TOKENIZER));
        let (bytes, tokenizer) = (read(&path)?, read(&tokenizer_path)?);
        let unknown = unknown_piece(&tokenizer);
        let mut tokenizer =
            Tokenizer::from_bytes(&tokenizer).map_err(|error| EncoderError::new(&tokenizer_path, error))?;
        // Every piece of a text counts, and no text is filled up to a length.
        tokenizer.with_padding(None);
        let untruncated = tokenizer.with_truncation(None).map(|_| ());
        untruncated.map_err(|error| EncoderError::new(&tokenizer_path, error))?;
        let wrong = |seen: String| EncoderError::new(&path, seen);
        let tensors = SafeTensors::deserialize(&bytes).map_err(|error| wrong(error.to_string()))?;
        let vectors = tensors.tensor("embeddings").map_err(|error| wrong(error.to_string()))?;
        let [_, width] = *vectors.shape() else {
            return Err(wrong("embeddings が表ではありません".to_owned()));
        };
        let unknown = unknown.and_then(|piece| tokenizer.token_to_id(&piece));
        let numbers = |view: &TensorView<'_>| {
            numbers(view).ok_or_else(|| wrong(format!("型 {:?} は読めません", view.dtype())))
        };
        let rows = tensors.tensor("mapping").ok().map(|view| numbers(&view)).transpose()?;
        let weights = tensors.tensor("weights").ok().map(|view| numbers(&view)).transpose()?;
        #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "rows are small numbers")]
        let rows = rows.map(|rows| rows.into_iter().map(|row| row as usize).collect());
        Ok(Self { tokenizer, vectors: numbers(&vectors)?, width, rows, weights, unknown })
    }

    fn vector(&self, text: &str) -> Vec<f32> {
        let mut mean = vec![0.0; self.width];
        let Ok(pieces) = self.tokenizer.encode_fast(text, false) else { return mean };
        for &id in pieces.get_ids().iter().filter(|id| Some(**id) != self.unknown) {
            let at = id as usize;
            let row = self.rows.as_ref().map_or(Some(at), |rows| rows.get(at).copied());
            let weight = self.weights.as_ref().map_or(Some(1.0), |weights| weights.get(at).copied());
            let numbers = row.and_then(|row| self.vectors.get(row * self.width..(row + 1) * self.width));
            if let (Some(weight), Some(numbers)) = (weight, numbers) {
                mean.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += weight * number);
            }
        }
        normalise(&mut mean);
        mean
    }
}

impl Encoder for Static {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        texts.iter().map(|text| self.vector(text)).collect()
    }
}

/// The unknown piece that a tokenizer names.
fn unknown_piece(tokenizer: &[u8]) -> Option<String> {
    let tokenizer: serde_json::Value = serde_json::from_slice(tokenizer).ok()?;
    let model = tokenizer.get("model")?;
    let named = model.get("unk_token").and_then(|token| token.as_str());
    let numbered = || {
        let at = usize::try_from(model.get("unk_id")?.as_u64()?).ok()?;
        model.get("vocab")?.get(at)?.get(0)?.as_str()
    };
    named.or_else(numbered).map(str::to_owned)
}

/// The numbers of a tensor of any type that models use. `None` for another type.
fn numbers(view: &TensorView<'_>) -> Option<Vec<f32>> {
    let data = view.data();
    #[expect(
        clippy::cast_possible_wrap,
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "small numbers"
    )]
    match view.dtype() {
        Dtype::F32 => Some(floats(data).collect()),
        Dtype::F16 => Some(data.as_chunks().0.iter().map(|two| f16::from_le_bytes(*two).to_f32()).collect()),
        Dtype::F64 => {
            Some(data.as_chunks().0.iter().map(|eight| f64::from_le_bytes(*eight) as f32).collect())
        }
        Dtype::I8 => Some(data.iter().map(|&byte| f32::from(byte as i8)).collect()),
        Dtype::I32 => Some(data.as_chunks().0.iter().map(|four| i32::from_le_bytes(*four) as f32).collect()),
        Dtype::I64 => {
            Some(data.as_chunks().0.iter().map(|eight| i64::from_le_bytes(*eight) as f32).collect())
        }
        _ => None,
    }
}
