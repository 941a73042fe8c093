//! Reads the rows of a result table: the headings above each row and the meaning of each cell.

use itertools::Itertools as _;

use super::{
    department_cells,
    drafts::{DraftHeading, cited_number},
    heading_tree::extended,
    located_text::{Ledger, Text},
    numbering::{Numbering, Scheme},
    printed_table::{Column, Row, Table},
    titles::{self, Legend},
};
use shisaku_model::Holder;
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
    pub headings: Vec<DraftHeading>,
    /// Section facet values of its chapter.
    pub section: Vec<String>,
    pub chapter: Option<usize>,
    /// Years of the results if the column heads name none.
    pub result_years: Option<FiscalYears>,
}

/// A parsed result table.
#[derive(Debug)]
pub(super) struct ResultTable {
    pub context: TableContext,
    pub document: usize,
    /// True if its items were removed from the plan.
    pub removed: bool,
    /// Years of each result column.
    pub years: Vec<Option<FiscalYears>>,
    pub rows: Vec<ResultRow>,
    /// Rows that repeat a heading of the plan, each with its key.
    pub headings: Vec<(Vec<u32>, DraftHeading)>,
}

/// A row that names a measure and reports its results.
#[derive(Debug, Default)]
pub(super) struct ResultRow {
    pub line: usize,
    pub numbered: bool,
    pub number: String,
    pub key: Vec<u32>,
    pub title: Text,
    pub marks: Vec<String>,
    pub headings: Vec<DraftHeading>,
    pub period: Option<Text>,
    pub category: Option<Text>,
    pub departments: Vec<Text>,
    pub related_departments: Vec<Text>,
    pub results: Vec<(Option<FiscalYears>, Text)>,
    /// Cells of columns without a field.
    pub other: Vec<Text>,
}

/// Reads the rows of a table.
pub(super) fn read(table: &Table, context: TableContext, ledger: &mut Ledger) -> ResultTable {
    let title = table.title_column();
    let removed =
        context.title.as_ref().is_some_and(|text| REMOVED.iter().any(|word| text.text.contains(word)));
    let legend = context.legend.iter().map(|legend| legend.mark.as_str());
    let known: Vec<&str> = titles::CATEGORIES.iter().copied().chain(legend).collect();
    let mut above: Vec<(Option<&Numbering>, DraftHeading)> = Vec::new();
    let (mut rows, mut headings) = (Vec::new(), Vec::new());
    let mut departments = <[Vec<String>; 2]>::default();
    let of_measures = measures_scheme(table, title);
    for row in &table.rows {
        let numbering = row.numbering.as_ref();
        let scheme = numbering.map(|numbering| numbering.scheme);
        if let Some(scheme) = scheme {
            let same = above.iter().position(|(above, _)| above.is_some_and(|above| above.scheme == scheme));
            above.truncate(same.unwrap_or(above.len()));
        }
        let numbers = above.iter().filter_map(|(above, _)| *above).chain(numbering);
        let key = numbers.fold(Vec::new(), |key, number| extended(&key, number));
        // A row that has only a title is a heading, unless its number follows the scheme of the measures.
        if row.is_bare(title) && (scheme.is_none() || scheme != of_measures) {
            let Some(text) = row.cells.get(title) else { continue };
            ledger.hold(text, Holder::Heading);
            let number = numbering.map(|numbering| numbering.label.clone()).unwrap_or_default();
            let heading = DraftHeading { number, title: text.clone() };
            if numbering.is_none() {
                above.retain(|(numbering, _)| numbering.is_some());
            }
            headings.push((key, heading.clone()));
            above.push((numbering, heading));
        } else {
            let parent = above.iter().rev().find_map(|(above, _)| *above);
            let mut read = ResultRow {
                line: row.line,
                numbered: numbering.is_some(),
                number: numbering.map(|own| cited_number(parent, own)).unwrap_or_default(),
                key,
                headings: above.iter().map(|(_, heading)| heading.clone()).collect(),
                ..ResultRow::default()
            };
            read.fill(table, row, context.result_years, &known, &mut departments, ledger);
            rows.push(read);
        }
    }
    let years = |column: &Column| match column {
        Column::Result(years) => Some(years.or(context.result_years)),
        _ => None,
    };
    let years = table.columns.iter().filter_map(years).collect();
    ResultTable { context, document: table.document, removed, years, rows, headings }
}

/// The numbering scheme of most filled rows. A row in this scheme is a measure even without results.
fn measures_scheme(table: &Table, title: usize) -> Option<Scheme> {
    let filled = table.rows.iter().filter(|row| !row.is_bare(title));
    let counts = filled.filter_map(|row| Some(row.numbering.as_ref()?.scheme)).counts();
    let all: usize = counts.values().sum();
    counts.into_iter().find(|(_, count)| count * 2 > all).map(|(scheme, _)| scheme)
}

impl ResultRow {
    /// Fills the fields from the cells of a row. `above` holds the departments of the row above.
    fn fill(
        &mut self,
        table: &Table,
        row: &Row,
        result_years: Option<FiscalYears>,
        known: &[&str],
        [leads_above, related_above]: &mut [Vec<String>; 2],
        ledger: &mut Ledger,
    ) {
        // A truncated row still has result cells: empty ones.
        let cells = row.cells.iter().cloned().chain(std::iter::repeat(Text::default()));
        for (column, mut cell) in table.columns.iter().zip(cells) {
            match column {
                Column::Title => {
                    self.marks = titles::take_marks(&mut cell, known, ledger);
                    self.title = cell;
                }
                Column::Result(years) => self.results.push((years.or(result_years), cell)),
                _ if cell.text.is_empty() => {}
                Column::Number => ledger.hold(&cell, Holder::Numbering),
                Column::Period => self.period = Some(cell),
                Column::Category => self.category = Some(cell),
                Column::Department => {
                    self.departments.extend(department_cells::read_cell(&cell, leads_above, ledger));
                }
                Column::RelatedDepartment => {
                    let names = department_cells::read_cell(&cell, related_above, ledger);
                    self.related_departments.extend(names);
                }
                Column::Other => self.other.push(cell),
            }
        }
        let beyond = row.cells.iter().skip(table.columns.len());
        self.other.extend(beyond.filter(|cell| !cell.text.is_empty()).cloned());
    }
}
