//! The folder of a built index, replaced as a whole: a reader never sees half an index.
//!
//! ```text
//! index/
//!   current              one line: the name of the live generation
//!   gen-1f0c.../         catalogue.json, vocabulary.json, changes.json, meta.json, engine/ (the engine's own files)
//!   gen-88a2.../         the one that was live before: a reader may just be opening it
//!   tmp-97d1.../         a build under way, or one that was broken off
//!   lock                 held while building
//! ```
//!
//! A build fills a `tmp-` folder, renames it and swaps the pointer: three steps of which each is whole or
//! not at all. One lock admits one builder; the kernel lets it go when the process ends, however it ends.
//! Only folders of exactly these names are ever deleted: nothing else in the folder is ours.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::EngineError;
use shisaku_model::{Catalogue, Changes, japan};
use shisaku_query::vocabulary::Vocabulary;

/// Raised whenever the files of a generation are laid out or written in another way.
pub const FORMAT_VERSION: u32 = 6;

const POINTER: &str = "current";
const LOCK: &str = "lock";
const LIVE: &str = "gen-";
const STAGED: &str = "tmp-";
const META: &str = "meta.json";
const CATALOGUE: &str = "catalogue.json";
const VOCABULARY: &str = "vocabulary.json";
const CHANGES: &str = "changes.json";
const ENGINE: &str = "engine";

/// What a generation says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// [`FORMAT_VERSION`] of the program that wrote it.
    pub format_version: u32,
    /// Of everything its contents depend on; made and compared by the caller.
    pub fingerprint: String,
    /// When it was published: RFC 3339, UTC, whole seconds.
    pub built_at: String,
    /// How many entries it holds.
    pub entries: usize,
    /// What was wrong with what it was built of, by [`Finding::sign`](shisaku_model::Finding::sign): a change is
    /// judged by what it adds to that.
    #[serde(default)]
    pub errors: BTreeSet<String>,
}

/// A finished index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    path: PathBuf,
    meta: Meta,
}

impl Generation {
    /// Where the engine's files are.
    pub fn engine_dir(&self) -> PathBuf {
        self.path.join(ENGINE)
    }

    /// What it says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Whether this program would build the same again from what `fingerprint` stands for.
    pub fn is_fresh(&self, fingerprint: &str) -> bool {
        self.meta.format_version == FORMAT_VERSION && self.meta.fingerprint == fingerprint
    }

    /// What the index knows beside its entries.
    ///
    /// # Errors
    /// [`EngineError::Files`] or [`EngineError::Damaged`].
    pub fn catalogue(&self) -> Result<Catalogue, EngineError> {
        read_json(&self.path.join(CATALOGUE), "計画の目次")
    }

    /// The words of its entries.
    ///
    /// # Errors
    /// [`EngineError::Files`] or [`EngineError::Damaged`].
    pub fn vocabulary(&self) -> Result<Vocabulary, EngineError> {
        let (path, expected) = (self.path.join(VOCABULARY), "計画の語と読み");
        let vocabulary: Vocabulary = read_json(&path, expected)?;
        if vocabulary.is_sound() {
            return Ok(vocabulary);
        }
        Err(EngineError::Damaged { path, seen: "語の番号が合いません".to_owned(), expected })
    }

    /// What is different from the generation that was live before it.
    ///
    /// # Errors
    /// [`EngineError::Files`] or [`EngineError::Damaged`].
    pub fn changes(&self) -> Result<Changes, EngineError> {
        read_json(&self.path.join(CHANGES), "前の版との違い")
    }

    fn open(path: PathBuf) -> Result<Self, EngineError> {
        let meta = read_json(&path.join(META), "索引の版と作成日時")?;
        Ok(Self { path, meta })
    }
}

/// The folder that holds an index.
#[derive(Debug, Clone)]
pub struct Generations {
    dir: PathBuf,
}

