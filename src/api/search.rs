//! `GET /api/v1/search` and entries as JSON; `shisaku search --json` is the same.
//!
//! The shapes are types, so that what is sent and what `/openapi.json` says of it are one thing.

use schemars::JsonSchema;
use serde::Serialize;

use crate::web::marked::MarkedTexts;
use shisaku_model::Entry;
use shisaku_search::Answer;

/// The answer to a search as JSON has it: matched places are marks in HTML.
pub type SearchAnswer = Answer<MarkedTexts>;

/// An entry, every field of it, and where it is shown.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "項目(施策など)ひとつ。")]
pub struct EntryAnswer<'r> {
    #[serde(flatten)]
    entry: &'r Entry,
    #[schemars(description = "項目のページ。")]
    url: String,
}

/// The answer to a search with its matched places marked.
pub fn search_answer(answer: Answer) -> SearchAnswer {
    answer.marked(MarkedTexts::new)
}

/// One entry with the path of its page.
pub fn entry_answer(entry: &Entry) -> EntryAnswer<'_> {
    entry_at(entry, format!("/entries/{}", entry.id))
}

/// One entry with another address of its page.
pub(super) fn entry_at(entry: &Entry, url: String) -> EntryAnswer<'_> {
    EntryAnswer { entry, url }
}
