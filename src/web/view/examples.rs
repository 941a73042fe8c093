//! Queries that show how to search, and what each finds. The search page and the help link to the same ones.

use shisaku_model::query_string;

const EXAMPLES: [(&str, &str); 8] = [
    ("商店街 支援", "間を空けて並べると、すべての言葉を含むもの"),
    ("観光 OR 農業", "OR でつなぐと、どちらかの言葉を含むもの"),
    ("融資 -勤労者", "前に - を付けた言葉を含むものを除く"),
    ("\"産学交流\"", "\" で囲むと、その並びのままのもの"),
    ("題名:融資", "題名にその言葉があるもの(実績: なら実績の文)"),
    ("1-1(1)", "施策の番号で"),
    ("平成24年度 観光", "その年度にかかるもの(西暦でも)"),
    ("長期計画 実績なし", "期間や実績の有無も言葉で"),
];

/// A query that shows how to search.
#[derive(Debug)]
pub(super) struct Example {
    pub text: &'static str,
    pub meaning: &'static str,
    pub href: String,
}

pub(super) fn examples() -> Vec<Example> {
    let example = |&(text, meaning): &(&'static str, &'static str)| Example {
        text,
        meaning,
        href: format!("/?{}", query_string([("q", text)])),
    };
    EXAMPLES.iter().map(example).collect()
}
