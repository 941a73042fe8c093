//! `shisaku export`

use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

use anyhow::{Context, Result};

use super::{Outcome, args::ExportArgs, say, search, session};
use crate::{api, config::Folders};

pub(super) fn run(args: &ExportArgs) -> Result<Outcome> {
    let index = session::open_or_build(&Folders::from(&args.folders))?;
    let Some(params) = search::read(&args.pairs(), &index) else { return Ok(Outcome::Usage) };
    let entries = index.all(&params)?;
    match &args.output {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            api::export(&entries, args.format.0, &mut out)?;
            out.flush()?;
        }
        Some(path) => {
            let cannot =
                || format!("{} に書けません。フォルダーの有無と書く権限を確かめてください", path.display());
            let mut out = BufWriter::new(File::create(path).with_context(cannot)?);
            api::export(&entries, args.format.0, &mut out).and_then(|()| out.flush()).with_context(cannot)?;
            say(&format!("{} 件を {} に書き出しました。", entries.len(), path.display()));
        }
    }
    Ok(Outcome::Success)
}
