//! Example queries with their number of hits. The search page and the help page link to them.

use crate::web::language::{Html, Language};
use shisaku_model::query_string;

/// Example queries, each with the message key of its meaning.
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

/// An example query.
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
