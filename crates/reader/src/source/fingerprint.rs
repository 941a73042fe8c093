//! Hashes of a folder: its contents as far as an index depends on them, and a cheap stamp.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    MAX_DOCUMENT, MAX_STAFF_FILE, SourceError,
    bytes::{self, Opened},
    is_staff_file,
    listing::{Root, below, is_explanation, listed},
};
use crate::formats;

/// A file below `seeds`, and the part of it that an index depends on.
struct Relevant {
    path: PathBuf,
    /// Maximum number of bytes that are read. `None` if the name alone counts, as for an unknown format or a
    /// link that is not followed.
    most: Option<u64>,
}

/// Hashes the names of all files below `seeds`, and the contents of those that are read. A file that is not
/// read for its size or kind counts as such.
///
/// # Errors
/// If the folder itself cannot be read.
pub fn seeds_fingerprint(seeds: &Path) -> Result<String, SourceError> {
    let mut hasher = blake3::Hasher::new();
    for Relevant { path, most } in files_below(seeds)? {
        hasher.update(below(seeds, &path).as_bytes());
        match most.map(|most| contents(&path, most)) {
            Some(Ok(Some(hash))) => hasher.update(&[0]).update(hash.as_bytes()),
            Some(Err(_)) => hasher.update(&[1]),
            Some(Ok(None)) => hasher.update(&[2]),
            None => hasher.update(&[3]),
        };
    }
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}

/// The hash of a regular file of at most `most` bytes. `None` if it is larger or no regular file.
fn contents(path: &Path, most: u64) -> io::Result<Option<blake3::Hash>> {
    let Opened::File(file) = bytes::open(path)? else { return Ok(None) };
    if file.metadata()?.len() > most {
        return Ok(None);
    }
    let mut hasher = blake3::Hasher::new();
    // The file may grow in the meantime.
    hasher.update_reader(file.take(most + 1))?;
    Ok((hasher.count() <= most).then(|| hasher.finalize()))
}

/// Hashes the names of all files below `seeds`, and the sizes and modification times of those that are read: a
/// cheap check for changes. Returns `None` while the folder cannot be read.
pub fn folder_stamp(seeds: &Path) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for Relevant { path, most } in files_below(seeds).ok()? {
        let metadata = most.and_then(|_| fs::metadata(&path).ok());
        let facts = metadata.map(|metadata| (metadata.len(), metadata.modified().ok()));
        (path, facts).hash(&mut hasher);
    }
    Some(hasher.finish())
}

/// Lists every relevant file below `seeds`, in a stable order.
fn files_below(seeds: &Path) -> Result<Vec<Relevant>, SourceError> {
    let root = Root::of(seeds);
    let mut files = Vec::new();
    for path in listed(seeds)? {
        if path.is_dir() && root.target_outside(&path).is_none() {
            // An unreadable folder is a finding of its plan. The other plans must still be watched and
            // indexed.
            let paths = listed(&path).unwrap_or_default();
            files.extend(paths.into_iter().map(|path| Relevant { most: most(&root, &path), path }));
        } else {
            files.push(Relevant { path, most: None });
        }
    }
    files.retain(|file| !is_explanation(&file.path));
    Ok(files)
}

/// Maximum number of bytes of a file that are read.
fn most(root: &Root, path: &Path) -> Option<u64> {
    let name = path.file_name()?.to_string_lossy();
    match () {
        () if root.target_outside(path).is_some() => None,
        () if is_staff_file(&name) => Some(MAX_STAFF_FILE),
        () => formats::is_known(&name).then_some(MAX_DOCUMENT),
    }
}
