//! Renders a text as HTML with links from terms to their explanations and furigana above kanji.

use std::ops::Range;

use super::escaped;
use shisaku_analysis::Furigana;

/// A byte range of a text and the id of the element on the page that it links to.
pub(super) type Way = (Range<usize>, String);

/// Returns the text as escaped HTML, with `<a>` and `<ruby>` as the only elements. Both lists must be in
/// order and free of overlaps. A reading that crosses the edge of a link is left out.
pub(super) fn annotated(text: &str, ways: &[Way], furigana: &[Furigana]) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    let mut done = 0;
    for (range, id) in ways {
        html.push_str(&with_ruby(text, done..range.start, furigana));
        let inner = with_ruby(text, range.clone(), furigana);
        html.push_str(&format!("<a class=\"term\" href=\"#{}\">{inner}</a>", escaped(id)));
        done = range.end;
    }
    html.push_str(&with_ruby(text, done..text.len(), furigana));
    html
}

fn with_ruby(text: &str, within: Range<usize>, furigana: &[Furigana]) -> String {
    let mut html = String::new();
    let mut done = within.start;
    let inside = |one: &&Furigana| within.start <= one.range.start && one.range.end <= within.end;
    for Furigana { range, kana } in furigana.iter().filter(inside) {
        html.push_str(&escaped(&text[done..range.start]));
        let base = escaped(&text[range.clone()]);
        html.push_str(&format!("<ruby>{base}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>", escaped(kana)));
        done = range.end;
    }
    html.push_str(&escaped(&text[done..within.end]));
    html
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use shisaku_analysis::Analyzer;
    use shisaku_testing::any_text;

    fn reading(range: Range<usize>, kana: &str) -> Furigana {
        Furigana { range, kana: kana.to_owned() }
    }

    #[test]
    fn readings_stand_above_and_terms_lead_to_their_explanation() {
        let furigana = [reading(0..9, "しょうてんがい"), reading(12..15, "い")];
        assert_eq!(
            annotated("商店街へ行く<", &[(12..18, "term-1".to_owned())], &furigana),
            "<ruby>商店街<rp>(</rp><rt>しょうてんがい</rt><rp>)</rp></ruby>へ<a class=\"term\" href=\"#term-1\">\
             <ruby>行<rp>(</rp><rt>い</rt><rp>)</rp></ruby>く</a>&lt;"
        );
        assert_eq!(
            annotated("商店街", &[(0..6, "t".to_owned())], &furigana[..1]),
            "<a class=\"term\" href=\"#t\">商店</a>街"
        );
    }

    proptest! {
        #[test]
        fn without_readings_and_tags_it_is_the_text(text in any_text()) {
            let furigana = Analyzer::new().unwrap().furigana(&text);
            let mut plain = annotated(&text, &[], &furigana);
            for (from, to) in [("<rp>", "</rp>"), ("<rt>", "</rt>")] {
                while let Some(start) = plain.find(from) {
                    let end = plain[start..].find(to).unwrap() + start + to.len();
                    plain.replace_range(start..end, "");
                }
            }
            prop_assert_eq!(plain.replace("<ruby>", "").replace("</ruby>", ""), escaped(&text));
        }
    }
}
