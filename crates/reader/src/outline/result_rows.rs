//! Reads the rows of a result table: the headings above each row and the meaning of each cell.

use std::{rc::Rc, sync::Arc};

use ecow::EcoString;
use itertools::Itertools as _;

use super::{
    department_cells,
    drafts::{DraftHeading, cited_number},
    former::{self, Said},
    heading_tree::extended,
    located_text::{Ledger, Text},
    numbering::{self, Numbering, Scheme},
    period_cells,
    table::{
        Row, Table,
        columns::{self, Column},
    },
    titles::{self, Legend},
};
use shisaku_model::{Holder, Indicator, IndicatorValue};
use wareki::FiscalYears;

/// Words in the title of a table that lists items removed from the plan.
const REMOVED: [&str; 5] = ["除いた", "除外した", "削除した", "廃止した", "取りやめた"];

/// The surroundings of a table.
#[derive(Debug)]
pub(super) struct TableContext {
    pub title: Option<Text>,
    pub legend: Vec<Legend>,
    /// Local id of the node that contains the table.
    pub place: String,
    pub headings: Vec<Rc<DraftHeading>>,
    /// Section facet values of its chapter.
    pub section: Arc<[String]>,
    /// Section facet values of the node that contains it.
    pub sections: Arc<[String]>,
    pub chapter: Option<usize>,
    /// Years of the results if the column heads name none.
    pub result_years: Option<FiscalYears>,
}

/// How the rows of a table name their measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// By titles, with or without numbers.
    Titles,
    /// By numbers only.
    Numbers,
    /// By ids of entries.
    Ids,
}

/// A parsed result table.
#[derive(Debug)]
pub(super) struct ResultTable {
    pub context: TableContext,
    pub document: usize,
    /// True if its items were removed from the plan.
    pub removed: bool,
    pub keys: Keys,
    /// True if it has no column but keys, results, periods, departments and remarks.
    pub is_narrow: bool,
    /// Years of each result column.
    pub years: Vec<Option<FiscalYears>>,
    /// True if a column of results names no years, and those of the plan's results are taken.
    pub assumes_years: bool,
    pub rows: Vec<ResultRow>,
    /// The head of a column that seems to hold results, but was not understood.
    pub unread: Option<EcoString>,
    /// Rows that repeat a heading of the plan, each with its key.
    pub headings: Vec<(Vec<u32>, Rc<DraftHeading>)>,
}

/// A row that names a measure and reports its results.
#[derive(Debug, Default)]
pub(super) struct ResultRow {
    pub line: usize,
    /// The id of an entry, if the row has one.
    pub id: Option<String>,
    pub numbered: bool,
    pub number: String,
    pub key: Vec<u32>,
    pub title: Text,
    /// True if its title says that the plan has it no more.
    pub removed: bool,
    pub former_titles: Vec<Text>,
    pub marks: Vec<String>,
    pub headings: Vec<Rc<DraftHeading>>,
    /// Headings that the row itself names in its section columns, outermost first.
    pub sections: Vec<Rc<DraftHeading>>,
    pub period: Option<Text>,
    /// Periods below which the row has a mark.
    pub in_periods: Vec<&'static str>,
    /// Years of its period, its start and end, or its schedule.
    pub years: Option<FiscalYears>,
    pub categories: Vec<String>,
    pub indicators: Vec<Indicator>,
    pub departments: Vec<Text>,
    pub related_departments: Vec<Text>,
    pub results: Vec<(Option<FiscalYears>, Text)>,
    /// Cells of columns without a field, labelled with their heads.
    pub other: Vec<Text>,
}

