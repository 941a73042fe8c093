//! The glossary of the plans in kana order.

use askama::Template;

use super::{Frame, href};
use crate::web::language::{Html, Language};
use shisaku_analysis::kana_order;
use shisaku_model::Entry;
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
#[derive(Debug, Template)]
#[template(path = "glossary.html")]
pub(in crate::web) struct GlossaryPage {
    t: Language,
    frame: Frame,
    terms: Vec<TermView>,
    organisations: Vec<RowView>,
    words: Vec<RowView>,
    /// Maximum number of everyday words shown for a term.
    most: usize,
}

/// A term with its explanation.
#[derive(Debug)]
struct TermView {
    term: Html,
    /// The text of the link that searches for the term.
    search: Html,
    texts: Vec<Html>,
    href: String,
    count: usize,
    uses: String,
}

/// The terms of one row of the kana table.
#[derive(Debug)]
struct RowView {
    id: &'static str,
    label: Html,
    words: Vec<WordView>,
}

#[derive(Debug)]
struct WordView {
    text: Html,
    count: usize,
    href: String,
}

impl GlossaryPage {
    pub fn new(frame: Frame, glossary: &Glossary) -> Self {
        let t = frame.t;
        let term = |(word, note): &(GlossaryWord, Entry)| TermView {
            term: t.own(&note.title),
            search: t.html("glossary.search-for", [("words", t.own(&note.title).into())]),
            texts: note.body.iter().map(|text| t.own(text)).collect(),
            href: format!("/entries/{}", note.id),
            count: word.count,
            uses: href(&word.params, 0),
        };
        Self {
            t,
            frame,
            terms: glossary.terms.iter().map(term).collect(),
            organisations: rows(&glossary.organisations, t),
            words: rows(&glossary.words, t),
            most: MOST_WORDS,
        }
    }
}

fn rows(words: &[GlossaryWord], t: Language) -> Vec<RowView> {
    let of = |word: &GlossaryWord| {
        let first = kana_order(&word.reading).chars().next();
        let row = ROWS.into_iter().find(|(.., kana)| first.is_some_and(|first| kana.contains(first)));
        row.map_or(OTHERS, |row| row.0)
    };
    let view = |word: &GlossaryWord| WordView {
        text: t.own(&word.text),
        count: word.count,
        href: href(&word.params, 0),
    };
    let row = |(id, label)| RowView {
        id,
        label,
        words: words.iter().filter(|word| of(word) == id).map(view).collect(),
    };
    let others = Html::escaped(&t.say("glossary.others"));
    let named = ROWS.into_iter().map(|(id, label, _)| (id, t.own(label)));
    named.chain([(OTHERS, others)]).map(row).filter(|row| !row.words.is_empty()).collect()
}
