//! Reads `seeds/` into plans and findings, builds a new index generation from plans, and checks whether the
//! current one is fresh.

pub mod lexicon;
mod meaning;
mod readings;

use std::{collections::BTreeSet, path::Path};

use thiserror::Error;

use shisaku_analysis::Analyzer;
use shisaku_encoder::Model;
use shisaku_engine::{
    EngineError, IndexDocument, Searcher,
    generations::{FORMAT_VERSION, Generation, Generations, Staging},
    sources::{PackedSources, Sources},
    tantivy::{TantivyIndexer, TantivySearcher},
    vectors::Vectors,
};
use shisaku_model::{Catalogue, Changes, Entry, Finding, Plan, Severity, Version};
use shisaku_query::{
    Synonyms,
    vocabulary::{self, Vocabulary},
};
use shisaku_reader::{Organisations, Reading, SourceError, read_seeds_by, seeds_fingerprint};

use readings::Readings;

/// Maximum number of errors quoted if nothing can be read. `shisaku check` lists all.
const MOST_TOLD: usize = 3;

/// A reason why no index can be built or opened.
#[derive(Debug, Error)]
pub enum IngestError {
    /// `seeds/` cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The index cannot be written or read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The index folder is `seeds/` or lies in it, where its files would be read as a plan.
    #[error(
        "索引のフォルダー({index})が、文書のフォルダー({seeds})の中にあります。--index で、その外のフォルダーを指定してください"
    )]
    IndexInSeeds {
        /// Path of the index folder.
        index: String,
        /// Path of the folder of documents.
        seeds: String,
    },
    /// `seeds/` contains no readable entry.
    #[error("{seeds} に、読める計画がひとつもありません。{why}\n`shisaku check` で詳しく見られます。")]
    NothingRead {
        /// Path of the folder.
        seeds: String,
        /// The first errors, one per line.
        why: String,
    },
}

/// An opened index.
pub struct Opened {
    /// Search over its entries.
    pub searcher: Box<dyn Searcher>,
    /// Plans, sections and known names.
    pub catalogue: Catalogue,
    /// Words of its entries, for segmentation and suggestions.
    pub vocabulary: Vocabulary,
    /// Its documents as they were read.
    pub sources: Sources,
    /// The vectors of its sentences, if it was built with a model.
    pub vectors: Option<Vectors>,
    /// The vectors of the everyday words of the lexicon, by the name of their list, if it was built with a model.
    pub everyday: Option<Vectors>,
}

/// Reports progress while an index is built: entries done, total entries.
pub type Progress<'a> = &'a dyn Fn(usize, usize);

/// Compares entries with an index that the caller already has open. Returns `None` if the caller has another
/// version open.
pub type Since<'a> = &'a dyn Fn(&Version, &[Entry]) -> Option<Changes>;

/// The state of the current index.
#[derive(Debug)]
pub enum State {
    /// It matches the program and the documents.
    Fresh(Generation),
    /// There is no index.
    Missing,
    /// Another program built it, or its files are not ours.
    Foreign,
    /// The documents have changed since it was built.
    Stale(Generation),
}

/// Inputs besides the documents that shape an index.
#[derive(Clone, Copy)]
pub struct ReadWith<'a> {
    /// The analysis, including the words maintained by staff.
    pub analyzer: &'a Analyzer,
    /// The general list of organisations.
    pub organisations: &'a Organisations,
    /// The model that encodes texts, if there is one, and the everyday words that it compares questions with.
    pub meaning: Option<(&'a Model, &'a Synonyms)>,
}

/// The program's part of a fingerprint: code, dictionary, analysis, organisations.
fn program(with: ReadWith<'_>) -> String {
    let model = with.meaning.map(|(model, _)| model.name()).unwrap_or_default();
    let analysis = [&*with.analyzer.fingerprint(), &with.organisations.fingerprint(), model].join("\n");
    let parts = [env!("SHISAKU_PROGRAM"), &analysis];
    blake3::hash(parts.join("\n").as_bytes()).to_hex()[..16].to_owned()
}

/// The fingerprint of an index built now.
fn expected_fingerprint(seeds: &Path, with: ReadWith<'_>) -> Result<String, SourceError> {
    Ok(format!("{}-{}", program(with), seeds_fingerprint(seeds)?))
}

/// Documents read at one moment, with the fingerprint of their index. Checking and building use the same
/// snapshot.
#[derive(Debug)]
pub struct Snapshot {
    /// Plans and findings.
    pub reading: Reading<Plan>,
    /// Fingerprint of an index of these documents.
    pub fingerprint: String,
    /// Ids of the plans whose documents were read. The others are unchanged since they were read before.
    pub read: Vec<String>,
    /// The documents of each plan as they were read.
    sources: Vec<PackedSources>,
}

