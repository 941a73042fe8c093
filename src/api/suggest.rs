//! `GET /api/v1/suggest`: completions of a typed text.

use schemars::JsonSchema;
use serde::Serialize;

use shisaku_query::vocabulary::PhraseKind;
use shisaku_search::Completion;

/// One completion.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CompletionAnswer<'r> {
    text: &'r str,
    kind: PhraseKind,
    count: usize,
}

/// Converts completions for the API, best first.
pub fn suggest_answer(completions: &[Completion]) -> Vec<CompletionAnswer<'_>> {
    completions
        .iter()
        .map(|one| CompletionAnswer { text: &one.text, kind: one.kind, count: one.count })
        .collect()
}
