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

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

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

/// The measures that a table may report on. Tables of one chapter share a scope.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub measures: Vec<usize>,
    members: HashSet<usize>,
}

impl Scope {
    pub(crate) fn of(measures: Vec<usize>) -> Rc<Self> {
        let members = measures.iter().copied().collect();
        Rc::new(Self { measures, members })
    }
}

/// A row with the facts used for comparison.
struct Candidate<'a> {
    row: &'a ResultRow,
    title: String,
    /// Measures in the table's scope.
    scope: &'a Scope,
    /// Measures at the row's place. There are several only if chapters share numbers.
    places: Vec<usize>,
    /// True if the table's numbers never decrease.
    ordered: bool,
    /// True if the row's heading belongs to another plan.
    foreign: bool,
}

/// Pairs the rows of tables about the same years. Each table comes with the measures in its scope.
pub(super) fn pair(drafts: &[Box<Draft>], tables: &[(&ResultTable, Rc<Scope>)]) -> Vec<Vec<Pairing>> {
    let scopes = tables.iter().map(|(_, scope)| scope).unique_by(|scope| Rc::as_ptr(scope));
    let mut plan = Plan::of(drafts, scopes.flat_map(|scope| scope.measures.iter().copied()).unique());
    let mut rows: Vec<Candidate<'_>> = Vec::new();
    for (table, scope) in tables {
        let ordered = in_order(&table.rows);
        let above = |row: &ResultRow| row.headings.last().map(|heading| normal(&heading.title.text));
        rows.extend(table.rows.iter().map(|row| Candidate {
            row,
            title: normal(&row.title.text),
            scope,
            places: plan.places(scope, row, above(row)),
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
    drafts: &'a [Box<Draft>],
    titles: HashMap<usize, String>,
    /// Measures by their title, by the title of the heading directly above, and by their key.
    of_title: HashMap<String, Vec<usize>>,
    of_heading: HashMap<String, Vec<usize>>,
    of_key: HashMap<&'a [u32], Vec<usize>>,
    /// Numbers and titles of all headings above measures.
    headings: HashSet<(&'a str, &'a str)>,
    /// Headings of rows that were compared already.
    foreign: HashMap<(String, String), bool>,
}

impl<'a> Plan<'a> {
    fn of(drafts: &'a [Box<Draft>], measures: impl Iterator<Item = usize>) -> Self {
        let mut plan = Self {
            drafts,
            titles: HashMap::new(),
            of_title: HashMap::new(),
            of_heading: HashMap::new(),
            of_key: HashMap::new(),
            headings: HashSet::new(),
            foreign: HashMap::new(),
        };
        for measure in measures {
            let draft = &drafts[measure];
            let title = normal(&draft.title.text);
            plan.of_title.entry(title.clone()).or_default().push(measure);
            plan.titles.insert(measure, title);
            if let Some(heading) = draft.headings.last() {
                plan.of_heading.entry(normal(&heading.title.text)).or_default().push(measure);
            }
            plan.of_key.entry(&draft.key).or_default().push(measure);
            plan.headings.extend(draft.headings.iter().map(|h| (h.number.as_str(), h.title.text.as_str())));
        }
        plan
    }

    /// The measures at a row's place: with its number under a heading of the same title. If the plan has no
    /// such heading, all numbers must match.
    fn places(&self, scope: &Scope, row: &ResultRow, heading: Option<String>) -> Vec<usize> {
        if !row.numbered {
            return Vec::new();
        }
        let inside = |measures: &Vec<usize>| -> Vec<usize> {
            measures.iter().copied().filter(|measure| scope.members.contains(measure)).collect()
        };
        let beside =
            heading.and_then(|heading| self.of_heading.get(&heading)).map(inside).unwrap_or_default();
        if beside.is_empty() {
            return self.of_key.get(row.key.as_slice()).map(inside).unwrap_or_default();
        }
        let last = |measure: &usize| self.drafts[*measure].key.last() == row.key.last();
        beside.into_iter().filter(last).collect()
    }

    /// True if the row's heading has a number that the plan gives to another heading, and a title that the
    /// plan does not contain.
    fn is_foreign(&mut self, row: &ResultRow) -> bool {
        let Some(above) = row.headings.iter().rev().find(|heading| !heading.number.is_empty()) else {
            return false;
        };
        let (number, title) = (above.number.as_str(), above.title.text.as_str());
        let compared = (number.to_owned(), title.to_owned());
        if let Some(known) = self.foreign.get(&compared) {
            return *known;
        }
        let foreign = !self.headings.contains(&(number, title))
            && self.headings.iter().any(|(known, _)| *known == number)
            && !self.headings.iter().any(|(_, known)| likeness(known, title) >= ALIKE);
        self.foreign.insert(compared, foreign);
        foreign
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
        let best = || row.scope.measures.iter().all(|&other| other == measure || likeness(other) < here);
        let printed = || self.printed.contains_key(&self.plan.titles[&measure]);
        (row.ordered && !row.foreign && here >= ALIKE && best() && !printed()).then_some(measure)
    }

    /// The measures that have the row's title.
    fn of_title<'r>(&'r self, row: &'r Candidate<'_>) -> impl Iterator<Item = usize> + 'r {
        let titled = self.plan.of_title.get(&row.title).into_iter().flatten().copied();
        titled.filter(|measure| row.scope.members.contains(measure))
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
