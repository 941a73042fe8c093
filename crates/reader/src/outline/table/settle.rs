//! What the cells of a table tell about its columns, once all rows are read.

use super::super::{
    definitions::partial_periods,
    numbering::is_digit,
    result_status::{self, Legend},
};
use super::{BLANKS, Column, Table};
use wareki::FiscalYears;

impl Table {
    /// True if the table says who is responsible or what was done: what lists of other plans do not.
    pub(crate) fn names_responsible(&self) -> bool {
        self.columns.iter().any(|column| matches!(column, Column::Department | Column::Result(_)))
    }

    /// True for a table that tells nothing but figures by year: money, people, pupils.
    pub(crate) fn has_only_figures(&self) -> bool {
        let figure =
            |text: &str| !text.is_empty() && !text.contains(char::is_alphabetic) && text.contains(is_digit);
        let mut figures = 0;
        for row in self.rows.iter().filter(|row| !row.heading) {
            for (column, cell) in self.columns.iter().zip(&row.cells) {
                match column {
                    Column::Schedule(_) if figure(&cell.text) => figures += 1,
                    Column::Schedule(_) if !cell.text.is_empty() && !BLANKS.contains(&cell.text.as_str()) => {
                        return false;
                    }
                    _ => {}
                }
            }
        }
        let telling = |column: &Column| column.is_telling() && !matches!(column, Column::Schedule(_));
        figures > 0 && !self.columns.iter().any(telling)
    }

    /// The table with its years as results, if each cell of a year holds a mark that the document explains as done
    /// or not. Otherwise as it is: it has results of its own, or its years tell what is planned.
    pub(crate) fn with_marks_as_results(mut self, legend: &Legend) -> Self {
        let is_result = |column: &Column| matches!(column, Column::Result(_));
        if !self.columns.iter().any(is_result) && self.has_marks_for_years(legend) {
            for column in &mut self.columns {
                if let Column::Schedule(year) = *column {
                    *column = Column::Result(Some(FiscalYears::of(year)));
                }
            }
        }
        self
    }

    /// True if the document explains every cell of a year, and one as not done.
    fn has_marks_for_years(&self, legend: &Legend) -> bool {
        let rows = self.rows.iter().filter(|row| !row.heading);
        let cells = rows.flat_map(|row| self.columns.iter().zip(&row.cells));
        let years = cells.filter(|(column, _)| matches!(column, Column::Schedule(_)));
        let marks = years.map(|(_, cell)| cell.text.as_str()).filter(|text| !text.is_empty());
        let mut told = false;
        for mark in marks {
            let Some(meaning) = legend.meaning(mark) else { return false };
            told |= result_status::says_not_done(meaning);
        }
        told
    }

    /// Makes a column of categories one of periods if it names periods: 区分 with 短期, 中期 or 長期.
    pub(crate) fn settle_periods(&mut self) {
        for (at, column) in
            self.columns.iter_mut().enumerate().filter(|(_, column)| **column == Column::Category)
        {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(at));
            if cells.any(|cell| partial_periods().any(|period| cell.text.starts_with(period))) {
                *column = Column::Period;
            }
        }
    }
}
