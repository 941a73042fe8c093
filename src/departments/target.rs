//! Numbers as people file them, to what they stand for: an entry, or a heading with all that stands below it.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Entry, Kind, Plan};

/// Ids that are told where a number says too little.
const MOST_TOLD: usize = 6;

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// The entry at that place of the plan.
    Entry(usize),
    /// The section of that id: every entry below it that no nearer row names.
    Heading(String),
}

/// Why a number stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Miss {
    Unknown,
    /// Several have it: their ids.
    Several(Vec<String>),
    /// It is a note, a figure or a preamble, for which no department answers.
    Kind(&'static str),
}

/// What the numbers of one plan stand for.
#[derive(Debug, Default)]
pub(super) struct Targets {
    entries: HashMap<String, Vec<usize>>,
    headings: HashMap<String, Vec<String>>,
    others: HashMap<String, &'static str>,
    /// How each is called, in printed order.
    spoken: Vec<String>,
    labels: Vec<String>,
}

/// Whether departments answer for entries of that kind.
pub(super) fn is_answered_for(entry: &Entry) -> bool {
    Kind::SEARCHED_BY_DEFAULT.contains(&entry.kind)
}

impl Targets {
    pub fn of(plan: &Plan) -> Self {
        let mut targets = Self::default();
        for (at, entry) in plan.entries.iter().enumerate() {
            targets.labels.push(match entry.number.as_str() {
                "" => entry.local().to_owned(),
                number => number.to_owned(),
            });
            if !is_answered_for(entry) {
                for id in [entry.id.as_str(), entry.local()] {
                    targets.others.insert(key(id), entry.kind.label());
                }
                continue;
            }
            for number in [entry.id.as_str(), entry.local(), entry.number.as_str()] {
                if !number.is_empty() {
                    let known = targets.entries.entry(key(number)).or_default();
                    if !known.contains(&at) {
                        known.push(at);
                    }
                }
            }
            targets.spoken.extend(
                [entry.number.clone(), entry.local().to_owned()].into_iter().filter(|n| !n.is_empty()),
            );
        }
        for section in &plan.sections {
            let local = section.id.split_once('/').map_or(section.id.as_str(), |(_, local)| local);
            for number in [section.id.as_str(), local, section.number.as_str()] {
                if !number.is_empty() {
                    let known = targets.headings.entry(key(number)).or_default();
                    if !known.contains(&section.id) {
                        known.push(section.id.clone());
                    }
                }
            }
            targets
                .spoken
                .extend([section.number.clone(), local.to_owned()].into_iter().filter(|n| !n.is_empty()));
        }
        targets
    }

    /// What a number stands for: first an entry, then a heading. An id with the plan before it always says one.
    pub fn find(&self, cell: &str, ids: impl Fn(usize) -> String) -> Result<Target, Miss> {
        let key = key(cell);
        match (self.entries.get(&key).map(Vec::as_slice), self.headings.get(&key).map(Vec::as_slice)) {
            (Some([one]), _) => Ok(Target::Entry(*one)),
            (Some(several), _) => {
                Err(Miss::Several(several.iter().take(MOST_TOLD).map(|&at| ids(at)).collect()))
            }
            (None, Some([one])) => Ok(Target::Heading(one.clone())),
            (None, Some(several)) => Err(Miss::Several(several.iter().take(MOST_TOLD).cloned().collect())),
            (None, None) => Err(self.others.get(&key).map_or(Miss::Unknown, |kind| Miss::Kind(kind))),
        }
    }

    /// The number that looks most like it.
    pub fn nearest(&self, cell: &str) -> Option<&str> {
        let typed: String = key(cell).chars().take(20).collect();
        let near =
            self.spoken.iter().map(|spoken| (strsim::damerau_levenshtein(&key(spoken), &typed), spoken));
        // The first of the nearest, in printed order.
        near.min_by_key(|(distance, _)| *distance)
            .filter(|(distance, _)| *distance <= 3)
            .map(|(_, spoken)| spoken.as_str())
    }

    /// How people call it.
    pub fn label<'t>(&'t self, target: &'t Target) -> &'t str {
        match target {
            Target::Entry(at) => self.labels.get(*at).map_or("", String::as_str),
            Target::Heading(id) => id.split_once('/').map_or(id.as_str(), |(_, local)| local),
        }
    }
}

/// A number in one width and one writing: １－１（１）, 1-1①, 01-1(1) and 1‐1⑴ are 1-1(1).
fn key(number: &str) -> String {
    let mut spread = String::with_capacity(number.len());
    for c in number.chars() {
        match u32::from(c).checked_sub(u32::from('①')).filter(|&at| at < 20) {
            Some(at) => spread.push_str(&format!("({})", at + 1)),
            None => spread.push(c),
        }
    }
    let mut key = String::with_capacity(spread.len());
    for c in spread.nfkc().filter(|c| !c.is_whitespace()) {
        let c = if "-‐‑‒–—―−ー─".contains(c) { '-' } else { c };
        // No zeros at the front of a number.
        if c.is_ascii_digit()
            && key.ends_with('0')
            && !key[..key.len() - 1].ends_with(|c: char| c.is_ascii_digit())
        {
            key.pop();
        }
        key.extend(c.to_lowercase());
    }
    key.trim_end_matches('.').to_owned()
}

/// What a spreadsheet took for a day: 2-9 becomes 2月9日 or 9-Feb, 5-2-9 becomes 2005/2/9.
pub(super) fn before_it_was_a_day(cell: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text: String = cell.nfkc().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let number =
        |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some((month, day)) = text.split_once('月') {
        return Some(format!("{}-{}", number(month)?, number(day.strip_suffix('日')?)?));
    }
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    match parts[..] {
        [day, month] => {
            let month = MONTHS.iter().position(|name| *name == month)? + 1;
            Some(format!("{month}-{}", number(day)?))
        }
        [year, month, day] => {
            let year = number(year).filter(|year| (2000..2030).contains(year))? - 2000;
            Some(format!("{year}-{}-{}", number(month)?, number(day)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_every_writing() {
        for written in ["1-1(1)", "１－１（１）", "1-1①", "01-1(1)", "1‐1⑴", " 1 - 1 (1) ", "1-1(01)"]
        {
            assert_eq!(key(written), "1-1(1)", "{written}");
        }
        assert_eq!((key("5-6-R1"), key("10-20"), key("1.")), ("5-6-r1".into(), "10-20".into(), "1".into()));
        assert_eq!(key("0"), "0");
    }

    #[test]
    fn a_number_that_became_a_day_is_known() {
        for (cell, number) in [
            ("2月9日", "2-9"),
            ("9-Feb", "2-9"),
            ("2005/2/9", "5-2-9"),
            ("2005-02-09", "5-2-9"),
            ("１月１日", "1-1"),
        ] {
            assert_eq!(before_it_was_a_day(cell).as_deref(), Some(number), "{cell}");
        }
        for cell in ["1-1(1)", "2-9", "", "月日", "2011-x-1", "1/2/3/4"] {
            assert_eq!(before_it_was_a_day(cell), None, "{cell}");
        }
    }
}
