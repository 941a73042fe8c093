//! Queries that show how to search, and what each finds. The search page and the help link to the same ones.

use crate::web::language::{Html, Language};
use shisaku_model::query_string;

/// Queries and the keys of their meaning.
const EXAMPLES: [(&str, &str); 8] = [
    ("商店街 支援", "examples.all-words"),
    ("観光 OR 農業", "examples.any-word"),
    ("融資 -勤労者", "examples.without"),
    ("\"産学交流\"", "examples.quoted"),
    ("題名:融資", "examples.title"),
    ("1-1(1)", "examples.number"),
    ("平成24年度 観光", "examples.year"),
    ("長期計画 実績なし", "examples.filters"),
];

/// A query that shows how to search.
#[derive(Debug)]
pub(super) struct Example {
    pub text: Html,
    pub meaning: String,
    pub href: String,
}

pub(super) fn examples(t: Language) -> Vec<Example> {
    let example = |&(text, key): &(&'static str, &'static str)| Example {
        text: t.own(text),
        meaning: t.say(key),
        href: format!("/?{}", query_string([("q", text)])),
    };
    EXAMPLES.iter().map(example).collect()
}
