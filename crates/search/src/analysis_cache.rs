//! Cache of analysed texts. Highlighting twenty entries costs more than finding them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::highlight::analysed;
use shisaku_analysis::{Analysed, Analyzer};
use shisaku_model::Entry;

/// Maximum number of cached entries: a whole plan, and about 10 MB at most.
const MOST_ENTRIES: usize = 512;

/// Analysed texts by entry id.
#[derive(Default)]
pub(super) struct AnalysisCache {
    texts: Mutex<HashMap<String, Arc<[Analysed]>>>,
}

impl AnalysisCache {
    /// Returns the analysed texts of an entry, from the cache if possible.
    pub(super) fn texts(&self, entry: &Entry, analyzer: &Analyzer) -> Arc<[Analysed]> {
        if let Some(texts) = self.texts.lock().ok().and_then(|kept| kept.get(&entry.id).cloned()) {
            return texts;
        }
        let made: Arc<[Analysed]> = analysed(entry, analyzer).into();
        if let Ok(mut kept) = self.texts.lock() {
            // Nobody can predict which entries are needed again. Clearing everything is as good as any
            // choice.
            if kept.len() >= MOST_ENTRIES {
                kept.clear();
            }
            kept.insert(entry.id.clone(), Arc::clone(&made));
        }
        made
    }
}
