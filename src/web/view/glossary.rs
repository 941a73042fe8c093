//! The words of the plans in the order of the kana.

use askama::Template;

use super::{Frame, href};
use crate::{
    model::Entry,
    search::{Glossary, GlossaryWord},
};

/// The rows of the kana table, by katakana; what begins with none of them comes last.
const ROWS: [(&str, &str); 10] = [
    ("あ", "アイウエオァィゥェォヴ"),
    ("か", "カキクケコガギグゲゴ"),
    ("さ", "サシスセソザジズゼゾ"),
    ("た", "タチツテトダヂヅデドッ"),
    ("な", "ナニヌネノ"),
    ("は", "ハヒフヘホバビブベボパピプペポ"),
    ("ま", "マミムメモ"),
    ("や", "ヤユヨャュョ"),
    ("ら", "ラリルレロ"),
    ("わ", "ワヲンヰヱ"),
];
const OTHERS: &str = "英数・そのほか";

/// `/glossary`
#[derive(Debug, Template)]
#[template(path = "glossary.html")]
pub(in crate::web) struct GlossaryPage {
    frame: Frame,
    terms: Vec<TermView>,
    organisations: Vec<RowView>,
    words: Vec<RowView>,
}

/// A term with its explanation.
#[derive(Debug)]
struct TermView {
    term: String,
    texts: Vec<String>,
    href: String,
}

/// The words of one row of the kana table.
#[derive(Debug)]
struct RowView {
    label: &'static str,
    words: Vec<WordView>,
}

#[derive(Debug)]
struct WordView {
    text: String,
    count: usize,
    href: String,
}

impl GlossaryPage {
    pub fn new(frame: Frame, glossary: &Glossary) -> Self {
        let term = |(_, note): &(String, Entry)| TermView {
            term: note.title.clone(),
            texts: note.body.clone(),
            href: format!("/entries/{}", note.id),
        };
        Self {
            frame,
            terms: glossary.terms.iter().map(term).collect(),
            organisations: rows(&glossary.organisations),
            words: rows(&glossary.words),
        }
    }
}

fn row_of(reading: &str) -> &'static str {
    let first = reading.chars().next();
    let row = ROWS.iter().find(|(_, kana)| first.is_some_and(|first| kana.contains(first)));
    row.map_or(OTHERS, |(label, _)| label)
}

fn rows(words: &[GlossaryWord]) -> Vec<RowView> {
    let labels = ROWS.iter().map(|(label, _)| *label).chain([OTHERS]);
    let row = |label| RowView {
        label,
        words: words
            .iter()
            .filter(|word| row_of(&word.reading) == label)
            .map(|word| WordView { text: word.text.clone(), count: word.count, href: href(&word.params, 0) })
            .collect(),
    };
    labels.map(row).filter(|row| !row.words.is_empty()).collect()
}
