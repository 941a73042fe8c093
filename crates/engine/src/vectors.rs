//! The vectors of the sentences of an index, and the entries nearest to the vector of a query.
//!
//! Only the sign of each number is stored: one bit, so that a sentence of 512 numbers takes 64 bytes. Over the judged
//! queries the order is about as good as with the numbers themselves (docs/decisions/0050-near-in-meaning.md).
//! A search counts the signs that differ for every sentence, and compares the best with the numbers of the query.
//!
//! ```text
//! vectors      a line of JSON: the encoder, the sizes and the entry ids; then for each sentence the number of its
//!              entry (u32), a hash of its text (u64) and its signs (u64 each), all little-endian, column by column
//! ```

use std::{
    collections::HashMap,
    fs,
    io::{self, Write as _},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::EngineError;
use crate::generations::files;

/// Sentences that are compared exactly, for each entry that is asked for.
const SHORTLIST: usize = 16;

/// The first line of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    encoder: String,
    /// Number of sentences.
    count: usize,
    /// Number of words of 64 signs of a sentence.
    words: usize,
    /// Ids of the entries.
    ids: Vec<String>,
}

/// The sentences of an index as signs of their vectors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vectors {
    head: Head,
    owners: Vec<u32>,
    hashes: Vec<u64>,
    signs: Vec<u64>,
}

/// An entry near to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// [`Entry::id`](shisaku_model::Entry::id).
    pub id: String,
    /// Likeness of its nearest sentence: about the cosine, at most 1.
    pub likeness: f32,
}

impl Vectors {
    /// An empty store for vectors of this encoder.
    pub fn new(encoder: &str) -> Self {
        Self { head: Head { encoder: encoder.to_owned(), ..Head::default() }, ..Self::default() }
    }

    /// The name of the encoder that made the vectors.
    pub fn encoder(&self) -> &str {
        &self.head.encoder
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.head.count
    }

    /// True if there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.head.count == 0
    }

    /// Begins the next entry. Sentences that are added belong to it.
    pub fn begin(&mut self, id: &str) {
        self.head.ids.push(id.to_owned());
    }

    /// Adds a sentence of the last entry: a hash of its text and the signs of its vector.
    pub fn add(&mut self, hash: u64, signs: &[u64]) {
        self.head.words = signs.len();
        self.head.count += 1;
        self.owners.push(u32::try_from(self.head.ids.len().saturating_sub(1)).unwrap_or(u32::MAX));
        self.hashes.push(hash);
        self.signs.extend_from_slice(signs);
    }

    /// The signs of every sentence by the hash of its text, for the next build.
    pub fn known(&self) -> HashMap<u64, &[u64]> {
        if self.head.words == 0 {
            return HashMap::new();
        }
        self.hashes.iter().copied().zip(self.signs.chunks_exact(self.head.words)).collect()
    }

    /// The entries nearest to a vector, best first, each by its nearest sentence.
    pub fn nearest(&self, query: &[f32], limit: usize) -> Vec<Near> {
        let words = self.head.words;
        if words == 0 || query.len().div_ceil(64) != words {
            return Vec::new();
        }
        let signs = signs(query);
        let differing = |of: &[u64]| of.iter().zip(&signs).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
        let distances: Vec<u32> = self.signs.chunks_exact(words).map(differing).collect();
        let mut best: Vec<usize> = (0..distances.len()).collect();
        let most = limit * SHORTLIST;
        if best.len() > most {
            best.select_nth_unstable_by_key(most, |&at| (distances[at], at));
            best.truncate(most);
        }
        let mut likeness: HashMap<u32, f32> = HashMap::new();
        for at in best {
            let like = product(query, &self.signs[at * words..(at + 1) * words]);
            let own = likeness.entry(self.owners[at]).or_insert(f32::MIN);
            *own = own.max(like);
        }
        let mut near: Vec<(u32, f32)> = likeness.into_iter().collect();
        near.sort_by(|(one, a), (other, b)| b.total_cmp(a).then(one.cmp(other)));
        near.truncate(limit);
        let named = |(owner, likeness): (u32, f32)| {
            Some(Near { id: self.head.ids.get(owner as usize)?.clone(), likeness })
        };
        near.into_iter().filter_map(named).collect()
    }

    /// Writes the file.
    ///
    /// # Errors
    /// [`EngineError::Files`].
    pub(crate) fn store(&self, path: &Path) -> Result<(), EngineError> {
        let write = || -> io::Result<()> {
            let mut file = io::BufWriter::new(fs::File::create(path)?);
            serde_json::to_writer(&mut file, &self.head)?;
            file.write_all(b"\n")?;
            self.owners.iter().try_for_each(|owner| file.write_all(&owner.to_le_bytes()))?;
            self.hashes.iter().chain(&self.signs).try_for_each(|word| file.write_all(&word.to_le_bytes()))?;
            file.into_inner()?.sync_all()
        };
        write().map_err(files("書き込み", path))
    }

    /// Reads the file. `None` if the index was built without an encoder.
    ///
    /// # Errors
    /// [`EngineError::Files`] or [`EngineError::Damaged`].
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, EngineError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(files("読み込み", path)(error)),
        };
        let damaged = || EngineError::Damaged {
            path: path.to_owned(),
            seen: "大きさが合いません".to_owned(),
            expected: "文の向きの表",
        };
        Self::read(&bytes).map(Some).ok_or_else(damaged)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let line = bytes.iter().position(|&byte| byte == b'\n')?;
        let head: Head = serde_json::from_slice(&bytes[..line]).ok()?;
        let (owners, rest) = bytes[line + 1..].split_at_checked(head.count.checked_mul(4)?)?;
        let (hashes, signs) = rest.split_at_checked(head.count.checked_mul(8)?)?;
        if signs.len() != head.count.checked_mul(head.words)?.checked_mul(8)? {
            return None;
        }
        let owners: Vec<u32> = owners.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
        let words =
            |bytes: &[u8]| bytes.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight)).collect();
        let is_known = owners.iter().all(|&owner| (owner as usize) < head.ids.len());
        is_known.then(|| Self { owners, hashes: words(hashes), signs: words(signs), head })
    }
}

