//! Parses tab-separated tables: the meaning of each column and the cells of each row.

use super::{
    blocks::{ends_sentence, is_furniture},
    located_text::{Ledger, Text},
    numbering::{self, Numbering, Scheme},
    result_status,
};
use shisaku_model::{Holder, RepairedLine};
use wareki::FiscalYears;

/// The meaning of a column, recognised by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Title,
    Period,
    Category,
    Department,
    RelatedDepartment,
    /// Results, with the years named in the head.
    Result(Option<FiscalYears>),
    /// Any other column. Its text is kept in the entry's body.
    Other,
}

/// Prefixes of column heads. Only prefixes, because result columns append their years.
const HEADS: &[(&[&str], Column)] = &[
    (&["番号", "No", "№"], Column::Number),
    (&["関係課", "関係部署", "関係所管"], Column::RelatedDepartment),
    (&["担当", "所管", "主管"], Column::Department),
    (&["計画区分", "計画期間", "実施時期", "期間", "時期"], Column::Period),
    (&["実績", "取組実績", "実施状況", "進捗状況", "取組状況", "成果"], Column::Result(None)),
    (&["区分"], Column::Category),
    (&["項目", "施策", "事業", "取組", "名称"], Column::Title),
];

fn column(head: &str) -> Column {
    let head = head.trim();
    let years = FiscalYears::read(head);
    // Matches heads with the years first, such as 令和6年度の実績.
    if years.is_some() && head.contains("実績") {
        return Column::Result(years);
    }
    let known = HEADS.iter().find(|(words, _)| words.iter().any(|word| head.starts_with(word)));
    match known {
        Some((_, Column::Result(_))) => Column::Result(years),
        Some((_, column)) => *column,
        None => Column::Other,
    }
}

/// True for a row of column heads: a title column and at least one column about it.
pub(super) fn is_head(line: &str) -> bool {
    let columns: Vec<Column> = line.split('\t').map(column).collect();
    let short = line.split('\t').all(|cell| cell.chars().count() <= 30 && !ends_sentence(cell));
    let telling = |c: &Column| matches!(c, Column::Period | Column::Result(_) | Column::Department);
    short
        && columns.contains(&Column::Title)
        && columns.iter().any(telling)
        && numbering::read(line).is_none()
}

/// Number of lines searched for the continuation of an interrupted table.
const NEAR: usize = 6;

/// A row: its cells in column order, with the number removed from the title.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub numbering: Option<Numbering>,
    pub cells: Vec<Text>,
    /// Index of the line, counted from 0.
    pub line: usize,
}

/// A table as printed.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub document: usize,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub heads: Vec<String>,
}

impl Table {
    /// Starts a table from its row of heads.
    pub(crate) fn head(line: &Text, ledger: &mut Ledger) -> Self {
        let heads = cells(line, ledger).into_iter().map(|cell| {
            ledger.hold(&cell, Holder::TableHead);
            cell.text
        });
        let heads: Vec<String> = heads.collect();
        let columns = heads.iter().map(|head| column(head)).collect();
        Self { document: line.position().0, columns, rows: Vec::new(), heads }
    }

    /// Reads one line as a row.
    pub(crate) fn add_row(&mut self, line: &Text, ledger: &mut Ledger) {
        let mut row = Row { numbering: None, cells: cells(line, ledger), line: line.position().1 };
        if let Some(title) = row.cells.get_mut(self.title_column())
            && let Some(numbering) = numbering::read(&title.text)
        {
            ledger.hold(&title.take(numbering.length), Holder::Numbering);
            row.numbering = Some(numbering);
        }
        self.rows.push(row);
    }

    /// True if the table continues in the following lines. The next tab-separated line must be near, before
    /// any chapter, not a head, and not wider than this table.
    pub(crate) fn goes_on(&self, following: &[RepairedLine]) -> bool {
        let printed = following.iter().map(|line| line.text.as_str());
        let mut near = printed.filter(|line| !line.trim().is_empty() && !is_furniture(line)).take(NEAR);
        let chapter = |line: &str| {
            matches!(numbering::read(line.trim()), Some(Numbering { scheme: Scheme::Named(_), .. }))
        };
        let next = near.find(|line| line.contains('\t') || chapter(line));
        next.is_some_and(|line| {
            line.contains('\t') && !is_head(line) && line.split('\t').count() <= self.columns.len()
        })
    }

    /// Appends a line to the result cell of the last row. Without a bullet, the cell must end in an
    /// unfinished sentence; 実績なし is complete without a full stop.
    pub(crate) fn wrap(&mut self, line: &Text, bulleted: bool) -> bool {
        let result = self.columns.iter().position(|column| matches!(column, Column::Result(_)));
        let Some(cell) = self.rows.last_mut().and_then(|row| row.cells.get_mut(result?)) else {
            return false;
        };
        let whole = ends_sentence(&cell.text) || result_status::is_complete(&cell.text);
        if cell.text.is_empty() || whole && !bulleted {
            return false;
        }
        cell.extend(line.clone());
        true
    }

    /// Index of the title column. `is_head` guarantees that there is one.
    pub(crate) fn title_column(&self) -> usize {
        self.columns.iter().position(|column| *column == Column::Title).unwrap_or(0)
    }
}

impl Row {
    /// True if every cell but the title is empty.
    pub(crate) fn is_bare(&self, title: usize) -> bool {
        self.cells.iter().enumerate().all(|(index, cell)| index == title || cell.text.is_empty())
    }
}

/// Splits a line into trimmed cells. White space and tabs are held as separators.
fn cells(line: &Text, ledger: &mut Ledger) -> Vec<Text> {
    let mut at = 0;
    let mut cells = Vec::new();
    for cell in line.text.split('\t') {
        let end = at + cell.len();
        let mut cell = line.part(at..end);
        ledger.trim(&mut cell);
        cells.push(cell);
        at = line.text.len().min(end + 1);
        ledger.hold(&line.part(end..at), Holder::Separator);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_heads_from_rows() {
        assert!(is_head("項目\t計画区分\t実績(平成23年度～平成25年度)"));
        assert!(is_head("番号\t取組名\t担当課\t関係課・関係機関\t令和6年度の実績\t備考"));
        assert!(!is_head("(1)融資制度の充実\t短期\t融資の斡旋をしました。"));
        assert!(!is_head("旧の名称\t新の名称\t備考"));
        assert_eq!(
            column("実績(平成23年度～平成25年度)"),
            Column::Result(Some(FiscalYears::new(2011, 2013)))
        );
        assert_eq!(column("令和6年度の実績"), Column::Result(Some(FiscalYears::new(2024, 2024))));
    }
}
