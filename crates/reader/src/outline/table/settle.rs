//! What the cells of a table tell about its columns, once all rows are read.

use super::super::{
    definitions::partial_periods,
    numbering::is_digit,
    result_status::{self, Legend},
};
use super::{BLANKS, Column, Row, Table};
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
    /// or not. `None` if the table has results of its own, or its years tell what is planned.
    pub(crate) fn with_marks_as_results(&self, legend: &Legend) -> Option<Self> {
        let is_result = |column: &Column| matches!(column, Column::Result(_));
        if self.columns.iter().any(is_result) {
            return None;
        }
        let years = |row: &'_ Row| {
            let cells = self.columns.iter().zip(&row.cells);
            let years = cells.filter(|(column, _)| matches!(column, Column::Schedule(_)));
            years.map(|(_, cell)| cell.text.clone()).filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        let marks: Vec<String> = self.rows.iter().filter(|row| !row.heading).flat_map(years).collect();
        let meanings: Option<Vec<&str>> = marks.iter().map(|mark| legend.meaning(mark)).collect();
        let told = meanings?.into_iter().any(result_status::says_not_done);
        let settle = |column: &Column| match column {
            Column::Schedule(year) => Column::Result(Some(FiscalYears::of(*year))),
            other => *other,
        };
        told.then(|| Self { columns: self.columns.iter().map(settle).collect(), ..self.clone() })
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
