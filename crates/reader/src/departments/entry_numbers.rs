//! Resolves numbers in `departments.csv` to an entry, or to a heading with everything below it.

use std::{cmp::Reverse, collections::HashMap};

use unicode_normalization::UnicodeNormalization;

use shisaku_model::{Entry, Kind, Plan};

/// Maximum number of ids listed for an ambiguous number.
const MAX_LISTED: usize = 6;

/// Maximum number of numerals compared. Headings are at most five levels deep.
const MAX_NUMERALS: usize = 8;

/// The subject of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// The entry with this index in the plan.
    Entry(usize),
    /// The section with this id: every entry below it without a nearer row.
    Heading(String),
}

/// A reason why a number resolves to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unresolved {
    Unknown,
    /// Several entries or headings share the number. Holds their ids.
    Several(Vec<String>),
    /// The number of a note, a figure or a preamble, which have no department.
    Kind(&'static str),
}

/// The numbers of one plan.
#[derive(Debug, Default)]
pub(super) struct Targets {
    entries: HashMap<String, Vec<usize>>,
    /// Entries by the numerals of their number, since people type hyphens for parentheses.
    numerals: HashMap<Vec<String>, Vec<usize>>,
    headings: HashMap<String, Vec<String>>,
    others: HashMap<String, &'static str>,
    /// Numbers of entries and headings, in printed order.
    cited: Vec<String>,
    labels: Vec<String>,
}

/// True if entries of this kind have departments.
pub(super) fn is_answered_for(entry: &Entry) -> bool {
    Kind::SEARCHED_BY_DEFAULT.contains(&entry.kind)
}

impl Targets {
    pub(crate) fn of(plan: &Plan) -> Self {
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
            let numerals = numerals(&entry.number);
            if !numerals.is_empty() {
                targets.numerals.entry(numerals).or_default().push(at);
            }
            targets.cited.extend(
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
                .cited
                .extend([section.number.clone(), local.to_owned()].into_iter().filter(|n| !n.is_empty()));
        }
        targets
    }

    /// Resolves a number: first to an entry, then to a heading, then to the only entry with the same
    /// numerals (1-4-3 for 1-4(3)). An id with the plan before it is always unique.
    pub(crate) fn find(&self, cell: &str, ids: impl Fn(usize) -> String) -> Result<Target, Unresolved> {
        let key = key(cell);
        match (self.entries.get(&key).map(Vec::as_slice), self.headings.get(&key).map(Vec::as_slice)) {
            (Some([one]), _) => Ok(Target::Entry(*one)),
            (Some(several), _) => {
                Err(Unresolved::Several(several.iter().take(MAX_LISTED).map(|&at| ids(at)).collect()))
            }
            (None, Some([one])) => Ok(Target::Heading(one.clone())),
            (None, Some(several)) => {
                Err(Unresolved::Several(several.iter().take(MAX_LISTED).cloned().collect()))
            }
            (None, None) => match self.others.get(&key) {
                Some(kind) => Err(Unresolved::Kind(kind)),
                None => self.by_numerals(&key).map(Target::Entry).ok_or(Unresolved::Unknown),
            },
        }
    }

    /// The only entry whose number has these numerals.
    fn by_numerals(&self, key: &str) -> Option<usize> {
        let is_number = key.chars().all(|c| c.is_ascii_digit() || "-.()".contains(c));
        match self.numerals.get(&numerals(key)).map(Vec::as_slice) {
            Some([one]) if is_number => Some(*one),
            _ => None,
        }
    }

    /// The nearest existing number. It shares as many leading numerals as possible, then has the same depth,
    /// then the closest next numeral.
    pub(crate) fn nearest(&self, cell: &str) -> Option<&str> {
        let typed = numerals(&key(cell));
        let distance = |cited: &String| {
            let cited = numerals(&key(cited));
            let shared = cited.iter().zip(&typed).take_while(|(one, other)| one == other).count();
            let next = |numerals: &[String]| numerals.get(shared).and_then(|next| next.parse::<u32>().ok());
            let apart = match (next(&cited), next(&typed)) {
                (Some(one), Some(other)) => one.abs_diff(other),
                _ => u32::MAX,
            };
            (shared > 0).then(|| (Reverse(shared), cited.len().abs_diff(typed.len()), apart))
        };
        // Ties go to the first in printed order.
        let near = self.cited.iter().filter_map(|cited| Some((distance(cited)?, cited)));
        near.min_by_key(|(distance, _)| *distance).map(|(_, cited)| cited.as_str())
    }

