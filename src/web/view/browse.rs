//! What the first page offers to whoever has no word yet: the contents, words to begin with, what is new.

use super::{
    contents::{PlanContents, contents_of},
    href, minute_in_japan,
};
use crate::web::Account;
use shisaku_engine::EngineError;
use shisaku_search::{Answer, Search, SearchParams};

/// Ways in without a word.
#[derive(Debug)]
pub(super) struct Browse {
    pub contents: Vec<PlanContents>,
    pub words: Vec<WordView>,
    /// What is different from the version before, if there was one.
    pub news: Option<String>,
}

/// A word with the number of entries that it finds.
#[derive(Debug)]
pub(super) struct WordView {
    pub text: String,
    pub count: usize,
    pub href: String,
}

impl Browse {
    /// Beside a search for everything.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(everything: &Answer, search: &Search, account: &Account) -> Result<Self, EngineError> {
        let word = |text: &str, count| WordView {
            text: text.to_owned(),
            count,
            href: href(&SearchParams { text: text.to_owned(), ..SearchParams::default() }, 0),
        };
        Ok(Self {
            contents: contents_of(everything, search.catalogue()),
            words: search.frequent()?.iter().map(|one| word(&one.text, one.count)).collect(),
            news: news(account),
        })
    }
}

/// Of the changes, how many there are of each sort.
fn news(account: &Account) -> Option<String> {
    let changes = &account.changes;
    let since = minute_in_japan(&changes.since.as_ref()?.built_at);
    let lists =
        [("増えた", &changes.added), ("変わった", &changes.changed), ("なくなった", &changes.removed)];
    let told: Vec<String> = lists
        .iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(label, entries)| format!("{label}項目 {} 件", entries.len()))
        .collect();
    Some(match told.is_empty() {
        true => format!("前の版({since})から変わった項目はありません。"),
        false => format!("前の版({since})から: {}。", told.join("、")),
    })
}
