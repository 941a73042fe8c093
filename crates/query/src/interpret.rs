//! Operands to spans: which words are an item number, fiscal years, filters, exclusions, and which are to be matched.

use std::ops::Range;

use crate::Understood;
use crate::join::Operands;
use crate::lex::Operand;
use crate::reader::Context;
use crate::{Scope, units};
use shisaku_analysis::{Class, Token};
use wareki::{YearMention, year_mentions};

mod bodies;
mod choice_scope;
pub(crate) mod filter_phrases;
mod negation;
pub(crate) mod numbers;
pub(crate) mod office_filter;
mod owner_filter;
mod section_filter;
pub(crate) mod spans;
mod year_filter;

use filter_phrases::Phrases;
use negation::negation;
use spans::{Filter, Meaning, Span, Spans, bytes, touched};

/// A query with the meanings of its words.
#[derive(Debug)]
pub(crate) struct Interpreted<'t> {
    /// Operands that must all match. An inner list is a choice: any of its operands is enough.
    pub choices: Vec<Vec<Reading<'t>>>,
    /// Operands that must not match.
    pub excluded: Vec<Reading<'t>>,
}

/// An operand with its words and their meanings.
#[derive(Debug, Clone)]
pub(crate) struct Reading<'t> {
    pub operand: Operand<'t>,
    pub words: Vec<Token>,
    pub spans: Spans,
    /// True if the operand was cut from the last operand of a choice and holds for the whole choice.
    pub of_choice: bool,
}

/// Interprets all operands of a query.
pub(crate) fn interpret<'t>(operands: Operands<'t>, context: &Context<'_>) -> Interpreted<'t> {
    let reading = |operand: &Operand<'t>| found(operand.clone(), &context.reader.phrases, context);
    let mut choices = Vec::new();
    // Operands joined by OR form one choice. Most choices have one operand.
    for choice in operands.asked.chunk_by(|_, next| next.or) {
        let mut choice: Vec<Reading<'_>> = choice.iter().map(reading).collect();
        let of_all = choice_scope::split(&mut choice, context);
        if choice.len() > 1 && !choice_scope::is_of_one_facet(&choice) {
            // A filter narrows the search down. In a choice with anything but values of the same facet, its
            // words count as words.
            choice.iter_mut().for_each(|one| one.spans.remove_filters());
        }
        choices.push(choice);
        choices.extend(of_all.map(|one| vec![one]));
    }
    choices.iter_mut().flatten().for_each(|one| one.find_exclusions(context));
    let mut excluded = Vec::new();
    for one in operands.excluded.into_iter().map(|operand| excluded_operand(operand, context)) {
        match one.spans.opposite() {
            Some(spans) => choices.push(vec![Reading { spans, ..one }]),
            None => excluded.push(one),
        }
    }
    Interpreted { choices, excluded }
}

/// Interprets one operand without looking for filters.
pub(crate) fn plain<'t>(operand: Operand<'t>, context: &Context<'_>) -> Reading<'t> {
    let mut reading = found(operand, &Phrases::default(), context);
    reading.find_exclusions(context);
    reading
}

/// Reads an operand and finds its number, years and filters.
fn found<'t>(operand: Operand<'t>, phrases: &Phrases, context: &Context<'_>) -> Reading<'t> {
    let words = context.analyzer.words(operand.text);
    let mut spans = Spans::text(words.len());
    let named = operand.facet.and_then(|facet| phrases.named(facet, operand.text));
    if let Some(filter) = named {
        spans = Spans::whole(words.len(), Meaning::Filter(filter));
    } else if operand.quoted {
        spans = Spans::whole(words.len(), Meaning::Phrase);
    } else if operand.scope == Scope::Anywhere {
        let number = numbers::item_number(operand.text);
        let taken = number.as_ref().map_or(0..0, |(range, _)| range.clone());
        if let Some((range, key)) = number {
            spans.claim(touched(&words, &range), Meaning::Number(range, key));
        }
        for mention in year_mentions(operand.text) {
            if mention.range.end <= taken.start || mention.range.start >= taken.end {
                let years = touched(&words, &mention.range);
                let known = &context.reader.years;
                if let Some((count, asked)) = year_filter::behind(&words[years.end..], &mention.years, known)
                {
                    let named = years.start..years.end + count;
                    let stated = bytes(&words[years]);
                    spans.claim(named, asked.over(stated));
                } else {
                    spans.claim(years, Meaning::Years(mention));
                }
            }
        }
        claim_filters(&words, &mut spans, phrases);
        for body in phrases.bodies.find(&words) {
            if spans.is_text(&body.words) {
                spans.claim(body.words, Meaning::Body(bytes(&words[body.name]), body.values));
            }
        }
    }
    Reading { operand, words, spans, of_choice: false }
}

