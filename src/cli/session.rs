//! Shared steps of several commands: opening or building the index, and summaries of findings.

use std::{path::Path, time::Duration};

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use tracing::{info, warn};

use super::{
    args::{FolderArgs, MODEL},
    say,
};
use shisaku_encoder::Model;
use shisaku_engine::generations::Generation;
use shisaku_ingest::lexicon::Lexicon;
use shisaku_ingest::{IngestError, Opened, ReadWith, Since, Snapshot, State};
use shisaku_model::{Changes, Entry, Plan, Severity, Version};
use shisaku_search::Search;

/// Opens the existing index. The error says why it cannot be used and how to fix it.
pub(super) fn open_fresh(folders: &FolderArgs) -> Result<Search> {
    let lexicon = lexicon(folders)?;
    // The index can be searched even if the documents are not kept on this computer.
    let seeds = Some(folders.seeds.as_path()).filter(|seeds| seeds.exists());
    let why = match shisaku_ingest::state(seeds, &folders.index, lexicon.read_with())? {
        State::Fresh(generation) => return open(&generation, &lexicon),
        State::Missing => "ありません",
        State::Foreign => "、別の版の shisaku か、別の語彙やモデルで作ったものか、壊れています",
        State::Stale(_) => {
            "、文書より古くなっています(先に `shisaku check` で文書に誤りがないか確かめてください)"
        }
    };
    bail!("索引({})が{why}。`shisaku index` で作り直してください。", folders.index.display())
}

/// Opens the existing index, or returns the reason to rebuild it.
fn lying(state: State) -> std::result::Result<(Opened, Generation), &'static str> {
    match state {
        State::Fresh(generation) => match shisaku_ingest::open(&generation) {
            Ok(opened) => Ok((opened, generation)),
            Err(_) => Err("索引が壊れているため"),
        },
        State::Missing => Err("索引がまだないため"),
        State::Foreign => Err("索引がこの版の shisaku とこの語彙のものではないか、壊れているため"),
        State::Stale(_) => Err("文書が変わったため"),
    }
}

/// Opens the index, and builds it first if it is missing or outdated.
pub(super) fn open_or_build(folders: &FolderArgs, lexicon: &Lexicon) -> Result<Search> {
    let state = shisaku_ingest::state(Some(&folders.seeds), &folders.index, lexicon.read_with())?;
    match lying(state) {
        Ok((opened, generation)) => Ok(search(opened, &generation, lexicon)),
        Err(why) => Ok(build_because(why, folders, lexicon, &snapshot(folders, lexicon)?)?),
    }
}

/// Opens or builds the index for a server, and returns the documents if they had to be read. If changed
/// documents bring new errors, it opens the index from before the change. A restart then serves no less than
/// a running server.
pub(super) fn open_to_serve(folders: &FolderArgs, lexicon: &Lexicon) -> Result<(Search, Option<Snapshot>)> {
    let state = shisaku_ingest::state(Some(&folders.seeds), &folders.index, lexicon.read_with())?;
    let before = match &state {
        State::Stale(generation) => Some(generation.clone()),
        _ => None,
    };
    let why = match lying(state) {
        Ok((opened, generation)) => return Ok((search(opened, &generation, lexicon), None)),
        Err(why) => why,
    };
    let read = snapshot(folders, lexicon)?;
    if let Some(before) = before.filter(|before| !read.errors_beyond(&before.meta().errors).is_empty())
        && let Ok(search) = open(&before, lexicon)
    {
        return Ok((search, Some(read)));
    }
    Ok((build_because(why, folders, lexicon, &read)?, Some(read)))
}

fn snapshot(folders: &FolderArgs, lexicon: &Lexicon) -> Result<Snapshot, IngestError> {
    Ok(Snapshot::take(&folders.seeds, &folders.index, lexicon.read_with())?)
}

fn build_because(why: &str, folders: &FolderArgs, lexicon: &Lexicon, read: &Snapshot) -> Result<Search> {
    info!("{why}、作ります。");
    open(&build_snapshot(folders, read, lexicon.read_with(), None)?, lexicon)
}

/// Builds a new generation of these documents, with a progress bar on a terminal, and reports the result.
fn build_snapshot(
    folders: &FolderArgs,
    snapshot: &Snapshot,
    with: ReadWith<'_>,
    since: Option<Since<'_>>,
) -> Result<Generation, IngestError> {
    let generation = with_bar("索引", |progress| {
        shisaku_ingest::build_snapshot(snapshot, &folders.seeds, &folders.index, with, since, progress)
    })?;
    tell(&generation, snapshot);
    Ok(generation)
}

