//! What is different between the index that is live and the entries of the one to be built.

use crate::{
    engine::{
        EngineError, Searcher,
        generations::{Generation, Generations},
        tantivy::TantivySearcher,
    },
    model::{Changes, Entry, Version},
};

/// Compares with the live index of `generations`. One that is damaged or of another format is none: the
/// comparison is for people's information and must not keep a new index from being built.
pub(super) fn since_live(generations: &Generations, entries: &[Entry]) -> Changes {
    let Ok(Some(live)) = generations.current() else { return Changes::default() };
    compare(&live, entries).unwrap_or_default()
}

fn compare(live: &Generation, entries: &[Entry]) -> Result<Changes, EngineError> {
    let meta = live.meta();
    let since = Version { fingerprint: meta.fingerprint.clone(), built_at: meta.built_at.clone() };
    let searcher = TantivySearcher::open(&live.engine_dir())?;
    Changes::between(since, entries, |look| searcher.each(look))
}
