//! An entry's texts as HTML, for comparing the printed text with the repaired text, and the places of terms.

use super::{
    super::{annotated::Way, escaped, page_of},
    years_told,
};
use crate::web::language::{Html, Language};
use shisaku_model::{Entry, Field, Passage, Repaired, address, code_point, is_unseen};
use shisaku_search::Explained;

/// The options of an entry page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::web) struct Look {
    /// True to show readings above kanji.
    pub ruby: bool,
    /// True to show the printed text beside the repaired text.
    pub printed: bool,
}

/// Query parameters for the options. The API has neither.
pub(in crate::web) const RUBY: (&str, &str) = ("ruby", "on");
pub(in crate::web) const PRINTED: (&str, &str) = ("view", "printed");

impl Look {
    /// Returns the address of an entry with these options.
    pub(crate) fn href(self, id: &str) -> String {
        let chosen = [self.printed.then_some(PRINTED), self.ruby.then_some(RUBY)].into_iter().flatten();
        let pairs: Vec<_> = chosen.map(|(name, value)| (name, value.to_owned())).collect();
        address(&page_of(id), &pairs)
    }
}

/// One part of an entry, as printed and as repaired.
#[derive(Debug)]
pub(super) struct PrintedPart {
    pub label: String,
    /// Paragraphs of the printed text.
    pub printed: Vec<Html>,
    /// Paragraphs of the repaired text. Empty if nothing was repaired.
    pub repaired: Vec<Html>,
}

/// Returns the first occurrence of each term in one text, with the link to its explanation.
pub(super) fn ways(terms: &[Explained], field: Field, index: usize) -> Vec<Way> {
    let here = (1..).zip(terms).filter_map(|(at, one)| {
        let (of, which, range) = one.place.as_ref()?;
        ((*of, *which) == (field, index)).then(|| (range.clone(), format!("term-{at}")))
    });
    let mut ways: Vec<Way> = here.collect();
    ways.sort_by_key(|(range, _)| range.start);
    ways
}

/// Returns every text of an entry as printed and as repaired. Reports are listed newest first.
pub(super) fn printed_parts(entry: &Entry, text_label: &str, t: Language) -> Vec<PrintedPart> {
    let report = |index: usize| {
        let years = entry.results.get(index).and_then(|report| report.years);
        years.map_or_else(|| t.say("item.result"), |years| years_told("entry.part-result", years, t))
    };
    // The sort position of a part, and its name.
    let part = |one: &Passage<'_>| match one.field {
        Field::Title => Some((0, 0, t.say("entry.part-title"))),
        Field::TitleVariant => Some((1, 0, t.say("entry.part-title-variant"))),
        Field::Path => Some((2, 0, t.say("entry.part-headings"))),
        Field::Period => Some((3, 0, t.say("facet.period"))),
        Field::Body => Some((4, 0, text_label.to_owned())),
        Field::Result => Some((5, entry.results.len() - one.index, report(one.index))),
        // A term precedes its explanation.
        Field::NoteTerm | Field::Note => Some((6, one.index, t.say("entry.terms"))),
        Field::Number | Field::Category | Field::Printed => None,
    };
    let mut passages: Vec<_> =
        entry.passages().into_iter().filter_map(|one| Some((part(&one)?, one))).collect();
    passages.sort_by_key(|((place, within, _), _)| (*place, *within));
    let repaired = |one: &Passage<'_>| -> Vec<&Repaired> {
        let repaired = entry.repaired.iter();
        repaired.filter(|of| (of.field, of.index) == (one.field, one.index)).collect()
    };
    // Marks a place that is empty in one of the two texts.
    let nothing = escaped(&t.say("entry.nothing"));
    let nothing = match t {
        Language::Japanese => format!("<mark>{nothing}</mark>"),
        Language::English => format!("<mark lang=\"en\">{nothing}</mark>"),
    };
    let parts = passages.chunk_by(|((.., one), _), ((.., next), _)| one == next);
    parts
        .map(|part| {
            let changed = part.iter().any(|(_, one)| !repaired(one).is_empty());
            let texts = |shown: fn(&Repaired, &str) -> String| {
                let html = part.iter().map(|(_, one)| replaced(one.text, &repaired(one), &nothing, shown));
                html.map(|html| t.own_html(&html)).collect::<Vec<_>>()
            };
            PrintedPart {
                label: part[0].0.2.clone(),
                printed: texts(|one, _| seen(&one.printed)),
                repaired: if changed { texts(|_, now| now.to_owned()) } else { Vec::new() },
            }
        })
        .collect()
}

/// Replaces each invisible character by its code point in brackets.
pub(in crate::web::view) fn seen(text: &str) -> String {
    text.chars().map(|c| if is_unseen(c) { format!("({})", code_point(c)) } else { c.to_string() }).collect()
}

/// Returns a text with what `shown` makes of each repair in its place, marked.
fn replaced(
    text: &str,
    repaired: &[&Repaired],
    nothing: &str,
    shown: fn(&Repaired, &str) -> String,
) -> String {
    let (mut html, mut done) = (String::new(), 0);
    for one in repaired {
        // An index from another version may contain invalid ranges. They are skipped.
        let (Some(before), Some(now)) = (text.get(done..one.range.start), text.get(one.range.clone())) else {
            continue;
        };
        html.push_str(&escaped(before));
        let shown = shown(one, now);
        match shown.is_empty() {
            true => html.push_str(nothing),
            false => html.push_str(&format!("<mark>{}</mark>", escaped(&shown))),
        }
        done = one.range.end;
    }
    html.push_str(&escaped(&text[done..]));
    html
}
