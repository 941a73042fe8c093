//! What an occurrence is worth: BM25 with constants of our own.
//!
//! tantivy's are fixed at k1 1.2 and b 0.75, which were measured to be worse for entries of one paragraph:
//! see the table in docs/measured.md.

use std::collections::HashMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader};

/// How soon a further occurrence stops counting.
const K1: f32 = 0.3;
/// How much the length of a text counts.
const B: f32 = 0.6;

/// What occurrences in each text field are worth, made once for an index.
pub(super) struct Saturations {
    /// For each segment.
    of: Vec<HashMap<Field, Saturation>>,
}

impl Saturations {
    pub(super) fn of(
        fields: impl Iterator<Item = Field> + Clone,
        searcher: &Searcher,
    ) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers().iter();
        let of_segment = |segment: &SegmentReader| {
            let of_field = |field| Ok((field, Saturation::of(field, searcher, segment)?));
            fields.clone().map(of_field).collect::<tantivy::Result<_>>()
        };
        Ok(Self { of: segments.map(of_segment).collect::<tantivy::Result<_>>()? })
    }

    /// That of a text field in a segment; none for other fields.
    pub(super) fn get(&self, field: Field, segment: usize) -> Option<&Saturation> {
        self.of[segment].get(&field)
    }
}

/// How much an occurrence in a field of one segment is worth, between 0 and 1.
pub(super) struct Saturation {
    /// None where the field has no lengths.
    lengths: Option<FieldNormReader>,
    /// K1 × (1 − B + B × length ÷ average), by the length's code.
    divisors: [f32; 256],
}

impl Saturation {
    fn of(field: Field, searcher: &Searcher, segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut tokens = 0;
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
        }
        let average = (tokens as f32 / searcher.num_docs().max(1) as f32).max(1.0);
        let mut divisors = [0.0; 256];
        for (code, divisor) in (0..=u8::MAX).zip(&mut divisors) {
            let length = FieldNormReader::id_to_fieldnorm(code) as f32;
            *divisor = K1 * (1.0 - B + B * length / average);
        }
        Ok(Self { lengths: segment.fieldnorms_readers().get_field(field)?, divisors })
    }

    pub(super) fn of_frequency(&self, doc: DocId, frequency: u32) -> f32 {
        let code = self.lengths.as_ref().map_or(0, |lengths| lengths.fieldnorm_id(doc));
        let frequency = frequency as f32;
        frequency / (frequency + self.divisors[usize::from(code)])
    }
}

/// How much a clause is worth that `having` of `entries` entries meet.
pub(super) fn rarity(having: usize, entries: usize) -> f32 {
    let (having, entries) = (having as f32, entries.max(having) as f32);
    (1.0 + (entries - having + 0.5) / (having + 0.5)).ln()
}
