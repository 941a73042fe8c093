//! `shisaku export`: writes a list to a file, to standard output, or as a file for each value of a facet.

mod folder;

use std::{
    fs::{self, File, Permissions},
    io::{self, BufWriter, IsTerminal, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use anyhow::{Context, Error, Result};
use tempfile::NamedTempFile;

use super::{
    Outcome,
    args::ExportArgs,
    say,
    search::{tell, values},
    session,
};
use crate::{
    api::{self, About, ExportError, ExportFormat, Layout, LayoutError},
    web::PublicUrl,
};
use shisaku_model::japan;
use shisaku_search::{ListRequest, Listing, ParamError, Search, SearchParams, read_list_params};

/// Files with lists, all of one form.
struct Files<'a> {
    index: &'a Search,
    format: ExportFormat,
    layout: Layout,
    /// Comes before the path of each page.
    base: &'a str,
    /// Time of the export: RFC 3339, UTC.
    exported_at: String,
}

pub(super) fn run(args: &ExportArgs) -> Result<Outcome> {
    if args.format == ExportFormat::Xlsx && args.output.is_none() && io::stdout().is_terminal() {
        say(
            "エラー: xlsx は端末に表示できません。--output 一覧.xlsx のように、書き出すファイルを指定してください。",
        );
        return Ok(Outcome::Usage);
    }
    let index = session::open_or_build(&args.folders, &session::lexicon(&args.folders)?)?;
    let pairs = args.pairs();
    if let Some(outcome) = values(&pairs, &index)? {
        return Ok(outcome);
    }
    let output = args.output.as_deref();
    let folder = output.filter(|path| args.by.is_some() && folder::is_folder(path));
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let request = match read_list_params(borrowed, &ExportFormat::ALL, index.catalogue()) {
        Ok(request) => request,
        Err(errors) => return Ok(refused(&errors)),
    };
    if let Err(error) = check(&request, folder.is_some()) {
        return Ok(refused(&[error]));
    }
    let listing = index.listing(&request.search)?;
    let layout = match layout(&request, &index, &listing, folder.is_some()) {
        Err(LayoutError::TooMany(error)) => return Ok(refused(&[error])),
        layout => layout?,
    };
    let base = args.public_url.as_ref().map_or("", PublicUrl::as_str);
    let files = Files { index: &index, format: request.format, layout, base, exported_at: japan::now_utc() };
    match (output, folder.zip(request.by)) {
        (_, Some((folder, by))) => {
            let written = folder::write(&files, &index.division(&listing, by)?, &listing, folder)?;
            say(&written.told(by, folder));
        }
        (None, None) => files.write(&listing, io::stdout())?,
        (Some(path), None) => {
            write_file(path, |file| files.write(&listing, file)).with_context(|| cannot_write(path))?;
            say(&format!("{} 件を {} に書き出しました。", listing.count(), path.display()));
        }
    }
    Ok(Outcome::Success)
}

fn refused(errors: &[ParamError]) -> Outcome {
    tell(errors);
    Outcome::Usage
}

/// Checks that files of the format can have the requested layout. In a folder, any format can be divided.
fn check(request: &ListRequest<ExportFormat>, in_folder: bool) -> Result<(), ParamError> {
    if in_folder {
        return ExportFormat::check(&ListRequest { by: None, ..request.clone() });
    }
    ExportFormat::check(request).map_err(|mut error| {
        if error.param == "by" {
            error
                .detail
                .push_str("値ごとのファイルにするには、--output 一覧/ のように、フォルダーを指定します。");
        }
        error
    })
}

/// The layout of each file. In a folder, each file holds one value.
fn layout(
    request: &ListRequest<ExportFormat>,
    index: &Search,
    listing: &Listing,
    in_folder: bool,
) -> Result<Layout, LayoutError> {
    if in_folder {
        return Ok(Layout { columns: request.columns.unwrap_or_default(), by: None });
    }
    Layout::of_file(request, index, listing)
}

fn cannot_write(path: &Path) -> String {
    format!("{} に書けません。フォルダーの有無と書く権限を確かめてください", path.display())
}

/// Writes one page of a search as CSV.
pub(super) fn page(index: &Search, params: &SearchParams, out: &mut (impl Write + Send)) -> Result<()> {
    let (format, layout) = (ExportFormat::Csv, Layout::default());
    let files = Files { index, format, layout, base: "", exported_at: japan::now_utc() };
    files.write(&index.listing(params)?.page(), out)
}

impl Files<'_> {
    /// Writes a list.
    fn write(&self, listing: &Listing, out: impl Write + Send) -> Result<()> {
        let about = About { exported_at: &self.exported_at, base: self.base };
        let mut out = BufWriter::new(out);
        match api::export(self.index, listing, self.format, &about, &self.layout, &mut out) {
            Ok(()) => Ok(out.flush()?),
            Err(ExportError::Engine(error)) => Err(error.into()),
            Err(ExportError::Io(error)) => Err(error.into()),
        }
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
    replace_file(&fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()), write)
}

/// Writes to a temporary file in the folder of the target, then renames it. A symbolic link is replaced, not followed.
fn replace_file(path: &Path, write: impl Fn(&File) -> Result<()>) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    // A user without write permission for a file must not be able to replace it.
    let is_file = fs::symlink_metadata(path).is_ok_and(|known| known.is_file());
    let open = is_file.then(|| File::options().append(true).open(path)).transpose()?;
    let mode = open.map(|file| file.metadata()).transpose()?.map(|known| known.permissions());
    let fresh = Permissions::from_mode(0o666);
    let file =
        tempfile::Builder::new().permissions(fresh).tempfile_in(folder.unwrap_or_else(|| Path::new(".")))?;
    write(file.as_file())?;
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    NamedTempFile::persist(file, path).map(drop).map_err(|failed| Error::from(failed.error))
}