impl Snapshot {
    /// Reads `seeds`. Readings of its plans are stored beside the `index`, so that an unchanged plan is not read
    /// again. The result does not depend on the store.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn take(seeds: &Path, index: &Path, with: ReadWith<'_>) -> Result<Self, SourceError> {
        // The fingerprint comes first: a change during reading makes the index stale, never wrongly fresh.
        let fingerprint = expected_fingerprint(seeds, with)?;
        // An index among the documents is refused later, and must leave nothing there.
        let mut readings = Readings::open(Some(index).filter(|index| !lies_in(index, seeds)), with);
        let Reading { plans, findings } = read_seeds_by(seeds, |folder| readings.plan(folder))?;
        readings.forget_others();
        let (plans, sources) = plans.into_iter().map(|kept| (kept.plan, kept.sources)).unzip();
        Ok(Self { reading: Reading { plans, findings }, fingerprint, read: readings.read, sources })
    }

    /// Errors whose sign is not in `known`: those that a change introduced.
    pub fn errors_beyond(&self, known: &BTreeSet<String>) -> Vec<Finding> {
        let errors = self.reading.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter(|error| !known.contains(&error.sign())).cloned().collect()
    }

    /// All entries, in the order of the plans.
    pub fn entries(&self) -> Vec<Entry> {
        self.reading.plans.iter().flat_map(|plan| plan.entries.iter().cloned()).collect()
    }
}

/// Checks the current index in `index`. Without `seeds`, only the program is compared.
///
/// # Errors
/// If a folder cannot be read. Damaged index files are [`State::Foreign`], not an error.
pub fn state(seeds: Option<&Path>, index: &Path, with: ReadWith<'_>) -> Result<State, IngestError> {
    let expected = seeds.map(|seeds| expected_fingerprint(seeds, with)).transpose()?;
    state_for(expected.as_deref(), index, with)
}

/// Checks the current index in `index` against the fingerprint of documents already read. Without
/// `expected`, only the program is compared.
///
/// # Errors
/// If the folder cannot be read.
pub fn state_for(expected: Option<&str>, index: &Path, with: ReadWith<'_>) -> Result<State, IngestError> {
    let generation = match Generations::open(index).current() {
        Ok(Some(generation)) => generation,
        Ok(None) => return Ok(State::Missing),
        Err(EngineError::Damaged { .. }) => return Ok(State::Foreign),
        Err(error) => return Err(error.into()),
    };
    let meta = generation.meta();
    if meta.format_version != FORMAT_VERSION || !meta.fingerprint.starts_with(&program(with)) {
        return Ok(State::Foreign);
    }
    match expected {
        Some(expected) if !generation.is_fresh(expected) => Ok(State::Stale(generation)),
        _ => Ok(State::Fresh(generation)),
    }
}

/// Reads `seeds` and builds a new generation in `index`. Readers of the old generation are not affected.
///
/// # Errors
/// If `seeds` cannot be read or holds no entry, or `index` cannot be written.
pub fn build(
    seeds: &Path,
    index: &Path,
    with: ReadWith<'_>,
    progress: Progress<'_>,
) -> Result<(Generation, Vec<Finding>), IngestError> {
    let snapshot = Snapshot::take(seeds, index, with)?;
    let generation = build_snapshot(&snapshot, seeds, index, with, None, progress)?;
    Ok((generation, snapshot.reading.findings))
}

/// Builds a new generation in `index` from a snapshot of `seeds`. `since` compares with an index that the
/// caller has open, so that it is not opened twice.
///
/// # Errors
/// If the snapshot has no entry, or `index` cannot be written.
pub fn build_snapshot(
    snapshot: &Snapshot,
    seeds: &Path,
    index: &Path,
    with: ReadWith<'_>,
    since: Option<Since<'_>>,
    progress: Progress<'_>,
) -> Result<Generation, IngestError> {
    if lies_in(index, seeds) {
        let shown = |path: &Path| path.display().to_string();
        return Err(IngestError::IndexInSeeds { index: shown(index), seeds: shown(seeds) });
    }
    let Reading { plans, findings } = &snapshot.reading;
    if plans.iter().all(|plan| plan.entries.is_empty()) {
        let grave = findings.iter().filter(|finding| finding.severity == Severity::Error);
        let told = grave.take(MOST_TOLD).map(|f| format!("\n  {}: {}{}", f.place, f.message, f.advice));
        return Err(IngestError::NothingRead { seeds: seeds.display().to_string(), why: told.collect() });
    }
    let errors = snapshot.errors_beyond(&BTreeSet::new()).iter().map(Finding::sign).collect();
    let staging = Generations::open(index).begin(&snapshot.fingerprint, errors)?;
    let words = (with.analyzer, with.meaning);
    Ok(fill(staging, index, (plans, &snapshot.sources), words, since, progress)?)
}

