//! `shisaku init`: writes a first `plan.toml` for a folder of documents.

use std::{
    fs::OpenOptions,
    io::{self, ErrorKind, Write},
    path::Path,
};

use anyhow::{Context, Result};

use super::{
    Outcome,
    args::InitArgs,
    check::{write_document, write_finding},
    say,
};
use shisaku_model::{Finding, Kind, Severity};
use shisaku_reader::{Organisations, first_manifest, read_plan_folder};

/// Percentage below which the first lines of the rest are quoted.
const WELL_UNDERSTOOD: usize = 90;

pub(super) fn run(args: &InitArgs) -> Result<Outcome> {
    let typed = args.folder.display();
    // The name as typed is the plan's id, even if it is a link. `.` has no name.
    let named = args.folder.file_name().map(|_| args.folder.clone());
    let folder = named.or_else(|| args.folder.canonicalize().ok()).filter(|folder| folder.is_dir());
    let Some(folder) = folder else {
        say(&format!(
            "エラー: フォルダー {typed} がありません。フォルダー(例: seeds/meguro-vision)を作って計画の文書を置き、もう一度 shisaku init を実行してください。"
        ));
        return Ok(Outcome::Usage);
    };
    let file = folder.join("plan.toml");
    if file.symlink_metadata().is_ok() {
        say(&already_there(args));
        return Ok(Outcome::Errors);
    }
    let reading = read_plan_folder(&folder, &Organisations::default());
    let Some(plan) = &reading.plan else {
        for Finding { message, advice, .. } in reading.findings() {
            say(&format!("エラー: {typed}: {message}{advice}"));
        }
        return Ok(Outcome::Usage);
    };
    if let Some(finding) = reading.findings().find(|finding| finding.code == "no_document") {
        say(&format!("エラー: {typed}: {}{}", finding.message, finding.advice));
        return Ok(Outcome::Errors);
    }
    // Never overwrites: the file may have been written in the meantime.
    let written = OpenOptions::new().write(true).create_new(true).open(&file);
    match written.and_then(|mut file| file.write_all(first_manifest(plan).as_bytes())) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            say(&already_there(args));
            return Ok(Outcome::Errors);
        }
        written => written.with_context(|| {
            format!("{typed}/plan.toml を書けません。フォルダーに書く権限を確かめてください")
        })?,
    }

    let mut out = io::stdout().lock();
    let errors = reading
        .findings()
        .filter(|finding| finding.severity == Severity::Error && finding.code != "no_manifest");
    errors.clone().try_for_each(|finding| write_finding(finding, &mut out))?;
    let count = |kind: Kind| plan.plan.entries.iter().filter(|entry| entry.kind == kind).count();
    writeln!(out, "文書 {} 件を読みました。施策は {} 件です。", plan.documents.len(), count(Kind::Measure))?;
    for document in &plan.profile().documents {
        write_document(document, WELL_UNDERSTOOD, &mut out)?;
    }
    writeln!(out, "{typed}/plan.toml を書きました。中を見て、分かる項目を埋めてください。")?;
    writeln!(out, "次は、読み取りを確かめます: shisaku check --explain --seeds {}", above(&args.folder))?;
    Ok(if errors.count() > 0 { Outcome::Errors } else { Outcome::Success })
}

fn already_there(args: &InitArgs) -> String {
    format!(
        "エラー: {}/plan.toml がすでにあるため、書きません。読み取りを見るには shisaku check --explain --seeds {} を、下書きから作り直すには plan.toml の名前を変えてから、もう一度実行してください。",
        args.folder.display(),
        above(&args.folder)
    )
}

/// The folder of plans above the folder of a plan, as typed.
fn above(folder: &Path) -> String {
    let above = folder.components().next_back().and_then(|last| match last {
        std::path::Component::Normal(_) => folder.parent(),
        _ => None,
    });
    match above {
        Some(above) if above.as_os_str().is_empty() => ".".to_owned(),
        Some(above) => above.display().to_string(),
        None => folder.join("..").display().to_string(),
    }
}
