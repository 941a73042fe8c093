//! Reads the counts that `shisaku serve --learn` wrote: one file per month.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::report::Months;
use shisaku_misses::read;
use shisaku_model::{Finding, Place};

/// Reads the counts of all months, with findings about unreadable files and lines.
///
/// # Errors
/// If the folder cannot be read.
pub fn months(folder: &Path) -> Result<(Months, Vec<Finding>)> {
    let entries = fs::read_dir(folder).with_context(|| {
        format!(
            "件数のフォルダー({0})を読めません。`shisaku serve --learn {0}` で数え始めるか、--learn で数えたフォルダーを指定してください",
            folder.display()
        )
    })?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "tsv")).collect();
    paths.sort();
    let (mut months, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        let file = plain(&path.display().to_string());
        let name = path.file_stem().and_then(|name| name.to_str());
        let Some(month) = name.and_then(|name| name.parse().ok()) else {
            let message = "名前が「2026-11.tsv」のような年月ではないため、読みませんでした。";
            findings.push(Finding::warning("not_a_month", Place::file(file), message));
            continue;
        };
        match fs::read(&path) {
            Ok(bytes) => {
                let lines = read(&file, &bytes);
                findings.extend(lines.findings);
                months.push((month, lines.counts));
            }
            Err(error) => {
                let finding =
                    Finding::error("unreadable_file", Place::file(file), format!("読めません({error})。"));
                findings.push(finding.advise("ファイルの権限を確かめてください。"));
            }
        }
    }
    Ok((months, findings))
}

/// Makes a file name safe to print: control characters, which a terminal would obey, become spaces.
fn plain(name: &str) -> String {
    name.replace(char::is_control, " ")
}