    /// The number as people cite it.
    pub(crate) fn label<'t>(&'t self, target: &'t Target) -> &'t str {
        match target {
            Target::Entry(at) => self.labels.get(*at).map_or("", String::as_str),
            Target::Heading(id) => id.split_once('/').map_or(id.as_str(), |(_, local)| local),
        }
    }
}

/// The numerals and letters of a number in order, without the plan id: 1, 4, 3 for 1-4(3).
fn numerals(number: &str) -> Vec<String> {
    let is_plan = |before: &str| before.contains(|c: char| c.is_ascii_alphabetic());
    let local =
        number.rsplit_once('/').filter(|(before, _)| is_plan(before)).map_or(number, |(_, local)| local);
    let parts = local.split(|c: char| !c.is_ascii_alphanumeric());
    parts.filter(|part| !part.is_empty()).take(MAX_NUMERALS).map(str::to_owned).collect()
}

/// Normalises a number: １－１（１）, 1-1①, 01-1(1) and 1‐1⑴ become 1-1(1).
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
        // Leading zeros are dropped.
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

/// Restores a number that a spreadsheet converted to a date: 2-9 becomes 2月9日 or 9-Feb, 5-2-9 becomes
/// 2005/2/9.
pub(super) fn undo_date_conversion(cell: &str) -> Option<String> {
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

    fn targets(numbers: &[(&str, &str)]) -> Targets {
        let entries = numbers.iter().map(|(local, number)| Entry {
            number: (*number).to_owned(),
            ..Entry::new("p", local, Kind::Measure)
        });
        Targets::of(&Plan { entries: entries.collect(), ..Plan::default() })
    }

    #[test]
    fn hyphens_for_parentheses_are_read_where_one_entry_has_the_numerals() {
        let some = targets(&[("5-1-4-3", "1-4(3)"), ("5-2-9", "2-9"), ("6-1-1", "1(1)"), ("7-1-1", "1(1)")]);
        let find = |cell: &str| some.find(cell, |at| at.to_string());
        for cell in ["1-4-3", "１－４－３", "1.4.3", "1-4-(3)", "1-4(3)", "5-1-4-3", "p/5-1-4-3"] {
            assert_eq!(find(cell), Ok(Target::Entry(0)), "{cell}");
        }
        for cell in ["1-4-3-1", "1-43", "4-3", "1/4/3", "1-4-3-r", "第1の4の3"] {
            assert_eq!(find(cell), Err(Unresolved::Unknown), "{cell}");
        }
        assert_eq!(find("2(9)"), Ok(Target::Entry(1)));
        assert_eq!(find("1-1"), Err(Unresolved::Unknown), "two have the numerals");
    }

    #[test]
    fn the_nearest_number_begins_alike_or_there_is_none() {
        let some = targets(&[
            ("5-1-1-1", "1-1(1)"),
            ("5-1-1-2", "1-1(2)"),
            ("5-1-4-1", "1-4(1)"),
            ("5-6-r1", ""),
            ("5-6-r2", ""),
        ]);
        for (cell, near) in [
            ("1-1(9)", Some("1-1(2)")),
            ("1-4-3", Some("1-4(1)")),
            ("1-3(1)", Some("1-4(1)")),
            ("5-1-1-7", Some("5-1-1-2")),
            ("p/5-1-1-7", Some("5-1-1-2")),
            ("5-6-r9", Some("5-6-r1")),
            ("9-9", None),
            ("11-1", None),
            ("未定", None),
            ("", None),
        ] {
            assert_eq!(some.nearest(cell), near, "{cell}");
        }
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
            assert_eq!(undo_date_conversion(cell).as_deref(), Some(number), "{cell}");
        }
        for cell in ["1-1(1)", "2-9", "", "月日", "2011-x-1", "1/2/3/4"] {
            assert_eq!(undo_date_conversion(cell), None, "{cell}");
        }
    }
}
