//! Result cells that point to another cell: 同左 to the left, 〃 and 同上 above. They take its text.

use super::{
    super::located_text::{Ledger, Text},
    Column, Table,
};
use shisaku_model::Holder;

/// Cells that repeat the one to their left.
const LEFT: [&str; 6] = ["同左", "左に同じ", "左記に同じ", "前年度と同じ", "前年度に同じ", "前年と同じ"];

/// Cells that repeat the one above.
const ABOVE: [&str; 2] = ["同上", "上に同じ"];

/// Cells that repeat the one before them, in their row or in their column.
const BEFORE: [&str; 2] = ["〃", "々"];

impl Table {
    /// Puts the text of the cell that a result cell points to in its place. One that points nowhere stays, and so
    /// does 〃 between two results that differ.
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
                    _ if BEFORE.contains(&bare) => match (&left, &above[at]) {
                        (Some(left), Some(above)) => (left.text == above.text).then(|| left.clone()),
                        (left, above) => left.as_ref().or(above.as_ref()).cloned(),
                    },
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
