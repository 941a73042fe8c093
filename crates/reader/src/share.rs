//! The share of each document that was understood as part of a plan.

use std::collections::HashMap;

use serde::Serialize;

use crate::read::PlanReading;
use shisaku_model::{Holder, Kind, Place, shortened};

/// Number of lines quoted from the rest of a document.
const QUOTED: usize = 3;

/// How much of a document was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Path below `seeds/`.
    pub file: String,
    /// Number of characters, without white space, page numbers and tables of contents.
    pub letters: usize,
    /// Number of those that belong to measures, headings, notes or tables of measures.
    pub understood: usize,
    /// The first lines of the rest, which is kept as entries of kind `text`.
    pub rest: Vec<Quote>,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Location in the source.
    pub place: Place,
    /// The beginning of the line.
    pub text: String,
}

impl Share {
    /// The understood share in percent, rounded down. 100 for a document without text.
    pub fn percent(&self) -> usize {
        (self.understood * 100).checked_div(self.letters).unwrap_or(100)
    }
}

/// Measures every document of a plan by the account of its text.
pub(crate) fn shares(reading: &PlanReading) -> Vec<Share> {
    let kinds: HashMap<&str, Kind> =
        reading.plan.entries.iter().map(|entry| (entry.id.as_str(), entry.kind)).collect();
    let empty = |file: &String| Share { file: file.clone(), letters: 0, understood: 0, rest: Vec::new() };
    let mut shares: Vec<Share> = reading.documents.iter().map(|document| empty(&document.file)).collect();
    for span in &reading.plan.account {
        let Some((share, document)) = shares.get_mut(span.document).zip(reading.documents.get(span.document))
        else {
            continue;
        };
        let Some(line) = document.lines.get(span.line as usize - 1) else { continue };
        let is_text = match &span.holder {
            Holder::Separator | Holder::Furniture => continue,
            Holder::Entry { id, .. } => kinds.get(id.as_str()) == Some(&Kind::Text),
            _ => false,
        };
        let text = line.text.get(span.range.clone()).unwrap_or_default();
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        share.letters += letters;
        if !is_text {
            share.understood += letters;
        } else if share.rest.len() < QUOTED {
            let place = Place::line(&share.file, line.number);
            share.rest.push(Quote { place, text: shortened(text) });
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::fs;

    #[test]
    fn what_is_no_measure_is_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(
            &file,
            "区長のあいさつ文です。\n\n第1章 施策\n\n1. 柱\n\n(1) 舟の日\n\n・舟を走らせます。\n",
        )
        .unwrap();
        let share = crate::read_file(&file).unwrap().0.shares().remove(0);
        assert_eq!(share.letters - share.understood, "区長のあいさつ文です。".chars().count());
        assert_eq!(share.rest[0].place.lines, [1, 1]);
        assert_eq!(share.percent(), 67);
    }
}
