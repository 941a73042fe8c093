//! Offices as filters, with words that state the role of an office in a measure.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::spans::{Filter, Spans};
use crate::units::is_stopword;
use crate::units::{offices, spells};
use crate::words::{
    LEAD_OFFICES, LEAD_VERBS, OFFICE_ENDINGS, PARTNER_OFFICES, PARTNER_VERBS, UNSTATED_OFFICE, has,
};
use shisaku_analysis::{Class, Token, normalise};
use shisaku_model::{Catalogue, facet::UNSTATED};

/// Words between an office and its verb, and endings of that verb.
const LINKS: [&str; 8] = ["が", "は", "の", "も", ":", "：", "=", "＝"];
const VERBAL: [&str; 8] = ["する", "し", "て", "いる", "い", "た", "ます", "おる"];

/// Words between 担当課 or 実績 and なし.
pub(super) const STATED_LINKS: [&str; 5] = ["", "が", "の", "は", "も"];

/// A name of an office.
#[derive(Debug, Clone)]
struct Office {
    /// Normalised.
    name: String,
    /// The facets of its roles, each with the value of the office: in charge, and as a partner.
    roles: BTreeMap<&'static str, String>,
}

/// The offices of an index by current and former names. A plan is not about its offices, so a name asks for
/// the measures of that office.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offices {
    /// Offices, longest names first.
    all: Vec<Office>,
    /// True if some entry names no office.
    some_unstated: bool,
}

impl Offices {
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let mut all: Vec<Office> = Vec::new();
        for facet in ["department", "related_department"] {
            let is_office = |name: &str| OFFICE_ENDINGS.iter().any(|ending| name.ends_with(ending));
            for (name, value) in catalogue.names(facet).filter(|(name, _)| is_office(name)) {
                let name = joined(name);
                let at = all.iter().position(|office| office.name == name).unwrap_or_else(|| {
                    all.push(Office { name, roles: BTreeMap::new() });
                    all.len() - 1
                });
                all[at].roles.entry(facet).or_insert_with(|| value.clone());
            }
        }
        all.extend(called_by_last_part(catalogue, &all));
        all.sort_by_key(|office| std::cmp::Reverse(office.name.len()));
        let some_unstated =
            catalogue.values.get("department").into_iter().flatten().any(|value| value == UNSTATED);
        Self { all, some_unstated }
    }

    /// Reads an office at the beginning with the words around it: 担当課が観光課, 観光課が担当する, 健康課が関係する. Returns the
    /// number of words and the filter.
    pub(crate) fn at(&self, words: &[Token]) -> Option<(usize, Filter)> {
        let (ahead, asked) = ahead(words).unwrap_or_default();
        let (count, office) =
            self.all.iter().find_map(|office| Some((spells(words.get(ahead..)?, &office.name)?, office)))?;
        let end = ahead + count;
        let (behind, does) = behind(&words[end..]).unwrap_or_default();
        let (&usual, other) = office.roles.first_key_value()?;
        let facet = asked.or(does).unwrap_or(usual);
        // An office without that role has no value of its facet. The search then correctly finds nothing.
        let value = office.roles.get(facet).unwrap_or(other);
        Some((end + behind, Filter::one(facet, value)))
    }

    /// Returns the number of words at the beginning that ask for entries without an office: 担当課なし,
    /// 担当課が記載されていない.
    pub(crate) fn unstated_at(&self, words: &[Token]) -> Option<usize> {
        let named = self.some_unstated.then(|| longest(&LEAD_OFFICES, words)).flatten()?;
        let said = STATED_LINKS.iter().filter_map(|link| {
            let count = if link.is_empty() { 0 } else { spells(&words[named..], link)? };
            Some(count + longest(&UNSTATED_OFFICE, &words[named + count..])?)
        });
        Some(named + said.max()?)
    }
}

/// A name as typed words spell it: without 「・」 between its parts, which parts words but no names.
pub(super) fn joined(name: &str) -> String {
    normalise(name).text().replace('・', "")
}

