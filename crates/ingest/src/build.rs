//! Plans to a new generation of the index, and the question whether the one that lies there still fits.

use std::{collections::BTreeSet, path::Path};

use thiserror::Error;

use super::changes::since_live;
use shisaku_analysis::Analyzer;
use shisaku_engine::{
    EngineError, IndexDocument, Indexer, Searcher,
    generations::{FORMAT_VERSION, Generation, Generations, Staging},
    tantivy::{TantivyIndexer, TantivySearcher},
};
use shisaku_model::{Catalogue, Changes, Entry, Finding, Plan, Severity, Version};
use shisaku_query::vocabulary::{self, Vocabulary};
use shisaku_reader::{
    Reading,
    organisations::Organisations,
    read_seeds_with,
    source::{self, SourceError},
};

/// Grave findings that are told when nothing can be read; `shisaku check` tells all.
const MOST_TOLD: usize = 3;

/// Why no index could be built or opened.
#[derive(Debug, Error)]
pub enum IngestError {
    /// `seeds/` cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The index cannot be written or read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// There is nothing to index.
    #[error("{seeds} に、読める計画がひとつもありません。{why}\n`shisaku check` で詳しく見られます。")]
    NothingRead {
        /// The folder.
        seeds: String,
        /// The first grave findings, a line each.
        why: String,
    },
}

/// What an index holds.
pub struct Opened {
    /// Its entries.
    pub searcher: Box<dyn Searcher>,
    /// What is known beside them.
    pub catalogue: Catalogue,
    /// Their words.
    pub vocabulary: Vocabulary,
}

/// What is told while an index is built: entries done, entries in all.
pub type Progress<'a> = &'a dyn Fn(usize, usize);

/// What is different in entries from an index that whoever builds has open; nothing where that is another version.
pub type Since<'a> = &'a dyn Fn(&Version, &[Entry]) -> Option<Changes>;

/// Whether the index that lies there fits the program and the documents.
#[derive(Debug)]
pub enum State {
    /// It does.
    Fresh(Generation),
    /// There is none.
    Missing,
    /// It was built by another program, or its files are not ours.
    Foreign,
    /// The documents have changed since.
    Stale(Generation),
}

/// What documents are read with beside the program's code: the words of the analysis and the known bodies.
#[derive(Clone, Copy)]
pub struct ReadWith<'a> {
    /// The analysis, with the words that staff keep.
    pub analyzer: &'a Analyzer,
    /// The bodies of the lexicon.
    pub organisations: &'a Organisations,
}

/// The part of a fingerprint that stands for the program: code, dictionary, analysis, known bodies.
fn program(with: ReadWith<'_>) -> String {
    let ReadWith { analyzer, organisations } = with;
    let parts = [env!("SHISAKU_PROGRAM"), &analyzer.fingerprint(), &organisations.fingerprint()];
    blake3::hash(parts.join("\n").as_bytes()).to_hex()[..16].to_owned()
}

/// What an index built now would carry as its fingerprint.
///
/// # Errors
/// When `seeds` cannot be read.
pub fn expected_fingerprint(seeds: &Path, with: ReadWith<'_>) -> Result<String, SourceError> {
    Ok(format!("{}-{}", program(with), source::fingerprint(seeds)?))
}

/// Documents as they were read at one moment, and the fingerprint of an index of them: what was checked is what is
/// built.
#[derive(Debug)]
pub struct Snapshot {
    /// What was read.
    pub reading: Reading,
    /// What an index of it carries.
    pub fingerprint: String,
}

impl Snapshot {
    /// Reads `seeds`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn take(seeds: &Path, with: ReadWith<'_>) -> Result<Self, SourceError> {
        // Before reading: documents that change meanwhile make the index stale, never wrongly fresh.
        let fingerprint = expected_fingerprint(seeds, with)?;
        Ok(Self { reading: read_seeds_with(seeds, with.organisations)?, fingerprint })
    }

    /// Its errors that are not among those: what a change brings.
    pub fn errors_beyond(&self, known: &BTreeSet<String>) -> Vec<Finding> {
        let errors = self.reading.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter(|error| !known.contains(&error.sign())).cloned().collect()
    }

    /// Every entry, in the order of the plans.
    pub fn entries(&self) -> Vec<Entry> {
        self.reading.plans.iter().flat_map(|reading| reading.plan.entries.iter().cloned()).collect()
    }
}

