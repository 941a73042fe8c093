//! What the cells of a table tell about its columns, once all rows are read.

use super::super::{
    definitions::partial_periods,
    numbering::{self, is_digit},
    outcomes,
    result_status::{self, Legend},
};
use super::{BLANKS, Column, Table, columns};
use ecow::EcoString;
use itertools::Itertools as _;
use wareki::FiscalYears;

/// Words in the heads of columns that tell what was done in sentences.
const DESCRIBED: [&str; 3] = ["内容", "成果", "取組"];

/// Words in the heads of columns about a year that is over.
const SPENT: [&str; 3] = ["決算", "実績", "評価"];

/// Maximum length of a figure with its unit in characters.
const MAX_FIGURE: usize = 12;

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
    /// or not, or if the cells tell what happened. Otherwise as it is: it has results of its own, or its years tell
    /// what is planned.
    pub(crate) fn with_years_as_results(mut self, legend: &Legend) -> Self {
        let is_result = |column: &Column| matches!(column, Column::Result(_));
        let told = || self.has_marks_for_years(legend) || self.tells_outcomes();
        if !self.columns.iter().any(is_result) && told() {
            for column in &mut self.columns {
                if let Column::Schedule(year) = *column {
                    *column = Column::Result(Some(FiscalYears::of(year)));
                }
            }
        }
        self
    }

    /// True if at least two cells of years tell in the past what was done or not, and more than those of a schedule.
    fn tells_outcomes(&self) -> bool {
        let told = self.cells_of_years().filter(|text| outcomes::tells(text)).count();
        told > 1 && told > self.cells_of_years().filter(|text| outcomes::plans(text)).count()
    }

    /// The filled cells of columns that are years.
    fn cells_of_years(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().filter(|row| !row.heading);
        let cells = rows.flat_map(|row| self.columns.iter().zip(&row.cells));
        let years = cells.filter(|(column, _)| matches!(column, Column::Schedule(_)));
        years.map(|(_, cell)| cell.text.as_str()).filter(|text| !text.is_empty())
    }

    /// True if the document explains every cell of a year, and one as not done.
    fn has_marks_for_years(&self, legend: &Legend) -> bool {
        let mut told = false;
        for mark in self.cells_of_years() {
            let Some(meaning) = legend.meaning(mark) else { return false };
            told |= result_status::says_not_done(meaning);
        }
        told
    }

    /// The head of a column that names one year and holds sentences of what was done, while no column is a result.
    pub(crate) fn unread_results(&self) -> Option<&str> {
        if self.columns.iter().any(|column| matches!(column, Column::Result(_) | Column::Schedule(_))) {
            return None;
        }
        let holds_sentences = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
            let filled = || cells.clone().filter(|cell| !cell.text.is_empty());
            filled().filter(|cell| outcomes::tells(&cell.text)).count() * 2 > filled().count()
        };
        let columns = self.columns.iter().zip(&self.heads).enumerate();
        let mut unread = columns.filter(|(at, (column, head))| {
            let year = FiscalYears::read(head).is_some_and(|years| years.first() == years.last());
            matches!(column, Column::Other | Column::Content) && year && holds_sentences(*at)
        });
        unread.next().map(|(_, (_, head))| head.as_str())
    }

    /// The year that each column tells the plan of, by its head: 令和6年度 above 内容 and 事業費, or 年度別事業費 above R6.
    /// Empty for a form, for a table of results, whose costs are spent, and for one without a second year.
    pub(crate) fn planned_years(&self) -> Vec<Option<FiscalYears>> {
        let is_result = |column: &Column| matches!(column, Column::Result(_) | Column::Schedule(_));
        if self.is_form || self.columns.iter().any(is_result) {
            return Vec::new();
        }
        let year = |(column, head): (&Column, &EcoString)| {
            let tells =
                matches!(column, Column::Content | Column::Budget | Column::Direction | Column::Other);
            let is_past = SPENT.iter().any(|word| head.contains(word));
            let years = FiscalYears::read(head).filter(|_| tells && !is_past)?;
            (years.first().is_some() && years.first() == years.last()).then_some(years)
        };
        let years: Vec<_> = self.columns.iter().zip(&self.heads).map(year).collect();
        if years.iter().flatten().map(|years| years.first()).unique().count() < 2 {
            return Vec::new();
        }
        years
    }

    /// Makes 実績 behind 目標 the actual value of an indicator, if its cells are figures and another column tells in words
    /// what was done: 目標 | 実績 | 実施内容. A figure says nothing of the deed: 0 visitors came to what was held.
    pub(crate) fn settle_actuals(&mut self) {
        let is_described = |(column, head): (&Column, &EcoString)| {
            matches!(column, Column::Result(_) | Column::Content)
                && DESCRIBED.iter().any(|word| head.contains(word))
                && matches!(columns::head(head), Column::Result(_))
        };
        let described: Vec<usize> = self.columns.iter().zip(&self.heads).positions(is_described).collect();
        let targeted = self.columns.iter().tuple_windows().enumerate().filter_map(|(at, pair)| match pair {
            (Column::Target, Column::Result(years)) => Some((at + 1, *years)),
            _ => None,
        });
        let actuals: Vec<(usize, Option<FiscalYears>)> =
            targeted.filter(|(at, _)| !described.contains(at) && self.has_figures_only(*at)).collect();
        if described.is_empty() || actuals.is_empty() {
            return;
        }
        for (at, years) in actuals {
            self.columns[at] = Column::Actual(years);
        }
        for at in described {
            self.columns[at] = columns::head(&self.heads[at]);
        }
    }

    /// True if every filled cell of a column is a figure or a dash, and one is a figure.
    fn has_figures_only(&self, at: usize) -> bool {
        let cells = self.rows.iter().filter(|row| !row.heading).filter_map(|row| row.cells.get(at));
        let mut filled = cells.map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
        let is_figure = |text: &str| {
            text.contains(is_digit) && text.chars().count() <= MAX_FIGURE && !text.contains('。')
        };
        let some = self.rows.iter().filter_map(|row| row.cells.get(at)).any(|cell| is_figure(&cell.text));
        some && filled.all(|text| is_figure(text) || BLANKS.contains(&text))
    }

    /// Makes a column of categories one of periods if it names periods: 区分 with 短期, 中期 or 長期. If all have numbers,
    /// it is one of sections.
    pub(crate) fn settle_periods(&mut self) {
        for (at, column) in
            self.columns.iter_mut().enumerate().filter(|(_, column)| **column == Column::Category)
        {
            let cells = || self.rows.iter().filter(|row| !row.heading).filter_map(|row| row.cells.get(at));
            if cells().any(|cell| partial_periods().any(|period| cell.text.starts_with(period))) {
                *column = Column::Period;
            }
            // 分類 with 1．住民自治 and 2．防災: the parts of the plan.
            let filled = || cells().filter(|cell| !cell.text.is_empty());
            if filled().next().is_some() && filled().all(|cell| numbering::read(&cell.text).is_some()) {
                *column = Column::Section;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::located_text::{Ledger, Text};
    use super::*;

    fn table(lines: &[&str]) -> Option<Table> {
        let mut lines = lines.iter().map(|line| Text::line(0, 0, *line));
        let (mut table, _) = Table::head(&[lines.next()?], &mut Ledger::default())?;
        for line in lines {
            table.add_line(&line, &mut Ledger::default());
        }
        table.settle_actuals();
        Some(table)
    }

    #[test]
    fn a_figure_beside_words_is_the_value_of_an_indicator() {
        let columns = |lines: &[&str]| table(lines).map(|table| table.columns[3..].to_vec());
        let done = Column::Result(None);
        let words = ["事業名\t担当課\t目標\t実績\t実施内容", "相談\t福祉課\t10\t0\t相談会を開いた。"];
        assert_eq!(columns(&words), Some(vec![Column::Actual(None), done]));
        // Without a column of words, or with words in 実績, that column is the result.
        assert_eq!(columns(&["事業名\t担当課\t目標\t実績", "相談\t福祉課\t10\t0"]), Some(vec![done]));
        let told = ["事業名\t担当課\t目標\t実績\t実施内容", "相談\t福祉課\t10\t会を開いた。\t相談会"];
        assert_eq!(columns(&told), Some(vec![done, Column::Content]));
    }

    #[test]
    fn years_above_costs_tell_the_plan() {
        let planned = |heads: &str| table(&[heads]).map(|table| table.planned_years());
        let of = |year| Some(FiscalYears::of(year));
        let costs = "番号\t事業名\t担当課\t令和6年度事業費\t令和7年度事業費";
        assert_eq!(planned(costs), Some(vec![None, None, None, of(2024), of(2025)]));
        assert_eq!(planned("番号\t事業名\t担当課\t令和5年度決算額\t令和6年度予算額"), Some(Vec::new()));
        assert_eq!(planned(&format!("{costs}\t実績")), Some(Vec::new()));
    }
}
