//! Spans to segments: words to be matched, as compounds of units with roles.

use std::ops::Range;

use crate::interpret::{Interpreted, Reading, spans::Filter};
use crate::reader::Context;
use crate::synonyms::Target;
use crate::units::offices;
use crate::units::{Compound, Role, Unit, belongs_before, compounds};
use crate::words::{LEAD_OFFICES, PARTNER_OFFICES, PERSON_ENDINGS};
use crate::{MinimumMatch, Scope, UNNAMED, Understood};
use shisaku_analysis::{Class, Token};

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

/// Builds the segment of one operand.
pub(crate) fn of_operand<'r>(reading: &'r Reading<'r>, context: &Context<'_>) -> Segment<'r> {
    let (words, spans) = (&reading.words, &reading.spans);
    let mut segment =
        Segment { reading, compounds: Vec::new(), listed: Vec::new(), whole: reading.is_whole() };
    if reading.operand.scope == Scope::Anywhere && !reading.operand.quoted {
        // The name of an office has no synonyms.
        let offices = offices(words);
        let is_free = |range: &Range<usize>| {
            spans.is_text(range) && !offices.iter().any(|one| one.start < range.end && range.start < one.end)
        };
        segment.listed = listed(words, &is_free, context);
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
    pub(crate) fn units(&self) -> impl Iterator<Item = &Unit<'r>> {
        self.compounds.iter().flatten()
    }

    /// True for a quotation.
    pub(crate) fn is_phrase(&self) -> bool {
        self.reading.operand.quoted
    }
}

/// Words that ask how many there are.
const COUNTS: [&str; 2] = ["件数", "総数"];

/// Words of an operand that the thesaurus lists.
#[derive(Debug, Clone)]
pub(crate) struct ListedWords {
    /// Positions of the words in the operand.
    pub words: Range<usize>,
    /// Synonyms that the index contains. Empty if it contains neither these words nor any synonym.
    pub targets: Vec<Target>,
}

impl ListedWords {
    /// Returns the minimum match for an entry that contains the words apart. It is higher if the index has no
    /// synonym.
    pub(crate) fn minimum(&self, otherwise: MinimumMatch) -> MinimumMatch {
        match (self.targets.is_empty(), otherwise) {
            (true, MinimumMatch::Share { of_best, .. }) => MinimumMatch::Share { of_all: UNNAMED, of_best },
            _ => otherwise,
        }
    }
}

/// Finds the longest listed words from left to right, among ranges that are free. Words that begin or end
/// inside another word are left out: 観光 in 観光客.
pub(crate) fn listed(
    words: &[Token],
    is_free: &dyn Fn(&Range<usize>) -> bool,
    context: &Context<'_>,
) -> Vec<ListedWords> {
    let synonyms = &context.reader.thesaurus.synonyms;
    let typed = synonyms.form.typed(words);
    let standing = |text: &str| context.standing(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let begins = at == 0 || !touches(&words[at - 1], &words[at]);
        let ends = |end: usize| words.get(end).is_none_or(|next| !touches(&words[end - 1], next));
        // 定年退職者 are persons and differ from 定年退職.
        let of_persons = |end: usize| {
            words.get(end).is_some_and(|next| PERSON_ENDINGS.contains(&next.term.as_str())) && ends(end + 1)
        };
        let items = if begins { synonyms.beginning_at(&typed, at) } else { Vec::new() };
        let usable = items
            .chunk_by(|one, other| one.count == other.count)
            .filter_map(|same| Some((same.first()?.count, same)))
            .filter(|(count, _)| ends(at + count) || of_persons(at + count))
            .filter(|(count, _)| is_free(&(at..at + count)))
            .filter(|(count, _)| words[at..at + count].iter().any(Token::is_content))
            .filter_map(|(count, same)| Some((count, synonyms.targets_of_all(same, &standing)?)));
        match usable.into_iter().next() {
            Some((count, targets)) => {
                // ハロワ is cut into ハロ and an apparent particle. A unit begins and ends with a content word.
                let function = |word: &&Token| !word.is_content();
                let start = at + words[at..].iter().take_while(function).count();
                let count = if ends(at + count) { count } else { count + 1 };
                let end = at + count - words[at..at + count].iter().rev().take_while(function).count();
                found.push(ListedWords { words: start..end, targets });
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// True if a word is the end of the word before it.
fn touches(before: &Token, word: &Token) -> bool {
    before.range.end == word.range.start && before.is_content() && belongs_before(before, word)
}

/// Builds the segments of a query and removes words that do not narrow it down: stopwords and requests beside other
/// words. If all other words are filters, every stopword goes, and 施策 becomes a filter.
pub(crate) fn segment<'r>(interpreted: &'r Interpreted<'r>, context: &Context<'_>) -> Segmented<'r> {
    let choice = |choice: &'r Vec<Reading<'r>>| choice.iter().map(|one| of_operand(one, context)).collect();
    let mut choices: Vec<Vec<Segment<'r>>> = interpreted.choices.iter().map(choice).collect();
    let filters = interpreted.filters();
    remove_office_words(&mut choices, &filters);
    let numbers = choices.iter().flatten().any(|one| one.reading.has_number());
    let is_placed = |one: &Segment<'_>| one.reading.operand.placed;
    let placed = choices.iter().flatten().any(is_placed);
    let narrows = numbers || placed || interpreted.excludes() || !filters.is_empty();
    if asks_for_a_list(&choices) {
        let is_chosen = filters.iter().any(|one| one.facet == "kind");
        let can_be_filter = context.reader.has_measures && !is_chosen;
        let measures = choices.iter().flatten().find_map(measures).filter(|_| can_be_filter);
        if narrows || measures.is_some() {
            let others = choices.iter_mut().flatten().filter(|one| !is_placed(one));
            others.for_each(|one| one.compounds.clear());
        }
        return Segmented { choices, measures };
    }
    // 平成24年度の実績: the year is that of the results, so 実績 adds nothing.
    let years = choices.iter().flatten().any(|one| one.reading.has_years());
    let is_other = |unit: &Unit<'_>| unit.role != Role::Request && !(years && is_results(unit));
    let others = narrows || choices.iter().flatten().flat_map(Segment::units).any(is_other);
    for segment in choices.iter_mut().flatten() {
        // Words cut from a choice are filters only: 観光または農業で実績のないもの.
        let of_choice = segment.reading.of_choice;
        let listed = &segment.listed;
        // 専門家に聞く is listed as a whole.
        let is_listed = |unit: &Unit<'_>| {
            unit.positions().any(|place| listed.iter().any(|one| one.words.contains(&place)))
        };
        let drops = |unit: &Unit<'_>| {
            years && is_results(unit)
                || others && counts(&segment.reading.words, unit)
                || of_choice && matches!(unit.role, Role::Stopword | Role::Request)
                || others && unit.role == Role::Request && !is_listed(unit)
                || others && is_lack(&segment.reading.words, unit) && !is_listed(unit)
        };
        segment.compounds.iter_mut().for_each(|compound| compound.retain(|unit| !drops(unit)));
        segment.compounds.retain(|compound| !compound.is_empty());
    }
    Segmented { choices, measures: None }
}

