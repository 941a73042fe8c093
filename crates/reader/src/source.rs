//! Reads the documents and the staff files below `seeds/`. No later stage opens a file.
//!
//! One folder is one plan. It holds `plan.toml`, the documents, and optionally `repairs.toml`,
//! `departments.csv`, `department_names.csv` and `organisations.csv`. A file that cannot be read becomes a
//! finding, and the other files are still read. The only error is a `seeds/` folder that is missing or
//! cannot be listed.

mod bytes;
mod fingerprint;
mod listing;
mod manifest;
mod once;

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::formats;
use shisaku_model::{Document, Finding, Manifest, Place, Severity};

use bytes::read_bytes;
use listing::{Root, below, is_explanation, listed};

pub use fingerprint::{folder_stamp, seeds_fingerprint};
pub(crate) use manifest::read_quietly;

/// Staff files: those written in a text editor, and those exported from a spreadsheet.
const STAFF_TEXTS: [&str; 2] = ["plan.toml", "repairs.toml"];
const STAFF_TABLES: [&str; 3] = ["departments.csv", "department_names.csv", "organisations.csv"];

/// Maximum size of a staff file in bytes, about 200,000 rows. A larger file is something else under this
/// name and would exhaust a server's memory.
const MAX_STAFF_FILE: u64 = 8 << 20;

/// Maximum size of a document in bytes. A text of this size has about 700,000 lines; a PDF may hold photographs.
const MAX_DOCUMENT: u64 = 100 << 20;

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
    let mut read = Seeds::default();
    let root = Root::of(seeds);
    for path in listed(seeds)? {
        if path.is_dir() {
            read_plan(&root, seeds, &path, &mut read);
        } else if !is_explanation(&path) {
            let message = "計画のフォルダーの外にあるため、読んでいません。";
            read.findings.push(
                Finding::warning("file_outside_plan", Place::file(below(seeds, &path)), message)
                    .advise("計画ごとのフォルダー(例: seeds/meguro-vision/)に移してください。"),
            );
        }
    }
    if read.plans.is_empty() && read.findings.iter().all(|finding| finding.severity < Severity::Error) {
        let place = Place::file(seeds.display().to_string());
        read.findings.push(
            Finding::error("no_plan", place, "計画のフォルダーがひとつもありません。").advise(
                "計画ごとにフォルダー(例: meguro-vision/)を作り、文書(Excel、Word、PDF、CSV、テキストなど)を置いてください。shisaku init が plan.toml の下書きを作ります。",
            ),
        );
    }
    Ok(read)
}

/// Reads the folder of one plan.
pub(crate) fn read_folder(folder: &Path) -> Seeds {
    let mut read = Seeds::default();
    let seeds = folder.parent().unwrap_or(folder);
    read_plan(&Root::of(seeds), seeds, folder, &mut read);
    read
}

fn read_plan(root: &Root, seeds: &Path, folder: &Path, read: &mut Seeds) {
    let id = below(seeds, folder);
    if let Some(finding) = root.link_out(folder, &id) {
        read.findings.push(finding);
        return;
    }
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        let message = "フォルダーの名前は計画の番号の一部になるため、半角の英小文字・数字・ハイフンに限ります。この計画は読んでいません。";
        read.findings.push(
            Finding::error("folder_name", Place::file(&id), message)
                .advise("例: meguro-vision。名前を変えると施策の URL も変わります。"),
        );
        return;
    }
    let files = match listed(folder) {
        Ok(files) => files,
        Err(error) => {
            read.findings.push(Finding::error("unreadable", Place::file(&id), error.to_string()));
            return;
        }
    };
    let mut documents = Vec::new();
    let mut once = once::Once::default();
    let mut staff_files = Vec::new();
    for path in files {
        let file = below(seeds, &path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(finding) = root.link_out(&path, &file) {
            if !is_staff_file(&name) && !path.is_dir() && formats::is_known(&name) {
                documents.push(unreadable(&file));
            }
            read.findings.push(finding);
            continue;
        }
        // A folder with the name of a staff file is reported as that file, because it hides the file.
        let finding = if is_staff_file(&name) {
            read_staff_file(&path, &file).map(|(staff_file, other_encoding)| {
                staff_files.push(staff_file);
                // Spreadsheets save as Shift_JIS by default.
                other_encoding.filter(|_| STAFF_TABLES.contains(&name.as_str()))
            })
        } else if path.is_dir() {
            let message = "計画の中のフォルダーは読んでいません。";
            Err(Finding::warning("folder_in_plan", Place::file(&file), message)
                .advise("文書は計画のフォルダーのすぐ下に置いてください。"))
        } else if is_explanation(&path) {
            let message = "説明のファイルとして、計画の文書には数えていません。";
            Err(Finding::info("explanation", Place::file(&file), message))
        } else {
            let bytes = read_bytes(&path, &file, MAX_DOCUMENT);
            match bytes.and_then(|bytes| once.read(&file, &bytes, &documents)) {
                Ok(once::Read::New(document, findings)) => {
                    documents.push(document);
                    read.findings.extend(findings);
                }
                Ok(once::Read::Again(finding)) => read.findings.push(finding),
                Err(finding) => {
                    documents.push(unreadable(&file));
                    read.findings.push(finding);
                }
            }
            Ok(None)
        };
        read.findings.extend(finding.unwrap_or_else(Some));
    }
    let mut staff_file = |name: &str| {
        let at = staff_files.iter().position(|staff_file: &StaffFile| staff_file.file.ends_with(name))?;
        Some(staff_files.swap_remove(at))
    };
    let (manifest, findings) = manifest::read(&id, staff_file("/plan.toml").as_ref());
    read.findings.extend(findings);
    if documents.iter().all(|document| document.lines.is_empty()) {
        read.findings.push(
            Finding::error("no_document", Place::file(&id), "この計画には、読める文書がひとつもありません。")
                .advise(format!("文書を置いてください。読めるのは {} です。", formats::known())),
        );
    }
    read.plans.push(SeedPlan {
        manifest,
        documents,
        word_repairs: staff_file("/repairs.toml"),
        departments: staff_file("/departments.csv"),
        department_names: staff_file("/department_names.csv"),
        organisations: staff_file("/organisations.csv"),
    });
}

/// An unreadable document, which is still found by its name.
fn unreadable(file: &str) -> Document {
    Document { file: file.to_owned(), ..Document::default() }
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
