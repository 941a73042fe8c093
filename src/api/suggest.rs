//! `GET /api/v1/suggest`

use schemars::JsonSchema;
use serde::Serialize;

use shisaku_query::vocabulary::PhraseKind;
use shisaku_search::Completion;

/// What may be typed to the end.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CompletionAnswer<'r> {
    text: &'r str,
    kind: PhraseKind,
    count: usize,
}

/// What may be typed to the end, best first.
pub fn suggest_answer(completions: &[Completion]) -> Vec<CompletionAnswer<'_>> {
    completions
        .iter()
        .map(|one| CompletionAnswer { text: &one.text, kind: one.kind, count: one.count })
        .collect()
}