/// True if a query names only the things searched: 施策の一覧.
fn asks_for_a_list(choices: &[Vec<Segment<'_>>]) -> bool {
    let all = || choices.iter().flatten();
    let asks = |unit: &Unit<'_>| unit.role == Role::Stopword || unit.asks_for_a_list();
    // 題名に商店街が入っている施策: the title is a condition, and what is listed are the measures.
    let all = || all().filter(|one| !one.reading.operand.placed);
    all().all(|one| !one.is_phrase() && !one.whole && one.units().all(asks))
        && all().any(|one| !one.compounds.is_empty())
}

/// True for ない behind a noun and its particle: お金がない. It tells why somebody asks, and is no word to look for.
fn is_lack(words: &[Token], unit: &Unit<'_>) -> bool {
    let [word] = unit.words else { return false };
    let before = words.iter().position(|one| one.position == word.position).map(|at| &words[..at]);
    let of_noun = matches!(before, Some([.., noun, particle])
        if noun.class == Class::Noun && ["が", "は", "も"].contains(&particle.term.as_str()));
    of_noun && ["ない", "無い"].contains(&word.term.as_str())
}

/// True for 件数 at the end, behind の: 商店街の件数 asks how many there are. 相談件数 is a thing itself.
fn counts(words: &[Token], unit: &Unit<'_>) -> bool {
    let [word] = unit.words else { return false };
    let at = words.iter().position(|one| one.position == word.position);
    let (before, after) = at.map_or((&words[..0], &words[..0]), |at| (&words[..at], &words[at + 1..]));
    COUNTS.contains(&word.term.as_str())
        && before.last().is_some_and(|joint| joint.term == "の")
        && !after.iter().any(Token::is_content)
}

fn is_results(unit: &Unit<'_>) -> bool {
    unit.role == Role::Stopword && unit.words[0].term == "実績"
}

/// Reads 施策 as a filter.
fn measures(segment: &Segment<'_>) -> Option<Understood> {
    let mut words = segment.units().flat_map(|unit| unit.words);
    let word = words.find(|word| word.term == "施策")?;
    Some(segment.reading.understood(std::slice::from_ref(word), &Filter::one("kind", "measure")))
}

/// Removes words for an office. At the end of a query they name the answer and do not narrow it down:
/// 実績のない施策の担当課, 商店街の所管を教えて. As a separate term they introduce an office: 担当課 観光課. Alone they are ordinary
/// words.
fn remove_office_words(choices: &mut [Vec<Segment<'_>>], filters: &[Understood]) {
    for (facet, names) in [("department", &LEAD_OFFICES), ("related_department", &PARTNER_OFFICES)] {
        let announces = |one: &&mut Segment<'_>| {
            one.reading.operand.is_plain()
                && one.reading.spans.is_all_text()
                && matches!(&one.compounds[..], [only] if is_any(only, names))
        };
        if filters.iter().any(|one| one.facet == facet) {
            choices.iter_mut().flatten().filter(announces).for_each(|one| one.compounds.clear());
        }
    }
    let request = |compound: &Compound<'_>| compound.iter().all(|unit| unit.role == Role::Request);
    let all = || choices.iter().flatten();
    let others = all().flat_map(|one| &one.compounds).filter(|compound| !request(compound)).count() > 1
        || !filters.is_empty()
        || all().any(|one| one.is_phrase() || one.whole || one.reading.has_number());
    let mut segments = choices.iter_mut().rev().flat_map(|choice| choice.iter_mut().rev());
    let last = segments.find(|one| !one.is_phrase() && !one.compounds.iter().all(request));
    let Some(segment) = last.filter(|one| others && one.reading.operand.is_plain()) else { return };
    if let Some(at) = segment.compounds.iter().rposition(|compound| !request(compound))
        && is_any(&segment.compounds[at], &LEAD_OFFICES)
    {
        segment.compounds.remove(at);
    }
}

/// True if a compound spells exactly one of these words.
fn is_any(compound: &Compound<'_>, names: &[&str]) -> bool {
    let words = || compound.iter().flat_map(|unit| unit.words).map(|word| word.term.as_str());
    names.iter().any(|&name| words().try_fold(name, str::strip_prefix) == Some(""))
}
