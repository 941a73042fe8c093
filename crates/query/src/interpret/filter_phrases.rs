//! Finds words that name a filter: 長期計画, 実績なし, 再掲, 第5節, 除いた項目.
//!
//! Only values in the index are filters, and only if the words stand alone. 長期 is a filter in 長期計画の施策 and
//! part of a word in 中長期的. Quoted words are never filters.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::bodies::Bodies;
use super::negation::negation;
use super::office_filter::{Offices, STATED_LINKS, joined};
use super::owner_filter::Owners;
use super::section_filter::Sections;
use super::spans::{Filter, Spans};
use crate::units::is_stopword;
use crate::units::spells;
use crate::words::{EVERYDAY_CATEGORIES, NO_RESULT, NOTES, OVERDUE, REMOVED, SOME_RESULT, WAITING, statuses};
use shisaku_analysis::{Class, Token};
use shisaku_model::{
    Catalogue, Status,
    facet::{INVOLVED, UNSTATED},
};

/// A phrase and the filter that it names.
#[derive(Debug, Clone)]
struct Phrase {
    /// Normalised text without white space.
    text: String,
    filter: Filter,
}

/// The phrases that name filters of one index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrases {
    phrases: Vec<Phrase>,
    sections: Sections,
    offices: Offices,
    owners: Owners,
    /// The organisations that entries name.
    pub bodies: Bodies,
    /// Facets whose values are names, each with the names and their values. Names are normalised.
    names: BTreeMap<&'static str, Vec<(String, String)>>,
}

/// The filter for statuses. 未着手 in a plan that never says so is 実績なし. 中止 is not: nothing else is near it.
fn state(statuses: &[&str], has: &impl Fn(&str, &str) -> bool) -> Filter {
    let undone = [Status::NotDone, Status::NotStarted].map(Status::as_str);
    let lacks = |status: &&str| undone.contains(status) && !has("status", status);
    if statuses.iter().all(lacks) && has("has_result", "false") {
        return Filter { is_nearest: true, ..Filter::one("has_result", "false") };
    }
    Filter::any("status", statuses.iter().map(|status| (*status).to_owned()).collect())
}

/// Positions of words in the operand, and the filter that they name.
type Found = (Range<usize>, Filter);

/// Words before 除いた項目.
const EDITIONS: [&str; 5] = ["", "今回の改訂で", "改訂で", "今回の改定で", "改定で"];