/// Reads the rows of a table.
pub(super) fn read(mut table: Table, context: TableContext, ledger: &mut Ledger) -> ResultTable {
    table.hold_heads(ledger);
    let title = table.title_column();
    let is_narrow = table.columns.iter().all(|column| column.is_of_results());
    table.resolve_dittos(ledger);
    let keys = keys(&mut table, title);
    let unread = table.unread_results().map(EcoString::from);
    let named = context.title.as_ref().or(context.headings.last().map(|heading| &heading.title));
    let removed = named.is_some_and(|text| REMOVED.iter().any(|word| text.text.contains(word)));
    let legend = context.legend.iter().map(|legend| legend.mark.as_str());
    let known: Vec<&str> = titles::CATEGORIES.iter().copied().chain(legend).collect();
    let mut above: Vec<(Option<Numbering>, Rc<DraftHeading>)> = Vec::new();
    let (mut rows, mut headings) = (Vec::new(), Vec::new());
    let mut departments = <[Vec<String>; 2]>::default();
    let of_measures = measures_scheme(&table, title);
    let planned_years = table.planned_years();
    for mut row in std::mem::take(&mut table.rows) {
        let numbering = row.numbering.take();
        let scheme = numbering.as_ref().map(|numbering| numbering.scheme);
        if let Some(scheme) = scheme {
            let chapter = numbering.as_ref().is_some_and(Numbering::is_chapter);
            let same = |(above, _): &(Option<Numbering>, Rc<DraftHeading>)| {
                let below = |above: &Numbering| chapter && !above.is_chapter();
                above.as_ref().is_some_and(|above| above.scheme == scheme || below(above))
            };
            above.truncate(above.iter().position(same).unwrap_or(above.len()));
        }
        let numbers = above.iter().filter_map(|(above, _)| above.as_ref()).chain(&numbering);
        let key = numbers.fold(Vec::new(), |key, number| extended(&key, number));
        // A row that has only a title is a heading, unless its number follows the scheme of the measures.
        if row.is_bare(title) && (scheme.is_none() || scheme != of_measures) {
            let Some(text) = row.cells.get_mut(title).map(std::mem::take) else { continue };
            if text.text.is_empty() {
                continue;
            }
            ledger.hold(&text, Holder::Heading);
            let number = numbering.as_ref().map(|numbering| numbering.label.clone()).unwrap_or_default();
            let heading = Rc::new(DraftHeading { number, title: text });
            if numbering.is_none() {
                above.retain(|(numbering, _)| numbering.is_some());
            }
            headings.push((key, heading.clone()));
            above.push((numbering, heading));
        } else {
            let parent = above.iter().rev().find_map(|(above, _)| above.as_ref());
            let mut read = ResultRow {
                line: row.line,
                numbered: numbering.is_some(),
                number: numbering.map(|own| cited_number(parent, &own)).unwrap_or_default(),
                key,
                headings: above.iter().map(|(_, heading)| heading.clone()).collect(),
                ..ResultRow::default()
            };
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            let planned = period_cells::schedule_years(&planned_years, &cells);
            read.fill(&table, row, context.result_years, &known, &mut departments, ledger);
            read.years = read.years.or(planned);
            read.take_number(&above);
            rows.push(read);
        }
    }
    let years = |column: &Column| match column {
        Column::Result(years) => Some(years.or(context.result_years)),
        _ => None,
    };
    let assumes_years = table.columns.contains(&Column::Result(None)) && context.result_years.is_some();
    let years = table.columns.iter().filter_map(years).collect();
    let document = table.document;
    ResultTable { context, document, removed, keys, is_narrow, years, assumes_years, rows, unread, headings }
}

/// How a table names its measures. A table of ids, such as a list that the program wrote, has results in columns
/// whose heads name years. Its other columns repeat the plan.
fn keys(table: &mut Table, title: usize) -> Keys {
    let is_key = |column: &Column| matches!(column, Column::Number | Column::Title(_));
    let of_row = |row: &Row| {
        table.columns.iter().zip(&row.cells).any(|(column, cell)| is_key(column) && is_id(&cell.text))
    };
    if table.rows.iter().any(of_row) {
        for column in &mut table.columns {
            if !is_key(column) && !matches!(column, Column::Result(Some(_))) {
                *column = Column::Ignored;
            }
        }
        return Keys::Ids;
    }
    let by_number = table.heads.get(title).is_some_and(|head| columns::head(head) == Column::Number);
    if by_number { Keys::Numbers } else { Keys::Titles }
}

