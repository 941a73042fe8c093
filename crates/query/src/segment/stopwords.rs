//! Removes words that do not narrow a query down: stopwords, requests, and 担当課 as the answer that is asked
//! for.

use super::{Segment, Segmented};
use crate::Understood;
use crate::units::{Compound, Role, Unit};
use crate::words::{LEAD_OFFICES, PARTNER_OFFICES};

/// Removes stopwords and requests beside other words. If all other words are filters, every stopword goes,
/// and 施策 becomes a filter.
pub(super) fn remove<'r>(
    choices: Vec<Vec<Segment<'r>>>,
    filters: &[Understood],
    excludes: bool,
    has_measures: bool,
) -> Segmented<'r> {
    let mut choices = choices;
    remove_office_words(&mut choices, filters);
    let numbers = choices.iter().flatten().any(|one| one.reading.has_number());
    let narrows = numbers || excludes || !filters.is_empty();
    if asks_for_a_list(&choices) {
        let is_chosen = filters.iter().any(|one| one.facet == "kind");
        let measures = choices.iter().flatten().find_map(measures).filter(|_| has_measures && !is_chosen);
        if narrows || measures.is_some() {
            choices.iter_mut().flatten().for_each(|one| one.compounds.clear());
        }
        return Segmented { choices, measures };
    }
    // 平成24年度の実績: the year is that of the results, so 実績 adds nothing.
    let years = choices.iter().flatten().any(|one| one.reading.has_years());
    let others =
        narrows || choices.iter().flatten().flat_map(Segment::units).any(|unit| is_other(unit, years));
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
                || of_choice && matches!(unit.role, Role::Stopword | Role::Request)
                || others && unit.role == Role::Request && !is_listed(unit)
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
    all().all(|one| !one.is_phrase() && !one.whole && one.units().all(asks))
        && all().any(|one| !one.compounds.is_empty())
}

fn is_results(unit: &Unit<'_>) -> bool {
    unit.role == Role::Stopword && unit.words[0].term == "実績"
}

fn is_other(unit: &Unit<'_>, years: bool) -> bool {
    unit.role != Role::Request && !(years && is_results(unit))
}

/// Reads 施策 as a filter.
fn measures(segment: &Segment<'_>) -> Option<Understood> {
    let mut words = segment.units().flat_map(|unit| unit.words);
    let word = words.find(|word| word.term == "施策")?;
    let values = vec!["measure".to_owned()];
    Some(segment.reading.understood(std::slice::from_ref(word), "kind", values))
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
