//! Phrase postings: documents of one segment that contain terms in successive positions.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

/// A cursor over the documents that contain a term, or a phrase, in one field.
pub(super) struct PhrasePostings {
    /// Postings in the order of the terms.
    terms: Vec<SegmentPostings>,
    /// Index of the postings with the fewest documents.
    rarest: usize,
    frequency: u32,
    positions: [Vec<u32>; 2],
}

impl PhrasePostings {
    /// Opens a cursor, positioned nowhere. `None` if a term is not in the segment.
    pub(super) fn open(
        segment: &SegmentReader,
        field: Field,
        terms: &[String],
    ) -> tantivy::Result<Option<Self>> {
        let index = segment.inverted_index(field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = Vec::with_capacity(terms.len());
        for term in terms {
            match index.read_postings(&Term::from_field_text(field, term), option)? {
                Some(found) => postings.push(found),
                None => return Ok(None),
            }
        }
        let fewest = |at: &usize| postings[*at].doc_freq();
        let Some(rarest) = (0..postings.len()).min_by_key(fewest) else { return Ok(None) };
        Ok(Some(Self { terms: postings, rarest, frequency: 0, positions: [Vec::new(), Vec::new()] }))
    }

    /// Current document; [`TERMINATED`] past the last.
    pub(super) fn doc(&self) -> DocId {
        self.terms[self.rarest].doc()
    }

    /// Occurrences of the phrase in the current document.
    pub(super) fn frequency(&self) -> u32 {
        self.frequency
    }

    /// Moves to the next document with the phrase.
    pub(super) fn advance(&mut self, passed: &impl Fn(DocId) -> bool) {
        self.terms[self.rarest].advance();
        self.settle(passed);
    }

    /// Moves forward to a document with the phrase, unless the cursor is at one. Skips documents for which
    /// `passed` is true.
    pub(super) fn settle(&mut self, passed: &impl Fn(DocId) -> bool) {
        loop {
            let doc = self.doc();
            self.frequency = 0;
            if doc == TERMINATED {
                return;
            }
            if passed(doc) {
                self.terms[self.rarest].advance();
                continue;
            }
            let others = self.terms.iter_mut().enumerate().filter(|(at, _)| *at != self.rarest);
            let mut next = others.map(|(_, term)| if term.doc() < doc { term.seek(doc) } else { term.doc() });
            if let Some(next) = next.find(|next| *next > doc) {
                self.terms[self.rarest].seek(next);
                continue;
            }
            self.frequency = self.count();
            if self.frequency > 0 {
                return;
            }
            self.terms[self.rarest].advance();
        }
    }

    /// Counts the phrase in the document that all postings are at.
    fn count(&mut self) -> u32 {
        let [ends, next] = &mut self.positions;
        let (first, others) = match self.terms.split_first_mut() {
            Some((only, [])) => return only.term_freq(),
            Some((first, others)) => (first, others),
            None => return 0,
        };
        first.positions(ends);
        for term in others {
            term.positions(next);
            let mut rest = next.iter().copied().peekable();
            ends.retain_mut(|end| {
                *end += 1;
                while rest.next_if(|at| *at < *end).is_some() {}
                rest.peek() == Some(end)
            });
        }
        u32::try_from(ends.len()).unwrap_or(u32::MAX)
    }
}
