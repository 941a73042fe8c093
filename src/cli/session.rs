//! What several commands need: an index that fits, opened, and findings told in a few words.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::say;
use crate::{
    analysis::Analyzer,
    config::Folders,
    engine::generations::Generation,
    ingest::{self, IngestError, State},
    model::{Finding, Plan, Severity},
    search::Search,
};

/// The index as it lies there, or why it cannot be used and what to do.
pub(super) fn open_fresh(folders: &Folders) -> Result<Search> {
    let analyzer = analyzer()?;
    // The index can be searched where the documents are not kept.
    let seeds = Some(folders.seeds.as_path()).filter(|seeds| seeds.exists());
    let why = match ingest::state(seeds, &folders.index, &analyzer)? {
        State::Fresh(generation) => return open(&generation, &analyzer),
        State::Missing => "ありません",
        State::Foreign => "、別の版の shisaku が作ったものか、壊れています",
        State::Stale => "、文書より古くなっています",
    };
    bail!("索引({})が{why}。`shisaku index` で作り直してください。", folders.index.display())
}

/// The index as it should be: built first if it is missing or does not fit.
pub(super) fn open_or_build(folders: &Folders) -> Result<Search> {
    let analyzer = analyzer()?;
    let why = match ingest::state(Some(&folders.seeds), &folders.index, &analyzer)? {
        State::Fresh(generation) => match open(&generation, &analyzer) {
            Ok(search) => return Ok(search),
            Err(_) => "索引が壊れているため",
        },
        State::Missing => "索引がまだないため",
        State::Foreign => "索引がこの版の shisaku のものではないか、壊れているため",
        State::Stale => "文書が変わったため",
    };
    say(&format!("{why}、作ります。"));
    let (generation, findings) = build(folders, &analyzer)?;
    tell(&generation, &findings);
    open(&generation, &analyzer)
}

/// Builds a new generation, with a bar on a terminal.
pub(super) fn build(
    folders: &Folders,
    analyzer: &Analyzer,
) -> Result<(Generation, Vec<Finding>), IngestError> {
    let bar = bar("索引");
    let built =
        ingest::build(&folders.seeds, &folders.index, analyzer, &|done, all| advance(&bar, done, all));
    bar.finish_and_clear();
    built
}

/// An index of this plan alone, built in an empty folder and opened, with a bar on a terminal.
pub(super) fn open_plan(plan: &Plan, folder: &Path) -> Result<Search> {
    let analyzer = analyzer()?;
    let bar = bar("索引");
    let plans = std::slice::from_ref(plan);
    let built = ingest::build_plans(plans, folder, &plan.manifest.id, &analyzer, &|done, all| {
        advance(&bar, done, all);
    });
    bar.finish_and_clear();
    open(&built?, &analyzer)
}

/// A bar for long work, seen on a terminal only.
pub(super) fn bar(what: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} 件 {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Moves a bar on.
pub(super) fn advance(bar: &ProgressBar, done: usize, all: usize) {
    bar.set_length(all as u64);
    bar.set_position(done as u64);
}

/// What was built and whether someone should look at the documents, in a line or two.
pub(super) fn tell(generation: &Generation, findings: &[Finding]) {
    say(&format!("{} 件の索引を作りました。", generation.meta().entries));
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        say(&format!(
            "文書にエラー {errors} 件、注意 {warnings} 件があります。`shisaku check` で見られます。"
        ));
    }
}

/// Opens a generation for searching.
pub(super) fn open(generation: &Generation, analyzer: &Analyzer) -> Result<Search> {
    let (searcher, catalogue) = ingest::open(generation)?;
    Ok(Search::new(searcher, analyzer.clone(), catalogue, generation.meta().into()))
}

/// The analysis chain; it fails only when the embedded dictionary is damaged.
pub(super) fn analyzer() -> Result<Analyzer> {
    Analyzer::new().context("日本語の辞書を読み込めません")
}
