//! Findings for people: grouped by kind, because one document may give hundreds.

use std::{
    collections::HashMap,
    io::{self, IsTerminal, Write},
};

use crate::cli::style::Style;
use shisaku_model::{Finding, Severity};

/// The order of the findings: the most urgent first.
const GROUPS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Maximum number of places of one kind of finding.
const PLACES: usize = 3;

/// Writes the findings by severity, one line for each kind, or one for each finding.
pub(super) fn write_findings(findings: &[Finding], all: bool, out: &mut impl Write) -> io::Result<()> {
    let mut is_shortened = false;
    for severity in GROUPS {
        let of: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == severity).collect();
        if of.is_empty() {
            continue;
        }
        writeln!(out, "{}({} 件)", severity.label(), of.len())?;
        if all {
            of.into_iter().try_for_each(|finding| write_finding(finding, out))?;
            continue;
        }
        for kind in by_kind(&of) {
            is_shortened |= kind.len() > 1;
            write_kind(&kind, out)?;
        }
    }
    if is_shortened {
        writeln!(out, "同じ種類の気づきはまとめました。すべて見るには --all を付けてください。")?;
    }
    Ok(())
}

/// The findings of each code, in the order of the first of each.
fn by_kind<'f>(findings: &[&'f Finding]) -> Vec<Vec<&'f Finding>> {
    let mut kinds: Vec<Vec<&Finding>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for finding in findings {
        let at = *known.entry(finding.code).or_insert_with(|| {
            kinds.push(Vec::new());
            kinds.len() - 1
        });
        kinds[at].push(finding);
    }
    kinds
}

/// Writes the first finding of a kind, and the places of the next ones.
fn write_kind(findings: &[&Finding], out: &mut impl Write) -> io::Result<()> {
    let [first, others @ ..] = findings else { return Ok(()) };
    let mut places: Vec<String> = others.iter().map(|finding| finding.place.to_string()).collect();
    places.dedup();
    places.retain(|place| *place != first.place.to_string());
    let more = if places.len() >= PLACES { " など" } else { "" };
    places.truncate(PLACES - 1);
    let at = if places.is_empty() { String::new() } else { format!(": {}{more}", places.join("、")) };
    let same = match others.len() {
        0 => String::new(),
        count => format!("(同じ種類があと {count} 件{at})"),
    };
    write_with(first, &same, out)
}

/// Writes one finding with its advice.
pub(in crate::cli) fn write_finding(finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    write_with(finding, "", out)
}

fn write_with(finding: &Finding, more: &str, out: &mut impl Write) -> io::Result<()> {
    let style = if io::stdout().is_terminal() { Style::Terminal } else { Style::Plain };
    let place = style.bold(&finding.place.to_string());
    writeln!(out, "  {place} {} [{}]{more}", finding.message, finding.code)?;
    if !finding.advice.is_empty() {
        writeln!(out, "      → {}", finding.advice)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use shisaku_model::Place;

    fn shown(findings: &[Finding], all: bool) -> String {
        let mut out = Vec::new();
        write_findings(findings, all, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn findings_of_one_kind_share_a_line_and_their_advice() {
        let odd = |line| {
            Finding::warning("odd", Place::line("a.txt", line), format!("番号 {line}"))
                .advise("確かめてください。")
        };
        let findings: Vec<Finding> =
            (1..=5).map(odd).chain([Finding::info("other", Place::file("b.txt"), "一つ")]).collect();
        let expected = "注意(5 件)\n  a.txt:1 番号 1 [odd](同じ種類があと 4 件: a.txt:2、a.txt:3 など)\n      → 確かめてください。\n\
                        情報(1 件)\n  b.txt 一つ [other]\n\
                        同じ種類の気づきはまとめました。すべて見るには --all を付けてください。\n";
        assert_eq!(shown(&findings, false), expected);
        let all = shown(&findings, true);
        assert_eq!(all.matches("[odd]").count(), 5);
        assert!(!all.contains("--all"));
    }

    #[test]
    fn a_finding_alone_is_written_in_full() {
        let findings = [Finding::error("broken", Place::line("a.txt", 1), "読めません。")];
        assert_eq!(shown(&findings, false), "エラー(1 件)\n  a.txt:1 読めません。 [broken]\n");
    }
}
