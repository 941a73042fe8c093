//! Decides which measure each row of a result table belongs to.
//!
//! A row has a title and a place: its number under the heading above it. A row belongs to a measure if one
//! of these holds:
//!
//! 1. It has the measure's title and place.
//! 2. It has the title, the title is unique on both sides, and nothing contradicts it.
//! 3. It has the place and a similar title, more similar than to any other measure, and no row has the
//!    measure's exact title.
//!
//! Places are ignored in a table whose numbers decrease under a heading: its rows were moved. Three facts
//! contradict a title: a place of another measure, a missing number where other rows have one, a heading of
//! another plan. If number and title point to different measures, the row stays alone.
//!
//! A measure has one row for each reporting period, so all rows about the same years are paired together.

use std::collections::{HashMap, HashSet};

use itertools::Itertools as _;

use super::{
    drafts::Draft,
    result_rows::{ResultRow, ResultTable},
    titles::{ALIKE, likeness, normal},
};

/// Result for one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairing {
    /// The row belongs to this measure.
    Of(usize),
    /// The row belongs to this measure, which already has a row.
    Again(usize),
    /// Title and place point to different measures.
    Contradicts { title: usize, place: usize },
    /// The row belongs to no measure.
    Alone,
}

/// A row with the facts used for comparison.
struct Candidate<'a> {
    row: &'a ResultRow,
    title: String,
    /// Measures in the table's scope.
    measures: &'a [usize],
    /// Measures at the row's place. There are several only if chapters share numbers.
    places: Vec<usize>,
    /// True if the table's numbers never decrease.
    ordered: bool,
    /// True if the row's heading belongs to another plan.
    foreign: bool,
}

/// Pairs the rows of tables about the same years. Each table comes with the measures in its scope.
pub(super) fn pair(drafts: &[Draft], tables: &[(&ResultTable, Vec<usize>)]) -> Vec<Vec<Pairing>> {
    let plan = Plan::of(drafts, tables.iter().flat_map(|(_, measures)| measures.iter().copied()));
    let mut rows: Vec<Candidate<'_>> = Vec::new();
    for (table, measures) in tables {
        let ordered = in_order(&table.rows);
        let above = |row: &ResultRow| row.headings.last().map(|heading| normal(&heading.title.text));
        rows.extend(table.rows.iter().map(|row| Candidate {
            row,
            title: normal(&row.title.text),
            measures,
            places: plan.places(measures, row, above(row)),
            ordered,
            foreign: plan.is_foreign(row),
        }));
    }
    let printed = rows.iter().map(|row| row.title.clone()).counts();
    let numbered = rows.iter().any(|row| row.row.numbered);
    let mut pairings = Pairs { plan, rows, printed, numbered }.find().into_iter();
    tables.iter().map(|(table, _)| pairings.by_ref().take(table.rows.len()).collect()).collect()
}

/// Measures in the form used for comparison.
struct Plan<'a> {
    drafts: &'a [Draft],
    titles: HashMap<usize, String>,
    /// Title of the heading directly above each measure.
    above: HashMap<usize, String>,
    /// Numbers and titles of all headings above measures.
    headings: HashSet<(&'a str, &'a str)>,
}

impl<'a> Plan<'a> {
    fn of(drafts: &'a [Draft], measures: impl Iterator<Item = usize>) -> Self {
        let mut plan =
            Self { drafts, titles: HashMap::new(), above: HashMap::new(), headings: HashSet::new() };
        for measure in measures {
            let draft = &drafts[measure];
            plan.titles.insert(measure, normal(&draft.title.text));
            plan.above.extend(draft.headings.last().map(|heading| (measure, normal(&heading.title.text))));
            plan.headings.extend(draft.headings.iter().map(|h| (h.number.as_str(), h.title.text.as_str())));
        }
        plan
    }

    /// The measures at a row's place: with its number under a heading of the same title. If the plan has no
    /// such heading, all numbers must match.
    fn places(&self, measures: &[usize], row: &ResultRow, heading: Option<String>) -> Vec<usize> {
        if !row.numbered {
            return Vec::new();
        }
        let key = |measure: &usize| &self.drafts[*measure].key;
        let above = |measure: &usize| heading.is_some() && self.above.get(measure) == heading.as_ref();
        let beside: Vec<usize> = measures.iter().copied().filter(above).collect();
        if beside.is_empty() {
            measures.iter().copied().filter(|measure| *key(measure) == row.key).collect()
        } else {
            beside.into_iter().filter(|measure| key(measure).last() == row.key.last()).collect()
        }
    }

