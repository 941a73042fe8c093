//! Repairs listed by staff in `seeds/<plan>/repairs.toml`, for words that need knowledge of the plan.

use itertools::Itertools as _;
use serde::Deserialize;
use toml::Spanned;

use super::{Context, Edit, Rule};
use shisaku_model::{Finding, Place, RepairedDocument, line_at};

pub(super) const RULE: Rule = Rule {
    name: "words",
    sentence: "A word listed in the plan's repairs.toml is written as it says there.",
    edits,
};

/// The checked contents of a plan's `repairs.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordRepairs {
    /// Path below `seeds/`. Empty if there is no file.
    #[serde(skip)]
    file: String,
    #[serde(skip)]
    text: String,
    #[serde(rename = "repair")]
    repairs: Vec<WrittenRepair>,
    /// Words that no rule may change.
    pub(super) protected: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRepair {
    printed: Spanned<String>,
    repaired: String,
    /// Why the repair is certain, for people. Not evaluated.
    #[serde(rename = "reason")]
    _reason: Option<String>,
}

impl WordRepairs {
    /// Reads `repairs.toml`. Unsafe repairs are reported and skipped.
    ///
    /// A repair is unsafe if it is empty or changes nothing. It is also unsafe if its result contains text
    /// that any repair would change again: repairing must be idempotent.
    pub fn read(file: &str, text: &str) -> (Self, Vec<Finding>) {
        let mut words = Self::default();
        let mut findings = Vec::new();
        match toml::from_str(text) {
            Ok(read) => words = read,
            Err(error) => {
                let line = line_at(text.as_bytes(), error.span().map_or(0, |span| span.start));
                let message = format!("repairs.toml を読めません: {}", error.message());
                findings.push(Finding::error("broken_repairs", Place::line(file, line), message).advise(
                    "書き方: [[repair]] の下に printed = \"印刷の形\"、repaired = \"正しい形\"、reason = \"理由\"",
                ));
            }
        }
        (words.file, words.text) = (file.to_owned(), text.to_owned());
        let (safe, refused): (Vec<_>, Vec<_>) =
            words.repairs.iter().map(|repair| words.checked(repair)).partition_result();
        words.repairs = safe;
        words.protected.retain(|word| !word.is_empty());
        findings.extend(refused);
        (words, findings)
    }

    /// Returns the repair, or a finding if it is unsafe.
    fn checked(&self, repair: &WrittenRepair) -> Result<WrittenRepair, Finding> {
        let (printed, repaired) = (repair.printed.get_ref(), &repair.repaired);
        let is_left = |one: &&WrittenRepair| {
            let printed = one.printed.get_ref();
            !printed.is_empty() && repaired.contains(printed)
        };
        let why = if printed.trim().is_empty() || printed == repaired {
            format!("「{printed}」は直しになっていません。")
        } else if let Some(left) = self.repairs.iter().find(is_left) {
            let (line, left) = (self.place(left).lines[0], left.printed.get_ref());
            format!("直したあとの「{repaired}」に、{line}行目の「{left}」が残ります。")
        } else {
            return Ok(repair.clone());
        };
        Err(Finding::error("unsafe_repair", self.place(repair), why)
            .advise("前後の文字を足して、直したあとの形に残らない書き方にしてください。"))
    }

    fn place(&self, repair: &WrittenRepair) -> Place {
        Place::line(&self.file, line_at(self.text.as_bytes(), repair.printed.span().start))
    }

    /// Reports repairs that changed nothing: the word is misspelt or the document has changed.
    pub(super) fn unused(&self, documents: &[RepairedDocument]) -> Vec<Finding> {
        let lines = || documents.iter().flat_map(|document| &document.lines);
        let is_used = |repair: &&WrittenRepair| {
            lines().any(|line| {
                let by_words = line.mends().iter().any(|mend| mend.rules.contains(&RULE.name));
                by_words && line.text.contains(&repair.repaired)
            })
        };
        let finding = |repair: &WrittenRepair| {
            let printed = repair.printed.get_ref();
            let message = format!("「{printed}」は文書のどこにもなく、この直しは使われていません。");
            Finding::warning("unused_repair", self.place(repair), message)
                .advise("文書での書かれ方を確かめるか、この直しを取り除いてください。")
        };
        self.repairs.iter().filter(|repair| !is_used(repair)).map(finding).collect()
    }
}

fn edits(line: &str, context: &Context<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for WrittenRepair { printed, repaired, .. } in &context.words.repairs {
        edits.extend(
            line.match_indices(printed.get_ref())
                .map(|(start, printed)| Edit { range: start..start + printed.len(), text: repaired.clone() }),
        );
    }
    edits.sort_by_key(|edit| (edit.range.start, usize::MAX - edit.range.end));
    edits.dedup_by(|second, first| second.range.start < first.range.end);
    edits
}
