//! What the everyday lists of the lexicon taught: how a question turns towards the entries that answer it.
//!
//! An encoder tells whether two texts say the same. A question and the entry that answers it seldom do. Two matrices,
//! learned from the left and the right sides of the lists by `tools/model/learn.py`, turn the vectors of both so
//! that they come near (docs/decisions/0052-learned-from-the-lists.md).
//!
//! ```text
//! learned.bin  a line of JSON: the width and the scales of both matrices; then what the matrix for queries and that for
//!              passages add to the vector itself, a signed byte a number, row by row
//! ```

use ndarray::{Array2, ArrayView1};
use serde_json::Value;

use crate::normalise;

/// The file that `tools/model/learn.py` writes, for the universal encoder.
pub(crate) const OF_UNIVERSAL: &[u8] = include_bytes!("../learned.bin");

/// The matrices that turn vectors. See the module.
pub(crate) struct Learned {
    pub query: Turn,
    pub passage: Turn,
}

/// A matrix that is added to the vector itself.
pub(crate) struct Turn(Array2<f32>);

impl Learned {
    /// Reads the file. `None` if it has another form.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head: Value = serde_json::from_slice(&bytes[..end]).ok()?;
        let width = usize::try_from(head["width"].as_u64()?).ok()?;
        let mut parts = bytes[end + 1..].chunks_exact(width * width);
        let mut turn = |scale: &str| {
            let scale = head[scale].as_f64()? as f32;
            let numbers = parts.next()?.iter().map(|byte| f32::from(byte.cast_signed()) * scale).collect();
            Array2::from_shape_vec((width, width), numbers).ok().map(Turn)
        };
        Some(Self { query: turn("query")?, passage: turn("passage")? })
    }
}

impl Turn {
    /// Turns a vector, which keeps length 1. A vector of another width, or of zeros, stays.
    pub(crate) fn apply(&self, vector: &mut [f32]) {
        if vector.len() == self.0.nrows() {
            let added = ArrayView1::from(&*vector).dot(&self.0);
            vector.iter_mut().zip(added).for_each(|(number, added)| *number += added);
            normalise(vector);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// A file of width 2 whose matrix for queries adds the second number to the first.
    fn small() -> Vec<u8> {
        [b"{\"width\": 2, \"query\": 0.5, \"passage\": 1}\n".as_slice(), &[0, 0, 2, 0], &[0, 255, 0, 0]]
            .concat()
    }

    #[test]
    fn a_vector_is_turned_and_keeps_its_length() {
        let learned = Learned::read(&small()).unwrap();
        let mut vector = vec![0.0, 1.0];
        learned.query.apply(&mut vector);
        assert!(vector.iter().all(|number| (number - 0.5_f32.sqrt()).abs() < 1e-6), "{vector:?}");
        let mut vector = vec![1.0, 0.0];
        learned.passage.apply(&mut vector);
        assert!((vector[0] + vector[1]).abs() < 1e-6, "255 is -1: {vector:?}");
        for of_another_width in [vec![], vec![1.0], vec![1.0; 3]] {
            let mut same = of_another_width.clone();
            learned.query.apply(&mut same);
            assert_eq!(same, of_another_width);
        }
        let mut zeros = vec![0.0, 0.0];
        learned.query.apply(&mut zeros);
        assert_eq!(zeros, [0.0, 0.0]);
    }

    #[test]
    fn the_file_that_the_program_brings_along_is_whole() {
        let learned = Learned::read(OF_UNIVERSAL).unwrap();
        assert_eq!([learned.query.0.dim(), learned.passage.0.dim()], [(512, 512); 2]);
        for broken in [&OF_UNIVERSAL[..OF_UNIVERSAL.len() - 1], b"", b"{}\n", b"\n"] {
            assert!(Learned::read(broken).is_none());
        }
    }
}
