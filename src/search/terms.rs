//! Terms that the plans explain, and where an entry uses them.

use std::{cmp::Reverse, ops::Range};

use super::{Search, SearchParams};
use crate::{
    analysis::is_katakana,
    engine::EngineError,
    model::{Entry, Field, Kind, facet},
};

/// Explained terms that are looked at.
const MOST_TERMS: usize = 1_000;

/// A term with its explanation, for the reader of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// As written.
    pub term: String,
    /// What it means, a paragraph each.
    pub texts: Vec<String>,
    /// The note that explains it, where that stands beside another entry.
    pub by: Option<Entry>,
    /// Where the entry's own text first uses it: field, which of the field's texts, bytes.
    pub place: Option<(Field, usize, Range<usize>)>,
}

impl Search {
    /// Every note that explains a term. Looked up once.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn terms(&self) -> Result<&[Entry], EngineError> {
        if let Some(known) = self.terms.get() {
            return Ok(known);
        }
        let mut params = SearchParams::default();
        if let Some(kind) = facet::facet("kind") {
            params.filters.choose(kind, Kind::Note.as_str());
        }
        let terms = self.first_entries(&self.listing(&params)?, MOST_TERMS)?;
        Ok(self.terms.get_or_init(|| terms))
    }

    /// The terms explained beside an entry, and those that it uses and its plan explains elsewhere.
    pub(super) fn explained(&self, entry: &Entry) -> Result<Vec<Explained>, EngineError> {
        let own = entry.notes.iter().map(|note| Explained {
            term: note.term.clone(),
            texts: vec![note.text.clone()],
            by: None,
            place: None,
        });
        let mut all: Vec<Explained> = own.collect();
        let own_count = all.len();
        for note in self.terms()? {
            let known = note.id == entry.id || all.iter().any(|one| one.term == note.title);
            if note.plan == entry.plan && !known {
                all.push(Explained {
                    term: note.title.clone(),
                    texts: note.body.clone(),
                    by: Some(note.clone()),
                    place: None,
                });
            }
        }
        let mut order: Vec<usize> = (0..all.len()).collect();
        // The longer term stands for the shorter one within it.
        order.sort_by_key(|&at| Reverse(all[at].term.len()));
        let mut taken: Vec<(Field, usize, Range<usize>)> = Vec::new();
        for at in order {
            let apart = |place: &(Field, usize, Range<usize>)| {
                let meets = |one: &(Field, usize, Range<usize>)| {
                    (one.0, one.1) == (place.0, place.1)
                        && one.2.start < place.2.end
                        && place.2.start < one.2.end
                };
                !taken.iter().any(meets)
            };
            let place = uses(entry, &all[at].term).find(apart);
            taken.extend(place.clone());
            all[at].place = place;
        }
        let mut at = 0..;
        all.retain(|one| at.next().is_some_and(|at| at < own_count) || one.place.is_some());
        Ok(all)
    }
}

/// Where an entry says a term in what it plans and reports, in order.
fn uses<'e>(entry: &'e Entry, term: &'e str) -> impl Iterator<Item = (Field, usize, Range<usize>)> + 'e {
    let body = (0..).zip(&entry.body).map(|(index, text)| (Field::Body, index, text));
    let results = (0..).zip(&entry.results).map(|(index, report)| (Field::Result, index, &report.text));
    body.chain(results).flat_map(move |(field, index, text)| {
        let whole = move |at: usize| !cuts(text, at) && !cuts(text, at + term.len());
        let places =
            text.match_indices(term).map(|(at, _)| at).filter(move |at| !term.is_empty() && whole(*at));
        places.map(move |at| (field, index, at..at + term.len()))
    })
}

/// Whether a place is inside a run of Latin letters and digits or of katakana: no term begins or ends there.
fn cuts(text: &str, at: usize) -> bool {
    let sides = text[..at].chars().next_back().zip(text[at..].chars().next());
    sides.is_some_and(|(before, after)| {
        [char::is_ascii_alphanumeric as fn(&char) -> bool, |c| is_katakana(*c)]
            .iter()
            .any(|of| of(&before) && of(&after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_no_part_of_a_longer_word() {
        let mut entry = Entry::new("a", "1", Kind::Measure);
        entry.body = vec!["ITSと、IT化。".to_owned(), "ビジネスプラン、ビジネス".to_owned()];
        let places = |term| uses(&entry, term).map(|(_, index, range)| (index, range)).collect::<Vec<_>>();
        assert_eq!(places("IT"), [(0, 9..11)]);
        assert_eq!(places("ビジネス"), [(1, 24..36)]);
        assert_eq!(places(""), []);
    }
}
