//! Quotes of documents, as printed.

use std::ops::RangeInclusive;

use super::{SourceFacts, Sources};
use crate::EngineError;
use shisaku_model::{Locator, Place, SourcePoint, shortened};

/// The printed lines of a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quote {
    /// The lines, or the lines of the cells. Blank lines are left out.
    pub lines: Vec<String>,
    /// True if more is printed there.
    pub is_cut: bool,
}

/// The points that a place covers.
struct Cover {
    /// The sheet and the columns of cells.
    cells: Option<(u32, RangeInclusive<u32>)>,
    /// The lines or rows.
    numbers: RangeInclusive<u32>,
}

impl Cover {
    fn of(place: &Place, document: &SourceFacts) -> Self {
        let Locator::Cells(cells) = &place.at else {
            return Self { cells: None, numbers: place.lines[0]..=place.lines[1] };
        };
        let ([first, left], [last, right]) = (cells.first, cells.last);
        Self { cells: Some((document.sheet(&cells.sheet), left..=right)), numbers: first..=last }
    }

    fn contains(&self, point: SourcePoint) -> bool {
        self.numbers.contains(&point.number())
            && match (&self.cells, point) {
                (Some((of, columns)), SourcePoint::Cell(sheet, _, column)) => {
                    sheet == *of && columns.contains(&column)
                }
                (Some(_), _) => false,
                (None, _) => true,
            }
    }

    /// True if a page of text, from its first to its last point, may have some of it.
    fn meets(&self, [first, last]: [SourcePoint; 2]) -> bool {
        let row =
            |point: SourcePoint| (if self.cells.is_some() { point.part() } else { None }, point.number());
        let part = self.cells.as_ref().map(|(sheet, _)| *sheet);
        row(first) <= (part, *self.numbers.end()) && row(last) >= (part, *self.numbers.start())
    }
}

impl SourceFacts {
    /// The sheet that a [`Locator`] names, counted from 1. A book of one sheet goes without a name.
    pub(super) fn sheet(&self, name: &str) -> u32 {
        let at = self.sheets.iter().position(|sheet| shortened(sheet) == name).unwrap_or_default();
        u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
    }
}

impl Sources {
    /// Quotes at most `most` letters of a place, as printed. Empty for a document that is not kept.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn quote(&self, place: &Place, most: usize) -> Result<Quote, EngineError> {
        let mut quote = Quote::default();
        let Some(document) = self.document(&place.file) else { return Ok(quote) };
        let (cover, mut room) = (Cover::of(place, document), most);
        let pages =
            (0..document.pages()).filter(|&page| document.span(page).is_some_and(|span| cover.meets(span)));
        for page in pages {
            for line in self.lines(document, page)?.iter().filter(|line| cover.contains(line.point)) {
                let printed = line.printed();
                let printed = printed.trim();
                if printed.is_empty() {
                    continue;
                }
                let mut letters = printed.chars();
                let begin: String = letters.by_ref().take(room).collect();
                room = room.saturating_sub(begin.chars().count());
                quote.is_cut = letters.next().is_some();
                if !begin.is_empty() {
                    quote.lines.push(begin);
                }
                if quote.is_cut {
                    return Ok(quote);
                }
            }
        }
        Ok(quote)
    }
}