/// Builds a new generation in `index` from plans of any origin. It has no documents to show.
///
/// # Errors
/// If `index` cannot be written.
pub fn build_plans(
    plans: &[Plan],
    index: &Path,
    fingerprint: &str,
    analyzer: &Analyzer,
    progress: Progress<'_>,
) -> Result<Generation, EngineError> {
    let staging = Generations::open(index).begin(fingerprint, BTreeSet::new())?;
    fill(staging, index, (plans, &[]), (analyzer, None), None, progress)
}

/// True if a folder, which need not exist yet, is `outer` or lies in it.
fn lies_in(folder: &Path, outer: &Path) -> bool {
    let exists = |path: &Path| path.canonicalize().ok();
    let inner = std::path::absolute(folder).ok().and_then(|folder| folder.ancestors().find_map(exists));
    inner.zip(exists(outer)).is_some_and(|(inner, outer)| inner.starts_with(outer))
}

fn fill(
    staging: Staging,
    index: &Path,
    (plans, sources): (&[Plan], &[PackedSources]),
    (analyzer, meaning): (&Analyzer, Option<(&Model, &Synonyms)>),
    since: Option<Since<'_>>,
    progress: Progress<'_>,
) -> Result<Generation, EngineError> {
    let entries: Vec<Entry> = plans.iter().flat_map(|plan| plan.entries.iter().cloned()).collect();
    let mut indexer = TantivyIndexer::create(&staging.engine_dir(), analyzer, entries.len() as u64)?;
    let documents = IndexDocument::all(&entries, analyzer);
    for (done, document) in (1..).zip(&documents) {
        indexer.add(document)?;
        progress(done, documents.len());
    }
    indexer.commit()?;
    staging.store_sources(sources)?;
    if let Some((model, synonyms)) = meaning {
        let live = Generations::open(index).current().ok().flatten();
        let before = live.as_ref().and_then(|live| live.vectors().ok().flatten());
        let everyday = live.as_ref().and_then(|live| live.everyday().ok().flatten());
        let encoded = meaning::vectors(&entries, model, before.as_ref())
            .and_then(|vectors| Ok((vectors, meaning::everyday(synonyms, model, everyday.as_ref())?)));
        match encoded {
            Ok((vectors, everyday)) => staging.store_vectors(&vectors, &everyday)?,
            // The index serves as well without them.
            Err(error) => tracing::warn!("{error}"),
        }
    }
    let changes = since_live(&Generations::open(index), &entries, since);
    staging.publish(entries.len(), &Catalogue::of(plans), &vocabulary::gather(&entries, analyzer), &changes)
}

/// Compares `entries` with the current index of `generations`, asking `open` first. A damaged or foreign
/// index gives no changes: the comparison only informs people and must not prevent a new index.
fn since_live(generations: &Generations, entries: &[Entry], open: Option<Since<'_>>) -> Changes {
    let Ok(Some(live)) = generations.current() else { return Changes::default() };
    let meta = live.meta();
    let since = Version { fingerprint: meta.fingerprint.clone(), built_at: meta.built_at.clone() };
    let known = open.and_then(|open| open(&since, entries));
    known.unwrap_or_else(|| compare(&live, since, entries).unwrap_or_default())
}

fn compare(live: &Generation, since: Version, entries: &[Entry]) -> Result<Changes, EngineError> {
    let searcher = TantivySearcher::open(&live.engine_dir())?;
    Changes::between(since, entries, |look| searcher.each(look))
}

/// Opens a generation for search.
///
/// # Errors
/// If its files cannot be read.
pub fn open(generation: &Generation) -> Result<Opened, EngineError> {
    let searcher = Box::new(TantivySearcher::open(&generation.engine_dir())?);
    let (catalogue, vocabulary) = (generation.catalogue()?, generation.vocabulary()?);
    let sources = generation.sources()?;
    let (vectors, everyday) = (generation.vectors()?, generation.everyday()?);
    Ok(Opened { searcher, catalogue, vocabulary, sources, vectors, everyday })
}
