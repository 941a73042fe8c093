//! `shisaku eval`: runs judged queries against the index or a collection of texts.

mod people;

use std::{
    fmt::Display,
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result};

use super::{Outcome, args::EvalArgs, say, session};
use crate::config::Folders;
use shisaku_eval::{DEPTH, Earlier, JudgedQuery, Report};
use shisaku_model::Plan;
use shisaku_search::Search;

/// Number of unknown judged ids listed in the warning.
const IDS_TOLD: usize = 5;

pub(super) fn run(args: &EvalArgs) -> Result<Outcome> {
    // Read all files first, so that a mistake shows up before any long work.
    let read = match read(args) {
        Ok(read) => read,
        Err(wrong) => {
            say(&format!("エラー: {wrong}"));
            return Ok(Outcome::Usage);
        }
    };
    let folders = Folders::from(&args.folders);
    let report = match &read.corpus {
        None => ask(&session::open_fresh(&folders)?, read.queries)?,
        Some(plan) => {
            let folder = tempfile::tempdir().context(
                "一時フォルダーを作れません。空き容量と権限を確かめるか、環境変数 TMPDIR で場所を変えてください",
            )?;
            let search = session::open_plan(plan, folder.path(), &session::lexicon(&folders)?)
                .with_context(|| format!("一時フォルダー({})に索引を作れません", folder.path().display()))?;
            ask(&search, read.queries)?
        }
    };
    let comparison = read.earlier.as_ref().map(|earlier| shisaku_eval::compare(earlier, &report));
    if comparison.as_ref().is_some_and(|comparison| comparison.paired == 0) {
        say("注意: 前回の結果と同じ qid がひとつもないため、比べられません。");
    }
    let mut out = io::stdout().lock();
    if args.json {
        let mut json = report.json();
        if let Some(comparison) = &comparison {
            json["comparison"] = comparison.json();
        }
        serde_json::to_writer_pretty(&mut out, &json)?;
        writeln!(out)?;
    } else {
        people::write(&report, comparison.as_ref(), &mut out)?;
    }
    Ok(Outcome::Success)
}

/// The contents of the files that the options name.
struct Read {
    queries: Vec<JudgedQuery>,
    corpus: Option<Plan>,
    earlier: Option<Earlier>,
}

fn read(args: &EvalArgs) -> Result<Read, String> {
    let queries = read_file(&args.queries, shisaku_eval::read_queries)?;
    let corpus = args.corpus.as_deref().map(|file| read_file(file, shisaku_eval::read_corpus)).transpose()?;
    let earlier =
        args.compare.as_deref().map(|file| read_file(file, shisaku_eval::read_earlier)).transpose()?;
    if queries.is_empty() {
        return Err(format!(
            "{} に質問がひとつもありません。1 行に 1 つずつ書いてください。",
            args.queries.display()
        ));
    }
    if let (Some(file), Some(plan)) = (&args.corpus, &corpus)
        && plan.entries.is_empty()
    {
        return Err(format!(
            "{} に文書がひとつもありません。1 行に 1 つずつ書いてください。",
            file.display()
        ));
    }
    Ok(Read { queries, corpus, earlier })
}

/// Reads and parses a file. The error names the file and the line.
fn read_file<T, E: Display>(file: &Path, read: impl Fn(&str) -> Result<T, E>) -> Result<T, String> {
    let at = file.display();
    let bytes = fs::read(file)
        .map_err(|error| format!("{at} を読めません({error})。ファイルの名前と権限を確かめてください。"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        format!("{at} の {line} 行目: UTF-8 ではない文字があります。UTF-8 で保存してください。")
    })?;
    read(&text).map_err(|bad| format!("{at} の {bad}"))
}

/// Runs all queries, with a progress bar on a terminal.
fn ask(search: &Search, queries: Vec<JudgedQuery>) -> Result<Report> {
    let unknown = shisaku_eval::unknown_ids(search, &queries)?;
    if !unknown.is_empty() {
        let few: Vec<&str> = unknown.iter().take(IDS_TOLD).map(String::as_str).collect();
        let more = if unknown.len() > few.len() { " など" } else { "" };
        say(&format!(
            "注意: 判定にある id のうち {} 個が索引にありません: {}{more}。計画の版か --corpus を確かめてください。",
            unknown.len(),
            few.join("、")
        ));
    }
    let bar = session::bar("質問");
    let report = shisaku_eval::run(search, queries, DEPTH, &|done, all| session::advance(&bar, done, all));
    bar.finish_and_clear();
    Ok(report?)
}
