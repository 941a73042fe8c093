//! The schema: the fields of the index, defined once for writing and reading.
//!
//! | field | holds |
//! |---|---|
//! | `own_words`, `own_folded`, `own_bigrams` | terms of the entry's own texts, with positions |
//! | `own_pairs` | two words as one term, where the second is a single kanji; without positions |
//! | `headings_…`, `title_…`, `result_…` | these four for the headings above it, its titles, its results |
//! | `years` | fiscal years that its own texts write |
//! | `number` | keys that find it by its item number |
//! | one for each facet | its values, as columns and terms |
//! | `rank_number`, `rank_period`, `rank_result`, `rank_title` | [`Ranks`](crate::Ranks), as columns |
//! | `id` | indexed and as a column |
//! | `entry` | the entry as JSON, stored |
//!
//! Values other than text are bytes, which tantivy does not tokenise.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use super::term_stream;
use shisaku_analysis::is_kanji;
use shisaku_model::facet::FACETS;

/// Prefix of facet fields. Keeps a facet from taking the name of another field.
const FACET: &str = "facet_";

/// The fields for the terms of one kind of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextFields {
    pub(super) words: Field,
    pub(super) folded: Field,
    pub(super) bigrams: Field,
    /// A word and a following single kanji as one term: 商店 and 街 of 商店街. Most phrases of two frequent words
    /// have this form and are slow to find by positions.
    pub(super) pairs: Field,
}

impl TextFields {
    fn new(name: &str, schema: &mut SchemaBuilder) -> Self {
        let mut field = |form: &str, option| {
            let indexing =
                TextFieldIndexing::default().set_tokenizer(term_stream::NAME).set_index_option(option);
            schema.add_text_field(
                &format!("{name}_{form}"),
                TextOptions::default().set_indexing_options(indexing),
            )
        };
        let rows = IndexRecordOption::WithFreqsAndPositions;
        Self {
            words: field("words", rows),
            folded: field("folded", rows),
            bigrams: field("bigrams", rows),
            pairs: field("pairs", IndexRecordOption::WithFreqs),
        }
    }
}

/// The schema and its fields.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    pub(super) own: TextFields,
    pub(super) headings: TextFields,
    pub(super) title: TextFields,
    pub(super) result: TextFields,
    pub(super) years: Field,
    pub(super) number: Field,
    /// Facet fields, in the order of [`FACETS`].
    pub(super) facets: Vec<Field>,
    /// Fields of [`RANKS`].
    pub(super) ranks: [Field; 4],
    pub(super) id: Field,
    pub(super) entry: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let own = TextFields::new("own", &mut schema);
        let headings = TextFields::new("headings", &mut schema);
        let title = TextFields::new("title", &mut schema);
        let result = TextFields::new("result", &mut schema);
        let term = BytesOptions::default().set_indexed();
        let column = BytesOptions::default().set_fast().set_indexed();
        let years = schema.add_bytes_field("years", term.clone());
        let number = schema.add_bytes_field("number", term);
        let facets = FACETS
            .iter()
            .map(|facet| schema.add_bytes_field(&facet_column(facet.key), column.clone()))
            .collect();
        let ranks = RANKS.map(|column| schema.add_u64_field(column, NumericOptions::default().set_fast()));
        let id = schema.add_bytes_field(ID, column);
        let entry = schema.add_bytes_field("entry", BytesOptions::default().set_stored());
        Self { schema: schema.build(), own, headings, title, result, years, number, facets, ranks, id, entry }
    }

    fn all(&self) -> [TextFields; 4] {
        [self.own, self.headings, self.title, self.result]
    }

    /// The field of pairs that belongs to a field of words.
    pub(super) fn pairs_of(&self, words: Field) -> Option<Field> {
        self.all().into_iter().find(|text| text.words == words).map(|text| text.pairs)
    }

    /// The fields that hold terms of texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = Field> + Clone {
        self.all().into_iter().flat_map(|text| [text.words, text.folded, text.bigrams])
    }
}

/// Two words in a row as the one term of the field of pairs; none unless the second is a single kanji.
pub(super) fn pair(first: &str, second: &str) -> Option<String> {
    let mut letters = second.chars();
    let single = letters.next().is_some_and(is_kanji) && letters.next().is_none();
    single.then(|| format!("{first} {second}"))
}

/// The column that holds the values of that facet.
pub(super) fn facet_column(key: &str) -> String {
    format!("{FACET}{key}")
}

/// The columns that hold the ranks by number, period, result and title.
pub(super) const RANKS: [&str; 4] = ["rank_number", "rank_period", "rank_result", "rank_title"];

/// The column that holds the ids.
pub(super) const ID: &str = "id";
