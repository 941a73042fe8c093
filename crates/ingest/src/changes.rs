//! Compares the current index with the entries of the next one.

use super::build::Since;
use shisaku_engine::{
    EngineError, Searcher,
    generations::{Generation, Generations},
    tantivy::TantivySearcher,
};
use shisaku_model::{Changes, Entry, Version};

/// Compares `entries` with the current index of `generations`, asking `open` first. A damaged or foreign
/// index gives no changes: the comparison only informs people and must not prevent a new index.
pub(super) fn since_live(generations: &Generations, entries: &[Entry], open: Option<Since<'_>>) -> Changes {
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
