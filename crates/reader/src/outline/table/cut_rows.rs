//! Rows that a page break cuts in two.

use super::{super::blocks::ends_sentence, Column, Row, Table, raw::RawRow};

impl Table {
    /// True if the first row of a page goes on with the last row of the page before: it has a title, but neither a
    /// number nor a department where the row above has them, and no cell where the row above is blank.
    pub(super) fn is_cut(&self, row: &RawRow) -> bool {
        let Some(above) = self.rows.last().filter(|above| !above.heading) else { return false };
        let is_own = |at: usize| row.cells.get(&at).is_some_and(|cell| !cell.text.borrowed);
        let is_filled = |at: usize| above.cells.get(at).is_some_and(|cell| !cell.text.is_empty());
        let names = |column: Column| matches!(column, Column::Number | Column::Department);
        let numbered = self.columns.iter().zip(&above.cells);
        let mut numbered = numbered.filter(|(column, _)| **column == Column::Number);
        let own = || row.cells.keys().copied().filter(|&at| is_own(at));
        is_own(self.title_column())
            && own().count() > 1
            && numbered.any(|(_, cell)| !cell.text.is_empty())
            && own().all(|at| is_filled(at) && self.columns.get(at).is_some_and(|&column| !names(column)))
    }

    /// Joins a cut row to the one above. A cell that ends no sentence goes on without a space: the break may part a
    /// word.
    pub(super) fn join_cut(&mut self, row: RawRow) {
        let Some(Row { cells, .. }) = self.rows.last_mut() else { return };
        for (at, more) in row.cells {
            let Some(cell) = cells.get_mut(at).filter(|_| !more.text.borrowed) else { continue };
            if ends_sentence(&cell.text) {
                cell.extend_apart(more.text);
            } else {
                cell.extend(more.text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::located_text::{Ledger, Text};
    use super::*;

    #[test]
    fn a_row_cut_by_a_page_break_is_joined() {
        let row = |line: &str| RawRow::of_line(&Text::line(0, 0, line), &mut Ledger::default());
        let heads = Text::line(0, 0, "番号\t事業名\t担当課\t実績");
        let Some((mut table, _)) = Table::head(&[heads], &mut Ledger::default()) else { return };
        assert!(table.add_raw(row("1\t相談体制の\t福祉課\t１名を"), false, &mut Ledger::default()).is_none());
        let cut = row("\t充実\t\t増員した。");
        assert!(table.is_cut(&cut));
        assert!(!table.is_cut(&row("2\t充実\t\t増員した。")));
        assert!(!table.is_cut(&row("\t交流の充実")));
        table.join_cut(cut);
        let texts = |row: &Row| row.cells.iter().map(|cell| cell.text.to_string()).collect::<Vec<_>>();
        let joined: Vec<_> = table.rows.iter().map(texts).collect();
        assert_eq!(joined, [["1", "相談体制の充実", "福祉課", "１名を増員した。"]]);
    }
}
