//! Reads the documents and the keeper's files below `seeds/`, and nothing else.
//!
//! One folder is one plan: `plan.toml`, the documents, and optionally `repairs.toml`, `departments.csv`,
//! `department_names.csv` and `organisations.csv`. A file that cannot be read becomes a finding and the others are read all the same;
//! only a `seeds/` that is not there, or cannot be listed, is an error. No later stage opens a file.

mod decode;
mod folder;
mod manifest;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use shisaku_model::{Document, Finding, Manifest};

pub use folder::read_document;

/// Everything below `seeds/`.
#[derive(Debug, Default)]
pub struct Seeds {
    /// The plans, in order of their folders' names.
    pub plans: Vec<SeedPlan>,
    /// What could not be read, or only doubtfully.
    pub findings: Vec<Finding>,
}

/// One plan's folder, read but not yet understood.
#[derive(Debug)]
pub struct SeedPlan {
    /// What `plan.toml` says.
    pub manifest: Manifest,
    /// Its documents, in order of their names.
    pub documents: Vec<Document>,
    /// `repairs.toml`, if there is one.
    pub word_repairs: Option<KeptFile>,
    /// `departments.csv`, if there is one.
    pub departments: Option<KeptFile>,
    /// `department_names.csv`, if there is one.
    pub department_names: Option<KeptFile>,
    /// `organisations.csv`, if there is one.
    pub organisations: Option<KeptFile>,
}

/// A file that the plan's keeper writes, for a later stage to understand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// As a path below `seeds/`.
    pub file: String,
    /// What it holds.
    pub text: String,
}

/// Why `seeds/` cannot be read at all.
#[derive(Debug, Error)]
pub enum SourceError {
    /// It is not there, or is not a folder.
    #[error(
        "計画の文書を置くフォルダー {} がありません。--seeds でフォルダーを指定するか、{}/計画名/ に plan.toml と文書を置いてください。",
        .0.display(), .0.display()
    )]
    NoSeeds(PathBuf),
    /// It is there and the system does not let us read it.
    #[error("{} を読めません({source})。フォルダーとファイルを読む権限を確かめてください。", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Reads everything below `seeds`.
///
/// # Errors
/// When the folder itself is missing or cannot be listed. Anything wrong inside it is a finding.
pub fn read_seeds(seeds: &Path) -> Result<Seeds, SourceError> {
    folder::read_seeds(seeds)
}

/// The keeper's files of one folder, for a document read by itself.
#[derive(Debug, Default)]
pub struct KeptBeside {
    /// `plan.toml`, if it is there and can be read.
    pub manifest: Option<Manifest>,
    /// `repairs.toml`, if it is there.
    pub word_repairs: Option<KeptFile>,
    /// `organisations.csv`, if it is there.
    pub organisations: Option<KeptFile>,
}

/// Reads the keeper's files that lie in `folder`, as far as there are any.
pub fn read_kept_beside(folder: &Path) -> KeptBeside {
    folder::read_kept_beside(folder)
}

/// A hash over the names and contents of every file below `seeds`: it changes when anything does. A file
/// that cannot be read counts as such.
///
/// # Errors
/// When the folder itself cannot be read.
pub fn fingerprint(seeds: &Path) -> Result<String, SourceError> {
    let mut hasher = blake3::Hasher::new();
    for path in folder::files_below(seeds)? {
        hasher.update(folder::below(seeds, &path).as_bytes());
        let Ok(bytes) = std::fs::read(&path) else {
            hasher.update(&[1]);
            continue;
        };
        hasher.update(&[0]);
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}

/// A cheap sign of change: of the names, sizes and times of every file below `seeds`. `None` while the
/// folder cannot be read.
pub fn stamp(seeds: &Path) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for path in folder::files_below(seeds).ok()? {
        let metadata = std::fs::metadata(&path).ok();
        let facts = metadata.map(|metadata| (metadata.len(), metadata.modified().ok()));
        (path, facts).hash(&mut hasher);
    }
    Some(hasher.finish())
}
