//! Result cells that point to another cell: 同左 to the left, 〃 and 同上 above. They take its text.

use super::{
    super::located_text::{Ledger, Text},
    Column, Table,
};
use shisaku_model::Holder;

/// Cells that repeat the one to their left.
const LEFT: [&str; 6] = ["同左", "左に同じ", "左記に同じ", "前年度と同じ", "前年度に同じ", "前年と同じ"];

/// Cells that repeat the one above.
const ABOVE: [&str; 4] = ["同上", "上に同じ", "〃", "々"];

impl Table {
    /// Puts the text of the cell that a result cell points to in its place. One that points nowhere stays. 〃 points
    /// to the left where a result stands there, because results of two measures are seldom one.
    pub(crate) fn resolve_dittos(&mut self, ledger: &mut Ledger) {
        let results: Vec<usize> =
            (0..self.columns.len()).filter(|&at| matches!(self.columns[at], Column::Result(_))).collect();
        let mut above: Vec<Option<Text>> = vec![None; self.columns.len()];
        for row in self.rows.iter_mut().filter(|row| !row.heading) {
            let mut left: Option<Text> = None;
            for &at in &results {
                let Some(cell) = row.cells.get_mut(at) else { continue };
                let bare = cell.text.trim().trim_end_matches('。');
                let pointed = match bare {
                    _ if LEFT.contains(&bare) => left.clone(),
                    "〃" => left.clone().or_else(|| above[at].clone()),
                    _ if ABOVE.contains(&bare) => above[at].clone(),
                    _ => None,
                };
                if let Some(pointed) = pointed {
                    ledger.hold(cell, Holder::Sign);
                    *cell = pointed.borrowed();
                }
                let own = Some(cell.clone()).filter(|cell| !cell.text.is_empty());
                left.clone_from(&own);
                above[at] = own;
            }
        }
    }
}
