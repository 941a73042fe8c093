//! Sentence encoders: they turn texts into vectors whose angle tells how near two texts are in meaning.
//!
//! A [`Model`] is a folder that holds the files of an encoder. No network is needed. Two forms are known: a small
//! convolutional network ([`universal`]) and the mean of word vectors ([`static_model`]). A new form is one file here
//! and one line in [`FORMS`].

mod learned;
mod pieces;
mod static_model;
mod tensors;
mod universal;

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use thiserror::Error;

use learned::Learned;
use static_model::Static;
use universal::Universal;

/// Turns texts into vectors.
pub trait Encoder: Send + Sync {
    /// The vector of each text, of length 1. The texts of an encoder have vectors with equally many numbers.
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>>;
}

/// A model cannot be read. The message is for people: it names the file and the way out.
#[derive(Debug, Clone, Error)]
#[error(
    "意味の近さを測るモデルを読めません: {path}: {seen}。make model で取り直すか、--encoder に別のフォルダーを指定してください。"
)]
pub struct EncoderError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub seen: String,
}

impl EncoderError {
    fn new(path: &Path, seen: impl ToString) -> Self {
        Self { path: path.to_owned(), seen: seen.to_string() }
    }
}

/// A form of models.
struct Form {
    name: &'static str,
    /// The files that a model of this form consists of.
    files: [&'static str; 2],
    open: fn(&Path) -> Result<Box<dyn Encoder>, EncoderError>,
    /// The file of what was learned for its vectors. Empty if nothing was.
    learned: &'static [u8],
}

const FORMS: [Form; 2] = [
    Form {
        name: "universal",
        files: [universal::WEIGHTS, universal::PIECES],
        open: |folder| Ok(Box::new(Universal::open(folder)?)),
        learned: learned::OF_UNIVERSAL,
    },
    Form {
        name: "static",
        files: [static_model::WEIGHTS, static_model::TOKENIZER],
        open: |folder| Ok(Box::new(Static::open(folder)?)),
        learned: &[],
    },
];

/// A folder with the files of an encoder, which are read when the encoder is first needed.
pub struct Model {
    folder: PathBuf,
    name: String,
    form: &'static Form,
    encoder: OnceLock<Result<Box<dyn Encoder>, EncoderError>>,
    learned: OnceLock<Option<Learned>>,
}

impl Model {
    /// Finds the model in a folder. Its form follows from the names of its files.
    ///
    /// # Errors
    /// If the folder has no model of a known form, or its files cannot be read.
    pub fn find(folder: &Path) -> Result<Self, EncoderError> {
        let of_form = |form: &&Form| form.files.iter().all(|file| folder.join(file).is_file());
        let Some(form) = FORMS.iter().find(of_form) else {
            let known: Vec<String> = FORMS.iter().map(|form| form.files.join(" と ")).collect();
            return Err(EncoderError::new(folder, format!("{} がありません", known.join("、または "))));
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(form.learned);
        for file in form.files {
            let path = folder.join(file);
            add_ends(&path, &mut hasher).map_err(|error| EncoderError::new(&path, error))?;
        }
        let name = format!("{}-{}", form.name, &hasher.finalize().to_hex()[..12]);
        let folder = folder.to_owned();
        Ok(Self { folder, name, form, encoder: OnceLock::new(), learned: OnceLock::new() })
    }

    /// Its form and a hash of its files and of what was learned. Vectors of models with other names cannot be compared.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The encoder. The first call reads its files, which takes about a second.
    ///
    /// # Errors
    /// If a file is damaged.
    pub fn encoder(&self) -> Result<&dyn Encoder, &EncoderError> {
        self.encoder.get_or_init(|| (self.form.open)(&self.folder)).as_deref()
    }

    /// Turns the vector of a query towards the passages that answer it. Without effect if nothing was learned.
    pub fn turn_query(&self, vector: &mut [f32]) {
        self.learned().into_iter().for_each(|learned| learned.query.apply(vector));
    }

    /// Turns the vector of a passage towards the queries that it answers, as [`turn_query`](Self::turn_query) does.
    pub fn turn_passage(&self, vector: &mut [f32]) {
        self.learned().into_iter().for_each(|learned| learned.passage.apply(vector));
    }

    /// What was learned. It is read when first needed, as the encoder is.
    fn learned(&self) -> Option<&Learned> {
        self.learned.get_or_init(|| Learned::read(self.form.learned)).as_ref()
    }
}

/// Number of bytes at either end of a file that its hash depends on. The hash of a whole model would delay every
/// command.
const END: u64 = 65_536;

/// Adds the size and both ends of a file to a hash.
fn add_ends(path: &Path, hasher: &mut blake3::Hasher) -> std::io::Result<()> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    hasher.update(&size.to_le_bytes());
    for begin in [0, size.saturating_sub(END)] {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(begin))?;
        file.by_ref().take(END).read_to_end(&mut bytes)?;
        hasher.update(&bytes);
    }
    Ok(())
}

/// The bytes of a file of a model.
fn read(path: &Path) -> Result<Vec<u8>, EncoderError> {
    fs::read(path).map_err(|error| EncoderError::new(path, error))
}

/// Scales a vector to length 1. A vector of zeros stays.
fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}

#[cfg(test)]
mod tests;