/// The signs of a vector: a bit for each number, set where it is not negative.
pub fn signs(vector: &[f32]) -> Vec<u64> {
    let word = |numbers: &[f32]| {
        numbers.iter().enumerate().fold(0, |word, (at, number)| word | u64::from(*number >= 0.0) << at)
    };
    vector.chunks(64).map(word).collect()
}

/// The product of a vector with a vector of signs of the same length, both scaled to 1.
fn product(vector: &[f32], signs: &[u64]) -> f32 {
    let signed = |(at, number): (usize, &f32)| {
        if signs[at / 64] >> (at % 64) & 1 == 1 { *number } else { -number }
    };
    #[expect(clippy::cast_precision_loss, reason = "a vector has some hundred numbers")]
    let scale = (vector.len() as f32).sqrt().recip();
    vector.iter().enumerate().map(signed).sum::<f32>() * scale
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// Vectors of 70 numbers, so that the last word is not full.
    fn vector(at: usize) -> Vec<f32> {
        (0..70).map(|number| if (number * 7 + at * 13) % 11 < 5 { 0.1 } else { -0.2 }).collect()
    }

    fn store() -> Vectors {
        let mut vectors = Vectors::new("static-1");
        for entry in 0..4 {
            vectors.begin(&format!("plan/{entry}"));
            for sentence in 0..2 {
                let at = entry * 2 + sentence;
                vectors.add(at as u64, &signs(&vector(at)));
            }
        }
        vectors
    }

    #[test]
    fn the_nearest_sentence_decides() {
        let store = store();
        let near = store.nearest(&vector(5), 3);
        assert_eq!((near.len(), near[0].id.as_str()), (3, "plan/2"));
        assert!(near.is_sorted_by(|one, next| one.likeness >= next.likeness));
        assert!(near[0].likeness <= vector(5).iter().map(|x| x * x).sum::<f32>().sqrt() + 1e-6);
        assert_eq!(store.nearest(&[], 3), Vectors::default().nearest(&vector(1), 3));
        assert_eq!(store.known()[&3], signs(&vector(3)));
    }

    #[test]
    fn what_is_stored_is_read_back_and_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors");
        assert_eq!(Vectors::open(&path).unwrap(), None);
        store().store(&path).unwrap();
        assert_eq!(Vectors::open(&path).unwrap(), Some(store()));
        let bytes = fs::read(&path).unwrap();
        for cut in [0, 10, bytes.len() - 1] {
            fs::write(&path, &bytes[..cut]).unwrap();
            assert!(matches!(Vectors::open(&path), Err(EngineError::Damaged { .. })), "{cut}");
        }
    }
}
