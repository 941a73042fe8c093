//! Tables whose columns are understood: the meaning of each column and the cells of each row.

mod asides;
pub(super) mod columns;
mod cut_rows;
mod ditto;
pub(super) mod heads;
pub(super) mod meanings;
mod of_grid;
mod patterns;
pub(super) mod raw;
mod settle;

use ecow::EcoString;

use super::{
    blocks::{ends_sentence, is_furniture},
    located_text::{Ledger, Text},
    numbering::{self, Numbering, Scheme},
    result_status,
};
use asides::{is_legend, is_note, is_total};
use columns::Column;
use heads::{Heads, Purpose};
pub(super) use of_grid::read;
use raw::RawRow;
use shisaku_model::{Holder, RepairedLine};

/// True for a line of column heads: a title column and at least one column about it.
pub(super) fn is_head(line: &str) -> bool {
    let row = RawRow::of_line(&Text::line(0, 0, line), &mut Ledger::default());
    heads::read(&[row]).is_some_and(|heads| heads.purpose == Purpose::Measures)
        && numbering::read(line).is_none()
}

/// Number of lines searched for the continuation of an interrupted table.
const NEAR: usize = 6;

/// Signs for a cell without a value.
const BLANKS: [&str; 5] = ["-", "－", "―", "—", "…"];

/// A row: its cells in column order, with the number removed from the title.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub numbering: Option<Numbering>,
    pub cells: Vec<Text>,
    /// Index of the line, counted from 0.
    pub line: usize,
    /// True if the row is a heading over the rows below it, even without a title cell.
    pub heading: bool,
    /// The cells of further indicators, each in column order.
    pub indicators: Vec<Vec<Text>>,
}

/// A table as printed.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub document: usize,
    pub purpose: Purpose,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// The printed heads, one for each column. They become the labels of cells.
    pub heads: Vec<EcoString>,
    /// The lines of the heads. They are text of a table that holds no measures.
    pub head_lines: Vec<Text>,
    /// True if labels beside the values gave the columns.
    pub is_form: bool,
}

/// A part of a printed table.
#[derive(Debug)]
pub(super) enum Part {
    Table(Table),
    /// Text of a row outside any table, of a total or of a note.
    Text(Text),
}

impl Table {
    fn new(document: usize, heads: Heads, head_lines: Vec<Text>) -> Self {
        let Heads { purpose, mut columns, names, .. } = heads;
        columns::settle(columns.iter_mut().zip(names.iter().map(String::as_str)));
        Self {
            document,
            purpose,
            columns,
            rows: Vec::new(),
            heads: shared(names),
            head_lines,
            is_form: false,
        }
    }

    /// A table of the same columns without rows, whose heads this one holds.
    fn emptied(&self) -> Self {
        let (columns, heads) = (self.columns.clone(), self.heads.clone());
        let (rows, head_lines) = (Vec::new(), Vec::new());
        Self {
            document: self.document,
            purpose: self.purpose,
            columns,
            rows,
            heads,
            head_lines,
            is_form: false,
        }
    }

    /// Starts a table from its lines of heads. Returns also how many lines they take. `None` if the first line
    /// is no head.
    pub(crate) fn head(lines: &[Text], ledger: &mut Ledger) -> Option<(Self, usize)> {
        let rows: Vec<RawRow> =
            lines.iter().map(|line| RawRow::of_line(line, &mut Ledger::default())).collect();
        let heads = heads::read(&rows)?;
        let taken = heads.rows;
        let head_lines = lines[..taken].iter().map(|line| RawRow::of_line(line, ledger).joined()).collect();
        Some((Self::new(lines[0].position().0, heads, head_lines), taken))
    }

    /// Holds the lines of the heads, which are no text of an entry.
    pub(crate) fn hold_heads(&self, ledger: &mut Ledger) {
        hold_heads(&self.head_lines, ledger);
    }

