//! The start page without a query: contents, suggested words and news.

use super::{
    contents::{PlanContents, contents_of},
    href, minute_in_japan,
};
use crate::web::{
    Account,
    language::{Html, Language},
};
use shisaku_engine::EngineError;
use shisaku_search::{Answer, Search, SearchParams};

/// Entry points for a person without a query.
#[derive(Debug)]
pub(super) struct Browse {
    pub contents: Vec<PlanContents>,
    pub words: Vec<WordView>,
    /// The differences from the previous version, if there was one.
    pub news: Option<Html>,
}

/// A suggested word and the number of entries that it finds.
#[derive(Debug)]
pub(super) struct WordView {
    pub text: Html,
    pub count: usize,
    pub href: String,
}

impl Browse {
    /// Builds the start page from a search for everything.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        everything: &Answer,
        search: &Search,
        account: &Account,
        t: Language,
    ) -> Result<Self, EngineError> {
        let word = |text: &str, count| WordView {
            text: t.own(text),
            count,
            href: href(&SearchParams { text: text.to_owned(), ..SearchParams::default() }, 0),
        };
        Ok(Self {
            contents: contents_of(everything, search.catalogue(), t),
            words: search.frequent()?.iter().map(|one| word(&one.text, one.count)).collect(),
            news: news(account, t),
        })
    }
}

/// A sentence with the number of changes of each sort.
fn news(account: &Account, t: Language) -> Option<Html> {
    let changes = &account.changes;
    let since = minute_in_japan(&changes.since.as_ref()?.built_at);
    let since = Html::escaped(&since).into();
    let lists = [
        ("browse.added", &changes.added),
        ("browse.altered", &changes.changed),
        ("browse.removed", &changes.removed),
    ];
    let told: Vec<Html> = lists
        .iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(key, entries)| t.html(key, [("count", entries.len().into())]))
        .collect();
    Some(match told.is_empty() {
        true => t.html("browse.unchanged", [("since", since)]),
        false => t.html("browse.changed", [("since", since), ("changes", t.row(told).into())]),
    })
}
