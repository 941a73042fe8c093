//! Reads the documents and the staff files below `seeds/`. No later stage opens a file.
//!
//! One folder is one plan. It holds `plan.toml`, the documents, and optionally `repairs.toml`,
//! `departments.csv`, `department_names.csv` and `organisations.csv`. A file that cannot be read becomes a
//! finding, and the other files are still read. The only error is a `seeds/` folder that is missing or
//! cannot be listed.

mod manifest;
mod once;

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read},
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::formats;
use shisaku_model::{Document, Finding, Manifest, Place, Severity};

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
    for path in listed(seeds)? {
        if path.is_dir() {
            read_plan(seeds, &path, &mut read);
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
    read_plan(folder.parent().unwrap_or(folder), folder, &mut read);
    read
}

fn read_plan(seeds: &Path, folder: &Path, read: &mut Seeds) {
    let id = below(seeds, folder);
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
                    // An unreadable document is still found by its name.
                    documents.push(Document { file: file.clone(), ..Document::default() });
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

/// Reads a regular file of at most `most` bytes.
fn read_bytes(path: &Path, file: &str, most: u64) -> Result<Vec<u8>, Finding> {
    // Opening a pipe would block until something writes into it.
    if path.exists() && !path.is_file() && !path.is_dir() {
        return Err(Finding::error("unreadable", Place::file(file), "ふつうのファイルではありません。")
            .advise("文書をふつうのファイルとして置き直してください。"));
    }
    let mut bytes = Vec::new();
    // Reads one byte beyond the limit to detect a larger file. File metadata may change in the meantime.
    let read = fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    if read.as_ref().is_ok_and(|&count| count as u64 > most) {
        let message = format!("大きすぎるため、読んでいません({} MB までです)。", most >> 20);
        return Err(Finding::error("too_large", Place::file(file), message).advise(
            "別の文書や、空の行が入っていないか確かめてください。大きな文書は章ごとに分けられます。",
        ));
    }
    read.map(|_| bytes).map_err(|error| {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "ファイルがありません。".to_owned(),
            io::ErrorKind::IsADirectory => "ファイルではなくフォルダーです。".to_owned(),
            _ => format!("ファイルを読めません({error})。"),
        };
        Finding::error("unreadable", Place::file(file), what).advise("場所と、読む権限を確かめてください。")
    })
}

/// Hashes the names and contents of all relevant files below `seeds`. An unreadable file hashes as
/// unreadable.
///
/// # Errors
/// If the folder itself cannot be read.
pub fn seeds_fingerprint(seeds: &Path) -> Result<String, SourceError> {
    let mut hasher = blake3::Hasher::new();
    for path in files_below(seeds)? {
        hasher.update(below(seeds, &path).as_bytes());
        let Ok(bytes) = fs::read(&path) else {
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
    for path in files_below(seeds).ok()? {
        let metadata = fs::metadata(&path).ok();
        let facts = metadata.map(|metadata| (metadata.len(), metadata.modified().ok()));
        (path, facts).hash(&mut hasher);
    }
    Some(hasher.finish())
}

/// Lists every relevant file below `seeds`, in a stable order.
fn files_below(seeds: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let mut files = Vec::new();
    for path in listed(seeds)? {
        if path.is_dir() {
            // An unreadable folder is a finding of its plan. The other plans must still be watched and
            // indexed.
            files.extend(listed(&path).unwrap_or_default());
        } else {
            files.push(path);
        }
    }
    // Pipes and devices are reported when they are read, but never opened here.
    let is_read =
        |path: &PathBuf| path.file_name().is_some_and(|name| is_staff_file(&name.to_string_lossy()));
    files.retain(|path| !is_explanation(path) && (path.is_file() || !path.exists() || is_read(path)));
    Ok(files)
}

/// Lists a folder by name, without hidden files.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SourceError::NoSeeds(folder.to_owned()),
        _ => SourceError::Unreadable { path: folder.to_owned(), source },
    };
    let mut paths = fs::read_dir(folder)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    paths.sort();
    Ok(paths)
}

/// The path of a file below `seeds`, as shown in findings.
fn below(seeds: &Path, path: &Path) -> String {
    path.strip_prefix(seeds).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// True for a README, which explains the folder to people.
fn is_explanation(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_ascii_lowercase());
    stem.is_some_and(|stem| stem == "readme")
}
