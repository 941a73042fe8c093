//! Analysed texts of entries that were shown lately: marking twenty entries costs more than finding them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::highlight::analysed;
use shisaku_analysis::{Analysed, Analyzer};
use shisaku_model::Entry;

/// Entries that are kept: a whole plan, and some 10 MB at most.
const MOST_ENTRIES: usize = 512;

/// The texts of some entries, analysed.
#[derive(Default)]
pub(super) struct AnalysisCache {
    texts: Mutex<HashMap<String, Arc<[Analysed]>>>,
}

impl AnalysisCache {
    /// The analysed texts of an entry, made now unless they are at hand.
    pub(super) fn texts(&self, entry: &Entry, analyzer: &Analyzer) -> Arc<[Analysed]> {
        if let Some(texts) = self.texts.lock().ok().and_then(|kept| kept.get(&entry.id).cloned()) {
            return texts;
        }
        let made: Arc<[Analysed]> = analysed(entry, analyzer).into();
        if let Ok(mut kept) = self.texts.lock() {
            // Which ones are asked for again cannot be known: starting over is as good as any choice.
            if kept.len() >= MOST_ENTRIES {
                kept.clear();
            }
            kept.insert(entry.id.clone(), Arc::clone(&made));
        }
        made
    }
}
