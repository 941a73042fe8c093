//! Reads the documents and the staff files below `seeds/`. No later stage opens a file.
//!
//! One folder is one plan. It holds `plan.toml`, the documents, and optionally `repairs.toml`,
//! `departments.csv`, `department_names.csv` and `organisations.csv`. A file that cannot be read becomes a
//! finding, and the other files are still read. The only error is a `seeds/` folder that is missing or
//! cannot be listed.

mod bytes;
mod fingerprint;
mod folder;
mod listing;
mod manifest;
mod once;

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::formats;
use shisaku_model::{Document, Finding, Place};

use bytes::read_bytes;
use listing::{below, is_explanation, listed};

pub use fingerprint::{folder_stamp, seeds_fingerprint};
pub use folder::folder_fingerprint;
pub(crate) use folder::{SeedFolder, read_folder};
pub(crate) use manifest::read_quietly;

/// Staff files: those written in a text editor, and those exported from a spreadsheet.
const STAFF_TEXTS: [&str; 2] = ["plan.toml", "repairs.toml"];
const STAFF_TABLES: [&str; 3] = ["departments.csv", "department_names.csv", "organisations.csv"];

/// Maximum size of a staff file in bytes, about 200,000 rows. A larger file is something else under this
/// name and would exhaust a server's memory.
const MAX_STAFF_FILE: u64 = 8 << 20;

/// Maximum size of a document in bytes. A text of this size has about 700,000 lines; a PDF may hold photographs.
const MAX_DOCUMENT: u64 = 100 << 20;

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

/// Lists `seeds`: the folder of each plan, or a finding about a file outside of them.
///
/// # Errors
/// If the folder itself is missing or cannot be listed. Anything wrong inside it is a finding.
pub(crate) fn list_seeds(seeds: &Path) -> Result<Vec<Result<PathBuf, Finding>>, SourceError> {
    let outside = |path: &Path| {
        let message = "計画のフォルダーの外にあるため、読んでいません。";
        Finding::warning("file_outside_plan", Place::file(below(seeds, path)), message)
            .advise("計画ごとのフォルダー(例: seeds/meguro-vision/)に移してください。")
    };
    let paths = listed(seeds)?.into_iter().filter(|path| path.is_dir() || !is_explanation(path));
    Ok(paths.map(|path| if path.is_dir() { Ok(path) } else { Err(outside(&path)) }).collect())
}

/// The finding about a `seeds` folder without plans.
pub(crate) fn no_plan(seeds: &Path) -> Finding {
    let place = Place::file(seeds.display().to_string());
    Finding::error("no_plan", place, "計画のフォルダーがひとつもありません。").advise(
        "計画ごとにフォルダー(例: meguro-vision/)を作り、文書(Excel、Word、PDF、CSV、テキストなど)を置いてください。shisaku init が plan.toml の下書きを作ります。",
    )
}

fn is_staff_file(name: &str) -> bool {
    STAFF_TEXTS.contains(&name) || STAFF_TABLES.contains(&name)
}

/// Reads one document in the format of its name. `file` is its path in findings. Doubts about parts of it
/// come beside the document.
///
/// # Errors
/// A finding if nothing can be read.
pub(crate) fn read_document(path: &Path, file: &str) -> Result<(Document, Vec<Finding>), Finding> {
    formats::read(file, &read_bytes(path, file, MAX_DOCUMENT)?)
}

/// Reads a text file in any encoding that offices use. The finding reports an encoding other than UTF-8.
///
/// # Errors
/// A finding if the file is not text or the system refuses access.
pub fn read_text(path: &Path, file: &str) -> Result<(String, Option<Finding>), Finding> {
    formats::decode_text(file, &read_bytes(path, file, MAX_STAFF_FILE)?)
}

/// Reads a staff file. The second value reports an encoding other than UTF-8.
///
/// # Errors
/// A finding if the file is missing, is not text, or the system refuses access.
pub(crate) fn read_staff_file(path: &Path, file: &str) -> Result<(StaffFile, Option<Finding>), Finding> {
    let (text, other_encoding) = read_text(path, file)?;
    Ok((StaffFile { file: file.to_owned(), text }, other_encoding))
}
