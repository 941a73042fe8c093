//! Opens files: regular ones only, and never more bytes than a limit.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use shisaku_model::{Finding, Place};

/// A file that was opened, or the reason why it was not.
#[derive(Debug)]
pub(super) enum Opened {
    /// A regular file, or a folder, which fails when it is read.
    File(File),
    /// A pipe or a device. Opening a pipe would block until something writes into it, and a device may have no
    /// end.
    Special,
}

/// Opens a file to read it.
///
/// # Errors
/// If it is missing or the system refuses access.
pub(super) fn open(path: &Path) -> io::Result<Opened> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() { Ok(Opened::File(File::open(path)?)) } else { Ok(Opened::Special) }
}

/// Reads a regular file of at most `most` bytes. `file` is its path in findings.
///
/// # Errors
/// A finding if it is no regular file, is larger, or cannot be read.
pub(super) fn read_bytes(path: &Path, file: &str, most: u64) -> Result<Vec<u8>, Finding> {
    let mut bytes = Vec::new();
    let read = open(path).and_then(|opened| match opened {
        // Reads one byte beyond the limit to detect a larger file. File metadata may change in the meantime.
        Opened::File(opened) => opened.take(most + 1).read_to_end(&mut bytes).map(Some),
        Opened::Special => Ok(None),
    });
    match read {
        Ok(None) => Err(Finding::error("unreadable", Place::file(file), "ふつうのファイルではありません。")
            .advise("文書をふつうのファイルとして置き直してください。")),
        Ok(Some(count)) if count as u64 > most => {
            let message = format!("大きすぎるため、読んでいません({} MB までです)。", most >> 20);
            Err(Finding::error("too_large", Place::file(file), message).advise(
                "別の文書や、空の行が入っていないか確かめてください。大きな文書は章ごとに分けられます。",
            ))
        }
        Ok(Some(_)) => Ok(bytes),
        Err(error) => Err(Finding::error("unreadable", Place::file(file), told(path, &error))
            .advise("場所と、読む権限を確かめてください。")),
    }
}

/// Tells an error of the system in Japanese, as far as people can do something about it.
fn told(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "ファイルがありません。".to_owned(),
        io::ErrorKind::IsADirectory => "ファイルではなくフォルダーです。".to_owned(),
        io::ErrorKind::PermissionDenied => "ファイルを読む権限がありません。".to_owned(),
        // Such as links that lead to each other.
        _ if path.is_symlink() => "リンクの先をたどれません。".to_owned(),
        _ => format!("ファイルを読めません({error})。"),
    }
}