impl Generations {
    /// The index in `dir`, which need not exist yet. Touches no file.
    pub fn open(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The live generation; none before the first build.
    ///
    /// # Errors
    /// [`EngineError::Files`] when something cannot be read, [`EngineError::Damaged`] when the pointer or
    /// what it points to was not written by this program.
    pub fn current(&self) -> Result<Option<Generation>, EngineError> {
        let path = self.dir.join(POINTER);
        let name = match fs::read(&path) {
            Ok(name) => String::from_utf8_lossy(&name).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(files("読み込み", &path)(error)),
        };
        let name = name.trim_end();
        if !is_ours(name, LIVE) {
            let seen = format!("「{}」とあります", name.chars().take(40).collect::<String>());
            return Err(EngineError::Damaged {
                path, seen, expected: "gen- で始まるフォルダーの名前"
            });
        }
        if !self.dir.join(name).is_dir() {
            let seen = format!("指している {name} がありません");
            return Err(EngineError::Damaged {
                path, seen, expected: "今ある索引のフォルダーの名前"
            });
        }
        Generation::open(self.dir.join(name)).map(Some)
    }

    /// Begins a build. `fingerprint` goes into the meta data.
    ///
    /// # Errors
    /// [`EngineError::Busy`] when another build holds the lock, [`EngineError::Files`] when the folder
    /// cannot be written.
    pub fn begin(&self, fingerprint: &str) -> Result<Staging, EngineError> {
        fs::create_dir_all(&self.dir).map_err(files("フォルダーの作成", &self.dir))?;
        let path = self.dir.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(files("書き込み", &path))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => EngineError::Busy { path: path.clone() },
            TryLockError::Error(error) => files("排他ロック", &path)(error),
        })?;
        // Whoever left these behind is gone: we hold the lock.
        self.remove(STAGED, &[]);

        let hash = blake3::hash(fingerprint.as_bytes()).to_hex();
        let id = format!("{}-{:016x}", &hash[..8], OffsetDateTime::now_utc().unix_timestamp_nanos());
        let path = self.dir.join(format!("{STAGED}{id}"));
        fs::create_dir(&path).map_err(files("フォルダーの作成", &path))?;
        let engine = path.join(ENGINE);
        fs::create_dir(&engine).map_err(files("フォルダーの作成", &engine))?;
        let (home, fingerprint) = (self.clone(), fingerprint.to_owned());
        Ok(Staging { home, id, path, fingerprint, errors: BTreeSet::new(), _lock: lock })
    }

    /// Deletes folders of ours whose names begin with `prefix`, but for those named in `keep`. What cannot
    /// be deleted is left for the next build: it does no harm.
    fn remove(&self, prefix: &str, keep: &[&str]) {
        for found in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let name = found.file_name();
            let ours = name.to_str().is_some_and(|name| is_ours(name, prefix) && !keep.contains(&name));
            // A link is not a folder that we made.
            if ours
                && found.file_type().is_ok_and(|kind| kind.is_dir())
                && let Err(error) = fs::remove_dir_all(found.path())
            {
                tracing::warn!("古い索引を消せません: {}: {error}", found.path().display());
            }
        }
    }
}

/// A build under way. Dropped without [`Staging::publish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    home: Generations,
    id: String,
    path: PathBuf,
    fingerprint: String,
    errors: BTreeSet<String>,
    /// Let go after the folder is gone: fields are dropped after [`Drop::drop`].
    _lock: File,
}

impl Staging {
    /// The empty folder that the engine's files go into.
    pub fn engine_dir(&self) -> PathBuf {
        self.path.join(ENGINE)
    }

    /// The same built of what has these errors.
    #[must_use]
    pub fn in_spite_of(mut self, errors: BTreeSet<String>) -> Self {
        self.errors = errors;
        self
    }

