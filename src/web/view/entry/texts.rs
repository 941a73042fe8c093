//! An entry's texts as HTML, for reading and for comparing the printed text with the repaired text.

use std::collections::HashMap;

use super::{
    super::{
        Link,
        annotated::{Way, annotated},
        escaped,
    },
    link, years_told,
};
use crate::web::language::{Html, Language};
use shisaku_analysis::{Analyzer, Furigana};
use shisaku_model::{Entry, Field, Passage, Repaired, code_point, is_unseen};
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

/// An entry's texts for reading.
#[derive(Debug)]
pub(super) struct Texts {
    pub title: Html,
    pub body: Vec<Html>,
    /// Reports, in the order of the entry's results.
    pub results: Vec<Html>,
    pub terms: Vec<TermView>,
}

/// A term with its explanation.
#[derive(Debug)]
pub(super) struct TermView {
    pub id: String,
    pub term: Html,
    pub texts: Vec<Html>,
    /// The note that explains the term, if the note is another entry.
    pub by: Option<Link>,
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

impl Texts {
    pub fn new(entry: &Entry, terms: &[Explained], analyzer: Option<&Analyzer>, t: Language) -> Self {
        let read = |text: &str| analyzer.map(|analyzer| analyzer.furigana(text)).unwrap_or_default();
        let plain = |text: &str| t.own_html(&annotated(text, &[], &read(text)));
        let with_ways = |field: Field, index: usize, text: &str| {
            let furigana: Vec<Furigana> = read(text);
            t.own_html(&annotated(text, &ways(terms, field, index), &furigana))
        };
        let term = |(at, one): (usize, &Explained)| TermView {
            id: term_id(at),
            term: plain(&one.term),
            texts: one.texts.iter().map(|text| plain(text)).collect(),
            by: one.by.as_ref().map(|by| link(by, t)),
        };
        let results = (0..).zip(&entry.results);
        Self {
            title: plain(&entry.title),
            body: (0..).zip(&entry.body).map(|(at, text)| with_ways(Field::Body, at, text)).collect(),
            results: results.map(|(at, report)| with_ways(Field::Result, at, &report.text)).collect(),
            terms: (0..).zip(terms).map(term).collect(),
        }
    }
}

fn term_id(at: usize) -> String {
    format!("term-{}", at + 1)
}

/// Returns the first occurrence of each term in one text, with the link to its explanation.
fn ways(terms: &[Explained], field: Field, index: usize) -> Vec<Way> {
    let here = (0..).zip(terms).filter_map(|(at, one)| {
        let (of, which, range) = one.place.as_ref()?;
        ((*of, *which) == (field, index)).then(|| (range.clone(), term_id(at)))
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
    let mut places: HashMap<(Field, usize), Vec<&Repaired>> = HashMap::new();
    for one in &entry.repaired {
        places.entry((one.field, one.index)).or_default().push(one);
    }
    // Marks a place that is empty in one of the two texts.
    let nothing = escaped(&t.say("entry.nothing"));
    let nothing = match t {
        Language::Japanese => format!("<mark>{nothing}</mark>"),
        Language::English => format!("<mark lang=\"en\">{nothing}</mark>"),
    };
    let parts = passages.chunk_by(|((.., one), _), ((.., next), _)| one == next);
    parts
        .map(|part| {
            let repaired =
                |one: &Passage<'_>| places.get(&(one.field, one.index)).map_or(&[][..], Vec::as_slice);
            let changed = part.iter().any(|(_, one)| !repaired(one).is_empty());
            let texts = |shown: fn(&str, &[&Repaired], &str) -> String| {
                let html = part.iter().map(|(_, one)| shown(one.text, repaired(one), &nothing));
                html.map(|html| t.own_html(&html)).collect::<Vec<_>>()
            };
            PrintedPart {
                label: part[0].0.2.clone(),
                printed: texts(as_printed),
                repaired: if changed { texts(as_read) } else { Vec::new() },
            }
        })
        .collect()
}

/// Returns the printed text with repairs marked and invisible characters named.
fn as_printed(text: &str, repaired: &[&Repaired], nothing: &str) -> String {
    replaced(text, repaired, nothing, |one, _| seen(&one.printed))
}

/// Returns the repaired text with repairs marked.
fn as_read(text: &str, repaired: &[&Repaired], nothing: &str) -> String {
    replaced(text, repaired, nothing, |_, now| now.to_owned())
}

/// Replaces each invisible character by its code point in brackets.
pub(super) fn seen(text: &str) -> String {
    text.chars().map(|c| if is_unseen(c) { format!("({})", code_point(c)) } else { c.to_string() }).collect()
}

fn replaced(
    text: &str,
    repaired: &[&Repaired],
    nothing: &str,
    shown: impl Fn(&Repaired, &str) -> String,
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
