//! What is different between the index that is live and the entries of the one to be built.

use super::build::Since;
use shisaku_engine::{
    EngineError, Searcher,
    generations::{Generation, Generations},
    tantivy::TantivySearcher,
};
use shisaku_model::{Changes, Entry, Version};

/// Compares with the live index of `generations`. One that is damaged or of another format is none: the
/// comparison is for people's information and must not keep a new index from being built.
/// Who has it `open` is asked first.
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