impl Phrases {
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let has = |facet: &str, value: &str| {
            catalogue.values.get(facet).is_some_and(|values| values.iter().any(|known| known == value))
        };
        let mut phrases = Vec::new();
        let mut add = |facet: &'static str, value: &str, text: String| {
            if has(facet, value) {
                phrases.push(Phrase { text, filter: Filter::one(facet, value) });
            }
        };
        for period in catalogue.values.get("period").into_iter().flatten() {
            for ending in ["計画期間", "の計画", "計画", "の期間", ""] {
                add("period", period, format!("{period}{ending}"));
            }
        }
        for link in STATED_LINKS {
            NO_RESULT.iter().for_each(|none| add("has_result", "false", format!("実績{link}{none}")));
            SOME_RESULT.iter().for_each(|some| add("has_result", "true", format!("実績{link}{some}")));
            NO_RESULT.iter().for_each(|none| add("has_result", "unknown", format!("報告{link}{none}")));
            for notes in &*NOTES {
                SOME_RESULT.iter().for_each(|some| add("has_note", "true", format!("{notes}{link}{some}")));
                NO_RESULT.iter().for_each(|none| add("has_note", "false", format!("{notes}{link}{none}")));
            }
        }
        for edition in EDITIONS {
            REMOVED.iter().for_each(|removed| add("kind", "removed", format!("{edition}{removed}")));
        }
        OVERDUE.iter().for_each(|overdue| add("overdue", "true", (*overdue).to_owned()));
        WAITING.iter().for_each(|waiting| add("report_covers", "before", (*waiting).to_owned()));
        add("kind", "framework", "体制の項目".to_owned());
        add("kind", "text", "本文".to_owned());
        for category in catalogue.values.get("category").into_iter().flatten() {
            if !EVERYDAY_CATEGORIES.contains(&category.as_str()) {
                add("category", category, category.clone());
            }
        }
        let reported = ["true", "false"].map(str::to_owned).to_vec();
        for link in STATED_LINKS {
            let phrase = |some: &&str| Phrase {
                text: format!("報告{link}{some}"),
                filter: Filter::any("has_result", reported.clone()),
            };
            phrases.extend(SOME_RESULT.iter().map(phrase));
        }
        for link in STATED_LINKS {
            let phrase = |some: &&str| Phrase {
                text: format!("計画期間の報告{link}{some}"),
                filter: Filter::one("report_covers", "period"),
            };
            phrases.extend(SOME_RESULT.iter().filter(|_| has("report_covers", "period")).map(phrase));
        }
        let judged = catalogue.values.get("status").into_iter().flatten().count() > 0;
        for (texts, values) in statuses().filter(|_| judged) {
            let filter = state(&values, &has);
            let phrase = |text: &str| Phrase { text: text.to_owned(), filter: filter.clone() };
            phrases.extend(texts.into_iter().map(phrase));
        }
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.text.len()));
        let names = ["organisation", "department", "related_department", INVOLVED].map(|facet| {
            let named = |(name, value): (&String, &String)| (joined(name), value.clone());
            (facet, catalogue.names(facet).map(named).collect())
        });
        Self {
            phrases,
            sections: Sections::of(catalogue),
            offices: Offices::of(catalogue),
            owners: Owners::of(catalogue),
            bodies: Bodies::of(catalogue),
            names: BTreeMap::from(names),
        }
    }

    /// The filter that a name stands for: of the value with this name, or else of all values whose names contain it.
    pub(crate) fn named(&self, facet: &'static str, text: &str) -> Option<Filter> {
        let typed = joined(text.trim());
        let names = self.names.get(facet).filter(|_| !typed.is_empty())?;
        let values = |fits: &dyn Fn(&str) -> bool| -> BTreeSet<&String> {
            names.iter().filter(|(name, _)| fits(name)).map(|(_, value)| value).collect()
        };
        let mut found = values(&|name| name == typed);
        if found.is_empty() {
            found = values(&|name| name.contains(&typed));
        }
        (!found.is_empty()).then(|| Filter::any(facet, found.into_iter().cloned().collect()))
    }

    /// Finds words that name filters, from left to right. Only text spans are read, and words of other spans
    /// are no neighbours.
    pub(crate) fn find(&self, words: &[Token], spans: &Spans) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.at(&words[at..]) {
                Some((count, filter)) if spans.is_text(&(at..at + count)) => {
                    found.push((at..at + count, filter));
                    at += count;
                }
                _ => at += 1,
            }
        }
        // A filter word inside a longer word is part of that word.
        loop {
            let alone = |at: Option<usize>, beside: usize| {
                let neighbour = at.and_then(|at| Some((at, words.get(at)?)));
                let Some((at, word)) = neighbour else { return true };
                let touches = word.range.end == words[beside].range.start
                    || word.range.start == words[beside].range.end;
                !touches
                    || !word.is_content()
                    || !spans.is_text(&(at..at + 1))
                    || is_stopword(word)
                    || found.iter().any(|(others, _)| {
                        (others.start..others.end + negation(&words[others.end..])).contains(&at)
                    })
            };
            // A verb or an adjective makes the filter, and its noun follows: 実績がない商店街, 観光課が担当する商店街. 実績がある企業
            // is different: it means companies of repute.
            let ends = |words: &[Token], filter: &Filter| {
                let of_entries = match filter.facet {
                    "has_result" => filter.values != ["true"],
                    facet => matches!(facet, "department" | "related_department"),
                };
                let last = words.last().map(|word| word.class);
                of_entries && matches!(last, Some(Class::Modifier | Class::Function))
            };
            let stands = |(named, filter): &&Found| {
                alone(named.start.checked_sub(1), named.start)
                    && (ends(&words[named.clone()], filter) || alone(Some(named.end), named.end - 1))
            };
            let kept: Vec<Found> = found.iter().filter(stands).cloned().collect();
            if kept.len() == found.len() {
                return kept;
            }
            found = kept;
        }
    }

    /// Returns the longest phrase at the beginning: number of words and filter.
    fn at(&self, words: &[Token]) -> Option<(usize, Filter)> {
        let unstated = || Some((self.offices.unstated_at(words)?, Filter::one("department", UNSTATED)));
        let phrase = |phrase: &Phrase| Some((spells(words, &phrase.text)?, phrase.filter.clone()));
        self.sections
            .at(words)
            .or_else(|| self.owners.at(words))
            .or_else(|| self.offices.at(words))
            .or_else(unstated)
            .or_else(|| self.phrases.iter().find_map(phrase))
    }
}
