//! Documents of one segment that were found already: a bit for each.

use tantivy::DocId;

/// A set of documents, made when it is first needed.
pub(super) struct Seen {
    documents: DocId,
    bits: Vec<u64>,
}

impl Seen {
    pub(super) fn new(documents: DocId) -> Self {
        Self { documents, bits: Vec::new() }
    }

    pub(super) fn is_made(&self) -> bool {
        !self.bits.is_empty()
    }

    pub(super) fn add(&mut self, doc: DocId) {
        if self.bits.is_empty() {
            self.bits = vec![0; self.documents as usize / 64 + 1];
        }
        self.bits[doc as usize / 64] |= 1 << (doc % 64);
    }

    pub(super) fn has(&self, doc: DocId) -> bool {
        self.bits.get(doc as usize / 64).is_some_and(|bits| bits >> (doc % 64) & 1 == 1)
    }
}
