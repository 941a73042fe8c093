//! JSON of `GET /api/v1/search` and of entries. `shisaku search --json` writes the same form.
//!
//! Each answer is a type, so that the JSON and its schema in `/openapi.json` always agree.

use schemars::JsonSchema;
use serde::Serialize;

use crate::web::marked::MarkedTexts;
use shisaku_model::Entry;
use shisaku_search::Answer;

/// The JSON answer to a search. Matches are marked in HTML.
pub type SearchAnswer = Answer<MarkedTexts>;

/// An entry with all its fields and the address of its page.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "項目(施策など)ひとつ。")]
pub struct EntryAnswer<'r> {
    #[serde(flatten)]
    entry: &'r Entry,
    #[schemars(description = "項目のページ。")]
    url: String,
}

/// Marks the matches of an answer.
pub fn search_answer(answer: Answer) -> SearchAnswer {
    answer.marked(MarkedTexts::new)
}

/// Returns an entry with the path of its page.
pub fn entry_answer(entry: &Entry) -> EntryAnswer<'_> {
    entry_at(entry, format!("/entries/{}", entry.id))
}

/// Returns an entry with another address of its page.
pub(super) fn entry_at(entry: &Entry, url: String) -> EntryAnswer<'_> {
    EntryAnswer { entry, url }
}
