//! Texts with their matches marked, as safe HTML.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use shisaku_model::{Entry, Field};
use shisaku_search::highlight::{Highlights, pieces};

/// An entry's texts as HTML: escaped, with `<mark>` as the only element. Lists have the order of the entry's
/// own.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(
    rename = "Highlights",
    description = "HTML にした本文。文字は置き換え済みで、要素は <mark> だけです。並びは元の項目と同じです。"
)]
pub struct MarkedTexts {
    #[schemars(description = "題名。")]
    pub title: String,
    #[schemars(description = "印刷されている別の題名。")]
    pub title_variants: Vec<String>,
    #[schemars(description = "番号。なければ空。")]
    pub number: String,
    #[schemars(description = "計画区分。")]
    pub period: Option<String>,
    #[schemars(description = "区分(再掲、協会事業など)。")]
    pub category: Vec<String>,
    #[schemars(description = "章からの見出し。")]
    pub path: Vec<String>,
    #[schemars(description = "本文。段落または箇条ごと。")]
    pub body: Vec<String>,
    #[schemars(description = "最新の実績の文。")]
    pub result: Option<String>,
    #[schemars(description = "実績の報告。新しいものが最後。")]
    pub results: Vec<String>,
    #[schemars(description = "説明されている用語。")]
    pub note_terms: Vec<String>,
    #[schemars(description = "用語の説明。")]
    pub notes: Vec<String>,
}

impl MarkedTexts {
    /// Marks all texts of an entry.
    pub fn new(entry: &Entry, highlights: &Highlights) -> Self {
        let mark = |field, text: &str| marked(text, highlights.of(field, 0));
        let marks = |field, texts: &mut dyn Iterator<Item = &String>| -> Vec<String> {
            texts.enumerate().map(|(index, text)| marked(text, highlights.of(field, index))).collect()
        };
        let results = marks(Field::Result, &mut entry.results.iter().map(|report| &report.text));
        Self {
            title: mark(Field::Title, &entry.title),
            title_variants: marks(Field::TitleVariant, &mut entry.title_variants.iter()),
            number: mark(Field::Number, &entry.number),
            period: entry.period.as_ref().map(|period| mark(Field::Period, period)),
            category: marks(Field::Category, &mut entry.category.iter()),
            path: marks(Field::Path, &mut entry.path.iter().map(|heading| &heading.title)),
            body: marks(Field::Body, &mut entry.body.iter()),
            result: results.last().cloned(),
            results,
            note_terms: marks(Field::NoteTerm, &mut entry.notes.iter().map(|note| &note.term)),
            notes: marks(Field::Note, &mut entry.notes.iter().map(|note| &note.text)),
        }
    }
}

/// Returns the text as HTML: escaped, with `<mark>` around the ranges.
pub(crate) fn marked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut html = String::with_capacity(text.len() + 16 * ranges.len());
    for (piece, is_marked) in pieces(text, ranges) {
        html.push_str(if is_marked { "<mark>" } else { "" });
        escape(piece, &mut html);
        html.push_str(if is_marked { "</mark>" } else { "" });
    }
    html
}

/// Escapes `& < > " '` in a text.
pub(super) fn escaped(text: &str) -> String {
    marked(text, &[])
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init, reason = "one range is meant")]

    use proptest::prelude::*;

    use super::*;
    use shisaku_testing::any_text;

    #[test]
    fn only_marks_are_added() {
        assert_eq!(marked("商店街の支援", &[0..9, 12..18]), "<mark>商店街</mark>の<mark>支援</mark>");
        assert_eq!(marked("<b>&'\"", &[3..4]), "&lt;b&gt;<mark>&amp;</mark>&#39;&quot;");
        assert_eq!(marked("商店", &[1..3, 3..99, 2..2]), "商店", "no such ranges");
    }

    proptest! {
        #[test]
        fn unmarked_and_unescaped_it_is_the_text(
            text in any_text(),
            ends in prop::collection::vec((0..40usize, 0..40usize), 0..6),
        ) {
            let ranges: Vec<_> = ends.into_iter().map(|(start, end)| start..end).collect();
            let html = marked(&text, &ranges);
            let plain = html.replace("<mark>", "").replace("</mark>", "");
            prop_assert!(!plain.contains(['<', '>', '"', '\'']));
            let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            prop_assert_eq!(plain.replace("&#39;", "'").replace("&amp;", "&"), text);
            prop_assert_eq!(html.matches("<mark>").count(), html.matches("</mark>").count());
        }
    }
}
