//! Documents of one segment in which terms stand in a row.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

/// A cursor over the documents that have one term, or several in a row, in a field.
pub(super) struct Row {
    /// In the order of the terms.
    terms: Vec<SegmentPostings>,
    /// Which of them has the fewest documents.
    rarest: usize,
    frequency: u32,
    positions: [Vec<u32>; 2],
}

impl Row {
    /// Stands nowhere yet; none where a term is not in the segment.
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

    /// The document it stands at; [`TERMINATED`] past the last.
    pub(super) fn doc(&self) -> DocId {
        self.terms[self.rarest].doc()
    }

    /// How often the row stands there.
    pub(super) fn frequency(&self) -> u32 {
        self.frequency
    }

    /// Goes to the first document that has the row; `passed` are left out.
    pub(super) fn start(&mut self, passed: &impl Fn(DocId) -> bool) {
        self.settle(passed);
    }

    /// Goes to the next one.
    pub(super) fn advance(&mut self, passed: &impl Fn(DocId) -> bool) {
        self.terms[self.rarest].advance();
        self.settle(passed);
    }

    /// Moves on to the next document that has the row, unless it stands at one. Skips those that are `passed`.
    fn settle(&mut self, passed: &impl Fn(DocId) -> bool) {
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
            let mut behind = None;
            for (_, term) in self.terms.iter_mut().enumerate().filter(|(at, _)| *at != self.rarest) {
                let next = if term.doc() < doc { term.seek(doc) } else { term.doc() };
                if next > doc {
                    behind = Some(next);
                    break;
                }
            }
            match behind {
                Some(next) => {
                    self.terms[self.rarest].seek(next);
                }
                None => {
                    self.frequency = self.count();
                    if self.frequency > 0 {
                        return;
                    }
                    self.terms[self.rarest].advance();
                }
            }
        }
    }

    /// How often the terms stand in a row in the document that all of them stand at.
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
