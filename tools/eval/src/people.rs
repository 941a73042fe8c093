//! The evaluation report for people: a table, the worst queries, and the comparison with an earlier run.

use std::io::{self, Write};

use super::{
    compare::{Change, Comparison, Moved},
    figures::{Asked, Figures, METRICS, Summary},
    report::Report,
};

/// Number of worst queries listed. [`MOVED`] limits the gained and the lost ones.
const LISTED: usize = 10;
const MOVED: usize = 5;

/// Number of ids to list for the expected and for the returned entries.
const IDS: usize = 10;

/// Writes the report and the comparison.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(report: &Report, comparison: Option<&Comparison<'_>>, out: &mut impl Write) -> io::Result<()> {
    write_table(report, out)?;
    write_worst(report, out)?;
    comparison.map_or(Ok(()), |comparison| write_comparison(comparison, out))
}

/// Writes one row per kind of query, with the totals on top.
fn write_table(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let head = ["種類", "件数"].into_iter().chain(METRICS.iter().map(|metric| metric.label));
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).collect(), row("全体", &report.overall())];
    rows.extend(report.kinds().into_iter().map(|(kind, figures)| row(kind, &figures)));
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(widest).collect();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, wide)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(wide - width(cell));
            // Text is aligned left, numbers are aligned right.
            line += &if column == 0 { format!("{cell}{gap}") } else { format!("  {gap}{cell}") };
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn row(name: &str, figures: &Figures) -> Vec<String> {
    let cell = |(summary, value): (Summary, &Option<f64>)| match (summary, value) {
        (_, None) => "-".to_owned(),
        (Summary::Count, Some(value)) => format!("{value:.0}"),
        (Summary::Mean, Some(value)) => format!("{value:.3}"),
    };
    let values = METRICS.iter().map(|metric| metric.summary).zip(&figures.values).map(cell);
    [name.to_owned(), figures.queries.to_string()].into_iter().chain(values).collect()
}

fn write_worst(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let mut worst: Vec<&Asked> = report.asked.iter().filter(|asked| asked.quality() < 1.0).collect();
    worst.sort_by(|one, other| one.quality().total_cmp(&other.quality()));
    if worst.is_empty() {
        return Ok(());
    }
    let shown = worst.len().min(LISTED);
    writeln!(out, "\n改善の余地がある質問({} 件。悪いほうから {shown} 件)", worst.len())?;
    for asked in &worst[..shown] {
        let query = &asked.query;
        writeln!(out, "  {} {} [{}] {:.3}", query.qid, query.query, query.kind, asked.quality())?;
        writeln!(out, "      期待: {}", expected(asked))?;
        writeln!(out, "      結果: {}", came(asked))?;
        let violations: Vec<&str> = asked.violations().collect();
        if !violations.is_empty() {
            writeln!(out, "      返してはいけないもの: {}", listed(violations.into_iter()))?;
        }
    }
    Ok(())
}

/// Lists the judged entries with their grades, best first.
fn expected(asked: &Asked) -> String {
    let mut relevant: Vec<(&String, &u8)> = asked.query.relevant.iter().collect();
    relevant.sort_by(|one, other| other.1.cmp(one.1));
    let exact = if asked.query.exact_set { " ちょうどこれだけ" } else { "" };
    match relevant.is_empty() {
        true => "0 件".to_owned(),
        false => listed(relevant.into_iter().map(|(id, grade)| format!("{id}({grade})"))) + exact,
    }
}

/// Lists the returned entries, relevant ones with their grade.
fn came(asked: &Asked) -> String {
    let shown = asked.graded().map(|(found, grade)| match grade {
        0 => found.local.clone(),
        grade => format!("{}({grade})", found.local),
    });
    format!("{} 件 {}", asked.answer.total, listed(shown)).trim_end().to_owned()
}

/// Joins the first [`IDS`] ids. An ellipsis shows that there are more.
fn listed(ids: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut ids = ids.peekable();
    let mut list = String::new();
    for id in ids.by_ref().take(IDS) {
        list = if list.is_empty() { id.as_ref().to_owned() } else { format!("{list} {}", id.as_ref()) };
    }
    if ids.peek().is_some() { list + " …" } else { list }
}

fn write_comparison(comparison: &Comparison<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n前回との比較({} 件)", comparison.paired)?;
    let (before, now) = (comparison.only_before, comparison.only_now);
    if before + now > 0 {
        writeln!(out, "  片方にしかない質問は比べていません: 前回だけ {before} 件、今回だけ {now} 件")?;
    }
    comparison.changes.iter().try_for_each(|change| write_change(change, out))
}

fn write_change(change: &Change<'_>, out: &mut impl Write) -> io::Result<()> {
    let label = change.metric.label;
    let Some(means) = change.means else {
        return writeln!(out, "  {label}: 比べられる質問がありません");
    };
    let [low, high] = means.interval;
    let verdict = match () {
        () if low > 0.0 => "よくなった",
        () if high < 0.0 => "悪くなった",
        () if low == 0.0 && high == 0.0 => "変わらない",
        () => "差があるとはいえない",
    };
    writeln!(
        out,
        "  {label}: {:.3} → {:.3}  差 {:+.3}(95% 区間 {low:+.3} ～ {high:+.3}、{verdict})",
        means.before, means.now, means.difference
    )?;
    for (heading, moved) in [("上がった質問", &change.gained), ("下がった質問", &change.lost)] {
        if !moved.is_empty() {
            writeln!(out, "    {heading}")?;
        }
        moved.iter().take(MOVED).try_for_each(|moved| write_moved(moved, out))?;
    }
    Ok(())
}

fn write_moved(moved: &Moved<'_>, out: &mut impl Write) -> io::Result<()> {
    let query = &moved.asked.query;
    writeln!(
        out,
        "      {:+.3}  {:.3} → {:.3}  {} {} [{}]",
        moved.difference(),
        moved.before,
        moved.now,
        query.qid,
        query.query,
        query.kind
    )
}

/// Width of a text in terminal columns. A character outside ASCII counts as two, which fits Japanese.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
