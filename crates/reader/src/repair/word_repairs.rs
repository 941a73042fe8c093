//! Repairs listed by staff in `seeds/<plan>/repairs.toml`, for words that need knowledge of the plan.

use serde::Deserialize;

use super::{Context, Edit, Rule};
use shisaku_model::{Finding, Place, RepairedDocument, line_at};

pub(super) const RULE: Rule = Rule {
    name: "words",
    sentence: "A word listed in the plan's repairs.toml is written as it says there.",
    edits,
};

/// The checked contents of a plan's `repairs.toml`.
#[derive(Debug, Clone, Default)]
pub struct WordRepairs {
    /// Path below `seeds/`. Empty if there is no file.
    file: String,
    repairs: Vec<WordRepair>,
    /// Words that no rule may change.
    pub(super) protected: Vec<String>,
}

#[derive(Debug, Clone)]
struct WordRepair {
    printed: String,
    repaired: String,
    line: u32,
}

/// The schema of `repairs.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    repair: Vec<WrittenRepair>,
    #[serde(default)]
    protected: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRepair {
    printed: toml::Spanned<String>,
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
        let line_at = |at: usize| line_at(text.as_bytes(), at);
        let written: Written = match toml::from_str(text) {
            Ok(written) => written,
            Err(error) => {
                let line = line_at(error.span().map_or(0, |span| span.start));
                let finding = Finding::error(
                    "broken_repairs",
                    Place::line(file, line),
                    format!("repairs.toml を読めません: {}", error.message()),
                )
                .advise("書き方: [[repair]] の下に printed = \"印刷の形\"、repaired = \"正しい形\"、reason = \"理由\"");
                return (Self { file: file.to_owned(), ..Self::default() }, vec![finding]);
            }
        };
        let all: Vec<WordRepair> = written
            .repair
            .into_iter()
            .map(|repair| WordRepair {
                line: line_at(repair.printed.span().start),
                printed: repair.printed.into_inner(),
                repaired: repair.repaired,
            })
            .collect();
        let mut findings = Vec::new();
        let mut refuse = |repair: &WordRepair, why: String| {
            findings.push(
                Finding::error("unsafe_repair", Place::line(file, repair.line), why)
                    .advise("前後の文字を足して、直したあとの形に残らない書き方にしてください。"),
            );
            false
        };
        let accepted = all.iter().filter(|repair| {
            if repair.printed.trim().is_empty() || repair.printed == repair.repaired {
                return refuse(repair, format!("「{}」は直しになっていません。", repair.printed));
            }
            match all
                .iter()
                .find(|other| !other.printed.is_empty() && repair.repaired.contains(&other.printed))
            {
                Some(other) => refuse(
                    repair,
                    format!(
                        "直したあとの「{}」に、{}行目の「{}」が残ります。",
                        repair.repaired, other.line, other.printed
                    ),
                ),
                None => true,
            }
        });
        let repairs = accepted.cloned().collect();
        let protected = written.protected.into_iter().filter(|word| !word.is_empty()).collect();
        (Self { file: file.to_owned(), repairs, protected }, findings)
    }

    /// Reports repairs that changed nothing: the word is misspelt or the document has changed.
    pub(super) fn unused(&self, documents: &[RepairedDocument]) -> Vec<Finding> {
        let used = |repair: &WordRepair| {
            documents.iter().flat_map(|document| &document.lines).any(|line| {
                let by_words = line.mends.iter().any(|mend| mend.rules.contains(&RULE.name));
                by_words && line.text.contains(&repair.repaired)
            })
        };
        self.repairs
            .iter()
            .filter(|repair| !used(repair))
            .map(|repair| {
                Finding::warning(
                    "unused_repair",
                    Place::line(&self.file, repair.line),
                    format!("「{}」は文書のどこにもなく、この直しは使われていません。", repair.printed),
                )
                .advise("文書での書かれ方を確かめるか、この直しを取り除いてください。")
            })
            .collect()
    }
}

fn edits(line: &str, context: &Context<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = context
        .words
        .repairs
        .iter()
        .flat_map(|repair| line.match_indices(&repair.printed).map(move |found| (found, repair)))
        .map(|((start, printed), repair)| Edit {
            range: start..start + printed.len(),
            text: repair.repaired.clone(),
        })
        .collect();
    edits.sort_by_key(|edit| (edit.range.start, usize::MAX - edit.range.end));
    edits.dedup_by(|second, first| second.range.start < first.range.end);
    edits
}