/// Opens the index of these documents, and builds it first if needed. Also returns the changes since the
/// previous generation, which is usually the one in `served`.
pub(super) fn open_snapshot(
    folders: &FolderArgs,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    served: &Search,
) -> Result<(Search, Changes)> {
    let with = lexicon.read_with();
    let state = shisaku_ingest::state_for(Some(&snapshot.fingerprint), &folders.index, with)?;
    let (opened, generation) = match lying(state) {
        Ok(lying) => lying,
        Err(_) => {
            let since = |live: &Version, entries: &[Entry]| {
                let facts = served.facts();
                let same = facts.fingerprint == live.fingerprint && facts.built_at == live.built_at;
                same.then(|| served.changes_to(entries).ok())?
            };
            let generation = build_snapshot(folders, snapshot, with, Some(&since))?;
            (shisaku_ingest::open(&generation)?, generation)
        }
    };
    let changes = generation.changes()?;
    Ok((search(opened, &generation, lexicon), changes))
}

/// Reads the documents, builds a new generation, and reports the result.
pub(super) fn build(folders: &FolderArgs) -> Result<()> {
    let lexicon = lexicon(folders)?;
    build_snapshot(folders, &snapshot(folders, &lexicon)?, lexicon.read_with(), None)?;
    Ok(())
}

/// Builds an index of one plan in an empty folder and opens it, with a progress bar on a terminal.
pub(super) fn open_plan(plan: &Plan, folder: &Path, lexicon: &Lexicon) -> Result<Search> {
    let (plans, analyzer) = (std::slice::from_ref(plan), &lexicon.analyzer);
    let built = with_bar("索引", |progress| {
        shisaku_ingest::build_plans(plans, folder, &plan.manifest.id, analyzer, progress)
    });
    open(&built?, lexicon)
}

/// Runs long work with a progress bar, which is visible only on a terminal.
pub(super) fn with_bar<T>(what: &'static str, work: impl FnOnce(&(dyn Fn(usize, usize) + Sync)) -> T) -> T {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} 件 {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    let worked = work(&|done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    worked
}

/// Logs how many plans were read and how many are unchanged, the size of the new index, and the number of
/// findings. With errors, the last line says that the index holds only the readable part of the documents.
fn tell(generation: &Generation, Snapshot { reading, read, .. }: &Snapshot) {
    let read = read.len();
    match reading.plans.len() - read {
        0 => info!("計画 {read} 件を読みました。"),
        same => info!("計画 {read} 件を読みました。ほかの {same} 件は変わっていません。"),
    }
    info!("{} 件の索引を作りました。", generation.meta().entries);
    let count =
        |severity: Severity| reading.findings.iter().filter(|finding| finding.severity == severity).count();
    match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => {}
        (0, warnings) => {
            info!("文書にエラー 0 件、注意 {warnings} 件があります。`shisaku check` で見られます。")
        }
        (errors, warnings) => warn!(
            "文書にエラー {errors} 件、注意 {warnings} 件があります。索引にあるのは読めたものだけです。`shisaku check` で確かめ、直してから作り直してください。"
        ),
    }
}

/// Opens a generation for searching.
fn open(generation: &Generation, lexicon: &Lexicon) -> Result<Search> {
    Ok(search(shisaku_ingest::open(generation)?, generation, lexicon))
}

fn search(
    Opened { searcher, catalogue, vocabulary, sources, vectors, everyday }: Opened,
    generation: &Generation,
    lexicon: &Lexicon,
) -> Search {
    Search::new(searcher, lexicon.analyzer.clone(), catalogue, vocabulary, generation.meta().into())
        .with_thesaurus(lexicon.thesaurus.clone())
        .with_sources(sources)
        .with_meaning(lexicon.model.as_ref(), vectors, everyday)
}

/// Reads the lexicon that these folders use, and finds the model. A default model that is damaged is told and left
/// out.
pub(super) fn lexicon(folders: &FolderArgs) -> Result<Lexicon> {
    let model = match &folders.encoder {
        Some(folder) => Some(Model::find(folder)?),
        None if !Path::new(MODEL).is_dir() => None,
        None => Model::find(Path::new(MODEL)).inspect_err(|error| say(&error.to_string())).ok(),
    };
    Ok(Lexicon::read(folders.lexicon.folder.as_deref(), &say)?.with_model(model))
}