    /// Makes this the live generation, and deletes those before the one that was live until now.
    ///
    /// # Errors
    /// [`EngineError::Files`]; the generation that was live is live still.
    pub fn publish(
        self,
        entries: usize,
        catalogue: &Catalogue,
        vocabulary: &Vocabulary,
        changes: &Changes,
    ) -> Result<Generation, EngineError> {
        let home = &self.home;
        let meta = Meta {
            format_version: FORMAT_VERSION,
            fingerprint: self.fingerprint.clone(),
            built_at: japan::now_utc(),
            entries,
            errors: self.errors.clone(),
        };
        write_json(&self.path.join(CATALOGUE), catalogue)?;
        write_json(&self.path.join(CHANGES), changes)?;
        // Thousands of numbers, for no one to read.
        let words = self.path.join(VOCABULARY);
        let json =
            serde_json::to_vec(vocabulary).map_err(|error| files("書き込み", &words)(error.into()))?;
        write(&words, &json)?;
        write_json(&self.path.join(META), &meta)?;
        sync(&self.path);

        let name = format!("{LIVE}{}", self.id);
        let path = home.dir.join(&name);
        fs::rename(&self.path, &path).map_err(files("フォルダー名の変更", &path))?;

        let before = fs::read_to_string(home.dir.join(POINTER)).unwrap_or_default();
        let pointer = home.dir.join(format!("{POINTER}.new"));
        write(&pointer, name.as_bytes())?;
        fs::rename(&pointer, home.dir.join(POINTER)).map_err(files("切り替え", &home.dir.join(POINTER)))?;
        sync(&home.dir);
        home.remove(LIVE, &[&name, before.trim_end()]);
        Ok(Generation { path, meta })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Gone already if it was published; else the next build tries again.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Whether a folder has exactly the sort of name that we give: prefix, 8 hex digits, `-`, 16 or more.
fn is_ours(name: &str, prefix: &str) -> bool {
    let hex = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    name.strip_prefix(prefix)
        .and_then(|id| id.split_once('-'))
        .is_some_and(|(hash, time)| hash.len() == 8 && time.len() >= 16 && hex(hash) && hex(time))
}

fn files(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> EngineError {
    let path = path.to_owned();
    move |source| EngineError::Files { what, path, source }
}

fn read_json<T: for<'de> Deserialize<'de>>(path: &Path, expected: &'static str) -> Result<T, EngineError> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(EngineError::Damaged {
                path: path.to_owned(),
                seen: "ファイルがありません".to_owned(),
                expected,
            });
        }
        read => read.map_err(files("読み込み", path))?,
    };
    serde_json::from_slice(&bytes).map_err(|error| EngineError::Damaged {
        path: path.to_owned(),
        seen: format!("読み取れません: {error}"),
        expected,
    })
}

fn write_json<T: Serialize>(path: &Path, value: &T) -> Result<(), EngineError> {
    let json = serde_json::to_vec_pretty(value).map_err(|error| files("書き込み", path)(error.into()))?;
    write(path, &json)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    let whole = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    whole().map_err(files("書き込み", path))
}

