//! The fields of the index, said once for writing and reading.
//!
//! | field | holds |
//! |---|---|
//! | `words`, `bigrams` | terms of the entry's own texts, with positions |
//! | `heading_words`, `heading_bigrams` | terms of the headings above it |
//! | one for each facet | its values, as columns |
//! | `rank_number`, `rank_period`, `rank_title` | [`Ranks`](crate::engine::Ranks), as columns |
//! | `id` | indexed and as a column |
//! | `entry` | the entry as JSON, stored |
//!
//! Values that are no text are bytes: tantivy then has nothing to tokenise.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use super::tokens::{BIGRAMS, WORDS};
use crate::engine::Sort;
use crate::model::facet::FACETS;

/// Prefix of a facet's field, so that no facet can take the name of another field.
const FACET: &str = "facet_";

/// The fields that hold one passage's terms.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextFields {
    pub(super) words: Field,
    pub(super) bigrams: Field,
}

/// The schema and its fields.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    pub(super) text: TextFields,
    pub(super) headings: TextFields,
    /// In the order of [`FACETS`].
    pub(super) facets: Vec<Field>,
    /// Number, period, title.
    pub(super) ranks: [Field; 3],
    pub(super) id: Field,
    pub(super) entry: Field,
}

/// The column that holds the values of that facet.
pub(super) fn facet_column(key: &str) -> String {
    format!("{FACET}{key}")
}

/// The column that holds that order; relevance falls back on the order of the plan.
pub(super) fn rank_column(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance | Sort::Number => "rank_number",
        Sort::Period => "rank_period",
        Sort::Title => "rank_title",
    }
}

/// The column that holds the ids.
pub(super) const ID: &str = "id";

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let terms = |tokenizer: &str| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
                    .set_index_option(IndexRecordOption::WithFreqsAndPositions),
            )
        };
        let text = TextFields {
            words: schema.add_text_field("words", terms(WORDS)),
            bigrams: schema.add_text_field("bigrams", terms(BIGRAMS)),
        };
        let headings = TextFields {
            words: schema.add_text_field("heading_words", terms(WORDS)),
            bigrams: schema.add_text_field("heading_bigrams", terms(BIGRAMS)),
        };
        let column = BytesOptions::default().set_fast();
        let facets = FACETS
            .iter()
            .map(|facet| schema.add_bytes_field(&facet_column(facet.key), column.clone()))
            .collect();
        let ranks = [Sort::Number, Sort::Period, Sort::Title]
            .map(|sort| schema.add_u64_field(rank_column(sort), NumericOptions::default().set_fast()));
        let id = schema.add_bytes_field(ID, column.clone().set_indexed());
        let entry = schema.add_bytes_field("entry", BytesOptions::default().set_stored());
        Self { schema: schema.build(), text, headings, facets, ranks, id, entry }
    }
}
