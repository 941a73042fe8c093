//! The folder of counts: one file per month, always replaced as a whole.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use shisaku_misses::{Lines, Month, read};

/// Lock file, held while a server counts. Two servers would overwrite each other's counts.
const LOCK: &str = "lock";

/// The locked folder of a server that counts.
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Opens the folder and creates it if needed. The kernel releases the lock when the process ends.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let cannot = || {
            format!(
                "件数のフォルダー({})を使えません。場所と権限を確かめるか、--learn で別のフォルダーを指定してください",
                path.display()
            )
        };
        fs::create_dir_all(path).with_context(cannot)?;
        let lock = File::create(path.join(LOCK)).with_context(cannot)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => bail!(
                "件数のフォルダー({})は、動いている別の shisaku serve が使っています。--learn で別のフォルダーを指定してください",
                path.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).with_context(cannot),
        }
    }

    /// Reads the file of a month. Returns no lines if there is no file.
    pub(super) fn read(&self, month: Month) -> Result<Lines> {
        let path = self.file(month);
        match fs::read(&path) {
            Ok(bytes) => Ok(read(&path.display().to_string(), &bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lines::default()),
            Err(error) => Err(error).with_context(|| format!("{} を読めません", path.display())),
        }
    }

    /// Appends unreadable lines to a separate file and returns its path.
    pub(super) fn put_aside(&self, month: Month, lines: &[Vec<u8>]) -> Result<PathBuf> {
        let path = self.path.join(format!("{month}.unread"));
        let mut file = OpenOptions::new().create(true).append(true).open(&path);
        let written = file.as_mut().map_err(|error| io::Error::from(error.kind())).and_then(|file| {
            lines.iter().try_for_each(|line| {
                file.write_all(line.strip_suffix(b"\n").unwrap_or(line))?;
                file.write_all(b"\n")
            })
        });
        written.with_context(|| format!("{} に書けません", path.display()))?;
        Ok(path)
    }

    /// Replaces the file of a month. A reader sees the old or the new file, never a part.
    pub(super) fn write(&self, month: Month, text: &str) -> Result<()> {
        let (path, next) = (self.file(month), self.path.join(format!("{month}.next")));
        let written = File::create(&next)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&next, &path));
        written.with_context(|| format!("{} に書けません。空き容量と権限を確かめてください", path.display()))
    }

    fn file(&self, month: Month) -> PathBuf {
        self.path.join(format!("{month}.tsv"))
    }
}
