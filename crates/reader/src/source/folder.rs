//! Reads the folder of one plan. The same walk gives the fingerprint of a folder, so that it covers everything
//! that is read.

use std::path::Path;

use super::{
    MAX_DOCUMENT, MAX_STAFF_FILE, STAFF_TABLES, StaffFile,
    bytes::read_bytes,
    is_staff_file,
    listing::{Root, below, is_explanation, listed},
    manifest, once,
};
use crate::{formats, isolation};
use shisaku_model::{Document, Finding, Manifest, Place, shortened};

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

/// The folder of one plan as read.
#[derive(Debug, Default)]
pub(crate) struct SeedFolder {
    /// The plan. `None` if the folder is not allowed or cannot be listed.
    pub plan: Option<SeedPlan>,
    /// Files that could not be read, or whose encoding was guessed.
    pub findings: Vec<Finding>,
    /// The [`folder_fingerprint`] of what was read. `None` if reading it again may give something else.
    pub fingerprint: Option<String>,
}

/// A name in the folder, and what opening it gave.
struct Item {
    /// Path below `seeds/`.
    file: String,
    name: String,
    content: Content,
}

enum Content {
    /// A link out of the folder of plans, with its finding. `is_document` is true if it has a document's name.
    LinkOutside { finding: Finding, is_document: bool },
    /// A staff file: its bytes, or why it cannot be read.
    Staff(Result<Vec<u8>, Finding>),
    /// A folder inside the plan.
    Folder,
    /// A README.
    Explanation,
    /// Any other file: its bytes, or why it cannot be read.
    Document(Result<Vec<u8>, Finding>),
}

/// Hashes everything that the reading of a plan's folder depends on: its name, and the names and contents of its
/// files. `None` if no plan can be read from it.
pub fn folder_fingerprint(folder: &Path) -> Option<String> {
    let (id, items) = items(folder).ok()?;
    let mut hasher = hasher(&id);
    items.for_each(|item| item.hash(&mut hasher));
    Some(hasher.finalize().to_hex().to_string())
}

