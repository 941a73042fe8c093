//! Kinds of entries.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "項目の種別。")]
pub enum Kind {
    /// 施策: a measure that the municipality set out to take.
    Measure,
    /// 除いた項目: a measure removed in this edition of the plan, kept with its result.
    Removed,
    /// 体制の項目: how the plan itself is carried out and monitored.
    Framework,
    /// 用語: a note that explains a term.
    Note,
    /// 図: the caption of a figure or photograph.
    Figure,
    /// まえがき: text directly under a heading, such as the definition of a period.
    Preamble,
}

impl Kind {
    /// Every kind, in display order.
    pub const ALL: [Self; 6] =
        [Self::Measure, Self::Removed, Self::Framework, Self::Note, Self::Figure, Self::Preamble];

    /// The kinds that a search covers by default.
    pub const SEARCHED_BY_DEFAULT: [Self; 3] = [Self::Measure, Self::Removed, Self::Framework];

    /// The value in URLs, JSON and the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Removed => "removed",
            Self::Framework => "framework",
            Self::Note => "note",
            Self::Figure => "figure",
            Self::Preamble => "preamble",
        }
    }

    /// The name shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Measure => "施策",
            Self::Removed => "除いた項目",
            Self::Framework => "体制の項目",
            Self::Note => "用語",
            Self::Figure => "図",
            Self::Preamble => "まえがき",
        }
    }
}
