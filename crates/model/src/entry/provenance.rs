//! Location of an entry in the source, and the repairs made there.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Field;

/// Location of one field of an entry in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "項目のどの部分が、元の文書のどこにあるか。")]
pub struct Part {
    /// Name of the field: `title`, `body`, `period`, `result`, `notes`, `title_variants`. Also
    /// `departments` and `related_departments` if the document names them rather than its maintainer.
    #[schemars(description = "項目のどの部分か。")]
    pub field: String,
    /// First and last line, counted from 1.
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
}

/// One repair of the printed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "読み取りの誤りを直した所。")]
pub struct RepairRecord {
    /// Line number, counted from 1.
    #[schemars(description = "行。1 から数えます。")]
    pub line: u32,
    /// The text as printed.
    #[schemars(description = "印刷(読み取り)のまま。")]
    pub printed: String,
    /// The text that replaces it.
    #[schemars(description = "直した文。")]
    pub repaired: String,
    /// Name of the rule that made the repair.
    #[schemars(description = "直した規則。")]
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
#[schemars(description = "出典と、直した所。")]
pub struct Provenance {
    /// Path of the document below `seeds/`.
    #[schemars(description = "文書。")]
    pub file: String,
    /// First and last line of the entry's own text. Results can stand elsewhere: see `parts`.
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
    /// Location of each field.
    #[schemars(description = "部分ごとの行。")]
    pub parts: Vec<Part>,
    /// Repairs in these lines.
    #[schemars(description = "直した所。")]
    pub repairs: Vec<RepairRecord>,
}
