//! `shisaku export`: writes a list to a file or to standard output.

use std::{
    fs::{self, File, Permissions},
    io::{self, BufWriter, IsTerminal, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use anyhow::{Context, Error, Result};
use tempfile::NamedTempFile;

use super::{Outcome, args::ExportArgs, say, search, session};
use crate::{
    api::{self, About, ExportError, ExportFormat},
    web::PublicUrl,
};
use shisaku_model::japan;
use shisaku_search::{Listing, Search, SearchParams};

pub(super) fn run(args: &ExportArgs) -> Result<Outcome> {
    let format = args.format;
    if format == ExportFormat::Xlsx && args.output.file.is_none() && io::stdout().is_terminal() {
        say(
            "エラー: xlsx は端末に表示できません。--output 一覧.xlsx のように、書き出すファイルを指定してください。",
        );
        return Ok(Outcome::Usage);
    }
    let index = session::open_or_build(&args.folders, &session::lexicon(&args.folders)?)?;
    if let Some(outcome) = search::values(&args.pairs(), &index)? {
        return Ok(outcome);
    }
    let Some(params) = search::read(&args.pairs(), &index) else { return Ok(Outcome::Usage) };
    let listing = index.listing(&params)?;
    let base = args.public_url.as_ref().map_or("", PublicUrl::as_str);
    match &args.output.file {
        None => write(&index, &listing, format, base, io::stdout())?,
        Some(path) => {
            let cannot =
                || format!("{} に書けません。フォルダーの有無と書く権限を確かめてください", path.display());
            write_file(path, |file| write(&index, &listing, format, base, file)).with_context(cannot)?;
            say(&format!("{} 件を {} に書き出しました。", listing.count(), path.display()));
        }
    }
    Ok(Outcome::Success)
}

/// Writes one page of a search as CSV.
pub(super) fn page(index: &Search, params: &SearchParams, out: &mut (impl Write + Send)) -> Result<()> {
    write(index, &index.listing(params)?.page(), ExportFormat::Csv, "", out)
}

/// Writes a list. `base` comes before the path of each page.
fn write(
    index: &Search,
    listing: &Listing,
    format: ExportFormat,
    base: &str,
    out: impl Write + Send,
) -> Result<()> {
    let about = About { exported_at: &japan::now_utc(), base };
    let mut out = BufWriter::new(out);
    match api::export(index, listing, format, &about, &mut out) {
        Ok(()) => Ok(out.flush()?),
        Err(ExportError::Engine(error)) => Err(error.into()),
        Err(ExportError::Io(error)) => Err(error.into()),
    }
}

/// Writes to a temporary file next to the target, then renames it. An existing file is replaced completely or
/// not at all.
pub(super) fn write_file(path: &Path, write: impl Fn(&File) -> Result<()>) -> Result<()> {
    let special = fs::metadata(path).is_ok_and(|known| !known.is_file());
    if special {
        return write(&File::create(path)?);
    }
    // Follow a symbolic link: replace its target, not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    // A user without write permission for a file must not be able to replace it.
    let mode = match File::options().append(true).open(&path) {
        Ok(file) => Some(file.metadata()?.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    let fresh = Permissions::from_mode(0o666);
    let file =
        tempfile::Builder::new().permissions(fresh).tempfile_in(folder.unwrap_or_else(|| Path::new(".")))?;
    write(file.as_file())?;
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    NamedTempFile::persist(file, &path).map(drop).map_err(|failed| Error::from(failed.error))
}
