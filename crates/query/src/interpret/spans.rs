//! A partition of an operand's words: each word belongs to one span, and each span has one meaning.

use std::ops::Range;

use shisaku_analysis::Token;
use wareki::YearMention;

/// A facet and the values that words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    pub facet: &'static str,
    pub values: Vec<String>,
    /// True if the words name a state that the plans lack, and this is the nearest that they have.
    pub is_nearest: bool,
}

impl Filter {
    /// Creates a filter by several values.
    pub(crate) fn any(facet: &'static str, values: Vec<String>) -> Self {
        Self { facet, values, is_nearest: false }
    }

    /// Creates a filter by one value.
    pub(crate) fn one(facet: &'static str, value: &str) -> Self {
        Self::any(facet, vec![value.to_owned()])
    }

    /// The filter by the other value. Whether an entry is overdue depends on the day, so that the index has no value
    /// to exclude.
    pub(crate) fn opposite(&self) -> Option<Self> {
        let other = |value: &String| if value == "true" { "false" } else { "true" }.to_owned();
        let values = || self.values.iter().map(other).collect();
        (self.facet == "overdue").then(|| Self::any(self.facet, values()))
    }
}

/// The meaning of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Words to be matched in a row: a quotation or an excluded operand.
    Phrase,
    /// An item number: its byte range in the operand, and its key.
    Number(Range<usize>, String),
    /// Fiscal years.
    Years(YearMention),
    /// A filter.
    Filter(Filter),
    /// Excluded words: their byte range in the operand, such as 再掲 in 再掲以外, and the filter that they name, if
    /// any. The span includes the excluding words.
    Excluded(Range<usize>, Option<Filter>),
    /// The name of an organisation: its byte range in the operand, and the values that it names.
    Body(Range<usize>, Vec<String>),
    /// Words around an office that is no filter, such as 担当課が in 担当課が水道課.
    Office,
}

impl Meaning {
    /// Returns the meaning for a text that begins `first` bytes later.
    fn shifted(self, first: usize) -> Self {
        match self {
            Self::Number(bytes, key) => Self::Number(bytes.start - first..bytes.end - first, key),
            Self::Years(mention) => {
                let range = mention.range.start - first..mention.range.end - first;
                Self::Years(YearMention { range, ..mention })
            }
            Self::Body(bytes, values) => Self::Body(bytes.start - first..bytes.end - first, values),
            Self::Excluded(bytes, filter) => Self::Excluded(bytes.start - first..bytes.end - first, filter),
            other => other,
        }
    }
}

/// Words with one meaning. A span is empty if an earlier one already contains all its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// Positions in the operand.
    pub words: Range<usize>,
    pub meaning: Meaning,
}

/// The spans of an operand, in order. The words between them are text, which is to be matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spans {
    /// Number of words in the operand.
    words: usize,
    spans: Vec<Span>,
}

impl Spans {
    /// Creates `words` words of text.
    pub(crate) fn text(words: usize) -> Self {
        Self { words, spans: Vec::new() }
    }

    /// Creates one span over `words` words.
    pub(crate) fn whole(words: usize, meaning: Meaning) -> Self {
        Self { words, spans: vec![Span { words: 0..words, meaning }] }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter()
    }

    /// Returns the filters in order.
    pub(crate) fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.spans.iter().filter_map(|span| match &span.meaning {
            Meaning::Filter(filter) => Some(filter),
            _ => None,
        })
    }

    /// Returns the spans with the opposite of the filter that is their only meaning.
    pub(crate) fn opposite(&self) -> Option<Self> {
        let [Span { meaning: Meaning::Filter(filter), .. }] = self.spans.as_slice() else { return None };
        Some(Self::whole(self.words, Meaning::Filter(filter.opposite()?)))
    }

    /// Returns the ranges of words to be matched.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Range<usize>> {
        let behind = self.spans.iter().scan(0, |end, span| {
            *end = span.words.end.max(*end);
            Some(*end)
        });
        let ends = self.spans.iter().map(|span| span.words.start).chain([self.words]);
        [0].into_iter().chain(behind).zip(ends).map(|(start, end)| start..end).filter(|text| !text.is_empty())
    }

    /// True if all of these words are text.
    pub(crate) fn is_text(&self, words: &Range<usize>) -> bool {
        self.texts().any(|text| text.start <= words.start && words.end <= text.end)
    }

    /// True if every word is text.
    pub(crate) fn is_all_text(&self) -> bool {
        self.spans.is_empty()
    }

    /// Gives a meaning to those of the words that are still text.
    pub(crate) fn claim(&mut self, words: Range<usize>, meaning: Meaning) {
        let text = self.texts().find(|text| text.start < words.end && words.start < text.end);
        let (words, at) = match text {
            Some(text) => {
                let words = text.start.max(words.start)..text.end.min(words.end);
                let at = self.spans.partition_point(|span| span.words.start <= words.start);
                (words, at)
            }
            None => {
                let at = self.spans.partition_point(|span| span.words.start < words.start);
                (words.start..words.start, at)
            }
        };
        self.spans.insert(at, Span { words, meaning });
    }

    /// Turns filters back into text.
    pub(crate) fn remove_filters(&mut self) {
        self.spans.retain(|span| !matches!(span.meaning, Meaning::Filter(_) | Meaning::Excluded(..)));
    }

    /// Returns the spans of some words, counted from the first of them, whose first byte is `first`. None if
    /// a span lies partly outside.
    pub(crate) fn part(&self, words: &Range<usize>, first: usize) -> Option<Self> {
        let mut part = Self::text(words.len());
        for Span { words: own, meaning } in &self.spans {
            let inside = own.start.max(words.start)..own.end.min(words.end);
            let is_part = !inside.is_empty() || own.is_empty() && words.contains(&own.start);
            if is_part && inside != *own {
                return None;
            }
            if is_part {
                let words = inside.start - words.start..inside.end - words.start;
                part.spans.push(Span { words, meaning: meaning.clone().shifted(first) });
            }
        }
        Some(part)
    }
}

/// Returns the positions of the words that overlap a byte range.
pub(crate) fn touched(words: &[Token], bytes: &Range<usize>) -> Range<usize> {
    let start = words.partition_point(|word| word.range.end <= bytes.start);
    let end = words.partition_point(|word| word.range.start < bytes.end);
    start..end.max(start)
}

/// Returns the byte range from the first word to the last.
pub(crate) fn bytes(words: &[Token]) -> Range<usize> {
    match words {
        [] => 0..0,
        [first, ..] => first.range.start..words[words.len() - 1].range.end,
    }
}
