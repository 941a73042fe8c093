//! `shisaku eval`: runs judged queries against the index or a collection of texts.

use std::io::{self, Write};

use anyhow::{Context, Result};

use super::{Outcome, args::EvalArgs, say, session};
use shisaku_eval::{DEPTH, Input, JudgedQuery, Report};
use shisaku_search::Search;

pub(super) fn run(args: &EvalArgs) -> Result<Outcome> {
    let Input { queries, corpus, earlier } =
        match Input::read(&args.queries, args.corpus.as_deref(), args.compare.as_deref()) {
            Ok(input) => input,
            Err(wrong) => {
                say(&format!("エラー: {wrong}"));
                return Ok(Outcome::Usage);
            }
        };
    let report = match &corpus {
        None => ask(&session::open_fresh(&args.folders)?, queries)?,
        Some(plan) => {
            let folder = tempfile::tempdir().context(
                "一時フォルダーを作れません。空き容量と権限を確かめるか、環境変数 TMPDIR で場所を変えてください",
            )?;
            let search = session::open_plan(plan, folder.path(), &session::lexicon(&args.folders)?)
                .with_context(|| format!("一時フォルダー({})に索引を作れません", folder.path().display()))?;
            ask(&search, queries)?
        }
    };
    let comparison = earlier.as_ref().map(|earlier| shisaku_eval::compare(earlier, &report));
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
        shisaku_eval::write(&report, comparison.as_ref(), &mut out)?;
    }
    Ok(Outcome::Success)
}

/// Runs all queries, with a progress bar on a terminal.
fn ask(search: &Search, queries: Vec<JudgedQuery>) -> Result<Report> {
    if let Some(warning) = shisaku_eval::unknown_ids_warning(search, &queries)? {
        say(&warning);
    }
    Ok(session::with_bar("質問", |progress| shisaku_eval::run(search, queries, DEPTH, progress))?)
}
