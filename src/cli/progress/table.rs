//! The progress table in a terminal. Columns that do not fit go into a further block below, with the same
//! rows.

use std::io::{self, Write};

use super::super::{
    columns::{left, places, right},
    style::Style,
};
use shisaku_messages::Parameter;
use shisaku_model::Kind;
use shisaku_search::{Counts, Number, Progress};

const GAP: &str = "  ";
/// Minimum width of the row names, unless all names are shorter.
const NAME: usize = 20;
/// Maximum width of a column name. A longer name is cut unless the cells are wider.
const COLUMN: usize = 16;
/// Label of the row and the column of totals.
const WHOLE: &str = "全体";

/// A column: its name, its cells from the first row to the total, and its width.
struct Column<'p> {
    name: &'p str,
    cells: Vec<Counts>,
    places: usize,
}

impl<'p> Column<'p> {
    fn new(name: &'p str, cells: Vec<Counts>) -> Self {
        let widest = cells.iter().map(|counts| places(&text(counts))).max().unwrap_or(0);
        Self { name, cells, places: widest.max(places(name).min(COLUMN)) }
    }
}

/// Writes the table with its conditions above and its legend below.
pub(super) fn write(progress: &Progress, style: Style, width: usize, out: &mut impl Write) -> io::Result<()> {
    for notice in &progress.notices {
        writeln!(out, "※ {}", notice.message)?;
    }
    head(progress, style, out)?;
    if progress.total.get(Number::Total) == 0 {
        return writeln!(out, "\n0 件");
    }
    let names: Vec<&str> = progress.rows.iter().map(|row| &*row.label).chain([WHOLE]).collect();
    let of_column = |at: usize| progress.cells.iter().map(move |row| row[at]);
    let named = progress
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| Column::new(&column.label, of_column(at).chain([column.counts]).collect()));
    let whole = progress.rows.iter().map(|row| row.counts).chain([progress.total]).collect();
    let columns: Vec<Column<'_>> = [Column::new(WHOLE, whole)].into_iter().chain(named).collect();
    let widest = names.iter().map(|name| places(name)).max().unwrap_or(0);
    let least = widest.min(NAME);
    let mut rest = columns.as_slice();
    while !rest.is_empty() {
        let mut used = least;
        let fitting = rest.iter().take_while(|column| {
            used += column.places + GAP.len();
            used <= width
        });
        let (block, further) = rest.split_at(fitting.count().max(1));
        rest = further;
        let used: usize = block.iter().map(|column| column.places + GAP.len()).sum();
        let name = widest.min(width.saturating_sub(used)).max(least);
        lines(&names, block, name, style, out)?;
    }
    legend(progress, out)
}

fn head(progress: &Progress, style: Style, out: &mut impl Write) -> io::Result<()> {
    let sides = format!("{} × {}", progress.row_facet.label, progress.column_facet.label);
    writeln!(out, "{}  基準日 {}", style.bold(&sides), progress.at)?;
    let total = &progress.total;
    let part = |part: &Number| format!("{} {}({}%)", part.label(), total.get(*part), total.percent(*part));
    let parts: Vec<String> = Number::PARTS.iter().map(part).collect();
    if total.get(Number::Total) > 0 {
        writeln!(out, "全体 {} 件\n{}", total.get(Number::Total), parts.join("、"))?;
    }
    if progress.asked.filters.of("kind").is_empty() {
        let kinds = Kind::PLANNED.map(Kind::label).join("、");
        writeln!(out, "種別: {kinds}(施策だけなら --kind measure)")?;
    }
    if !progress.asked.text.is_empty() {
        writeln!(out, "言葉: {}", progress.asked.text)?;
    }
    for (facet, values) in &progress.chosen {
        let values = Parameter::List("list.or", values.clone());
        writeln!(out, "条件: {} = {values}", facet.label)?;
    }
    Ok(())
}

fn lines(
    names: &[&str],
    columns: &[Column<'_>],
    name: usize,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let heads = columns.iter().map(|column| format!("{GAP}{}", right(column.name, column.places)));
    writeln!(out, "\n{}", style.bold(&format!("{}{}", left("", name), heads.collect::<String>())))?;
    for (at, row) in names.iter().enumerate() {
        write!(out, "{}", left(row, name))?;
        for column in columns {
            let shown = text(&column.cells[at]);
            let shown = right(&shown, column.places);
            let shown = match shown.split_once('!') {
                Some((before, overdue)) => format!("{before}{}", style.alarm(&format!("!{overdue}"))),
                None => shown,
            };
            write!(out, "{GAP}{shown}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Formats the counts of a cell as `18 (14/2/2/0) !2`, or `-` if there is nothing to count.
fn text(counts: &Counts) -> String {
    let of = |number| counts.get(number);
    if of(Number::Total) == 0 {
        return "-".to_owned();
    }
    let overdue = match of(Number::Overdue) {
        0 => String::new(),
        overdue => format!(" !{overdue}"),
    };
    let parts = Number::PARTS.map(|part| of(part).to_string());
    format!("{} ({}){overdue}", of(Number::Total), parts.join("/"))
}

fn legend(progress: &Progress, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n件数 (実績あり/実績なし/計画期間の報告待ち/報告なし)")?;
    if progress.total.get(Number::Overdue) > 0 {
        let through = progress.over_through();
        writeln!(out, "!件数 期限超過: {through} 年度までに終わり、その年度の報告が「実績なし」のもの")?;
        writeln!(out, "  (あとに何かを行ったという報告があるものと、除いた項目は数えません)")?;
    }
    if progress.total.get(Number::Waiting) > 0 {
        writeln!(out, "計画期間の報告待ち: 報告が、計画の年度の始まる前に終わっているもの")?;
    }
    if let Some(years) = progress.total.reported {
        writeln!(out, "報告の年度: {years}({})", years.in_eras())?;
    }
    if progress.rows.iter().chain(&progress.columns).any(|line| line.value.is_none()) {
        writeln!(out, "「…なし」は、その項目の値がないもの")?;
    }
    Ok(())
}
