//! Walks `seeds/`: which file is a document, which is kept by staff, which is nothing of ours.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{KeptBeside, KeptFile, SeedPlan, Seeds, SourceError, decode, manifest};
use shisaku_model::{Document, Finding, Place, Severity};

/// File name endings of documents that can be read. A new format is one reader and one line here.
const DOCUMENT_ENDINGS: [&str; 2] = ["txt", "tsv"];

/// Files that the plan's keeper writes in a text editor, and those that come out of a spreadsheet.
const KEPT: [&str; 2] = ["plan.toml", "repairs.toml"];
const KEPT_TABLES: [&str; 3] = ["departments.csv", "department_names.csv", "organisations.csv"];

/// Bytes of a keeper's file: some 200,000 rows, a hundred for each entry of the largest plans. More is another file
/// under this name, and reading it would cost a running server its memory.
const MOST_KEPT: u64 = 8 << 20;

/// Bytes of a document: some 200,000 lines. More is no plan that anybody printed.
const MOST_OF_DOCUMENT: u64 = 32 << 20;

pub(super) fn read_seeds(seeds: &Path) -> Result<Seeds, SourceError> {
    let mut read = Seeds::default();
    for path in listed(seeds)? {
        if path.is_dir() {
            read_plan(seeds, &path, &mut read);
        } else if !is_explanation(&path) {
            read.findings.push(
                Finding::warning(
                    "file_outside_plan",
                    Place::file(below(seeds, &path)),
                    "計画のフォルダーの外にあるため、読んでいません。",
                )
                .advise("計画ごとのフォルダー(例: seeds/meguro-vision/)に移してください。"),
            );
        }
    }
    if read.plans.is_empty() && read.findings.iter().all(|finding| finding.severity < Severity::Error) {
        let place = Place::file(seeds.display().to_string());
        read.findings.push(
            Finding::error("no_plan", place, "計画のフォルダーがひとつもありません。").advise(
                "計画ごとにフォルダー(例: meguro-vision/)を作り、plan.toml と文書(.txt)を置いてください。",
            ),
        );
    }
    Ok(read)
}

fn read_plan(seeds: &Path, folder: &Path, read: &mut Seeds) {
    let id = below(seeds, folder);
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        read.findings.push(
            Finding::error(
                "folder_name",
                Place::file(&id),
                "フォルダーの名前は計画の番号の一部になるため、半角の英小文字・数字・ハイフンに限ります。この計画は読んでいません。",
            )
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
    let mut kept_files = Vec::new();
    for path in files {
        let file = below(seeds, &path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        // A folder under the name of a keeper's file is told as that file, which it hides.
        if path.is_dir() && !is_kept(&name) {
            read.findings.push(
                Finding::warning(
                    "folder_in_plan",
                    Place::file(&file),
                    "計画の中のフォルダーは読んでいません。",
                )
                .advise("文書は計画のフォルダーのすぐ下に置いてください。"),
            );
        } else if is_kept(&name) {
            match read_kept(&path, &file) {
                Ok((kept, doubtful)) => {
                    kept_files.push(kept);
                    // Spreadsheets save in Shift_JIS unless told otherwise.
                    read.findings.extend(doubtful.filter(|_| KEPT_TABLES.contains(&name.as_str())));
                }
                Err(finding) => read.findings.push(finding),
            }
        } else if ending.as_deref().is_some_and(|ending| DOCUMENT_ENDINGS.contains(&ending)) {
            match read_document(&path, &file) {
                Ok((document, finding)) => {
                    documents.push(document);
                    read.findings.extend(finding);
                }
                Err(finding) => read.findings.push(finding),
            }
        } else if !is_explanation(&path) {
            read.findings.push(
                Finding::warning(
                    "unknown_format",
                    Place::file(&file),
                    "読める形式ではないため、読んでいません。",
                )
                .advise(format!(
                    "読めるのは .{} です。担当課の表は {} という名前(CSV)にします。",
                    DOCUMENT_ENDINGS.join(" ."),
                    KEPT_TABLES.join(" と ")
                )),
            );
        }
    }
    let kept = |name: &str| kept_files.iter().find(|kept| kept.file.ends_with(name));
    let (manifest, findings) = manifest::read(&id, kept("/plan.toml"));
    read.findings.extend(findings);
    if documents.is_empty() {
        read.findings.push(
            Finding::error("no_document", Place::file(&id), "この計画には、読める文書がひとつもありません。")
                .advise("文書をテキスト(.txt)で置いてください。"),
        );
    }
    read.plans.push(SeedPlan {
        manifest,
        documents,
        word_repairs: kept("/repairs.toml").cloned(),
        departments: kept("/departments.csv").cloned(),
        department_names: kept("/department_names.csv").cloned(),
        organisations: kept("/organisations.csv").cloned(),
    });
}

fn is_kept(name: &str) -> bool {
    KEPT.contains(&name) || KEPT_TABLES.contains(&name)
}

/// Reads one document, known to people as `file`. Beside it comes what is doubtful about it.
///
/// # Errors
/// A finding that says why it is not text, or why the system does not let us read it.
pub fn read_document(path: &Path, file: &str) -> Result<(Document, Option<Finding>), Finding> {
    decode::decode(file, &read_bytes(path, file, MOST_OF_DOCUMENT)?)
}

pub(super) fn read_kept_beside(folder: &Path) -> KeptBeside {
    let read = |name: &str| read_kept(&folder.join(name), name).ok().map(|(kept, _)| kept);
    let manifest = read("plan.toml").and_then(|kept| manifest::read_without_telling("document", &kept));
    KeptBeside { manifest, word_repairs: read("repairs.toml"), organisations: read("organisations.csv") }
}

/// A keeper's file; beside it, that it is not in UTF-8.
fn read_kept(path: &Path, file: &str) -> Result<(KeptFile, Option<Finding>), Finding> {
    let (text, encoding) = decode::decode_text(file, &read_bytes(path, file, MOST_KEPT)?)?;
    Ok((KeptFile { file: file.to_owned(), text }, decode::other_encoding(file, encoding)))
}

/// The bytes of a file that has no more than `most`.
fn read_bytes(path: &Path, file: &str, most: u64) -> Result<Vec<u8>, Finding> {
    // Opening a pipe would wait for whoever writes into it.
    if path.exists() && !path.is_file() && !path.is_dir() {
        return Err(Finding::error("unreadable", Place::file(file), "ふつうのファイルではありません。")
            .advise("文書をふつうのファイルとして置き直してください。"));
    }
    let mut bytes = Vec::new();
    // One more tells that there are more; what its size is said to be may change meanwhile.
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

/// Every file below `seeds` that can matter, in a stable order.
pub(super) fn files_below(seeds: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let mut files = Vec::new();
    for path in listed(seeds)? {
        if path.is_dir() {
            // What cannot be listed or read is a finding of the plan; it must not keep the others from
            // being watched and indexed.
            files.extend(listed(&path).unwrap_or_default());
        } else {
            files.push(path);
        }
    }
    // What is no file (a pipe, a device) is told when it is read, and never opened.
    let is_read = |path: &PathBuf| path.file_name().is_some_and(|name| is_kept(&name.to_string_lossy()));
    files.retain(|path| !is_explanation(path) && (path.is_file() || !path.exists() || is_read(path)));
    Ok(files)
}

/// What a folder holds, hidden files left out, in order of name.
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

/// The path of a file below `seeds`, as people and findings name it.
pub(super) fn below(seeds: &Path, path: &Path) -> String {
    path.strip_prefix(seeds).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// README and the like: for people, not for us.
fn is_explanation(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}
