//! `shisaku results`: a form for a section's results, what a filled-in file would change, and adding it to a plan.

mod preview;
mod template;

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use super::{
    Outcome,
    args::{ResultsArgs, ResultsCommand, ResultsFileArgs},
    say,
};
use preview::Preview;

pub(super) fn run(args: &ResultsArgs) -> Result<Outcome> {
    match &args.command {
        ResultsCommand::Template(args) => template::run(args),
        ResultsCommand::Preview(args) => {
            let Some(preview) = read(args)? else { return Ok(Outcome::Usage) };
            preview.write(args.json, &mut io::stdout().lock())?;
            Ok(preview.outcome())
        }
        ResultsCommand::Add(args) => add(args),
    }
}

/// Puts a file into the folder of its plan, unless it brings an error.
fn add(args: &ResultsFileArgs) -> Result<Outcome> {
    let Some(preview) = read(args)? else { return Ok(Outcome::Usage) };
    preview.write(args.json, &mut io::stdout().lock())?;
    if preview.outcome() != Outcome::Success {
        say("何も加えていません。直してから、もう一度 shisaku results add を実行してください。");
        return Ok(preview.outcome());
    }
    let target = &preview.target;
    let shown = target.display();
    let copied = write_new(&args.file, target, args.replace);
    copied.with_context(|| format!("{shown} に書けません。フォルダーに書く権限を確かめてください"))?;
    say(&format!(
        "{shown} に置きました。動いている shisaku serve には数秒で現れます。動いていなければ `shisaku index` で索引を作り直してください。"
    ));
    Ok(Outcome::Success)
}

/// Copies a file beside its target and renames it, so that a running server never reads half of it.
fn write_new(from: &Path, target: &Path, replace: bool) -> io::Result<()> {
    let folder = target.parent().unwrap_or_else(|| Path::new("."));
    // The watch of a server passes over hidden files.
    let mut file = tempfile::Builder::new().prefix(".results-").tempfile_in(folder)?;
    io::copy(&mut fs::File::open(from)?, &mut file)?;
    file.flush()?;
    fs::set_permissions(file.path(), fs::metadata(from)?.permissions())?;
    let kept = if replace { file.persist(target) } else { file.persist_noclobber(target) };
    kept.map(drop).map_err(|failed| failed.error)
}

/// Reads what a file would change. `None` if it cannot be tried, which has been said.
fn read(args: &ResultsFileArgs) -> Result<Option<Preview>> {
    let shown = args.file.display();
    if !args.file.is_file() {
        say(&format!("エラー: ファイル {shown} がありません。"));
        return Ok(None);
    }
    let Some(folder) = plan_folder(args) else { return Ok(None) };
    let name = args.file.file_name().unwrap_or_default();
    let target = folder.join(name);
    if target.exists() && !args.replace {
        let target = target.display();
        say(&format!(
            "エラー: {target} はもうあります。入れ替えるときは --replace を、別に加えるときはファイルの名前を変えてください。"
        ));
        return Ok(None);
    }
    let organisations = shisaku_ingest::lexicon::organisations(args.lexicon.folder.as_deref())?;
    Preview::read(&args.file, &folder, target, &organisations).map(Some)
}

/// The folder of the plan that a file belongs to: the only one, or the one that is named.
fn plan_folder(args: &ResultsFileArgs) -> Option<PathBuf> {
    let seeds = args.seeds.display();
    let entries = fs::read_dir(&args.seeds).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    let listed = names.join("、");
    match (&args.plan, names.as_slice()) {
        (Some(plan), _) if names.contains(plan) => Some(args.seeds.join(plan)),
        (Some(plan), _) => {
            say(&format!("エラー: {seeds} に計画「{plan}」のフォルダーがありません。あるのは: {listed}"));
            None
        }
        (None, [only]) => Some(args.seeds.join(only)),
        (None, []) => {
            say(&format!("エラー: {seeds} に計画のフォルダーがありません。--seeds で指定してください。"));
            None
        }
        (None, _) => {
            say(&format!("エラー: 計画がいくつもあります。--plan で選んでください: {listed}"));
            None
        }
    }
}
