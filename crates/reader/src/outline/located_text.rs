//! Text with its position in the documents. It gives every field its line numbers and accounts for every
//! character.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use ecow::EcoString;
use itertools::Itertools as _;
use shisaku_model::{Holder, Mend, Place, RepairedDocument, RepairedLine, Span};
use smallvec::{SmallVec, smallvec};

/// Maximum length in characters of a line that tells nothing about the width of its column.
const WIDEST_LABEL: usize = 8;

/// A range within one line of the repaired text. A table has a million, so that its numbers are small: no
/// document has more than 100 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slice {
    document: u32,
    line: u32,
    start: u32,
    end: u32,
    /// True if a space was put before it, which the document does not print.
    pub spaced: bool,
}

impl Slice {
    fn new(document: usize, line: usize, range: Range<usize>) -> Self {
        let [document, line, start, end] =
            [document, line, range.start, range.end].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        Self { document, line, start, end, spaced: false }
    }

    pub(super) fn document(&self) -> usize {
        self.document as usize
    }

    /// Index of the line, counted from 0.
    pub(super) fn line(&self) -> usize {
        self.line as usize
    }

    /// Byte range in the line's repaired text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its length in bytes.
    pub(super) fn len(&self) -> usize {
        self.range().len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.range().is_empty()
    }
}

/// The text of a line, a part of one, or a field, made of slices in printed order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub slices: SmallVec<[Slice; 1]>,
    pub text: EcoString,
    /// True if something else holds these characters: a merged cell counts once, in its first row.
    pub borrowed: bool,
    /// The printed head or label that tells its meaning, such as 課題. Shown before it in an entry's body. The
    /// cells of a column share it.
    pub label: Option<EcoString>,
}

impl Text {
    /// A whole line.
    pub(crate) fn line(document: usize, line: usize, text: impl Into<EcoString>) -> Self {
        let text = text.into();
        let slices = smallvec![Slice::new(document, line, 0..text.len())];
        Self { slices, text, ..Self::default() }
    }

    /// Lines of a document as one text. A space parts lines that end early: a person broke them there.
    pub(crate) fn lines(index: usize, document: &RepairedDocument, lines: Range<usize>) -> Self {
        let printed = document.lines.get(lines.clone()).unwrap_or_default();
        let length = |line: &RepairedLine| line.text.chars().count();
        let longest = printed.iter().map(length).max().unwrap_or_default();
        let mut whole = Self::default();
        let mut full = true;
        for (at, line) in lines.zip(printed) {
            let text = Self::line(index, at, line.text.clone());
            // One letter below a full line is its end, even in a narrow column.
            let tail = full && length(line) == 1;
            if full && longest > WIDEST_LABEL || tail || whole.text.is_empty() {
                whole.extend(text);
            } else {
                whole.extend_apart(text);
            }
            full = length(line) + 2 >= longest;
        }
        whole
    }

    /// A copy whose characters are held elsewhere.
    pub(crate) fn borrowed(&self) -> Self {
        Self { borrowed: true, ..self.clone() }
    }

    /// Sets the label.
    pub(crate) fn labelled(self, label: impl Into<EcoString>) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// Start position as (document, line, byte), for sorting in printed order.
    pub(crate) fn position(&self) -> (usize, usize, usize) {
        self.slices.first().map_or((0, 0, 0), |slice| (slice.document(), slice.line(), slice.range().start))
    }

    /// Its place in the document where it begins.
    pub(crate) fn place(&self, documents: &[RepairedDocument]) -> Place {
        let (document, line, _) = self.position();
        let lines = self.slices.iter().filter(|slice| slice.document() == document).map(Slice::line);
        let place = |of: &RepairedDocument| of.place([line].into_iter().chain(lines));
        documents.get(document).map_or_else(|| Place::file(""), place)
    }

    /// Byte offsets at which its lines begin, but for the first.
    pub(crate) fn line_starts(&self) -> Vec<usize> {
        let (mut starts, mut at) = (Vec::new(), 0);
        for (slice, next) in self.slices.iter().zip(self.slices.iter().skip(1)) {
            at += usize::from(slice.spaced) + slice.len();
            if next.line != slice.line {
                starts.push(at);
            }
        }
        starts
    }

