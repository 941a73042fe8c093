//! Reads the rows of a result table: the headings above each row and the meaning of each cell.

use std::collections::HashMap;

use super::{
    department_cells,
    drafts::{DraftHeading, cited_number},
    heading_tree::extended,
    located_text::{Ledger, Text},
    numbering::{Numbering, Scheme},
    printed_table::{Column, Row, Table},
    title_marks::{self, Legend},
};
use shisaku_model::Holder;
use wareki::FiscalYears;

/// Words in the title of a table that lists items removed from the plan.
const REMOVED: [&str; 5] = ["除いた", "除外した", "削除した", "廃止した", "取りやめた"];

/// The surroundings of a table.
#[derive(Debug, Clone, Default)]
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
#[derive(Debug, Clone)]
pub(super) struct ResultTable {
    pub context: TableContext,
    pub document: usize,
    /// True if its items were removed from the plan.
    pub removed: bool,
    /// Years of each result column.
    pub years: Vec<Option<FiscalYears>>,
    pub rows: Vec<ResultRow>,
    pub headings: Vec<HeadingRow>,
}

/// A row that names a measure and reports its results.
#[derive(Debug, Clone)]
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

/// A row that repeats a heading of the plan.
#[derive(Debug, Clone)]
pub(super) struct HeadingRow {
    pub key: Vec<u32>,
    pub heading: DraftHeading,
}

/// Reads the rows of a table.
pub(super) fn read(table: &Table, context: TableContext, ledger: &mut Ledger) -> ResultTable {
    let title = table.title_column();
    let removed =
        context.title.as_ref().is_some_and(|text| REMOVED.iter().any(|word| text.text.contains(word)));
    let known: Vec<&str> = title_marks::CATEGORIES
        .iter()
        .copied()
        .chain(context.legend.iter().map(|legend| legend.mark.as_str()))
        .collect();
    let mut above: Vec<(Option<Numbering>, DraftHeading)> = Vec::new();
    let (mut rows, mut headings) = (Vec::new(), Vec::new());
    let mut departments = <[Vec<String>; 2]>::default();
    let of_measures = measures_scheme(table, title);
    for row in &table.rows {
        if let Some(numbering) = &row.numbering {
            let same =
                above.iter().position(|(n, _)| n.as_ref().is_some_and(|n| n.scheme == numbering.scheme));
            above.truncate(same.unwrap_or(above.len()));
        }
        let key_above =
            above.iter().filter_map(|(n, _)| n.as_ref()).fold(Vec::new(), |key, n| extended(&key, n));
        let key =
            row.numbering.as_ref().map_or(key_above.clone(), |numbering| extended(&key_above, numbering));
        // A row that has only a title is a heading, unless its number follows the scheme of the measures.
        let scheme = row.numbering.as_ref().map(|numbering| numbering.scheme);
        if row.is_bare(title) && (scheme.is_none() || scheme != of_measures) {
            let Some(text) = row.cells.get(title) else { continue };
            ledger.hold_text(text, &Holder::Heading);
            let number = row.numbering.as_ref().map(|n| n.label.clone()).unwrap_or_default();
            let heading = DraftHeading { number, title: text.clone() };
            if row.numbering.is_none() {
                above.retain(|(numbering, _)| numbering.is_some());
            }
            headings.push(HeadingRow { key, heading: heading.clone() });
            above.push((row.numbering.clone(), heading));
        } else {
            let parent = above.iter().rev().find_map(|(numbering, _)| numbering.as_ref());
            let number = row.numbering.as_ref().map(|own| cited_number(parent, own)).unwrap_or_default();
            let stands_under = above.iter().map(|(_, heading)| heading.clone()).collect();
            let mut read = read_row(table, row, context.result_years, &known, &mut departments, ledger);
            read.number = number;
            read.key = key;
            read.headings = stands_under;
            rows.push(read);
        }
    }
    let years = table.columns.iter().filter_map(|column| match column {
        Column::Result(years) => Some(years.or(context.result_years)),
        _ => None,
    });
    let years = years.collect();
    ResultTable { context, document: table.document, removed, years, rows, headings }
}

/// The numbering scheme of most filled rows. A row in this scheme is a measure even without results.
fn measures_scheme(table: &Table, title: usize) -> Option<Scheme> {
    let filled = table.rows.iter().filter(|row| !row.is_bare(title));
    let schemes: Vec<Scheme> =
        filled.filter_map(|row| row.numbering.as_ref()).map(|numbering| numbering.scheme).collect();
    let mut counts: HashMap<Scheme, usize> = HashMap::new();
    for scheme in &schemes {
        *counts.entry(*scheme).or_default() += 1;
    }
    counts.into_iter().find(|(_, count)| count * 2 > schemes.len()).map(|(scheme, _)| scheme)
}

fn read_row(
    table: &Table,
    row: &Row,
    result_years: Option<FiscalYears>,
    known: &[&str],
    above: &mut [Vec<String>; 2],
    ledger: &mut Ledger,
) -> ResultRow {
    let mut read = ResultRow {
        line: row.line,
        numbered: row.numbering.is_some(),
        number: String::new(),
        key: Vec::new(),
        title: Text::default(),
        marks: Vec::new(),
        headings: Vec::new(),
        period: None,
        category: None,
        departments: Vec::new(),
        related_departments: Vec::new(),
        results: Vec::new(),
        other: Vec::new(),
    };
    // A truncated row still has result cells: empty ones.
    let [leads_above, related_above] = above;
    let cells = row.cells.iter().cloned().chain(std::iter::repeat(Text::default()));
    for (column, mut cell) in table.columns.iter().zip(cells) {
        match column {
            Column::Title => {
                read.marks = title_marks::take(&mut cell, known, ledger);
                read.title = cell;
            }
            Column::Result(years) => read.results.push((years.or(result_years), cell)),
            _ if cell.text.is_empty() => {}
            Column::Number => ledger.hold_text(&cell, &Holder::Numbering),
            Column::Period => read.period = Some(cell),
            Column::Category => read.category = Some(cell),
            Column::Department => {
                read.departments.extend(department_cells::read_cell(&cell, leads_above, ledger))
            }
            Column::RelatedDepartment => {
                read.related_departments.extend(department_cells::read_cell(&cell, related_above, ledger));
            }
            Column::Other => read.other.push(cell),
        }
    }
    read.other
        .extend(row.cells.iter().skip(table.columns.len()).filter(|cell| !cell.text.is_empty()).cloned());
    read
}
