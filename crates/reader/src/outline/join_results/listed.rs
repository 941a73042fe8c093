//! Tables that list measures: their rows are measures of their own, under the headings that the rows name.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use itertools::Itertools as _;

use super::{
    super::{
        drafts::{DraftHeading, MAX_LEVELS},
        numbering,
        pair_rows::{Pairing, Scope},
        result_rows::{ResultRow, ResultTable},
        titles::normal,
    },
    Joiner,
};
use shisaku_model::{Kind, Section};

/// True if so few rows belong to a measure that the others are measures of their own. Two rows of results prove
/// nothing.
pub(super) fn few_join(joined: usize, rows: usize, reports: bool) -> bool {
    joined * 5 < rows && (!reports || rows > 2)
}

/// Chapters whose tables list measures of their own.
pub(super) fn lists_of_their_own(
    tables: &[(&ResultTable, Rc<Scope>)],
    pairings: &[Vec<Pairing>],
) -> HashSet<Option<usize>> {
    let mut counts: HashMap<Option<usize>, (usize, usize, bool)> = HashMap::new();
    for ((table, _), pairings) in tables.iter().zip(pairings) {
        let (rows, joined, reports) = counts.entry(table.context.chapter).or_default();
        *rows += pairings.len();
        *joined += pairings.iter().filter(|pairing| !matches!(pairing, Pairing::Alone)).count();
        *reports |= !table.years.is_empty();
    }
    let few = |(_, (rows, joined, reports)): &(_, (usize, usize, bool))| few_join(*joined, *rows, *reports);
    counts.into_iter().filter(few).map(|(chapter, _)| chapter).collect()
}

impl Joiner<'_> {
    /// Adds a row of a table that lists measures, under the headings of the table and its own.
    pub(super) fn add_own(&mut self, row: ResultRow, table: &ResultTable) {
        if row.title.text.is_empty() {
            return;
        }
        let context = &table.context;
        let mut sections = context.sections.to_vec();
        let mut place = context.place.clone();
        for heading in row.headings.iter().chain(&row.sections) {
            place = self.section(&place, heading, &mut sections);
        }
        let key = (row.numbered && !row.key.is_empty()).then(|| row.key.iter().join("-"));
        let printed = Some(row.number.to_ascii_lowercase())
            .filter(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_alphanumeric()));
        let own = key.or(printed);
        let local = match own {
            Some(own) if context.place.is_empty() => own,
            Some(own) => format!("{}-{own}", context.place),
            None => {
                let prefix = if place.is_empty() { String::new() } else { format!("{place}-") };
                let count = self.unnumbered.entry(place.clone()).or_default();
                *count += 1;
                format!("{prefix}u{count}")
            }
        };
        // Rows without headings of their own share the sections of the table.
        let shared = (sections.len() == context.sections.len()).then(|| context.sections.clone());
        let sections = shared.unwrap_or_else(|| sections.into());
        self.add(Kind::Measure, local, context.headings.clone(), sections, row, table);
    }

    /// Finds or makes the section of a heading that a row names. `above` is the local id of what contains it.
    /// Returns its local id, and adds its facet value to `sections` as far as there are levels.
    fn section(&mut self, above: &str, heading: &DraftHeading, sections: &mut Vec<String>) -> String {
        let name = format!("{}{}", normal(&heading.number), normal(&heading.title.text));
        let known = self.of_rows.get(&(above.to_owned(), name.clone())).cloned();
        let local = known.unwrap_or_else(|| {
            let parts = numbering::read_whole(&heading.number).map(|own| own.parts.iter().join("-"));
            let own = parts.unwrap_or_else(|| format!("s{}", self.of_rows.len() + 1));
            // 1-2 below 1 repeats the number above.
            let rest = own.strip_prefix(above).and_then(|rest| rest.strip_prefix('-')).unwrap_or(&own);
            let local = if above.is_empty() { own.clone() } else { format!("{above}-{rest}") };
            let local = self.taken.give(local);
            if sections.len() < MAX_LEVELS {
                self.sections.push(Section {
                    id: format!("{}/{local}", self.plan),
                    level: sections.len() + 1,
                    number: heading.number.clone(),
                    title: heading.title.text.to_string(),
                });
            }
            self.of_rows.insert((above.to_owned(), name), local.clone());
            local
        });
        if sections.len() < MAX_LEVELS {
            sections.push(format!("{}/{local}", self.plan));
        }
        local
    }
}
