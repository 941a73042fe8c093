//! Terms that the plans explain, and the places where an entry uses them.

use std::{cmp::Reverse, ops::Range};

use super::{Search, SearchParams, filters};
use shisaku_analysis::{Normalised, is_hiragana, is_kanji, is_katakana, normalise};
use shisaku_engine::EngineError;
use shisaku_model::{Entry, Field, Kind};

/// Maximum number of explained terms that are loaded.
const MOST_TERMS: usize = 1_000;

/// An explained term, shown to the reader of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// As written.
    pub term: String,
    /// Explanation, one paragraph per item.
    pub texts: Vec<String>,
    /// The note that explains the term. `None` if the entry itself explains it.
    pub by: Option<Entry>,
    /// Place of the first use in the entry's own text: field, index of the text in that field, and bytes. A
    /// use followed by (※) is preferred.
    pub place: Option<(Field, usize, Range<usize>)>,
}

impl Search {
    /// Returns every note that explains a term. The notes are loaded once.
    pub(super) fn terms(&self) -> Result<&[Entry], EngineError> {
        let terms = self.terms.get_or_try_init(|| {
            let filters = filters([("kind", Kind::Note.as_str())]);
            let params = SearchParams { filters, ..SearchParams::default() };
            self.first_entries(&self.listing(&params)?, MOST_TERMS)
        });
        terms.map(Vec::as_slice)
    }

    /// Returns the terms explained in the entry, and those it uses that its plan explains elsewhere.
    pub fn explained(&self, entry: &Entry) -> Result<Vec<Explained>, EngineError> {
        let texts = Texts::of(entry);
        let own = entry.notes.iter().map(|note| {
            let (term, explained) = (note.term.clone(), vec![note.text.clone()]);
            (Explained { term, texts: explained, by: None, place: None }, texts.uses(&note.term))
        });
        let mut all: Vec<(Explained, Vec<Use>)> = own.collect();
        let elsewhere = self.terms()?.iter().filter(|note| note.plan == entry.plan && note.id != entry.id);
        for note in elsewhere {
            let used = texts.uses(&note.title);
            if !used.is_empty() && !all.iter().any(|(one, _)| one.term == note.title) {
                let (term, texts) = (note.title.clone(), note.body.clone());
                all.push((Explained { term, texts, by: Some(note.clone()), place: None }, used));
            }
        }
        let mut order: Vec<usize> = (0..all.len()).collect();
        // A longer term takes precedence over a shorter one inside it.
        order.sort_by_key(|&at| Reverse(all[at].0.term.len()));
        let mut taken: Vec<Use> = Vec::new();
        for at in order {
            let free = |one: &&Use| !taken.iter().any(|other| other.meets(one));
            // The plan puts (※) after the use that it explains.
            let (explained, uses) = &mut all[at];
            let chosen = uses.iter().filter(free).min_by_key(|one| !one.marked).cloned();
            explained.place = chosen.as_ref().map(|one| (one.field, one.index, one.range.clone()));
            taken.extend(chosen);
        }
        let explained = all.into_iter().map(|(explained, _)| explained);
        Ok(explained.filter(|one| one.by.is_none() || one.place.is_some()).collect())
    }
}

/// Body and result texts of an entry, normalised: ＢＣＰ becomes BCP.
struct Texts<'e> {
    texts: Vec<(Field, usize, &'e str, Normalised)>,
}

/// One use of a term.
#[derive(Debug, Clone)]
struct Use {
    field: Field,
    index: usize,
    /// Byte range in the text as written.
    range: Range<usize>,
    /// True if (※) follows it.
    marked: bool,
}

impl Use {
    fn meets(&self, other: &Self) -> bool {
        (self.field, self.index) == (other.field, other.index)
            && self.range.start < other.range.end
            && other.range.start < self.range.end
    }
}

impl<'e> Texts<'e> {
    fn of(entry: &'e Entry) -> Self {
        let body = (0..).zip(&entry.body).map(|(index, text)| (Field::Body, index, text.as_str()));
        let reports = entry.results.iter().map(|report| report.text.as_str());
        let results = (0..).zip(reports).map(|(index, text)| (Field::Result, index, text));
        let all = body.chain(results).map(|(field, index, text)| (field, index, text, normalise(text)));
        Self { texts: all.collect() }
    }

    /// Finds the places where a term stands as a separate word, in order.
    fn uses(&self, term: &str) -> Vec<Use> {
        let term = normalise(term);
        let term = term.text();
        let mut uses = Vec::new();
        for (field, index, written, text) in self.texts.iter().filter(|_| !term.is_empty()) {
            let plain = text.text();
            for (at, _) in plain.match_indices(term) {
                let end = at + term.len();
                if !cuts(plain, at) && !cuts(plain, end) {
                    let range = text.written(&(at..end));
                    let marked = written[range.end..].trim_start_matches(['(', '（']).starts_with('※');
                    uses.push(Use { field: *field, index: *index, range, marked });
                }
            }
        }
        uses
    }
}

/// True if the position lies inside a run of one script. No term begins or ends there.
fn cuts(text: &str, at: usize) -> bool {
    let script = |c: char| match c {
        _ if is_kanji(c) => 1,
        _ if is_katakana(c) => 2,
        _ if is_hiragana(c) => 3,
        _ if c.is_alphanumeric() => 4,
        _ => 0,
    };
    let sides = text[..at].chars().next_back().zip(text[at..].chars().next());
    sides.is_some_and(|(before, after)| script(before) == script(after) && script(before) > 0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init, reason = "one range is meant")]

    use super::*;

    #[test]
    fn a_term_is_no_part_of_a_longer_word() {
        let mut entry = Entry::new("a", "1", Kind::Measure);
        entry.body = vec!["ITSと、IT化。".to_owned(), "ビジネスプラン、ビジネス".to_owned()];
        let texts = Texts::of(&entry);
        let places =
            |term| texts.uses(term).into_iter().map(|one| (one.index, one.range)).collect::<Vec<_>>();
        assert_eq!(places("IT"), [(0, 9..11)]);
        assert_eq!(places("ビジネス"), [(1, 24..36)]);
        assert_eq!(places(""), []);
        entry.body = vec!["ＩＴＳとＩＴ、道路と道。".to_owned()];
        let texts = Texts::of(&entry);
        let places = |term| texts.uses(term).into_iter().map(|one| one.range).collect::<Vec<_>>();
        assert_eq!(places("IT"), [12..18], "in any width");
        assert_eq!(places("道"), [30..33]);
    }
}