    /// A table of one row, from labels and their values.
    pub(crate) fn of_form(document: usize, fields: Vec<(Column, Text)>) -> Option<Self> {
        let names: Vec<String> =
            fields.iter().map(|(_, value)| value.label.as_deref().unwrap_or_default().to_owned()).collect();
        let (mut columns, cells): (Vec<Column>, Vec<Text>) = fields.into_iter().unzip();
        columns::settle(columns.iter_mut().zip(names.iter().map(String::as_str)));
        let title = Column::title_of(&columns)?;
        for (at, column) in columns.iter_mut().enumerate() {
            if at == title {
                *column = Column::Title(0);
            } else if matches!(column, Column::Title(_)) {
                *column = Column::Section;
            }
        }
        let line = cells[title].position().1;
        let rows = vec![Row { cells, line, ..Row::default() }];
        Some(Self {
            document,
            purpose: Purpose::Measures,
            columns,
            rows,
            heads: shared(names),
            head_lines: Vec::new(),
            is_form: true,
        })
    }

    /// Reads one line as a row. Returns it as text if it is a total.
    pub(crate) fn add_line(&mut self, line: &Text, ledger: &mut Ledger) -> Option<Text> {
        let mut row = Row { line: line.position().1, ..Row::default() };
        let raw = RawRow::of_line(line, ledger);
        if raw.cells.first().is_some_and(|(_, cell)| is_total(&cell.text.text)) {
            return Some(raw.joined());
        }
        let width = self.columns.len().max(line.text.split('\t').count().min(raw.width().max(1)));
        row.cells = dense(raw, width);
        self.push(row, ledger);
        None
    }

    pub(super) fn push(&mut self, mut row: Row, ledger: &mut Ledger) {
        let numbered = self
            .columns
            .iter()
            .zip(&row.cells)
            .any(|(column, cell)| *column == Column::Number && !cell.text.is_empty());
        if let Some(title) = row.cells.get_mut(self.title_column())
            && let Some(numbering) = numbering::read(&title.text).filter(|_| !numbered)
        {
            ledger.hold(&title.take(numbering.length), Holder::Numbering);
            row.numbering = Some(numbering);
        }
        self.rows.push(row);
    }

    /// Reads a row of a grid. Returns it as text if it is a total or a note. A row that stands apart goes on with no
    /// other.
    fn add_raw(&mut self, mut raw: RawRow, apart: bool, ledger: &mut Ledger) -> Option<Text> {
        let own: Vec<usize> =
            raw.cells.iter().filter(|(_, cell)| !cell.text.borrowed).map(|(column, _)| *column).collect();
        let first = own.first().map(|&column| raw.text(column).to_owned())?;
        let single = own.len() == 1 && raw.cells.len() == 1;
        // A sentence alone in the column of results goes on with those of the row above.
        let is_result =
            own.first().is_some_and(|&at| matches!(self.columns.get(at), Some(Column::Result(_))));
        let goes_on = is_result && self.rows.iter().any(|row| !row.heading);
        let note = single && ends_sentence(&first) && !goes_on;
        if is_total(&first) || is_note(&first) || is_legend(&raw) || note {
            return Some(raw.joined());
        }
        if raw.begins_page && self.is_cut(&raw) {
            self.join_cut(raw);
            return None;
        }
        let title = self.title_column();
        let line =
            own.first().and_then(|column| raw.cells.get(column)).map_or(0, |cell| cell.text.position().1);
        let alone = single && own[0] != title;
        if alone && own[0] < title {
            let cell = raw.cells.remove(&own[0]).map(|cell| cell.text).unwrap_or_default();
            let mut cells = vec![Text::default(); self.columns.len()];
            cells[title] = cell;
            let row = Row { cells, line, heading: true, ..Row::default() };
            self.push(row, ledger);
            return None;
        }
        let named = raw.cells.get(&title).is_some_and(|cell| !cell.text.borrowed);
        let is_number = |column: &usize| self.columns.get(*column) == Some(&Column::Number);
        let numbered = own.iter().any(is_number);
        self.fill_down(&mut raw);
        self.fill_schedule(&mut raw);
        let cells = dense(raw, self.columns.len());
        // In a table of results, a number alone names the measure.
        let results = || self.columns.iter().all(|column| column.is_of_results());
        let reported = || {
            let of_row = self.columns.iter().zip(&cells);
            of_row
                .filter(|(_, cell)| !cell.text.is_empty())
                .any(|(column, _)| matches!(column, Column::Result(_)))
        };
        if named || numbered && results() && reported() {
            self.push(Row { cells, line, ..Row::default() }, ledger);
            return None;
        }
        match self.rows.iter_mut().rev().find(|row| !row.heading) {
            Some(above) if !apart && (!numbered || cells[title].borrowed) => {
                above.go_on(cells, &self.columns, self.purpose);
                None
            }
            _ => Some(cells.into_iter().filter(|cell| !cell.borrowed).fold(
                Text::default(),
                |mut whole, cell| {
                    whole.extend_apart(cell);
                    whole
                },
            )),
        }
    }

