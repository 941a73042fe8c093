//! Counts a table by searches. A search for one row also counts the facet of the columns. A table therefore
//! takes one search per line of its shorter side, and three more for entries without a value.

use super::{Counts, Line, Number};
use crate::{FacetValue, Search};
use shisaku_engine::{EngineError, Hits, Sort};
use shisaku_messages::{Message, Parameter};
use shisaku_model::{Facet, Filters, facet::facet};
use shisaku_query::Query;
use wareki::FiscalYears;

/// Number of years, from the first and from the last, for which [`Search::reported`] asks.
const MOST_REPORTED: usize = 8;

/// The lines of one side of a table.
#[derive(Clone)]
pub(super) struct Axis {
    facet: &'static Facet,
    values: Vec<FacetValue>,
    /// True if the search can find entries without a value. False if values were chosen.
    open: bool,
}

impl Axis {
    pub(super) fn new(facet: &'static Facet, values: Vec<FacetValue>, open: bool) -> Self {
        Self { facet, values, open }
    }

    /// Number of lines, without the one for entries without a value.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns the filters with one value of this side.
    fn only(&self, filters: &Filters, at: usize) -> Option<Filters> {
        filters.narrowed(self.facet, &[&*self.values.get(at)?.value])
    }

    /// Returns the filters with any value of this side.
    fn any(&self, filters: &Filters) -> Option<Filters> {
        let all: Vec<&str> = self.values.iter().map(|value| &*value.value).collect();
        filters.narrowed(self.facet, &all)
    }

    /// Returns the number of hits with each value. A value outside the chosen ones has 0.
    fn counts(&self, hits: &Hits, filters: &Filters) -> Vec<usize> {
        // The counts of a facet ignore its own chosen values.
        let chosen = filters.of(self.facet.key);
        let counted = hits.facets.get(self.facet.key);
        let count = |value: &FacetValue| {
            let may = chosen.is_empty() || chosen.iter().any(|one| **one == *value.value);
            counted.and_then(|counts| counts.get(&value.value)).copied().filter(|_| may).unwrap_or(0)
        };
        self.values.iter().map(count).collect()
    }

    fn lines(self, counts: Vec<Counts>, with_none: bool) -> Vec<Line> {
        let none = Message::new("progress.no-value", [("facet", Parameter::Facet(self.facet))]);
        let none = Line {
            value: None,
            label: none.to_string().into(),
            parent: None,
            counts: counts.last().copied().unwrap_or_default(),
        };
        let named = self.values.into_iter().zip(counts).map(|(value, counts)| Line {
            value: Some(value.value),
            label: value.label,
            parent: value.parent,
            counts,
        });
        named.chain(with_none.then_some(none)).collect()
    }
}

/// A table while it is counted. Each side has one extra line for entries without a value.
pub(super) struct Table {
    rows: Axis,
    columns: Axis,
    row_counts: Vec<Counts>,
    column_counts: Vec<Counts>,
    cells: Vec<Vec<Counts>>,
    total: Counts,
}

impl Table {
    pub(super) fn new(rows: Axis, columns: Axis) -> Self {
        let (high, wide) = (rows.len() + 1, columns.len() + 1);
        Self {
            rows,
            columns,
            row_counts: vec![Counts::default(); high],
            column_counts: vec![Counts::default(); wide],
            cells: vec![vec![Counts::default(); wide]; high],
            total: Counts::default(),
        }
    }

    /// The numbers of every row, column and cell, and of the whole table.
    fn counts(&mut self) -> impl Iterator<Item = &mut Counts> {
        let lines = self.row_counts.iter_mut().chain(&mut self.column_counts);
        lines.chain(self.cells.iter_mut().flatten()).chain([&mut self.total])
    }