/// Asks the disk to keep a folder's list of names. Where folders cannot be opened, it does so by itself.
fn sync(dir: &Path) {
    if let Ok(dir) = File::open(dir) {
        let _ = dir.sync_all();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    fn publish(home: &Generations, fingerprint: &str, entries: usize) -> Generation {
        let staging = home.begin(fingerprint).unwrap();
        fs::write(staging.engine_dir().join("data"), fingerprint).unwrap();
        staging.publish(entries, &Catalogue::default(), &Vocabulary::default(), &Changes::default()).unwrap()
    }

    fn names(home: &Generations, prefix: &str) -> usize {
        let entries = fs::read_dir(&home.dir).unwrap();
        entries
            .filter(|entry| entry.as_ref().unwrap().file_name().to_str().unwrap().starts_with(prefix))
            .count()
    }

    #[test]
    fn a_generation_is_live_once_published_and_the_one_before_stays() {
        let folder = tempfile::tempdir().unwrap();
        let home = Generations::open(folder.path().join("deep/index"));
        assert_eq!(home.current().unwrap(), None);
        let first = publish(&home, "a", 3);
        assert_eq!(home.current().unwrap(), Some(first.clone()));
        assert!(first.is_fresh("a") && !first.is_fresh("b"));
        assert_eq!(first.meta().entries, 3);
        assert!(first.meta().built_at.ends_with('Z') && first.meta().built_at.len() == 20);
        assert_eq!(first.catalogue().unwrap(), Catalogue::default());

        let second = publish(&home, "b", 4);
        assert_eq!(home.current().unwrap(), Some(second.clone()));
        assert!(first.engine_dir().join("data").exists(), "a reader may just be opening it");
        publish(&home, "c", 5);
        assert!(!first.engine_dir().exists() && second.engine_dir().exists());
        assert_eq!((names(&home, LIVE), names(&home, STAGED)), (2, 0));
    }

    #[test]
    fn a_build_that_is_given_up_leaves_nothing_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let home = Generations::open(folder.path());
        let live = publish(&home, "a", 1);
        drop(home.begin("b").unwrap());
        assert_eq!(names(&home, STAGED), 0);
        assert_eq!(home.current().unwrap(), Some(live));
    }

    #[test]
    fn a_second_builder_is_told_so_and_harms_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let home = Generations::open(folder.path());
        let staging = home.begin("a").unwrap();
        let error = home.begin("b").unwrap_err();
        assert!(matches!(error, EngineError::Busy { .. }));
        assert!(error.to_string().contains("別の処理が同じ索引を作っています"), "{error}");
        assert!(staging.engine_dir().is_dir());
        staging.publish(0, &Catalogue::default(), &Vocabulary::default(), &Changes::default()).unwrap();
        publish(&home, "b", 0);
    }

    #[test]
    fn only_what_is_ours_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let home = Generations::open(folder.path());
        let foreign = [
            "gen-backup",
            "tmp-notes",
            "tmp",
            "gen-00000000-xyz",
            "README.md",
            "gen-1234567-0000000000000000",
        ];
        foreign.iter().for_each(|name| fs::create_dir(folder.path().join(name)).unwrap());
        let stale = folder.path().join("tmp-0123abcd-00000000000000ff");
        fs::create_dir_all(stale.join(ENGINE)).unwrap();
        (0..3).for_each(|i| drop(publish(&home, &i.to_string(), 0)));
        assert!(foreign.iter().all(|name| folder.path().join(name).is_dir()));
        assert!(!stale.exists(), "broken off, and nobody holds the lock");
    }

    #[test]
    fn damage_is_named_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let home = Generations::open(folder.path());
        let live = publish(&home, "a", 1);
        let pointer = folder.path().join(POINTER);
        let damaged = |expected: &str| {
            let error = home.current().unwrap_err();
            assert!(matches!(error, EngineError::Damaged { .. }), "{error:?}");
            let message = error.to_string();
            assert!(message.contains(expected) && message.contains("shisaku index"), "{message}");
        };
        let name = fs::read_to_string(&pointer).unwrap();
        for other in ["../../etc", "", "gen-0123abcd-00000000000000ff"] {
            fs::write(&pointer, other).unwrap();
            damaged(if other.starts_with("gen") { "がありません" } else { "とあります" });
        }
        fs::write(&pointer, format!("{name}\n")).unwrap();
        assert!(home.current().unwrap().is_some(), "an editor's line end is no damage");
        fs::write(live.path.join(META), "{\"entries\":1}").unwrap();
        damaged(META);
        publish(&home, "b", 1);
        assert!(home.current().unwrap().is_some(), "building again is the way out");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Generations::open(file.join("index")).begin("a").unwrap_err().to_string();
        assert!(error.contains("file/index") && error.contains("--index"), "{error}");
    }
}