    /// The text with its lines as printed.
    pub(crate) fn in_lines(&self) -> Cow<'_, str> {
        let starts = self.line_starts();
        if starts.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let ends = starts.iter().copied().chain([self.text.len()]);
        let begins = std::iter::once(0).chain(starts.iter().copied());
        let lines = begins.zip(ends).filter_map(|(begin, end)| self.text.get(begin..end));
        Cow::Owned(lines.map(str::trim_end).join("\n"))
    }

    /// A byte range of the text.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let (mut slices, mut at) = (SmallVec::<[Slice; 1]>::new(), 0);
        for slice in &self.slices {
            at += usize::from(slice.spaced);
            let (from, to) = (range.start.max(at), range.end.min(at + slice.len()));
            if from < to || self.slices.len() == 1 {
                let start = slice.range().start;
                let own = Slice::new(slice.document(), slice.line(), start + from - at..start + to - at);
                slices.push(Slice { spaced: slice.spaced && range.start < at, ..own });
            }
            at += slice.len();
        }
        let text = if range.len() == self.text.len() { self.text.clone() } else { self.text[range].into() };
        // A space at the very start belongs to no slice.
        if let Some(first) = slices.first_mut().filter(|_| !text.starts_with(' ')) {
            first.spaced = false;
        }
        Self { slices, text, borrowed: self.borrowed, label: self.label.clone() }
    }

    /// Takes `length` bytes from the front.
    pub(crate) fn take(&mut self, length: usize) -> Self {
        let front = self.part(0..length);
        *self = self.part(length..self.text.len());
        front
    }

    /// Takes `length` bytes from the end.
    pub(crate) fn take_back(&mut self, length: usize) -> Self {
        let at = self.text.len() - length;
        let back = self.part(at..self.text.len());
        *self = self.part(0..at);
        back
    }

    /// Byte ranges that differ from the print, in order, each with the printed text.
    pub(crate) fn repaired(&self, documents: &[RepairedDocument]) -> Vec<(Range<usize>, String)> {
        let (mut all, mut at) = (Vec::new(), 0);
        for slice in &self.slices {
            at += usize::from(slice.spaced);
            let Range { start, end } = slice.range();
            let line = line_of(documents, slice);
            let mends = line.into_iter().flat_map(|line| line.mends().iter().map(move |mend| (line, mend)));
            for (line, mend) in mends {
                let (text, printed) = changed(line, mend);
                let (from, to) = (text.start.max(start), text.end.min(end));
                // Removed text belongs to the slice that follows it, or at the end of a line to the slice
                // before it.
                let taken_out = text.is_empty() && from == to;
                if from < to || taken_out && (from < end || end == line.text.len()) {
                    // A repair that spans two fields is listed in the first one.
                    let printed = if text.start < start { "" } else { &line.printed()[printed] };
                    all.push((at + from - start..at + to - start, printed.to_owned()));
                }
            }
            at += slice.len();
        }
        all
    }

    /// Appends another text.
    pub(crate) fn extend(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.slices.extend(other.slices);
    }

    /// Appends another text behind a space.
    pub(crate) fn extend_apart(&mut self, mut other: Self) {
        if let Some(first) = other.slices.first_mut().filter(|_| !self.text.is_empty()) {
            first.spaced = true;
            self.text.push(' ');
        }
        self.extend(other);
    }
}

/// Byte ranges of a line's repaired and printed text that a mend changed. Equal characters at both ends are
/// excluded, because staff list words with their context.
fn changed(line: &RepairedLine, mend: &Mend) -> (Range<usize>, Range<usize>) {
    let (now, before) = (&line.text[mend.text.clone()], &line.printed()[mend.printed.clone()]);
    let same = |(one, other): &(char, char)| one == other;
    let length = |(one, _): (char, char)| one.len_utf8();
    let front: usize = now.chars().zip(before.chars()).take_while(same).map(length).sum();
    let (now, before) = (&now[front..], &before[front..]);
    let back: usize = now.chars().rev().zip(before.chars().rev()).take_while(same).map(length).sum();
    let within = |range: &Range<usize>| range.start + front..range.end - back;
    (within(&mend.text), within(&mend.printed))
}

/// The account of the documents' text: the holder of every stretch.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub spans: Vec<Span>,
}

