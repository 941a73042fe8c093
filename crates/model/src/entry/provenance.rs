//! Provenance: where an entry and its fields are printed, and what was repaired there.

use std::borrow::Cow;

use itertools::Itertools as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Entry;
use crate::{Locator, Place};

/// Location of one field of an entry in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "項目のどの部分が、元の文書のどこにあるか。")]
pub struct Part {
    /// Name of the field: `title`, `title_variants`, `body`, `period` or `result`. Also `departments` and
    /// `related_departments`, if the document names them and not its maintainer.
    #[schemars(description = "項目のどの部分か。")]
    pub field: Cow<'static, str>,
    /// First and last line, counted from 1.
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
    /// Page, cell or paragraph, if the document has them.
    #[serde(default, skip_serializing_if = "Locator::is_lines")]
    #[schemars(
        with = "String",
        description = "ページ、シートのセル、または段落。行だけの文書にはありません。"
    )]
    pub at: Locator,
}

/// One repair of the printed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "読み取りの誤りを直した所。")]
pub struct RepairRecord {
    /// Line number, counted from 1.
    #[schemars(description = "行。1 から数えます。")]
    pub line: u32,
    /// Page, cell or paragraph, if the document has them.
    #[serde(default, skip_serializing_if = "Locator::is_lines")]
    #[schemars(
        with = "String",
        description = "ページ、シートのセル、または段落。行だけの文書にはありません。"
    )]
    pub at: Locator,
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
    /// Pages, cells or paragraphs of these lines, if the document has them.
    #[serde(default, skip_serializing_if = "Locator::is_lines")]
    #[schemars(
        with = "String",
        description = "ページ、シートのセル、または段落。行だけの文書にはありません。"
    )]
    pub at: Locator,
    /// Location of each field.
    #[schemars(description = "部分ごとの行。")]
    pub parts: Vec<Part>,
    /// Repairs in these lines.
    #[schemars(description = "直した所。")]
    pub repairs: Vec<RepairRecord>,
}

impl Provenance {
    /// Location of the entry's own text.
    pub fn place(&self) -> Place {
        Place { file: self.file.clone(), lines: self.lines, at: self.at.clone() }
    }

    /// Location of a field. The entry's if the field has none.
    pub fn place_of(&self, field: &str) -> Place {
        let part = self.parts.iter().find(|part| part.field == field);
        part.map_or_else(|| self.place(), |part| part.place(&self.file))
    }
}

impl Part {
    fn place(&self, file: &str) -> Place {
        Place { file: file.to_owned(), lines: self.lines, at: self.at.clone() }
    }
}

impl Entry {
    /// The places in the document that concern the entry, its results included, in order.
    pub fn places(&self) -> Vec<Place> {
        let source = &self.source;
        let parts = source.parts.iter().map(|part| part.place(&source.file)).chain([source.place()]);
        let reports = self.results.iter().map(|report| &report.source);
        let reports = reports.filter(|place| place.file == source.file).cloned();
        let all = parts.chain(reports).filter(|place| place.lines[0] > 0);
        let mut places: Vec<Place> = Vec::new();
        for next in all.sorted_by_key(|place| place.lines) {
            let joined = places.iter().enumerate().find_map(|(at, place)| Some((at, place.joined(&next)?)));
            match joined {
                Some((at, joined)) => places[at] = joined,
                None => places.push(next),
            }
        }
        places
    }

    /// [`Entry::places`] in words, and those of reports in other documents: `88-90行、426行、実績.csvの2行`.
    pub fn source_lines(&self) -> String {
        let own = self.places().into_iter().map(|place| place.words());
        let mut others: Vec<&Place> = Vec::new();
        for place in self.results.iter().map(|report| &report.source) {
            if place.file != self.source.file && !place.file.is_empty() && !others.contains(&place) {
                others.push(place);
            }
        }
        let name = |place: &Place| place.file.rsplit('/').next().unwrap_or_default().to_owned();
        own.chain(others.into_iter().map(|place| format!("{}の{}", name(place), place.words()))).join("、")
    }
}
