//! Lists folders: the files that count, their names as shown, and links that lead out.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::SourceError;
use shisaku_model::{Finding, Place};

/// Beginning of the files that Excel and Word keep beside an open document.
const LOCK: &str = "~$";

/// Files that Windows writes into folders. Those of other systems begin with a dot.
const OF_SYSTEM: [&str; 2] = ["thumbs.db", "desktop.ini"];

/// Lists a folder by name, without hidden files and those that programs keep there for themselves.
pub(super) fn listed(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SourceError::NoSeeds(folder.to_owned()),
        _ => SourceError::Unreadable { path: folder.to_owned(), source },
    };
    let mut paths = fs::read_dir(folder)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.retain(|path| !path.file_name().is_some_and(|name| is_of_a_program(&name.to_string_lossy())));
    paths.sort();
    Ok(paths)
}

fn is_of_a_program(name: &str) -> bool {
    name.starts_with('.') || name.starts_with(LOCK) || OF_SYSTEM.contains(&name.to_ascii_lowercase().as_str())
}

/// The path of a file below `seeds`, as shown in findings.
pub(super) fn below(seeds: &Path, path: &Path) -> String {
    Place::shown(path.strip_prefix(seeds).unwrap_or(path))
}

/// True for a README, which explains the folder to people.
pub(super) fn is_explanation(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_ascii_lowercase());
    stem.is_some_and(|stem| stem == "readme")
}

/// The folder of all plans. Links lead no further: what they point to would be published, and everybody who may
/// put a file into the folder can make one.
#[derive(Debug)]
pub(super) struct Root {
    /// The folder without links. `None` if the system does not tell it; then no link is followed.
    real: Option<PathBuf>,
}

impl Root {
    pub(super) fn of(seeds: &Path) -> Self {
        let seeds = if seeds.as_os_str().is_empty() { Path::new(".") } else { seeds };
        Self { real: seeds.canonicalize().ok() }
    }

    /// The finding about a link that leads out of the folder, or to the folder itself. A link to nothing is
    /// left to those who open it.
    pub(super) fn link_out(&self, path: &Path, file: &str) -> Option<Finding> {
        let target = self.target_outside(path)?;
        let message = format!(
            "文書のフォルダーの外({})へのリンクのため、たどりません。読んでいません。",
            Place::shown(&target)
        );
        Some(
            Finding::error("link_outside", Place::file(file), message)
                .advise("リンクをやめ、ファイルやフォルダーそのものをここに写してください。"),
        )
    }

    /// Target of a link that leads out of the folder.
    pub(super) fn target_outside(&self, path: &Path) -> Option<PathBuf> {
        if !path.is_symlink() {
            return None;
        }
        let target = path.canonicalize().ok()?;
        let is_inside = self.real.as_ref().is_some_and(|real| target.starts_with(real) && target != *real);
        (!is_inside).then_some(target)
    }
}