    /// True if the row's heading has a number that the plan gives to another heading, and a title that the
    /// plan does not contain.
    fn is_foreign(&self, row: &ResultRow) -> bool {
        let Some(above) = row.headings.iter().rev().find(|heading| !heading.number.is_empty()) else {
            return false;
        };
        let (number, title) = (above.number.as_str(), above.title.text.as_str());
        !self.headings.contains(&(number, title))
            && self.headings.iter().any(|(known, _)| *known == number)
            && !self.headings.iter().any(|(_, known)| likeness(known, title) >= ALIKE)
    }
}

struct Pairs<'a> {
    plan: Plan<'a>,
    rows: Vec<Candidate<'a>>,
    /// Number of rows with each title.
    printed: HashMap<String, usize>,
    /// True if any row has a number.
    numbered: bool,
}

impl Pairs<'_> {
    fn find(&self) -> Vec<Pairing> {
        let mut found: Vec<Option<usize>> = vec![None; self.rows.len()];
        let mut taken = HashSet::new();
        let rules = [Self::by_title_and_place, Self::by_title, Self::by_place];
        for rule in rules {
            for (row, found) in self.rows.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                if let Some(measure) = rule(self, row).filter(|&measure| taken.insert(measure)) {
                    *found = Some(measure);
                }
            }
        }
        let settled = self.rows.iter().zip(found);
        settled.map(|(row, found)| found.map_or_else(|| self.unpaired(row), Pairing::Of)).collect()
    }

    fn by_title_and_place(&self, row: &Candidate<'_>) -> Option<usize> {
        self.of_title(row).filter(|measure| row.places.contains(measure)).exactly_one().ok()
    }

    fn by_title(&self, row: &Candidate<'_>) -> Option<usize> {
        let measure = self.of_title(row).exactly_one().ok()?;
        let once = self.printed.get(&row.title) == Some(&1);
        let elsewhere = row.ordered && !row.places.is_empty() && !row.places.contains(&measure);
        let unnumbered = !row.row.numbered && self.numbered;
        (once && !elsewhere && !unnumbered && !row.foreign).then_some(measure)
    }

    fn by_place(&self, row: &Candidate<'_>) -> Option<usize> {
        let measure = row.places.iter().copied().exactly_one().ok()?;
        let likeness = |other: usize| likeness(&self.plan.drafts[other].title.text, &row.row.title.text);
        let here = likeness(measure);
        let best = || row.measures.iter().all(|&other| other == measure || likeness(other) < here);
        let printed = || self.printed.contains_key(&self.plan.titles[&measure]);
        (row.ordered && !row.foreign && here >= ALIKE && best() && !printed()).then_some(measure)
    }

    /// The measures that have the row's title.
    fn of_title<'r>(&'r self, row: &'r Candidate<'_>) -> impl Iterator<Item = usize> + 'r {
        row.measures.iter().copied().filter(|measure| self.plan.titles[measure] == row.title)
    }

    fn unpaired(&self, row: &Candidate<'_>) -> Pairing {
        let here = self.by_title_and_place(row).or_else(|| self.by_place(row)).map(Pairing::Again);
        let contradicts = || {
            let title = self.of_title(row).exactly_one().ok()?;
            let place = row.places.iter().copied().find(|&place| place != title)?;
            Some(Pairing::Contradicts { title, place })
        };
        here.or_else(contradicts).unwrap_or(Pairing::Alone)
    }
}

/// True if row numbers never decrease under one heading.
fn in_order(rows: &[ResultRow]) -> bool {
    let heading = |row: &ResultRow| row.headings.last().map(|heading| heading.title.position());
    rows.iter().tuple_windows().all(|(one, next)| {
        let numbered = one.numbered && next.numbered && one.key.len() == next.key.len();
        !numbered || heading(one) != heading(next) || one.key <= next.key
    })
}
