//! A partition of an operand's words: each word belongs to one span, and each span has one meaning.

use std::ops::Range;

use shisaku_analysis::Token;
use wareki::YearMention;

/// A facet and the values that words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    pub facet: &'static str,
    pub values: Vec<String>,
}

impl Filter {
    /// Creates a filter by one value.
    pub fn one(facet: &'static str, value: &str) -> Self {
        Self { facet, values: vec![value.to_owned()] }
    }
}

/// The meaning of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Words to be matched.
    Text,
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

impl Span {
    fn is_text(&self) -> bool {
        self.meaning == Meaning::Text
    }
}

/// The spans of an operand, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spans(Vec<Span>);

impl Spans {
    /// Creates one span over `count` words.
    pub fn whole(count: usize, meaning: Meaning) -> Self {
        Self(vec![Span { words: 0..count, meaning }])
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Span> {
        self.0.iter()
    }

    /// Returns the filters in order.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.0.iter().filter_map(|span| match &span.meaning {
            Meaning::Filter(filter) => Some(filter),
            _ => None,
        })
    }

    /// Returns the ranges of words to be matched.
    pub fn texts(&self) -> impl Iterator<Item = Range<usize>> {
        self.0.iter().filter(|span| span.is_text()).map(|span| span.words.clone())
    }

    /// True if all of these words are text.
    pub fn is_text(&self, words: &Range<usize>) -> bool {
        self.texts().any(|text| text.start <= words.start && words.end <= text.end)
    }

    /// True if every word is text.
    pub fn is_all_text(&self) -> bool {
        self.0.iter().all(Span::is_text)
    }

    /// Gives a meaning to those of the words that are still text.
    pub fn claim(&mut self, words: Range<usize>, meaning: Meaning) {
        let touches =
            |span: &Span| span.is_text() && span.words.start < words.end && words.start < span.words.end;
        let Some(at) = self.0.iter().position(touches) else {
            let at = self.0.partition_point(|span| span.words.start < words.start);
            let empty = words.start..words.start;
            return self.0.insert(at, Span { words: empty, meaning });
        };
        let text = self.0[at].words.clone();
        let words = text.start.max(words.start)..text.end.min(words.end);
        let (before, after) = (text.start..words.start, words.end..text.end);
        let text = |words: Range<usize>| Span { words, meaning: Meaning::Text };
        let cut = [text(before), Span { words, meaning }, text(after)];
        self.0.splice(at..=at, cut.into_iter().filter(|span| !span.is_text() || !span.words.is_empty()));
    }

    /// Turns filters back into text.
    pub fn without_filters(self) -> Self {
        let mut spans: Vec<Span> = Vec::with_capacity(self.0.len());
        for Span { words, meaning } in self.0 {
            let filters = matches!(meaning, Meaning::Filter(_) | Meaning::Excluded(..));
            let meaning = if filters { Meaning::Text } else { meaning };
            match spans.last_mut() {
                Some(last) if last.is_text() && meaning == Meaning::Text => last.words.end = words.end,
                _ => spans.push(Span { words, meaning }),
            }
        }
        Self(spans)
    }

    /// Returns the spans of some words, counted from the first of them, whose first byte is `first`. None if
    /// a span that is not text lies partly outside.
    pub fn part(&self, words: &Range<usize>, first: usize) -> Option<Self> {
        let mut spans = Vec::new();
        for Span { words: own, meaning } in &self.0 {
            let inside = own.start.max(words.start)..own.end.min(words.end);
            let is_part = inside.start < inside.end || own.is_empty() && words.contains(&own.start);
            if is_part && *meaning != Meaning::Text && inside != *own {
                return None;
            }
            if is_part {
                let words = inside.start - words.start..inside.end - words.start;
                spans.push(Span { words, meaning: meaning.clone().shifted(first) });
            }
        }
        Some(Self(spans))
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