/// Looks at the index in `index`. Without `seeds` to compare with, only the program is.
///
/// # Errors
/// When the folder cannot be read; what lies in it is never an error.
pub fn state(seeds: Option<&Path>, index: &Path, with: ReadWith<'_>) -> Result<State, IngestError> {
    let expected = seeds.map(|seeds| expected_fingerprint(seeds, with)).transpose()?;
    state_for(expected.as_deref(), index, with)
}

/// The same for documents with that fingerprint.
///
/// # Errors
/// As [`state`].
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

/// Reads `seeds` and builds a new generation in `index`; whoever reads the old one is not disturbed.
///
/// # Errors
/// When `seeds` cannot be read or holds nothing, or `index` cannot be written.
pub fn build(
    seeds: &Path,
    index: &Path,
    with: ReadWith<'_>,
    progress: Progress<'_>,
) -> Result<(Generation, Vec<Finding>), IngestError> {
    let snapshot = Snapshot::take(seeds, with)?;
    let generation = build_snapshot(&snapshot, seeds, index, with, None, progress)?;
    Ok((generation, snapshot.reading.findings))
}

/// Builds a new generation in `index` of what was read from `seeds`. Who has the live index open knows what is
/// different `since`: it is not opened once more.
///
/// # Errors
/// When nothing was read, or `index` cannot be written.
pub fn build_snapshot(
    snapshot: &Snapshot,
    seeds: &Path,
    index: &Path,
    with: ReadWith<'_>,
    since: Option<Since<'_>>,
    progress: Progress<'_>,
) -> Result<Generation, IngestError> {
    let Reading { plans, findings } = &snapshot.reading;
    let plans: Vec<Plan> = plans.iter().map(|reading| reading.plan.clone()).collect();
    if plans.iter().all(|plan| plan.entries.is_empty()) {
        let grave = findings.iter().filter(|finding| finding.severity == Severity::Error);
        let told = grave.take(MOST_TOLD).map(|f| format!("\n  {}: {}{}", f.place, f.message, f.advice));
        return Err(IngestError::NothingRead { seeds: seeds.display().to_string(), why: told.collect() });
    }
    let errors = snapshot.errors_beyond(&BTreeSet::new()).iter().map(Finding::sign).collect();
    let staging = Generations::open(index).begin(&snapshot.fingerprint)?.accepting(errors);
    Ok(fill(staging, index, &plans, with.analyzer, since, progress)?)
}

/// Builds a new generation of these plans in `index`, whatever they were read from.
///
/// # Errors
/// When `index` cannot be written.
pub fn build_plans(
    plans: &[Plan],
    index: &Path,
    fingerprint: &str,
    analyzer: &Analyzer,
    progress: Progress<'_>,
) -> Result<Generation, EngineError> {
    fill(Generations::open(index).begin(fingerprint)?, index, plans, analyzer, None, progress)
}

fn fill(
    staging: Staging,
    index: &Path,
    plans: &[Plan],
    analyzer: &Analyzer,
    since: Option<Since<'_>>,
    progress: Progress<'_>,
) -> Result<Generation, EngineError> {
    let entries: Vec<Entry> = plans.iter().flat_map(|plan| plan.entries.iter().cloned()).collect();
    let mut indexer: Box<dyn Indexer> =
        Box::new(TantivyIndexer::create(&staging.engine_dir(), analyzer, entries.len() as u64)?);
    let documents = IndexDocument::all(&entries, analyzer);
    for (done, document) in (1..).zip(&documents) {
        indexer.add(document)?;
        progress(done, documents.len());
    }
    indexer.commit()?;
    let changes = since_live(&Generations::open(index), &entries, since);
    staging.publish(entries.len(), &Catalogue::of(plans), &vocabulary::gather(&entries, analyzer), &changes)
}

/// Opens a generation for searching.
///
/// # Errors
/// When its files cannot be read.
pub fn open(generation: &Generation) -> Result<Opened, EngineError> {
    let searcher = Box::new(TantivySearcher::open(&generation.engine_dir())?);
    Ok(Opened { searcher, catalogue: generation.catalogue()?, vocabulary: generation.vocabulary()? })
}
