//! The glossary of the plans in kana order.

use askama::Template;

use super::{Frame, href, page_of};
use crate::web::language::{Html, Language};
use shisaku_analysis::kana_order;
use shisaku_search::{Glossary, GlossaryWord, MOST_WORDS};

/// Rows of the kana table: name in addresses, display name, and katakana in the order of
/// [`kana_order`](shisaku_analysis::kana_order). Terms that begin with other characters come last.
const ROWS: [(&str, &str, &str); 10] = [
    ("a", "あ", "アイウエオ"),
    ("ka", "か", "カキクケコ"),
    ("sa", "さ", "サシスセソ"),
    ("ta", "た", "タチツテト"),
    ("na", "な", "ナニヌネノ"),
    ("ha", "は", "ハヒフヘホ"),
    ("ma", "ま", "マミムメモ"),
    ("ya", "や", "ヤユヨ"),
    ("ra", "ら", "ラリルレロ"),
    ("wa", "わ", "ワヰヱヲン"),
];
const OTHERS: &str = "others";

/// The page at `/glossary`.
#[derive(Template)]
#[template(path = "glossary.html")]
pub(in crate::web) struct GlossaryPage<'a> {
    pub t: Language,
    pub frame: Frame,
    pub glossary: &'a Glossary,
}

/// The words of one row of the kana table.
struct Row<'a> {
    id: &'static str,
    label: Html,
    words: Vec<&'a GlossaryWord>,
}

/// Groups words by the rows of the kana table. Empty rows are left out.
fn rows(words: &[GlossaryWord], t: Language) -> Vec<Row<'_>> {
    let of = |word: &GlossaryWord| {
        let first = kana_order(&word.reading).chars().next();
        let row = ROWS.into_iter().find(|(.., kana)| first.is_some_and(|first| kana.contains(first)));
        row.map_or(OTHERS, |row| row.0)
    };
    let row = |(id, label)| Row { id, label, words: words.iter().filter(|word| of(word) == id).collect() };
    let others = Html::escaped(&t.say("glossary.others"));
    let named = ROWS.into_iter().map(|(id, label, _)| (id, t.own(label)));
    named.chain([(OTHERS, others)]).map(row).filter(|row| !row.words.is_empty()).collect()
}