    /// Repeats a cell that covers several years in each of them.
    fn fill_schedule(&self, raw: &mut RawRow) {
        let wide: Vec<(usize, raw::RawCell)> = raw
            .cells
            .iter()
            .filter(|(_, cell)| cell.span > 1)
            .map(|(&at, cell)| (at, raw::RawCell { text: cell.text.borrowed(), span: cell.span }))
            .collect();
        for (at, cell) in wide {
            for column in at + 1..(at + cell.span).min(self.columns.len()) {
                if matches!(self.columns[column], Column::Schedule(_)) {
                    raw.cells.entry(column).or_insert_with(|| raw::RawCell { span: 1, ..cell.clone() });
                }
            }
        }
    }

    /// Puts the sections of the row above into blank section cells, up to the first that has its own.
    fn fill_down(&self, raw: &mut RawRow) {
        let Some(above) = self.rows.iter().rev().find(|row| !row.heading) else { return };
        for (column, kind) in self.columns.iter().enumerate() {
            if *kind != Column::Section {
                continue;
            }
            match raw.cells.get(&column) {
                Some(own) if !own.text.borrowed => break,
                Some(_) => {}
                None => {
                    let text = above.cells[column].borrowed();
                    if !text.text.is_empty() {
                        raw.cells.insert(column, raw::RawCell { text, span: 1 });
                    }
                }
            }
        }
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
            let row = RawRow::of_line(&Text::line(0, 0, line), &mut Ledger::default());
            let above_heads = row.cells.len() == 1 && !row.cells.contains_key(&0);
            let other = above_heads || heads::begins_other_table(&row, None);
            line.contains('\t') && !is_head(line) && !other && line.split('\t').count() <= self.columns.len()
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

    /// Index of the title column. Heads of measures always have one.
    pub(crate) fn title_column(&self) -> usize {
        self.columns.iter().position(|column| matches!(column, Column::Title(_))).unwrap_or(0)
    }
}

impl Row {
    /// True if every cell but the title is empty.
    pub(crate) fn is_bare(&self, title: usize) -> bool {
        self.heading
            || self.cells.iter().enumerate().all(|(index, cell)| index == title || cell.text.is_empty())
    }

    /// Adds the cells of a row that goes on with this one. A further indicator of the measure stays apart.
    fn go_on(&mut self, mut cells: Vec<Text>, columns: &[Column], purpose: Purpose) {
        let begins = |(column, cell): (&Column, &Text)| {
            *column == Column::Indicator && !cell.borrowed && !cell.text.is_empty()
        };
        if purpose == Purpose::Measures && columns.iter().zip(&cells).any(begins) {
            let mut own = vec![Text::default(); columns.len()];
            let of_indicator = columns.iter().zip(own.iter_mut().zip(&mut cells));
            for (_, (own, cell)) in of_indicator.filter(|(column, _)| column.is_of_indicator()) {
                std::mem::swap(own, cell);
            }
            self.indicators.push(own);
        }
        self.add(cells);
    }

    /// Adds the cells of a row that goes on with this one.
    fn add(&mut self, cells: Vec<Text>) {
        for (own, more) in self.cells.iter_mut().zip(cells) {
            if !more.borrowed && !more.text.is_empty() {
                own.extend_apart(more);
            }
        }
    }
}

fn hold_heads(lines: &[Text], ledger: &mut Ledger) {
    lines.iter().for_each(|line| ledger.hold(line, Holder::TableHead));
}

fn shared(names: Vec<String>) -> Vec<EcoString> {
    names.into_iter().map(EcoString::from).collect()
}

/// The cells of a row, with empty ones for its blanks. Cells beyond `width` follow.
fn dense(raw: RawRow, width: usize) -> Vec<Text> {
    let mut cells = vec![Text::default(); width];
    for (column, cell) in raw.cells {
        match cells.get_mut(column) {
            Some(place) => *place = cell.text,
            None => cells.push(cell.text),
        }
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
    }
}
