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
    let Some(folders) = plan_folders(args) else { return Ok(None) };
    let organisations = shisaku_ingest::lexicon::organisations(args.lexicon.folder.as_deref())?;
    let name = args.file.file_name().unwrap_or_default();
    let preview = |folder: &PathBuf| Preview::read(&args.file, folder, folder.join(name), &organisations);
    let preview = match folders.as_slice() {
        [only] => Some(preview(only)?),
        several => joining(several, preview)?,
    };
    let exists = |preview: &&Preview| preview.target.exists() && !args.replace;
    if let Some(Preview { target, .. }) = preview.as_ref().filter(exists) {
        let target = target.display();
        say(&format!(
            "エラー: {target} はもうあります。入れ替えるときは --replace を、別に加えるときはファイルの名前を変えてください。"
        ));
        return Ok(None);
    }
    Ok(preview)
}

/// The only plan whose measures the rows of a file join. `None` if there is none or there are several, which has been
/// said.
fn joining(folders: &[PathBuf], preview: impl Fn(&PathBuf) -> Result<Preview>) -> Result<Option<Preview>> {
    let mut joining = folders.iter().map(preview).collect::<Result<Vec<_>>>()?;
    joining.retain(Preview::joins);
    let name = |folder: &Path| folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names = |folders: Vec<&Path>| folders.into_iter().map(name).collect::<Vec<_>>().join("、");
    let plans: Vec<&Path> = joining.iter().filter_map(|preview| preview.target.parent()).collect();
    match plans.as_slice() {
        [only] => say(&format!("計画「{}」の実績として読みました。", name(only))),
        [] => {
            let all = names(folders.iter().map(PathBuf::as_path).collect());
            say(&format!(
                "エラー: どの計画の施策にもつながらない行があります。--plan で計画を選ぶと、その行を示します: {all}"
            ));
        }
        several => {
            let several = names(several.to_vec());
            say(&format!("エラー: いくつもの計画につながります。--plan で選んでください: {several}"));
        }
    }
    Ok((joining.len() == 1).then(|| joining.remove(0)))
}

/// The folders of the plans that a file may belong to: the one that is named, or all.
fn plan_folders(args: &ResultsFileArgs) -> Option<Vec<PathBuf>> {
    let seeds = args.seeds.display();
    let entries = fs::read_dir(&args.seeds).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    if names.is_empty() {
        say(&format!("エラー: {seeds} に計画のフォルダーがありません。--seeds で指定してください。"));
        return None;
    }
    if let Some(plan) = args.plan.as_ref().filter(|plan| !names.contains(plan)) {
        let listed = names.join("、");
        say(&format!("エラー: {seeds} に計画「{plan}」のフォルダーがありません。あるのは: {listed}"));
        return None;
    }
    names.retain(|name| args.plan.as_ref().is_none_or(|plan| plan == name));
    Some(names.into_iter().map(|name| args.seeds.join(name)).collect())
}
