//! What is different between the index that is live and the entries of the one to be built.

use std::collections::HashMap;

use crate::{
    engine::{
        EngineError, Searcher,
        generations::{Generation, Generations},
        tantivy::TantivySearcher,
    },
    model::{ChangedEntry, Changes, Entry, Version},
};

/// Compares with the live index of `generations`. One that is damaged or of another format is none: the
/// comparison is for people's information and must not keep a new index from being built.
pub(super) fn since_live(generations: &Generations, entries: &[Entry]) -> Changes {
    let Ok(Some(live)) = generations.current() else { return Changes::default() };
    compare(&live, entries).unwrap_or_default()
}

fn compare(live: &Generation, entries: &[Entry]) -> Result<Changes, EngineError> {
    let mut places: HashMap<&str, usize> = (0..).zip(entries).map(|(at, e)| (e.id.as_str(), at)).collect();
    let mut changed: Vec<(usize, ChangedEntry)> = Vec::new();
    let mut removed = Vec::new();
    TantivySearcher::open(&live.engine_dir())?.each(&mut |old| match places.remove(old.id.as_str()) {
        Some(at) => changed.extend(ChangedEntry::between(&old, &entries[at]).map(|one| (at, one))),
        None => removed.push(ChangedEntry::whole(&old)),
    })?;
    changed.sort_by_key(|(at, _)| *at);
    removed.sort_by(|one, other| one.id.cmp(&other.id));
    let mut added: Vec<usize> = places.into_values().collect();
    added.sort_unstable();
    let meta = live.meta();
    Ok(Changes {
        since: Some(Version { fingerprint: meta.fingerprint.clone(), built_at: meta.built_at.clone() }),
        added: added.into_iter().map(|at| ChangedEntry::whole(&entries[at])).collect(),
        removed,
        changed: changed.into_iter().map(|(_, one)| one).collect(),
    })
}
