//! Reads the documents and the staff files below `seeds/`. No later stage opens a file.
//!
//! One folder is one plan. It holds `plan.toml`, the documents, and optionally `repairs.toml`,
//! `departments.csv`, `department_names.csv` and `organisations.csv`. A file that cannot be read becomes a
//! finding, and the other files are still read. The only error is a `seeds/` folder that is missing or
//! cannot be listed.

mod decode;
mod manifest;
mod seed_folder;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use shisaku_model::{Document, Finding, Manifest};

pub use seed_folder::read_document;

/// The contents of `seeds/`.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    /// The plans, ordered by folder name.
    pub plans: Vec<SeedPlan>,
    /// Files that could not be read, or whose encoding was guessed.
    pub findings: Vec<Finding>,
}

/// The files of one plan, decoded but not interpreted.
#[derive(Debug)]
pub(crate) struct SeedPlan {
    /// The parsed `plan.toml`; its title falls back to the folder name.
    pub manifest: Manifest,
    /// The documents, ordered by file name.
    pub documents: Vec<Document>,
    /// `repairs.toml`, if present.
    pub word_repairs: Option<StaffFile>,
    /// `departments.csv`, if present.
    pub departments: Option<StaffFile>,
    /// `department_names.csv`, if present.
    pub department_names: Option<StaffFile>,
    /// `organisations.csv`, if present.
    pub organisations: Option<StaffFile>,
}

/// A file written by the staff who maintain a plan, decoded for a later stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StaffFile {
    /// Path below `seeds/`.
    pub file: String,
    /// Decoded contents.
    pub text: String,
}

/// A reason why `seeds/` cannot be read at all.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The folder does not exist, or is not a folder.
    #[error(
        "計画の文書を置くフォルダー {} がありません。--seeds でフォルダーを指定するか、{}/計画名/ に plan.toml と文書を置いてください。",
        .0.display(), .0.display()
    )]
    NoSeeds(PathBuf),
    /// The folder exists, but the system refuses access.
    #[error("{} を読めません({source})。フォルダーとファイルを読む権限を確かめてください。", path.display())]
    Unreadable {
        /// Path of the folder.
        path: PathBuf,
        /// Error returned by the system.
        source: io::Error,
    },
}

/// Reads everything below `seeds`.
///
/// # Errors
/// If the folder itself is missing or cannot be listed. Anything wrong inside it is a finding.
pub(crate) fn read_seeds(seeds: &Path) -> Result<Seeds, SourceError> {
    seed_folder::read_seeds(seeds)
}

/// The staff files of one folder, for a document that is read by itself.
#[derive(Debug, Default)]
pub(crate) struct StaffFiles {
    /// `plan.toml`, if present and readable.
    pub manifest: Option<Manifest>,
    /// `repairs.toml`, if present.
    pub word_repairs: Option<StaffFile>,
    /// `organisations.csv`, if present.
    pub organisations: Option<StaffFile>,
}

/// Reads the staff files in `folder`. Missing and unreadable files are skipped.
pub(crate) fn read_staff_files(folder: &Path) -> StaffFiles {
    seed_folder::read_staff_files(folder)
}

/// Hashes the names and contents of all relevant files below `seeds`. An unreadable file hashes as
/// unreadable.
///
/// # Errors
/// If the folder itself cannot be read.
pub fn seeds_fingerprint(seeds: &Path) -> Result<String, SourceError> {
    let mut hasher = blake3::Hasher::new();
    for path in seed_folder::files_below(seeds)? {
        hasher.update(seed_folder::below(seeds, &path).as_bytes());
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

/// Hashes names, sizes and modification times of all relevant files: a cheap check for changes. Returns
/// `None` while the folder cannot be read.
pub fn folder_stamp(seeds: &Path) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for path in seed_folder::files_below(seeds).ok()? {
        let metadata = std::fs::metadata(&path).ok();
        let facts = metadata.map(|metadata| (metadata.len(), metadata.modified().ok()));
        (path, facts).hash(&mut hasher);
    }
    Some(hasher.finish())
}
