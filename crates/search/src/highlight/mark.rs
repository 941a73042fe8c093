//! Text and ranges to HTML that needs no further care.

use std::ops::Range;

/// The text as HTML: `& < > " '` escaped, `<mark>` around the ranges. Ranges may come in any order;
/// those that overlap or touch become one. What is no range of whole characters of the text is left out.
pub fn marked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges: Vec<&Range<usize>> = ranges
        .iter()
        .filter(|range| text.get((*range).clone()).is_some_and(|part| !part.is_empty()))
        .collect();
    ranges.sort_by_key(|range| range.start);
    let mut html = String::with_capacity(text.len() + 16 * ranges.len());
    let mut done = 0;
    let mut rest = ranges.into_iter().peekable();
    while let Some(range) = rest.next() {
        let mut end = range.end;
        while let Some(next) = rest.next_if(|next| next.start <= end) {
            end = end.max(next.end);
        }
        escape(&text[done..range.start], &mut html);
        html.push_str("<mark>");
        escape(&text[range.start..end], &mut html);
        html.push_str("</mark>");
        done = end;
    }
    escape(&text[done..], &mut html);
    html
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
    use crate::testing::any_text;

    #[test]
    fn only_marks_are_added() {
        assert_eq!(marked("商店街の支援", &[0..9, 12..18]), "<mark>商店街</mark>の<mark>支援</mark>");
        assert_eq!(marked("<b>&'\"", &[3..4]), "&lt;b&gt;<mark>&amp;</mark>&#39;&quot;");
        assert_eq!(marked("商店街連合会", &[6..12, 0..9, 12..15]), "<mark>商店街連合</mark>会");
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
