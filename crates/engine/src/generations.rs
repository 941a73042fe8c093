//! The folder of an index. Each build is a generation that replaces the one before as a whole.
//!
//! ```text
//! index/
//!   current              one line: the name of the live generation
//!   gen-1f0c.../         catalogue.json, vocabulary.json, changes.json, meta.json, engine/ (the engine's own files),
//!                        sources/ (the documents as read), vectors (of sentences, if there is an encoder)
//!   gen-88a2.../         the previous generation, which a reader may still be opening
//!   tmp-97d1.../         a build in progress, or an interrupted one
//!   lock                 held while building
//!   readings/            plans as they were read, kept by the caller
//! ```
//!
//! A build fills a `tmp-` folder, renames it and swaps the pointer. Each of the three steps is atomic, so a
//! reader never sees half an index. A lock admits one builder; the kernel releases it when the process ends.
//! Only folders with exactly these names are ever deleted: anything else in the folder is not ours.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    EngineError,
    sources::{self, PackedSources, Sources},
    vectors::Vectors,
};
use shisaku_model::{Catalogue, Changes, japan};
use shisaku_query::vocabulary::Vocabulary;

/// Version of the file layout. Raised with every change of the layout or of a file's format.
pub const FORMAT_VERSION: u32 = 8;

const POINTER: &str = "current";
const LOCK: &str = "lock";
const LIVE: &str = "gen-";
const STAGED: &str = "tmp-";
const META: &str = "meta.json";
const CATALOGUE: &str = "catalogue.json";
const VOCABULARY: &str = "vocabulary.json";
const CHANGES: &str = "changes.json";
const ENGINE: &str = "engine";
const SOURCES: &str = "sources";
const VECTORS: &str = "vectors";
const EVERYDAY: &str = "everyday";

/// Metadata of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// [`FORMAT_VERSION`] of the program that wrote it.
    pub format_version: u32,
    /// Hash of everything the contents depend on. Made and compared by the caller.
    pub fingerprint: String,
    /// Time of publication: RFC 3339, UTC, whole seconds.
    pub built_at: String,
    /// Number of entries.
    pub entries: usize,
    /// Errors in the documents it was built from, by [`Finding::sign`](shisaku_model::Finding::sign). A later
    /// change of the documents is refused only for errors that are not listed here.
    #[serde(default)]
    pub errors: BTreeSet<String>,
}

/// A finished index.
///
/// # Errors
/// Methods that read a file fail with [`EngineError::Files`] or [`EngineError::Damaged`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    path: PathBuf,
    meta: Meta,
}

impl Generation {
    /// Folder of the engine's files.
    pub fn engine_dir(&self) -> PathBuf {
        self.path.join(ENGINE)
    }

    /// Metadata of this generation.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// True if the index has this file layout and this fingerprint. The fingerprint covers the program code, the
    /// dictionary, the organisation list and the documents.
    pub fn is_fresh(&self, fingerprint: &str) -> bool {
        self.meta.format_version == FORMAT_VERSION && self.meta.fingerprint == fingerprint
    }

    /// Reads the catalogue: plans, sections and facet values.
    pub fn catalogue(&self) -> Result<Catalogue, EngineError> {
        read_json(&self.path.join(CATALOGUE), "計画の目次")
    }

    /// Reads the vocabulary of its entries.
    pub fn vocabulary(&self) -> Result<Vocabulary, EngineError> {
        let (path, expected) = (self.path.join(VOCABULARY), "計画の語と読み");
        let vocabulary: Vocabulary = read_json(&path, expected)?;
        if vocabulary.is_sound() {
            return Ok(vocabulary);
        }
        Err(EngineError::Damaged { path, seen: "語の番号が合いません".to_owned(), expected })
    }

    /// Opens the documents as they were read.
    pub fn sources(&self) -> Result<Sources, EngineError> {
        Sources::open(&self.path.join(SOURCES))
    }

    /// Reads the vectors of its sentences. `None` if it was built without an encoder.
    pub fn vectors(&self) -> Result<Option<Vectors>, EngineError> {
        Vectors::open(&self.path.join(VECTORS))
    }