impl Ledger {
    pub(crate) fn hold(&mut self, text: &Text, holder: Holder) {
        if text.borrowed {
            return;
        }
        for slice in text.slices.iter().filter(|slice| !slice.is_empty()) {
            let Slice { document, line, start, end, .. } = *slice;
            let line = line.saturating_add(1);
            self.spans.push(Span { document, line, range: start..end, holder: holder.clone() });
        }
    }

    /// Holds all of a document that nothing else holds.
    pub(crate) fn hold_rest(&mut self, index: usize, document: &RepairedDocument, holder: Holder) {
        let Ok(index) = u32::try_from(index) else { return };
        let mut held: HashMap<u32, Vec<Range<u32>>> = HashMap::new();
        for span in self.spans.iter().filter(|span| span.document == index) {
            held.entry(span.line).or_default().push(span.range.clone());
        }
        for (line, text) in (1..).zip(&document.lines) {
            let mut ranges = held.remove(&line).unwrap_or_default();
            ranges.sort_unstable_by_key(|range| range.start);
            let end = u32::try_from(text.text.len()).unwrap_or(u32::MAX);
            let mut at = 0;
            for range in ranges.into_iter().chain(std::iter::once(end..end)) {
                if at < range.start {
                    let range = at..range.start;
                    self.spans.push(Span { document: index, line, range, holder: holder.clone() });
                }
                at = at.max(range.end);
            }
        }
    }

    /// Trims white space from both ends of a text and holds it as separators.
    pub(crate) fn trim(&mut self, text: &mut Text) {
        // Most texts have nothing to trim. Parting one of several lines drops its blank lines.
        if text.slices.len() <= 1 && text.text.trim().len() == text.text.len() {
            return;
        }
        let front = text.take(text.text.len() - text.text.trim_start().len());
        self.hold(&front, Holder::Separator);
        let back = text.take_back(text.text.len() - text.text.trim_end().len());
        self.hold(&back, Holder::Separator);
    }
}

/// The number that people find a line by: see [`shisaku_model::Line::number`].
pub(super) fn printed_number(documents: &[RepairedDocument], document: usize, line: usize) -> u32 {
    let line = documents.get(document).and_then(|document| document.lines.get(line));
    line.map_or(0, |line| line.number)
}

/// The line that contains a slice.
pub(super) fn line_of<'a>(documents: &'a [RepairedDocument], slice: &Slice) -> Option<&'a RepairedLine> {
    documents.get(slice.document())?.lines.get(slice.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_tells_what_is_printed_for_its_own_words() {
        let mut line = RepairedLine::new(1, "(1)ファンションの街\t短期\t三回");
        line.replace(0..21, "(1)ファッション", "words");
        line.replace(28..41, "短期\t3回", "words");
        assert_eq!(line.text, "(1)ファッションの街\t短期\t3回");
        let documents = [RepairedDocument { file: "a".to_owned(), lines: vec![line], ..Default::default() }];
        let told = |range: Range<usize>| {
            let text = EcoString::from(&documents[0].lines[0].text[range.clone()]);
            let told =
                Text { slices: smallvec![Slice::new(0, 0, range)], text: text.clone(), ..Text::default() };
            let told = told.repaired(&documents).into_iter();
            told.map(|(range, printed)| (text[range].to_owned(), printed)).collect::<Vec<_>>()
        };
        let pair = |now: &str, printed: &str| vec![(now.to_owned(), printed.to_owned())];
        assert_eq!(told(3..27), pair("ッ", "ン"), "people write the words around it too");
        assert_eq!(told(28..34), [], "only the words around it are here");
        assert_eq!(told(35..39), pair("3", "三"));
    }

    #[test]
    fn what_is_repaired_across_fields_is_told_once() {
        let mut line = RepairedLine::new(1, "商店术街");
        line.replace(3..9, "品|品", "words");
        let documents = [RepairedDocument { file: "a".to_owned(), lines: vec![line], ..Default::default() }];
        let told = |range: Range<usize>| {
            let text = Text { slices: smallvec![Slice::new(0, 0, range)], ..Text::default() };
            text.repaired(&documents)
        };
        assert_eq!(told(0..6), [(3..6, "店术".to_owned())]);
        assert_eq!(told(7..13), [(0..3, String::new())]);
    }
}
