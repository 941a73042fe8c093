//! Resolves numbers in `departments.csv` and `plan.toml` to an entry, or to a heading with everything below it.

use std::{cmp::Reverse, collections::HashMap};

use unicode_normalization::UnicodeNormalization;

use shisaku_model::{Entry, Plan};

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
    /// The number of a note, a figure, a preamble or a text, which have no department.
    Kind(&'static str),
}

/// The numbers of one plan.
pub(super) struct Targets<'p> {
    plan: &'p Plan,
    /// Entries and headings by their numbers and ids. Entries come first.
    known: HashMap<String, Vec<Target>>,
    /// Entries by the numerals of their number, since people type hyphens for parentheses.
    numerals: HashMap<Vec<String>, Vec<usize>>,
    others: HashMap<String, &'static str>,
    /// Numbers of entries and headings, in printed order.
    cited: Vec<&'p str>,
}

/// True if entries of this kind have departments.
pub(super) fn is_answered_for(entry: &Entry) -> bool {
    entry.kind.is_planned()
}

impl<'p> Targets<'p> {
    pub(crate) fn of(plan: &'p Plan) -> Self {
        let mut targets = Self {
            plan,
            known: HashMap::new(),
            numerals: HashMap::new(),
            others: HashMap::new(),
            cited: Vec::new(),
        };
        for (at, entry) in plan.entries.iter().enumerate() {
            if is_answered_for(entry) {
                targets.add([&entry.number, entry.local(), &entry.id], &Target::Entry(at));
                targets.numerals.entry(numerals(&entry.number)).or_default().push(at);
            } else {
                let ids = [entry.id.as_str(), entry.local()];
                targets.others.extend(ids.map(|id| (key(id), entry.kind.label())));
            }
        }
        for section in &plan.sections {
            let numbers = [section.number.as_str(), local(&section.id), &section.id];
            targets.add(numbers, &Target::Heading(section.id.clone()));
        }
        targets
    }

    /// Adds a target with its number, its id without the plan, and its id.
    fn add(&mut self, numbers: [&'p str; 3], target: &Target) {
        for number in numbers.into_iter().filter(|number| !number.is_empty()) {
            let known = self.known.entry(key(number)).or_default();
            if !known.contains(target) {
                known.push(target.clone());
            }
        }
        self.cited.extend(numbers[..2].iter().filter(|number| !number.is_empty()));
    }

    /// Resolves a number: first to an entry, then to a heading, then to the only entry with the same
    /// numerals (1-4-3 for 1-4(3)). An id with the plan before it is always unique.
    pub(crate) fn find(&self, cell: &str) -> Result<Target, Unresolved> {
        let key = key(cell);
        let known = self.known.get(&key).map(Vec::as_slice).unwrap_or_default();
        let entries = known.iter().take_while(|target| matches!(target, Target::Entry(_))).count();
        match (if entries > 0 { &known[..entries] } else { known }, self.others.get(&key)) {
            ([one], _) => Ok(one.clone()),
            ([], Some(kind)) => Err(Unresolved::Kind(kind)),
            ([], None) => self.by_numerals(&key).map(Target::Entry).ok_or(Unresolved::Unknown),
            (several, _) => {
                let id = |target: &Target| match target {
                    Target::Entry(at) => self.plan.entries[*at].id.clone(),
                    Target::Heading(id) => id.clone(),
                };
                Err(Unresolved::Several(several.iter().take(MAX_LISTED).map(id).collect()))
            }
        }
    }

    /// The only entry whose number has these numerals.
    fn by_numerals(&self, key: &str) -> Option<usize> {
        let is_number = key.contains(|c: char| c.is_ascii_digit())
            && key.chars().all(|c| c.is_ascii_digit() || "-.()".contains(c));
        match self.numerals.get(&numerals(key)).map(Vec::as_slice) {
            Some([one]) if is_number => Some(*one),
            _ => None,
        }
    }

    /// The nearest existing number. It shares as many leading numerals as possible, then has the same depth,
    /// then the closest next numeral.
    pub(crate) fn nearest(&self, cell: &str) -> Option<&str> {
        let typed = numerals(&key(cell));
        let distance = |cited: &str| {
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
        let near = self.cited.iter().filter_map(|cited| Some((distance(cited)?, *cited)));
        near.min_by_key(|(distance, _)| *distance).map(|(_, cited)| cited)
    }

    /// The number as people cite it.
    pub(crate) fn label<'t>(&'t self, target: &'t Target) -> &'t str {
        match target {
            Target::Entry(at) => match &self.plan.entries[*at] {
                entry if entry.number.is_empty() => entry.local(),
                entry => &entry.number,
            },
            Target::Heading(id) => local(id),
        }
    }
}

/// An id without its plan.
fn local(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, local)| local)
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
    let spread = |c: char| match u32::from(c).checked_sub(u32::from('①')).filter(|&at| at < 20) {
        Some(at) => format!("({})", at + 1),
        None => c.to_string(),
    };
    let spread: String = number.chars().map(spread).collect();
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
    use shisaku_model::Kind;

    #[test]
    fn one_number_in_every_writing() {
        for written in ["1-1(1)", "１－１（１）", "1-1①", "01-1(1)", "1‐1⑴", " 1 - 1 (1) ", "1-1(01)"]
        {
            assert_eq!(key(written), "1-1(1)", "{written}");
        }
        assert_eq!((key("5-6-R1"), key("10-20"), key("1.")), ("5-6-r1".into(), "10-20".into(), "1".into()));
        assert_eq!(key("0"), "0");
    }

    fn plan(numbers: &[(&str, &str)]) -> Plan {
        let entries = numbers.iter().map(|(local, number)| Entry {
            number: (*number).to_owned(),
            ..Entry::new("p", local, Kind::Measure)
        });
        Plan { entries: entries.collect(), ..Plan::default() }
    }

    #[test]
    fn hyphens_for_parentheses_are_read_where_one_entry_has_the_numerals() {
        let plan = plan(&[("5-1-4-3", "1-4(3)"), ("5-2-9", "2-9"), ("6-1-1", "1(1)"), ("7-1-1", "1(1)")]);
        let some = Targets::of(&plan);
        let find = |cell: &str| some.find(cell);
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
        let plan = plan(&[
            ("5-1-1-1", "1-1(1)"),
            ("5-1-1-2", "1-1(2)"),
            ("5-1-4-1", "1-4(1)"),
            ("5-6-r1", ""),
            ("5-6-r2", ""),
        ]);
        let some = Targets::of(&plan);
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