/// True for the id of an entry: `meguro-vision/5-1-4-2`.
fn is_id(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    text.split_once('/').is_some_and(|(plan, local)| {
        part(plan) && part(local) && plan.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

/// The numbering scheme of most filled rows. A row in this scheme is a measure even without results.
fn measures_scheme(table: &Table, title: usize) -> Option<Scheme> {
    let filled = table.rows.iter().filter(|row| !row.is_bare(title));
    let counts = filled.filter_map(|row| Some(row.numbering.as_ref()?.scheme)).counts();
    let all: usize = counts.values().sum();
    counts.into_iter().find(|(_, count)| count * 2 > all).map(|(scheme, _)| scheme)
}

/// Reads a row of a table of indicators. Returns the indicators and its cells.
pub(super) fn read_indicators(columns: &[Column], row: Row) -> (Vec<Indicator>, Vec<Text>) {
    let mut read = ResultRow::default();
    for (column, cell) in columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty()) {
        read.indicate(*column, &cell.text);
    }
    (read.indicators, row.cells)
}

/// Text of a cell without content: dashes.
fn is_dash(text: &str) -> bool {
    text.chars().all(|c| "-－―ー–—‐ｰ*＊…・/／".contains(c))
}

impl ResultRow {
    /// Fills the fields from the cells of a row. `above` holds the departments of the row above.
    fn fill(
        &mut self,
        table: &Table,
        row: Row,
        result_years: Option<FiscalYears>,
        known: &[&str],
        [leads_above, related_above]: &mut [Vec<String>; 2],
        ledger: &mut Ledger,
    ) {
        let mut ends = [None; 2];
        let mut schedule: (Vec<Option<FiscalYears>>, Vec<String>) = Default::default();
        let further = row.indicators;
        // A truncated row still has result cells: empty ones.
        let mut cells = row.cells.into_iter();
        for (column, head) in table.columns.iter().zip(&table.heads) {
            let mut cell = cells.next().unwrap_or_default();
            match column {
                Column::Title(_) | Column::Number if is_id(&cell.text) => {
                    self.id = Some(cell.text.to_string());
                    ledger.hold(&cell, Holder::Numbering);
                    continue;
                }
                Column::Title(_) => {
                    self.marks = titles::take_marks(&mut cell, known, ledger);
                    self.departments.extend(titles::take_departments(&mut cell, false, ledger));
                    if let Some(former) = former::take_former(&mut cell, ledger) {
                        self.marks.extend(former.mark.map(str::to_owned));
                        match former.said {
                            Said::Title(name) => self.former_titles.push(name),
                            Said::Remark(remark) => self.other.push(remark),
                        }
                    }
                    self.removed = former::take_removed(&mut cell, ledger);
                    self.title = cell;
                    continue;
                }
                Column::Result(years) => {
                    self.results.push((years.or(result_years), cell));
                    continue;
                }
                _ if cell.text.is_empty() => continue,
                Column::FormerTitle if !is_dash(&cell.text) => {
                    self.former_titles.push(cell);
                    continue;
                }
                Column::Section => {
                    // On a form, the number of a heading is part of what is written there.
                    self.sections.push(Rc::new(if table.is_form {
                        ledger.hold(&cell, Holder::Heading);
                        DraftHeading { number: String::new(), title: Text { label: None, ..cell } }
                    } else {
                        DraftHeading::read(cell, ledger)
                    }));
                    continue;
                }
                Column::Department => {
                    self.departments.extend(department_cells::read_cell(&cell, leads_above, ledger));
                    continue;
                }
                Column::RelatedDepartment => {
                    let names = department_cells::read_cell(&cell, related_above, ledger);
                    self.related_departments.extend(names);
                    continue;
                }
                Column::Number => {
                    self.number = cell.text.to_string();
                    ledger.hold(&cell, Holder::Numbering);
                    continue;
                }
                Column::Period => {
                    let period = period_cells::read_period_cell(&cell.text);
                    self.years = self.years.or(period.years);
                    self.period = Some(if head.is_empty() { cell } else { cell.labelled(head.clone()) });
                    continue;
                }
                Column::Category if !is_dash(&cell.text) && cell.text.chars().count() <= MAX_CATEGORY => {
                    let names = cell.text.split(['・', '、', '／', '/', '\u{3000}', ' ']).map(str::trim);
                    self.categories.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
                    ledger.hold(&cell, Holder::Mark);
                    continue;
                }
                _ if is_dash(&cell.text) => {
                    ledger.hold(&cell, Holder::Mark);
                    continue;
                }
                Column::Start => ends[0] = FiscalYears::read(&cell.text).and_then(FiscalYears::first),
                Column::End => ends[1] = FiscalYears::read(&cell.text).and_then(FiscalYears::last),
                Column::Schedule(year) => {
                    schedule.0.push(Some(FiscalYears::of(*year)));
                    schedule.1.push(cell.text.to_string());
                }
                Column::InPeriod(period) if period_cells::is_planned(&cell.text) => {
                    self.in_periods.push(period)
                }
                _ => {}
            }
            self.indicate(*column, &cell.text);
            self.other.push(if head.is_empty() { cell } else { cell.labelled(head.clone()) });
        }
        for cells in further {
            let columns = table.columns.iter().zip(&table.heads).zip(cells);
            for ((column, head), cell) in columns.filter(|(_, cell)| !cell.borrowed && !cell.text.is_empty())
            {
                self.indicate(*column, &cell.text);
                self.other.push(cell.labelled(head.clone()));
            }
        }
        let span = match ends {
            [Some(from), Some(to)] => (from <= to).then(|| FiscalYears::new(from, to)),
            [Some(from), None] => Some(FiscalYears::since(from)),
            [None, Some(to)] => Some(FiscalYears::until(to)),
            [None, None] => None,
        };
        let planned: Vec<&str> = schedule.1.iter().map(String::as_str).collect();
        self.years = self.years.or(span).or_else(|| period_cells::schedule_years(&schedule.0, &planned));
        // What is left stands beyond the heads.
        self.other.extend(cells.filter(|cell| !cell.text.is_empty()));
        // Most lists hold one text, and a table has many rows.
        self.other.shrink_to_fit();
        self.results.shrink_to_fit();
        self.departments.shrink_to_fit();
    }

    /// Adds a cell to the indicators of the row.
    fn indicate(&mut self, column: Column, text: &str) {
        if column == Column::Indicator {
            let (name, unit) = (text.to_owned(), String::new());
            let (baseline, target, actuals) = (None, None, Vec::new());
            self.indicators.push(Indicator { name, unit, baseline, target, actuals });
        }
        let Some(last) = self.indicators.last_mut() else { return };
        match column {
            Column::Unit => text.clone_into(&mut last.unit),
            Column::Baseline => last.baseline = Some(text.to_owned()),
            Column::Target => last.target = Some(text.to_owned()),
            Column::Actual(Some(years)) => {
                let value = text.to_owned();
                last.actuals.extend(years.last().map(|year| IndicatorValue { year, value }));
            }
            _ => {}
        }
    }

    /// Derives the key of a row from its number column.
    fn take_number(&mut self, above: &[(Option<Numbering>, Rc<DraftHeading>)]) {
        if self.numbered || self.number.is_empty() {
            return;
        }
        let Some(own) = numbering::read_whole(&self.number) else { return };
        let numbers = above.iter().filter_map(|(above, _)| above.as_ref()).chain([&own]);
        self.key = numbers.fold(Vec::new(), |key, number| extended(&key, number));
        self.numbered = true;
    }
}

/// Maximum length of a category in characters. A longer cell is text.
const MAX_CATEGORY: usize = 20;
