//! Hits as a table with one line each.

use std::io::{self, Write};

use super::{
    super::{
        columns::{left, places, width},
        style::Style,
    },
    blocks, explain,
};
use shisaku_model::Entry;
use shisaku_search::{Answer, Item};

const GAP: &str = "  ";
/// Minimum width of a title, in columns, on a narrow terminal.
const LEAST_TITLE: usize = 16;

/// Writes the whole answer.
pub(super) fn write(answer: &Answer, style: Style, explained: bool, out: &mut impl Write) -> io::Result<()> {
    blocks::head(answer, explained, out)?;
    if !answer.items.is_empty() {
        rows(&answer.items, style, explained, out)?;
    }
    blocks::ways_on(answer, style, out)
}

fn rows(items: &[Item], style: Style, explained: bool, out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<[String; 4]> = items.iter().map(|item| row(&item.entry)).collect();
    let head = ["番号", "題名", "計画区分", "実績"].map(str::to_owned);
    let widest = |at: usize| rows.iter().chain([&head]).map(|row| places(&row[at])).max().unwrap_or(0);
    let [number, title, period, result] = [0, 1, 2, 3].map(widest);
    let left_over = width().saturating_sub(number + period + result + 3 * GAP.len());
    let title = title.min(left_over.max(LEAST_TITLE));
    let line = |row: &[String; 4]| {
        let parts = [left(&row[0], number), left(&row[1], title), left(&row[2], period), row[3].clone()];
        parts.join(GAP)
    };
    writeln!(out, "{}", style.bold(&line(&head)))?;
    for (row, item) in rows.iter().zip(items) {
        writeln!(out, "{}", line(row))?;
        if explained {
            explain::item(item, out)?;
        }
    }
    Ok(())
}

fn row(entry: &Entry) -> [String; 4] {
    // The kind stands in for a missing number.
    let number = if entry.number.is_empty() { entry.kind.label() } else { &entry.number };
    let result = if entry.kind.is_planned() { entry.result_label() } else { "" };
    [number.to_owned(), entry.title.clone(), entry.period.clone().unwrap_or_default(), result.to_owned()]
}