/// Reads the folder of one plan.
pub(crate) fn read_folder(folder: &Path) -> SeedFolder {
    let (id, items) = match items(folder) {
        Ok(found) => found,
        Err(finding) => return SeedFolder { findings: vec![finding], ..SeedFolder::default() },
    };
    let mut hasher = hasher(&id);
    let (mut documents, mut staff_files, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    let mut once = once::Once::default();
    for item in items {
        item.hash(&mut hasher);
        let Item { file, name, content } = item;
        match content {
            Content::LinkOutside { finding, is_document } => {
                documents.extend(is_document.then(|| unreadable(&file)));
                findings.push(finding);
            }
            // A folder with the name of a staff file is reported as that file, because it hides the file.
            Content::Staff(bytes) => match bytes.and_then(|bytes| formats::decode_text(&file, &bytes)) {
                Ok((text, other_encoding)) => {
                    staff_files.push(StaffFile { file, text });
                    // Spreadsheets save as Shift_JIS by default.
                    findings.extend(other_encoding.filter(|_| STAFF_TABLES.contains(&name.as_str())));
                }
                Err(finding) => findings.push(finding),
            },
            Content::Folder => {
                let message = "計画の中のフォルダーは読んでいません。";
                findings.push(
                    Finding::warning("folder_in_plan", Place::file(&file), message)
                        .advise("文書は計画のフォルダーのすぐ下に置いてください。"),
                );
            }
            Content::Explanation => {
                let message = "説明のファイルとして、計画の文書には数えていません。";
                findings.push(Finding::info("explanation", Place::file(&file), message));
            }
            Content::Document(bytes) => match bytes.and_then(|bytes| once.read(&file, &bytes, &documents)) {
                Ok(once::Read::New(document, of_format)) => {
                    documents.push(document);
                    findings.extend(of_format);
                }
                Ok(once::Read::Again(finding)) => findings.push(finding),
                Err(finding) => {
                    documents.push(unreadable(&file));
                    findings.push(finding);
                }
            },
        }
    }
    let is_settled = !findings.iter().any(isolation::depends_on_machine);
    let fingerprint = is_settled.then(|| hasher.finalize().to_hex().to_string());
    let mut staff_file = |name: &str| {
        let at = staff_files.iter().position(|staff_file: &StaffFile| staff_file.file.ends_with(name))?;
        Some(staff_files.swap_remove(at))
    };
    let (manifest, of_manifest) = manifest::read(&id, staff_file("/plan.toml").as_ref());
    findings.extend(of_manifest);
    for name in manifest.documents.keys() {
        let file = format!("{id}/{name}");
        if !documents.iter().any(|document| document.file == file) {
            let message =
                format!("[documents] の「{}」という文書は、この計画にありません。", shortened(name));
            findings.push(
                Finding::warning("unknown_document", Place::file(format!("{id}/plan.toml")), message)
                    .advise("フォルダーにあるファイルの名前を、拡張子まで同じに書いてください。"),
            );
        }
    }
    if documents.iter().all(|document| document.lines.is_empty()) {
        findings.push(
            Finding::error("no_document", Place::file(&id), "この計画には、読める文書がひとつもありません。")
                .advise(format!("文書を置いてください。読めるのは {} です。", formats::known())),
        );
    }
    let plan = SeedPlan {
        manifest,
        documents,
        word_repairs: staff_file("/repairs.toml"),
        departments: staff_file("/departments.csv"),
        department_names: staff_file("/department_names.csv"),
        organisations: staff_file("/organisations.csv"),
    };
    SeedFolder { plan: Some(plan), findings, fingerprint }
}

/// The id of the plan in a folder, and its items, each opened when its turn comes.
fn items(folder: &Path) -> Result<(String, impl Iterator<Item = Item>), Finding> {
    let seeds = folder.parent().unwrap_or(folder);
    let (root, seeds) = (Root::of(seeds), seeds.to_owned());
    let id = below(&seeds, folder);
    if let Some(finding) = root.link_out(folder, &id) {
        return Err(finding);
    }
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        let message = "フォルダーの名前は計画の番号の一部になるため、半角の英小文字・数字・ハイフンに限ります。この計画は読んでいません。";
        return Err(Finding::error("folder_name", Place::file(&id), message)
            .advise("例: meguro-vision。名前を変えると施策の URL も変わります。"));
    }
    let paths =
        listed(folder).map_err(|error| Finding::error("unreadable", Place::file(&id), error.to_string()))?;
    Ok((id, paths.into_iter().map(move |path| Item::open(&root, &seeds, &path))))
}

impl Item {
    fn open(root: &Root, seeds: &Path, path: &Path) -> Self {
        let file = below(seeds, path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let content = if let Some(finding) = root.link_out(path, &file) {
            let is_document = !is_staff_file(&name) && !path.is_dir() && formats::is_known(&name);
            Content::LinkOutside { finding, is_document }
        } else if is_staff_file(&name) {
            Content::Staff(read_bytes(path, &file, MAX_STAFF_FILE))
        } else if path.is_dir() {
            Content::Folder
        } else if is_explanation(path) {
            Content::Explanation
        } else {
            Content::Document(read_bytes(path, &file, MAX_DOCUMENT))
        };
        Self { file, name, content }
    }

    /// Adds the name, and the content or the reason why there is none.
    fn hash(&self, hasher: &mut blake3::Hasher) {
        let of_finding = |finding: &Finding| blake3::hash(format!("{finding:?}").as_bytes());
        let (kind, content) = match &self.content {
            Content::Staff(Ok(bytes)) | Content::Document(Ok(bytes)) => (0, blake3::hash(bytes)),
            Content::Staff(Err(finding)) | Content::Document(Err(finding)) => (1, of_finding(finding)),
            Content::LinkOutside { finding, is_document } => {
                (2 + u8::from(*is_document), of_finding(finding))
            }
            Content::Folder => (4, blake3::hash(&[])),
            Content::Explanation => (5, blake3::hash(&[])),
        };
        hasher.update(self.file.as_bytes()).update(&[0, kind]).update(content.as_bytes());
    }
}

fn hasher(id: &str) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    hasher.update(id.as_bytes()).update(&[0]);
    hasher
}

/// An unreadable document, which is still found by its name.
fn unreadable(file: &str) -> Document {
    Document { file: file.to_owned(), ..Document::default() }
}