/// The offices whose names have several parts, by the last of them: 観光課 for 文化・観光課. A part that names another
/// office, or the end of two names, is left out.
fn called_by_last_part(catalogue: &Catalogue, known: &[Office]) -> Vec<Office> {
    let mut called: Vec<(String, Option<&Office>)> = Vec::new();
    let names = ["department", "related_department"].map(|facet| catalogue.names(facet));
    let names: BTreeSet<&String> = names.into_iter().flatten().map(|(name, _)| name).collect();
    for name in names {
        let Some((_, last)) = name.rsplit_once('・') else { continue };
        let (last, whole) = (joined(last), joined(name));
        let office = known.iter().find(|office| office.name == whole);
        match called.iter_mut().find(|(other, _)| *other == last) {
            Some((_, other)) => *other = None,
            None => called.push((last, office)),
        }
    }
    let is_free = |name: &str| known.iter().all(|office| office.name != name);
    let called = called.into_iter().filter(|(name, _)| is_free(name));
    called.filter_map(|(name, office)| Some(Office { name, roles: office?.roles.clone() })).collect()
}

/// Returns the words around names of offices that the index does not know. A query for 担当課が水道課 searches the
/// name alone.
pub(crate) fn around_offices(words: &[Token], spans: &Spans) -> Vec<Range<usize>> {
    let names = offices(words).into_iter().filter(|name| spans.is_text(name));
    let around = names.flat_map(|name| {
        let announces = |&at: &usize| ahead(&words[at..]).is_some_and(|(count, _)| at + count == name.start);
        let before = (0..name.start).find(announces).map(|at| at..name.start);
        let after = behind(&words[name.end..]).map(|(count, _)| name.end..name.end + count);
        before.into_iter().chain(after)
    });
    around.filter(|around| spans.is_text(around)).collect()
}

/// Returns the number of words that state the role of an excluded office: が担当する in 観光課以外が担当する.
pub(crate) fn goes_on(words: &[Token], facet: &str) -> usize {
    behind(words).filter(|(_, does)| *does == Some(facet)).map_or(0, |(count, _)| count)
}

/// Returns the number of words after an office that negate its verb: ない in 観光課が担当していない.
pub(crate) fn does_not(words: &[Token], office: &Range<usize>, facet: &str) -> usize {
    let does = words[office.clone()].last().is_some_and(|word| has(&VERBAL, word));
    let not = words.get(office.end).is_some_and(|word| has(&["ない", "ぬ", "ず", "ん"], word));
    usize::from(does && not && matches!(facet, "department" | "related_department"))
}

/// Returns the number of words at the beginning that spell the longest of these texts.
pub(crate) fn longest(texts: &[&str], words: &[Token]) -> Option<usize> {
    texts.iter().filter_map(|text| spells(words, text)).max()
}

/// Reads words for the office in charge or for an office that takes part. Returns their number and the facet.
fn role(lead: &[&str], partner: &[&str], words: &[Token]) -> Option<(usize, Option<&'static str>)> {
    let in_charge = longest(lead, words).map(|count| (count, Some("department")));
    in_charge.or_else(|| Some((longest(partner, words)?, Some("related_department"))))
}

/// Reads words that introduce an office. Returns their number and the facet.
fn ahead(words: &[Token]) -> Option<(usize, Option<&'static str>)> {
    let (count, facet) = role(&LEAD_OFFICES, &PARTNER_OFFICES, words)?;
    let link = words.get(count).is_some_and(|word| LINKS.contains(&word.term.as_str()));
    Some((count + usize::from(link), facet))
}

/// Reads words that state the role of an office. Returns their number and the facet.
fn behind(words: &[Token]) -> Option<(usize, Option<&'static str>)> {
    let link = usize::from(words.first().is_some_and(|word| LINKS.contains(&word.term.as_str())));
    let (count, facet) = role(&LEAD_VERBS, &PARTNER_VERBS, &words[link..])?;
    let end = link + count;
    let verbal = words[end..].iter().take_while(|word| has(&VERBAL, word)).count();
    // 観光課の担当者 is a person, and 観光課の関係機関 an organisation.
    let goes_on =
        |word: &Token| word.class != Class::Function && word.range.start == words[end - 1].range.end;
    let verb = words[end - 1].class == Class::Modifier;
    let ends = verbal > 0 || verb || !words.get(end).is_some_and(|word| goes_on(word) && !is_stopword(word));
    ends.then_some((end + verbal, facet))
}
