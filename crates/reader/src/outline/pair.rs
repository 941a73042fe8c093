//! Which row of a table of results belongs to which measure.
//!
//! A row has a title and a place: its own number under the heading above it. It is a measure's row when
//!
//! 1. it prints the measure's title and stands in the measure's place; or
//! 2. it prints the title, that title stands once on either side, and nothing speaks against it; or
//! 3. it stands in the measure's place and prints nearly its title, nearer than that of any other, while no
//!    row prints the title itself.
//!
//! Places prove nothing in a table whose numbers go back under a heading: its rows have been moved, and
//! titles alone are left. What speaks against a title: a place that is another measure's; no number, where
//! other rows have theirs; a heading of another plan. Where number and title contradict each other, nothing
//! says which was misprinted, and the row stays alone.
//! A measure has one row a reporting period, so all rows about the same years are looked at together.

use std::collections::{HashMap, HashSet};

use super::{
    draft::Draft,
    rows::{ResultRow, ResultTable},
    title::{ALIKE, likeness, normal},
};

/// What a row was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairing {
    /// The row of that measure.
    Of(usize),
    /// That measure's too, which has its row already.
    Again(usize),
    /// By its title one measure's, by its place another's.
    Contradicts { title: usize, place: usize },
    /// No measure's.
    Alone,
}

/// A row with what it is compared by.
struct Candidate<'a> {
    row: &'a ResultRow,
    title: String,
    /// The measures that its table can speak of.
    measures: &'a [usize],
    /// Those of them in whose place it stands: one, unless chapters share their numbers.
    places: Vec<usize>,
    /// Whether its table's numbers run in order.
    ordered: bool,
    /// Whether it stands under a heading of another plan.
    foreign: bool,
}

/// Pairs the rows of tables about the same years, each table with the measures it can speak of.
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
    let mut printed: HashMap<String, usize> = HashMap::new();
    for row in &rows {
        *printed.entry(row.title.clone()).or_default() += 1;
    }
    let numbered = rows.iter().any(|row| row.row.numbered);
    let mut pairings = Pairs { plan, rows, printed, numbered }.find().into_iter();
    tables.iter().map(|(table, _)| pairings.by_ref().take(table.rows.len()).collect()).collect()
}

/// The measures, with what rows are compared with.
struct Plan<'a> {
    drafts: &'a [Draft],
    titles: HashMap<usize, String>,
    /// Titles of the headings right above them.
    above: HashMap<usize, String>,
    /// Numbers and titles of all headings above them.
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

    /// The measures in whose place a row stands: of its number under the heading of the same words, or
    /// (where the plan has no such heading) of all its numbers.
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

    /// Whether the heading above a row has a number that the plan gives to another heading, and words
    /// that the plan has for none.
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
    /// How many rows print each title.
    printed: HashMap<String, usize>,
    /// Whether any row has a number.
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
        only(self.of_title(row).filter(|measure| row.places.contains(measure)))
    }

    fn by_title(&self, row: &Candidate<'_>) -> Option<usize> {
        let measure = only(self.of_title(row))?;
        let once = self.printed.get(&row.title) == Some(&1);
        let elsewhere = row.ordered && !row.places.is_empty() && !row.places.contains(&measure);
        let unnumbered = !row.row.numbered && self.numbered;
        (once && !elsewhere && !unnumbered && !row.foreign).then_some(measure)
    }

    fn by_place(&self, row: &Candidate<'_>) -> Option<usize> {
        let measure = only(row.places.iter().copied())?;
        let likeness = |other: usize| likeness(&self.plan.drafts[other].title.text, &row.row.title.text);
        let here = likeness(measure);
        let best = || row.measures.iter().all(|&other| other == measure || likeness(other) < here);
        let printed = || self.printed.contains_key(&self.plan.titles[&measure]);
        (row.ordered && !row.foreign && here >= ALIKE && best() && !printed()).then_some(measure)
    }

    /// The measures with the title that a row prints.
    fn of_title<'r>(&'r self, row: &'r Candidate<'_>) -> impl Iterator<Item = usize> + 'r {
        row.measures.iter().copied().filter(|measure| self.plan.titles[measure] == row.title)
    }

    fn unpaired(&self, row: &Candidate<'_>) -> Pairing {
        let here = self.by_title_and_place(row).or_else(|| self.by_place(row)).map(Pairing::Again);
        let contradicts = || {
            let title = only(self.of_title(row))?;
            let place = row.places.iter().copied().find(|&place| place != title)?;
            Some(Pairing::Contradicts { title, place })
        };
        here.or_else(contradicts).unwrap_or(Pairing::Alone)
    }
}

/// The one thing there is, if there is exactly one.
fn only<T>(mut things: impl Iterator<Item = T>) -> Option<T> {
    things.next().filter(|_| things.next().is_none())
}

/// Whether the numbers of a table's rows never go back under one heading.
fn in_order(rows: &[ResultRow]) -> bool {
    rows.windows(2).all(|pair| {
        let heading = |row: &ResultRow| row.headings.last().map(|heading| heading.title.position());
        let numbered = pair[0].numbered && pair[1].numbered && pair[0].key.len() == pair[1].key.len();
        !numbered || heading(&pair[0]) != heading(&pair[1]) || pair[0].key <= pair[1].key
    })
}