    /// Returns rows, columns, cells and total. The extra line is dropped if all entries have a value.
    pub(super) fn into_lines(self) -> (Vec<Line>, Vec<Line>, Vec<Vec<Counts>>, Counts) {
        let has_none = |counts: &[Counts]| counts.last().is_some_and(|none| none.get(Number::Total) > 0);
        let (high, wide) = (has_none(&self.row_counts), has_none(&self.column_counts));
        let mut cells = self.cells;
        cells.truncate(self.rows.len() + usize::from(high));
        cells.iter_mut().for_each(|row| row.truncate(self.columns.len() + usize::from(wide)));
        let rows = self.rows.lines(self.row_counts, high);
        (rows, self.columns.lines(self.column_counts, wide), cells, self.total)
    }
}

impl Search {
    /// Adds the years that the reports cover to every cell of a table. Of `years`, the years reported on, only the
    /// first and last [`MOST_REPORTED`] are looked at, since each takes the searches of a number.
    pub(super) fn reported(
        &self,
        query: &Query,
        filters: &Filters,
        years: &[&FacetValue],
        table: &mut Table,
    ) -> Result<(), EngineError> {
        let Some(facet) = facet("result_year") else { return Ok(()) };
        let (first, rest) = years.split_at(years.len().min(MOST_REPORTED));
        let last = &rest[rest.len().saturating_sub(MOST_REPORTED)..];
        for year in first.iter().chain(last) {
            let Some(span) = year.value.parse().ok().map(FiscalYears::of) else { continue };
            let Some(filters) = filters.narrowed(facet, &[&*year.value]) else { continue };
            let mut of_year = Table::new(table.rows.clone(), table.columns.clone());
            self.tally(query, &filters, Number::Total, &mut of_year)?;
            for (counts, of_year) in table.counts().zip(of_year.counts()) {
                if of_year.get(Number::Total) > 0 {
                    counts.reported = counts.reported.map_or(Some(span), |all| all.joined(span));
                }
            }
        }
        Ok(())
    }

    /// Adds one number to every cell of a table.
    pub(super) fn tally(
        &self,
        query: &Query,
        filters: &Filters,
        number: Number,
        table: &mut Table,
    ) -> Result<(), EngineError> {
        let number = number as usize;
        let hits = |filters: Option<Filters>| match filters {
            Some(filters) => self.find(query, &filters, Sort::Number, 0),
            None => Ok(Hits::default()),
        };
        let whole = hits(Some(filters.clone()))?;
        if whole.total == 0 {
            return Ok(());
        }
        let Table { rows, columns, row_counts, column_counts, cells, total } = table;
        let (rows, columns) = (&*rows, &*columns);
        let mut set_cell = |by_row: bool, at: usize, across: usize, count: usize| {
            let (row, column) = if by_row { (at, across) } else { (across, at) };
            cells[row][column].numbers[number] = count;
        };
        total.numbers[number] = whole.total;
        let sides = [(true, rows, columns, &mut *row_counts), (false, columns, rows, &mut *column_counts)];
        for (by_row, side, across, lines) in sides {
            for (line, count) in lines.iter_mut().zip(side.counts(&whole, filters)) {
                line.numbers[number] = count;
            }
            if side.open {
                let valued = hits(side.any(filters))?;
                lines[side.len()].numbers[number] = whole.total - valued.total;
                let both = across.counts(&whole, filters).into_iter().zip(across.counts(&valued, filters));
                for (at, (all, valued)) in both.enumerate() {
                    set_cell(by_row, side.len(), at, all - valued);
                }
            }
        }
        if rows.open && columns.open {
            let valued = hits(rows.any(filters).and_then(|filters| columns.any(&filters)))?;
            let either =
                row_counts[rows.len()].numbers[number] + column_counts[columns.len()].numbers[number];
            set_cell(true, rows.len(), columns.len(), either + valued.total - whole.total);
        }

        let by_row = rows.len() <= columns.len();
        let (short, long) = if by_row { (rows, columns) } else { (columns, rows) };
        for (at, _) in short.counts(&whole, filters).iter().enumerate().filter(|(_, count)| **count > 0) {
            let found = hits(short.only(filters, at))?;
            for (across, count) in long.counts(&found, filters).into_iter().enumerate() {
                set_cell(by_row, at, across, count);
            }
        }
        Ok(())
    }
}
