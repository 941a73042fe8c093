//! Spans to segments: words to be matched, as compounds of units with roles.

use crate::Understood;
use crate::interpret::{Interpreted, Reading};
use crate::office_names::offices;
use crate::reader::Context;
use crate::units::{Compound, Unit, compounds};
use listed::ListedWords;
use shisaku_analysis::Token;

pub(crate) mod listed;
mod stopwords;

/// A query split into compounds.
#[derive(Debug)]
pub(crate) struct Segmented<'r> {
    /// Segments that must all match. An inner list is a choice: any of its segments is enough.
    pub choices: Vec<Vec<Segment<'r>>>,
    /// 施策 as a filter, if all other words are filters.
    pub measures: Option<Understood>,
}

/// An operand split into compounds.
#[derive(Debug)]
pub(crate) struct Segment<'r> {
    pub reading: &'r Reading<'r>,
    /// Compounds of the operand's text. Empty for a phrase.
    pub compounds: Vec<Compound<'r>>,
    /// Words of the operand that the thesaurus lists.
    pub listed: Vec<ListedWords>,
    /// True if the operand is taken whole, without regard to its words.
    pub whole: bool,
}

/// Builds the segments of a query and removes words that do not narrow it down.
pub(crate) fn segment<'r>(interpreted: &'r Interpreted<'r>, context: &Context<'_>) -> Segmented<'r> {
    let choice = |choice: &'r Vec<Reading<'r>>| choice.iter().map(|one| of_operand(one, context)).collect();
    let choices = interpreted.choices.iter().map(choice).collect();
    stopwords::remove(choices, &interpreted.filters(), interpreted.excludes(), context.reader.has_measures)
}

/// Builds the segment of one operand.
pub(crate) fn of_operand<'r>(reading: &'r Reading<'r>, context: &Context<'_>) -> Segment<'r> {
    let (words, spans) = (&reading.words, &reading.spans);
    let mut segment =
        Segment { reading, compounds: Vec::new(), listed: Vec::new(), whole: reading.is_whole() };
    if reading.operand.scope == crate::Scope::Anywhere && !reading.operand.quoted {
        // The name of an office has no synonyms.
        let offices = offices(words);
        let is_free = |range: &std::ops::Range<usize>| {
            spans.is_text(range) && !offices.iter().any(|one| one.start < range.end && range.start < one.end)
        };
        segment.listed = listed::listed(words, &is_free, context);
    }
    if segment.whole {
        // Hiragana have no reliable word boundaries, so only listed words that cover all of them count.
        let has = |one: &ListedWords, word: &Token| !word.is_content() || one.words.contains(&word.position);
        segment.listed.retain(|one| words.iter().all(|word| has(one, word)));
    } else {
        let spellings = &context.reader.thesaurus.spellings;
        segment.compounds = spans.texts().flat_map(|text| compounds(&words[text], spellings)).collect();
    }
    segment
}

impl<'r> Segment<'r> {
    /// Returns the units of all compounds, in order.
    pub fn units(&self) -> impl Iterator<Item = &Unit<'r>> {
        self.compounds.iter().flatten()
    }

    /// True for a quotation.
    pub fn is_phrase(&self) -> bool {
        self.reading.operand.quoted
    }
}