    /// Reads the vectors of the everyday words of the lexicon, by the name of their list. `None` if it was built without
    /// an encoder.
    pub fn everyday(&self) -> Result<Option<Vectors>, EngineError> {
        Vectors::open(&self.path.join(EVERYDAY))
    }

    /// Reads the differences from the previous generation.
    pub fn changes(&self) -> Result<Changes, EngineError> {
        read_json(&self.path.join(CHANGES), "前の版との違い")
    }
}

/// The folder that holds an index.
#[derive(Debug, Clone)]
pub struct Generations {
    dir: PathBuf,
}

impl Generations {
    /// Refers to the index in `dir`, which need not exist. Touches no file.
    pub fn open(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Returns the live generation, or `None` before the first build.
    ///
    /// # Errors
    /// [`EngineError::Files`] when a file cannot be read, [`EngineError::Damaged`] when the pointer or its target
    /// was not written by this program.
    pub fn current(&self) -> Result<Option<Generation>, EngineError> {
        let path = self.dir.join(POINTER);
        let name = match fs::read(&path) {
            Ok(name) => String::from_utf8_lossy(&name).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(files("読み込み", &path)(error)),
        };
        let name = name.trim_end();
        let (seen, expected) = if !is_ours(name, LIVE) {
            let seen = format!("「{}」とあります", name.chars().take(40).collect::<String>());
            (seen, "gen- で始まるフォルダーの名前")
        } else if !self.dir.join(name).is_dir() {
            (format!("指している {name} がありません"), "今ある索引のフォルダーの名前")
        } else {
            let path = self.dir.join(name);
            let meta = read_json(&path.join(META), "索引の版と作成日時")?;
            return Ok(Some(Generation { path, meta }));
        };
        Err(EngineError::Damaged { path, seen, expected })
    }

    /// Begins a build. `fingerprint` goes into the metadata, and so do the `errors` in the documents that this build
    /// accepts.
    ///
    /// # Errors
    /// [`EngineError::Busy`] when another build holds the lock, [`EngineError::Files`] when the folder
    /// cannot be written.
    pub fn begin(&self, fingerprint: &str, errors: BTreeSet<String>) -> Result<Staging, EngineError> {
        fs::create_dir_all(&self.dir).map_err(files("フォルダーの作成", &self.dir))?;
        let path = self.dir.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(files("書き込み", &path))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => EngineError::Busy { path: path.clone() },
            TryLockError::Error(error) => files("排他ロック", &path)(error),
        })?;
        // We hold the lock, so the builder that left these behind is gone.
        self.remove(STAGED, &[]);

        let hash = blake3::hash(fingerprint.as_bytes()).to_hex();
        let id = format!("{}-{:016x}", &hash[..8], OffsetDateTime::now_utc().unix_timestamp_nanos());
        let path = self.dir.join(format!("{STAGED}{id}"));
        fs::create_dir_all(path.join(ENGINE)).map_err(files("フォルダーの作成", &path))?;
        let meta = Meta {
            format_version: FORMAT_VERSION,
            fingerprint: fingerprint.to_owned(),
            built_at: String::new(),
            entries: 0,
            errors,
        };
        Ok(Staging { home: self.clone(), id, path, meta, _lock: lock })
    }

    /// Deletes our folders whose names begin with `prefix`, except those in `keep`. A folder that cannot be
    /// deleted does no harm and is left for the next build.
    fn remove(&self, prefix: &str, keep: &[&str]) {
        for found in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let name = found.file_name();
            let ours = name.to_str().is_some_and(|name| is_ours(name, prefix) && !keep.contains(&name));
            // We never make symbolic links.
            if ours
                && found.file_type().is_ok_and(|kind| kind.is_dir())
                && let Err(error) = fs::remove_dir_all(found.path())
            {
                tracing::warn!("古い索引を消せません: {}: {error}", found.path().display());
            }
        }
    }
}

/// A build in progress. Dropping it without [`Staging::publish`] leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    home: Generations,
    id: String,
    path: PathBuf,
    meta: Meta,
    /// Released after the folder is deleted: fields are dropped after [`Drop::drop`].
    _lock: File,
}