fn claim_filters(words: &[Token], spans: &mut Spans, phrases: &Phrases) {
    let found = phrases.find(words, spans);
    let negated = |(named, filter): &(Range<usize>, Filter)| {
        let not = office_filter::does_not(words, named, filter.facet);
        negation(&words[named.end..]).max(not)
    };
    for (at, (named, filter)) in found.iter().enumerate() {
        let own = negated(&found[at]);
        // 短期と中期を除く excludes both.
        let shared = found[at..].windows(2).take_while(|pair| are_listed(words, &pair[0], &pair[1])).count();
        let is_excluded =
            own > 0 || shared > 0 && found.get(at + shared).is_some_and(|last| negated(last) > 0);
        if !spans.is_text(named) {
            // An earlier exclusion has claimed these words: 再掲を除いた項目.
        } else if is_excluded {
            let end = named.end + own;
            let end = if own > 0 { end + office_filter::goes_on(&words[end..], filter.facet) } else { end };
            let meaning = match filter.opposite() {
                Some(opposite) => Meaning::Filter(opposite),
                None => Meaning::Excluded(bytes(&words[named.clone()]), Some(filter.clone())),
            };
            spans.claim(named.start..end, meaning);
        } else {
            spans.claim(named.clone(), Meaning::Filter(filter.clone()));
        }
    }
}

/// True for filters of one list: 短期と中期, 短期でも中期でも, 短期、中期. Behind a comma, another facet is a condition of its own:
/// 実績なし、短期を除く.
fn are_listed(words: &[Token], one: &(Range<usize>, Filter), next: &(Range<usize>, Filter)) -> bool {
    let between: String = words[one.0.end..next.0.start].iter().map(|word| word.term.as_str()).collect();
    match between.as_str() {
        "" => one.1.facet == next.1.facet && words[one.0.end - 1].range.end < words[next.0.start].range.start,
        joint => ["と", "や", "も", "でも", "及び", "および", "かつ"].contains(&joint),
    }
}

/// Reads an excluded operand: a filter, years, or a phrase.
fn excluded_operand<'t>(operand: Operand<'t>, context: &Context<'_>) -> Reading<'t> {
    let words = context.analyzer.words(operand.text);
    let mut meaning = Meaning::Phrase;
    let named = operand.facet.and_then(|facet| context.reader.phrases.named(facet, operand.text));
    if let Some(filter) = named {
        meaning = Meaning::Filter(filter);
    } else if !operand.quoted && operand.scope == Scope::Anywhere {
        let mut found = context.reader.phrases.find(&words, &Spans::text(words.len())).into_iter();
        let is_whole = |mention: &YearMention| mention.range == (0..operand.text.len());
        if let Some((_, filter)) = found.find(|(named, _)| *named == (0..words.len())) {
            meaning = Meaning::Filter(filter);
        } else if context.reader.years.narrow()
            && let Some(mention) = year_mentions(operand.text).into_iter().find(is_whole)
        {
            meaning = Meaning::Years(mention);
        }
    }
    let spans = Spans::whole(words.len(), meaning);
    Reading { operand, words, spans, of_choice: false }
}

