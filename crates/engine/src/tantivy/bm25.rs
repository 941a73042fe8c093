//! BM25 with our own constants.
//!
//! tantivy fixes k1 at 1.2 and b at 0.75, which measured worse for entries of one paragraph (see
//! `docs/measured.md`).

use std::collections::HashMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader};

/// BM25's k1: the smaller, the sooner further occurrences stop counting.
const K1: f32 = 0.3;
/// BM25's b: the influence of text length, from 0 to 1.
const B: f32 = 0.6;

/// Saturation tables of each text field, made once for an index.
pub(super) struct Saturations {
    /// Tables of each segment.
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

    /// Returns the table of a text field in a segment; `None` for other fields.
    pub(super) fn get(&self, field: Field, segment: usize) -> Option<&Saturation> {
        self.of[segment].get(&field)
    }
}

/// Saturated term frequency in a field of one segment, between 0 and 1.
pub(super) struct Saturation {
    /// `None` if the field has no lengths.
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

/// Inverse document frequency of a clause that `having` of `entries` entries match.
pub(super) fn rarity(having: usize, entries: usize) -> f32 {
    let (having, entries) = (having as f32, entries.max(having) as f32);
    (1.0 + (entries - having + 0.5) / (having + 0.5)).ln()
}