impl Staging {
    /// Empty folder for the engine's files.
    pub fn engine_dir(&self) -> PathBuf {
        self.path.join(ENGINE)
    }

    /// Stores the documents of all plans as they were read. An index without any
    /// needs them stored too, as an empty list.
    ///
    /// # Errors
    /// [`EngineError::Files`].
    pub fn store_sources(&self, packed: &[PackedSources]) -> Result<(), EngineError> {
        sources::store(&self.path.join(SOURCES), packed)
    }

    /// Stores the vectors of the sentences, and of the everyday words of the lexicon.
    ///
    /// # Errors
    /// [`EngineError::Files`].
    pub fn store_vectors(&self, sentences: &Vectors, everyday: &Vectors) -> Result<(), EngineError> {
        sentences.store(&self.path.join(VECTORS))?;
        everyday.store(&self.path.join(EVERYDAY))
    }

    /// Makes this the live generation. Keeps the previous one and deletes older ones.
    ///
    /// # Errors
    /// [`EngineError::Files`]; the previous generation then stays live.
    pub fn publish(
        self,
        entries: usize,
        catalogue: &Catalogue,
        vocabulary: &Vocabulary,
        changes: &Changes,
    ) -> Result<Generation, EngineError> {
        let home = &self.home;
        let meta = Meta { built_at: japan::now_utc(), entries, ..self.meta.clone() };
        write(&self.path.join(CATALOGUE), serde_json::to_vec_pretty(catalogue))?;
        write(&self.path.join(CHANGES), serde_json::to_vec_pretty(changes))?;
        // Compact JSON: thousands of numbers that nobody reads.
        write(&self.path.join(VOCABULARY), serde_json::to_vec(vocabulary))?;
        write(&self.path.join(META), serde_json::to_vec_pretty(&meta))?;
        sync(&self.path);

        let name = format!("{LIVE}{}", self.id);
        let path = home.dir.join(&name);
        fs::rename(&self.path, &path).map_err(files("フォルダー名の変更", &path))?;

        let before = fs::read_to_string(home.dir.join(POINTER)).unwrap_or_default();
        let pointer = home.dir.join(format!("{POINTER}.new"));
        write(&pointer, Ok(name.clone().into_bytes()))?;
        fs::rename(&pointer, home.dir.join(POINTER)).map_err(files("切り替え", &home.dir.join(POINTER)))?;
        sync(&home.dir);
        home.remove(LIVE, &[&name, before.trim_end()]);
        Ok(Generation { path, meta })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Already gone if it was published. Otherwise the next build tries again.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// True if the name has our form: `prefix`, 8 hex digits, `-`, 16 or more hex digits.
fn is_ours(name: &str, prefix: &str) -> bool {
    let hex = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    name.strip_prefix(prefix)
        .and_then(|id| id.split_once('-'))
        .is_some_and(|(hash, time)| hash.len() == 8 && time.len() >= 16 && hex(hash) && hex(time))
}

pub(crate) fn files(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> EngineError {
    let path = path.to_owned();
    move |source| EngineError::Files { what, path, source }
}

pub(crate) fn read_json<T: for<'de> Deserialize<'de>>(
    path: &Path,
    expected: &'static str,
) -> Result<T, EngineError> {
    let damaged = |seen: String| EngineError::Damaged { path: path.to_owned(), seen, expected };
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => damaged("ファイルがありません".to_owned()),
        _ => files("読み込み", path)(error),
    })?;
    serde_json::from_slice(&bytes).map_err(|error| damaged(format!("読み取れません: {error}")))
}

pub(crate) fn write(path: &Path, contents: serde_json::Result<Vec<u8>>) -> Result<(), EngineError> {
    let whole = || {
        let mut file = File::create(path)?;
        file.write_all(&contents?)?;
        file.sync_all()
    };
    whole().map_err(files("書き込み", path))
}

/// Flushes a folder's entries to disk. A platform that cannot open folders flushes them by itself.
fn sync(dir: &Path) {
    if let Ok(dir) = File::open(dir) {
        let _ = dir.sync_all();
    }
}

#[cfg(test)]
mod tests;