impl Interpreted<'_> {
    /// Returns the filters that the words name.
    pub(crate) fn filters(&self) -> Vec<Understood> {
        let filter = |one: &Reading<'_>, span: &Span| match &span.meaning {
            Meaning::Filter(filter) => Some(one.understood(&one.words[span.words.clone()], filter)),
            _ => None,
        };
        let readings = self.choices.iter().flatten();
        readings.flat_map(|one| one.spans.iter().filter_map(|span| filter(one, span))).collect()
    }

    /// True if the query excludes anything.
    pub(crate) fn excludes(&self) -> bool {
        let mut spans = self.choices.iter().flatten().flat_map(|one| one.spans.iter());
        !self.excluded.is_empty() || spans.any(|span| matches!(span.meaning, Meaning::Excluded(..)))
    }
}

impl Reading<'_> {
    /// Describes words as a filter.
    pub(crate) fn understood(&self, words: &[Token], filter: &Filter) -> Understood {
        let range = bytes(words);
        let text = self.operand.text[range.clone()].to_owned();
        // 団体: goes with the name behind it.
        let range = match self.operand.facet {
            Some(_) => self.operand.range.clone(),
            None => self.operand.at + range.start..self.operand.at + range.end,
        };
        let Filter { facet, values, is_nearest } = filter.clone();
        Understood { text, range, facet: facet.to_owned(), values, is_nearest }
    }

    /// True if the operand contains an item number or years.
    pub(crate) fn has_number(&self) -> bool {
        self.spans.iter().any(|span| matches!(span.meaning, Meaning::Number(..) | Meaning::Years(_)))
    }

    /// True if the operand contains fiscal years.
    pub(crate) fn has_years(&self) -> bool {
        self.spans.iter().any(|span| matches!(span.meaning, Meaning::Years(_)))
    }

    /// True if the operand is taken whole. Short hiragana have no reliable word boundaries.
    pub(crate) fn is_whole(&self) -> bool {
        !self.operand.quoted && self.spans.is_all_text() && units::is_whole(self.operand.text, &self.words)
    }

    /// Finds words around offices, and words before 以外 or を除く, among words that are still text.
    fn find_exclusions(&mut self, context: &Context<'_>) {
        let Self { operand, words, spans, .. } = self;
        if operand.scope == Scope::Anywhere {
            for around in office_filter::around_offices(words, spans) {
                spans.claim(around, Meaning::Office);
            }
        }
        // A list of words ends in a noun. A question names in its answer what it excludes.
        let is_list = |last: &Token| last.class != Class::Function || last.term == "以外";
        if !words.last().is_some_and(is_list) && negation(&words[words.len().saturating_sub(2)..]) == 0 {
            return;
        }
        for at in 1..words.len() {
            let count = negation(&words[at..]);
            let by_itself = count == 0 || !matches!(words[at].term.as_str(), "以外" | "を");
            if by_itself || !spans.is_text(&(at..at + count)) {
                continue;
            }
            let joined = |&at: &usize| {
                words[at].is_content()
                    && spans.is_text(&(at..at + 1))
                    && words[at].range.end == words[at + 1].range.start
            };
            let Some(start) = (0..at).rev().take_while(joined).last() else { continue };
            // 観光と農業を除く excludes both.
            let is_joint = |joint: &usize| ["と", "や"].contains(&words[*joint].term.as_str());
            let joint = start.checked_sub(1).filter(is_joint);
            let first = joint.and_then(|joint| (0..joint).rev().take_while(joined).last());
            if let Some((joint, first)) = joint.zip(first) {
                let named = bytes(&words[first..joint]);
                spans.claim(first..start, Meaning::Excluded(named, None));
            }
            let named = bytes(&words[start..at]);
            let is_measure = context.reader.has_measures && operand.text[named.clone()] == *"施策";
            let filter = is_measure.then(|| Filter::one("kind", "measure"));
            spans.claim(start..at + count, Meaning::Excluded(named, filter));
        }
    }
}
