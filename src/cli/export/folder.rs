//! A file for each value of a facet, in one folder.

use std::{
    collections::HashSet,
    fs,
    path::{MAIN_SEPARATOR, Path},
};

use anyhow::{Context, Result};

use super::{Files, cannot_write, replace_file};
use crate::api::{FileNames, file_name};
use shisaku_model::{Facet, japan};
use shisaku_search::{Division, Listing};

/// True if a path means a folder: it is one, or it ends like one.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(MAIN_SEPARATOR)
}

/// Numbers of files and entries written.
#[derive(Default)]
pub(super) struct Written {
    files: usize,
    /// Rows of all files. An entry with two values counts twice.
    entries: usize,
    /// Entries without a value, which stand in no file.
    left: usize,
}

impl Written {
    /// Says in Japanese what was written.
    pub(super) fn told(&self, by: &Facet, folder: &Path) -> String {
        let Self { files, entries, left } = self;
        let mut told = format!(
            "{files} 個のファイルに、合わせて {entries} 件を {} に書き出しました。",
            folder.display()
        );
        if *left > 0 {
            told.push_str(&format!("{}のない {left} 件は、どのファイルにもありません。", by.label));
        }
        told
    }
}

/// Writes a file for each value. The folder is made if it is missing; existing files of the same names are replaced. No
/// file is written outside of it: names have no separators, and a symbolic link of such a name is replaced.
pub(super) fn write(
    files: &Files<'_>,
    division: &Division,
    listing: &Listing,
    folder: &Path,
) -> Result<Written> {
    fs::create_dir_all(folder).with_context(|| cannot_write(folder))?;
    let (mut names, mut written) = (FileNames::default(), Written::default());
    let mut left: HashSet<&str> = listing.ids().collect();
    let day = japan::day(&files.exported_at);
    for value in &division.values {
        let part = files.index.part(listing, division.facet, &value.value)?;
        let told = [value.label.to_string()];
        let name = file_name(&part, files.index.catalogue(), &told, Some(division.facet), &day);
        let path = folder.join(format!("{}.{}", names.take(&name), files.format.name()));
        replace_file(&path, |file| files.write(&part, file)).with_context(|| cannot_write(&path))?;
        part.ids().for_each(|id| {
            left.remove(id);
        });
        written.files += 1;
        written.entries += part.count();
    }
    Ok(Written { left: left.len(), ..written })
}
