//! Text with its position in the documents. It gives every field its line numbers and accounts for every
//! character.

use std::ops::Range;

use shisaku_model::{Holder, Mend, RepairedDocument, RepairedLine, Span};

/// A range within one line of the repaired text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slice {
    pub document: usize,
    /// Index of the line, counted from 0.
    pub line: usize,
    /// Byte range in the line's repaired text.
    pub range: Range<usize>,
}

/// The text of one field, made of slices in printed order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub slices: Vec<Slice>,
    pub text: String,
}

impl Text {
    /// Start position as (document, line, byte), for sorting in printed order.
    pub(crate) fn position(&self) -> (usize, usize, usize) {
        self.slices.first().map_or((0, 0, 0), |slice| (slice.document, slice.line, slice.range.start))
    }

    /// Removes `length` bytes from the end of the last slice. Returns `None` if the slice is shorter or
    /// `length` is 0.
    pub(crate) fn take_back(&mut self, length: usize) -> Option<Slice> {
        let slice = self.slices.last_mut().filter(|slice| length > 0 && slice.range.len() >= length)?;
        let taken = Slice { range: slice.range.end - length..slice.range.end, ..slice.clone() };
        slice.range.end -= length;
        self.text.truncate(self.text.len() - length);
        Some(taken)
    }

    /// Byte ranges that differ from the print, in order, each with the printed text.
    pub(crate) fn repaired(&self, documents: &[RepairedDocument]) -> Vec<(Range<usize>, String)> {
        let (mut all, mut at) = (Vec::new(), 0);
        for slice in &self.slices {
            let (start, end) = (slice.range.start, slice.range.end);
            for (line, (text, printed)) in changes(line_of(documents, slice)) {
                let (from, to) = (text.start.max(start), text.end.min(end));
                // Removed text belongs to the slice that follows it, or at the end of a line to the slice
                // before it.
                let taken_out = text.is_empty() && from == to;
                if from < to || taken_out && (from < end || end == line.text.len()) {
                    // A repair that spans two fields is listed in the first one.
                    let printed = if text.start < start { "" } else { &line.printed[printed] };
                    all.push((at + from - start..at + to - start, printed.to_owned()));
                }
            }
            at += slice.range.len();
        }
        all
    }

    /// Appends another text.
    pub(crate) fn extend(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.slices.extend(other.slices);
    }
}

/// Byte ranges of a line's repaired and printed text that differ. Equal characters at both ends of a repair
/// are excluded, because staff list words with their context.
fn changes(
    line: Option<&RepairedLine>,
) -> impl Iterator<Item = (&RepairedLine, (Range<usize>, Range<usize>))> {
    let of_line = |line: &'_ RepairedLine, mend: &Mend| {
        let (mut text, mut printed) = (mend.text.clone(), mend.printed.clone());
        let (now, before) = (&line.text[text.clone()], &line.printed[printed.clone()]);
        let same = |(one, other): &(char, char)| one == other;
        let length = |(one, _): (char, char)| one.len_utf8();
        let front: usize = now.chars().zip(before.chars()).take_while(same).map(length).sum();
        let (now, before) = (&now[front..], &before[front..]);
        let back: usize = now.chars().rev().zip(before.chars().rev()).take_while(same).map(length).sum();
        text = text.start + front..text.end - back;
        printed = printed.start + front..printed.end - back;
        (text, printed)
    };
    line.into_iter().flat_map(move |line| line.mends.iter().map(move |mend| (line, of_line(line, mend))))
}

/// A line that is consumed from both ends. The returned slices tile the line, so no text is lost.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    document: usize,
    line: usize,
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(document: usize, line: usize, text: &'a str) -> Self {
        Self { document, line, text, at: 0, end: text.len() }
    }

    /// A cursor over `range` of the line.
    pub(crate) fn within(&self, range: Range<usize>) -> Self {
        Self { at: range.start, end: range.end, ..self.clone() }
    }

    /// The text not yet taken.
    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    /// Byte offset of the remaining text in the line.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Takes the next `length` bytes, or fewer at the end.
    pub(crate) fn take(&mut self, length: usize) -> Slice {
        let start = self.at;
        self.at = (self.at + length).min(self.end);
        Slice { document: self.document, line: self.line, range: start..self.at }
    }

    pub(crate) fn take_rest(&mut self) -> Text {
        let text = self.rest().to_owned();
        Text { slices: vec![self.take(text.len())], text }
    }

    pub(crate) fn take_text(&mut self, length: usize) -> Text {
        let text = self.rest()[..length].to_owned();
        Text { slices: vec![self.take(length)], text }
    }

    /// Takes `length` bytes from the end.
    pub(crate) fn take_back(&mut self, length: usize) -> Slice {
        self.end -= length.min(self.end - self.at);
        Slice { document: self.document, line: self.line, range: self.end..self.end + length }
    }
}

/// The account of the documents' text: the holder of every stretch.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub spans: Vec<Span>,
}

impl Ledger {
    pub(crate) fn hold(&mut self, slice: &Slice, holder: Holder) {
        if !slice.range.is_empty() {
            self.spans.push(Span {
                document: slice.document,
                line: number(slice.line),
                range: slice.range.clone(),
                holder,
            });
        }
    }

    pub(crate) fn hold_text(&mut self, text: &Text, holder: &Holder) {
        for slice in &text.slices {
            self.hold(slice, holder.clone());
        }
    }

    /// Trims white space from both ends and holds it as separators.
    pub(crate) fn trim(&mut self, cursor: &mut Cursor<'_>) {
        let rest = cursor.rest();
        let front = cursor.take(rest.len() - rest.trim_start().len());
        self.hold(&front, Holder::Separator);
        let rest = cursor.rest();
        let back = cursor.take_back(rest.len() - rest.trim_end().len());
        self.hold(&back, Holder::Separator);
    }
}

/// Converts a line index to a line number, counted from 1.
pub(super) fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1)
}

/// The line that contains a slice.
pub(super) fn line_of<'a>(documents: &'a [RepairedDocument], slice: &Slice) -> Option<&'a RepairedLine> {
    documents.get(slice.document)?.lines.get(slice.line)
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
        let documents = [RepairedDocument { file: "a".to_owned(), lines: vec![line] }];
        let told = |range: Range<usize>| {
            let text = documents[0].lines[0].text[range.clone()].to_owned();
            let told = Text { slices: vec![Slice { document: 0, line: 0, range }], text: text.clone() };
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
        let documents = [RepairedDocument { file: "a".to_owned(), lines: vec![line] }];
        let told = |range: Range<usize>| {
            let text = Text { slices: vec![Slice { document: 0, line: 0, range }], text: String::new() };
            text.repaired(&documents)
        };
        assert_eq!(told(0..6), [(3..6, "店术".to_owned())]);
        assert_eq!(told(7..13), [(0..3, String::new())]);
    }
}
