//! The searchable texts of an entry. Engines index these passages, and highlights mark them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Entry;

/// The field of an entry that a passage belongs to. JSON uses the names of highlights and provenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "項目のどの部分か。")]
pub enum Field {
    /// [`Entry::title`].
    Title,
    /// One of [`Entry::title_variants`].
    #[serde(rename = "title_variants")]
    TitleVariant,
    /// [`Entry::number`].
    Number,
    /// [`Entry::period`].
    Period,
    /// One of [`Entry::category`].
    Category,
    /// The title of one heading of [`Entry::path`].
    Path,
    /// One paragraph of [`Entry::body`].
    Body,
    /// The text of one of [`Entry::results`].
    Result,
    /// The term of one of [`Entry::notes`].
    #[serde(rename = "note_terms")]
    NoteTerm,
    /// The text of one of [`Entry::notes`].
    #[serde(rename = "notes")]
    Note,
    /// The printed form of a repaired text, so that a search for the print finds the entry. Not shown.
    Printed,
}

impl Field {
    /// True for headings above the entry. They score less, and exclusion ignores them.
    pub fn is_heading(self) -> bool {
        self == Self::Path
    }

    /// True if the field is searched by words. A number matches as a whole only.
    pub fn is_text(self) -> bool {
        self != Self::Number
    }
}

/// A text that is searched. No match extends from one passage to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'e> {
    /// The field that contains the text.
    pub field: Field,
    /// Index among the texts of the field, counted from 0.
    pub index: usize,
    /// The text itself.
    pub text: &'e str,
}

impl Entry {
    /// All searchable texts of the entry, without empty ones.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        let of = |field, index, text| Passage { field, index, text };
        let mut passages = vec![of(Field::Title, 0, self.title.as_str()), of(Field::Number, 0, &self.number)];
        passages.extend((0..).zip(&self.title_variants).map(|(i, text)| of(Field::TitleVariant, i, text)));
        passages.extend(self.period.iter().map(|text| of(Field::Period, 0, text)));
        passages.extend((0..).zip(&self.category).map(|(i, text)| of(Field::Category, i, text)));
        passages.extend((0..).zip(&*self.path).map(|(i, heading)| of(Field::Path, i, &heading.title)));
        passages.extend((0..).zip(&self.body).map(|(i, text)| of(Field::Body, i, text)));
        passages.extend((0..).zip(&self.results).map(|(i, report)| of(Field::Result, i, &report.text)));
        passages.extend((0..).zip(&self.notes).map(|(i, note)| of(Field::NoteTerm, i, &note.term)));
        passages.extend((0..).zip(&self.notes).map(|(i, note)| of(Field::Note, i, &note.text)));
        let repairs = (0..).zip(&self.source.repairs);
        passages.extend(repairs.map(|(i, repair)| of(Field::Printed, i, &repair.printed)));
        passages.retain(|passage| !passage.text.is_empty());
        passages
    }
}
