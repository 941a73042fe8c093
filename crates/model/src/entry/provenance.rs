//! Location of an entry in the source, and the repairs made there.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Field;

/// Location of one field of an entry in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Name of the field: `title`, `body`, `period`, `result`, `notes`, `title_variants`. Also
    /// `departments` and `related_departments` if the document names them rather than its maintainer.
    pub field: String,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
}

/// One repair of the printed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepairRecord {
    /// Line number, counted from 1.
    pub line: u32,
    /// The text as printed.
    pub printed: String,
    /// The text that replaces it.
    pub repaired: String,
    /// Name of the rule that made the repair.
    pub rule: String,
}

/// A range of an entry's text that differs from the printed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// The field of the entry.
    pub field: Field,
    /// Index among the texts of the field, counted from 0.
    pub index: usize,
    /// Byte range in that text, on character boundaries. Empty if printed text was deleted.
    pub range: Range<usize>,
    /// The printed text.
    pub printed: String,
}

/// Location of an entry in the source, and the repairs made there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Path of the document below `seeds/`.
    pub file: String,
    /// First and last line of the entry's own text. Results can stand elsewhere: see `parts`.
    pub lines: [u32; 2],
    /// Location of each field.
    pub parts: Vec<Part>,
    /// Repairs in these lines.
    pub repairs: Vec<RepairRecord>,
}
