//! `shisaku progress`: the plan's progress as a table in the terminal or as a file.

mod table;

use std::{
    fs,
    io::{self, IsTerminal, Write},
};

use anyhow::{Context, Result};

use super::{
    Outcome,
    args::{ColorArg, PROGRESS_FORMATS, ProgressArgs, USAGE},
    columns, say, search, session,
    style::Style,
};
use crate::api::write_progress;
use shisaku_search::{ProgressError, read_progress_params};

pub(super) fn run(args: &ProgressArgs) -> Result<Outcome> {
    let xlsx = args.format.as_deref() == Some("xlsx");
    if xlsx && args.output.file.is_none() && io::stdout().is_terminal() {
        say(&format!(
            "エラー: xlsx は端末に示せません。--output 進み具合.xlsx のようにファイルを指定してください。\n{USAGE}"
        ));
        return Ok(Outcome::Usage);
    }
    let index = session::open_fresh(&args.folders)?;
    let pairs = args.pairs();
    if let Some(outcome) = search::values(&pairs, &index)? {
        return Ok(outcome);
    }
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let read = read_progress_params(borrowed, &PROGRESS_FORMATS, index.catalogue());
    let (params, format) = match read {
        Ok(read) => read,
        Err(errors) => {
            search::tell(&errors);
            return Ok(Outcome::Usage);
        }
    };
    let progress = match index.progress(&params) {
        Ok(progress) => progress,
        Err(ProgressError::TooLarge(error)) => {
            search::tell(&[error]);
            return Ok(Outcome::Usage);
        }
        Err(ProgressError::Engine(error)) => return Err(error.into()),
    };
    let mut written = Vec::new();
    match format.flatten() {
        Some(format) => write_progress(&progress, format, args.public.base(), &mut written)?,
        None => {
            // A table written to a file has no escape sequences.
            let color = if args.output.file.is_some() { ColorArg::Never } else { args.color.color };
            table::write(&progress, Style::of_output(color), columns::width(), &mut written)?;
        }
    }
    match &args.output.file {
        None => io::stdout().lock().write_all(&written)?,
        Some(path) => {
            fs::write(path, written).with_context(|| {
                format!("{} に書けません。フォルダーの有無と書く権限を確かめてください", path.display())
            })?;
            say(&format!("進み具合の表を {} に書き出しました。", path.display()));
        }
    }
    Ok(Outcome::Success)
}
