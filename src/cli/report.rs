//! `shisaku report`: queries without results, and proposals for the lexicon.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;

use super::{Outcome, args::ReportArgs, check::write_finding, learn, lexicon, session};
use crate::config::Folders;
use shisaku_lexicon::{Open, Place, Proposal, Report, report};
use shisaku_misses::Count;
use shisaku_model::{Finding, Severity};

/// Number of queries shown per month and per list. `--json` shows all.
const SHOWN: usize = 20;

pub(super) fn run(args: &ReportArgs) -> Result<Outcome> {
    let folders = Folders::from(&args.folders);
    let (months, findings) = learn::months(&args.learn)?;
    let lists = lexicon::lists(folders.lexicon.as_deref())?;
    let search = session::open_fresh(&folders)?;
    let bar = session::bar("言い換え");
    let report = report(search, &lists, months, &|done, all| session::advance(&bar, done, all));
    bar.finish_and_clear();
    let report = report?;
    let mut out = io::stdout().lock();
    if args.json {
        let mut json = report.json();
        json["findings"] = serde_json::to_value(&findings)?;
        serde_json::to_writer_pretty(&mut out, &json)?;
        writeln!(out)?;
    } else {
        write_findings(&findings, &mut out)?;
        write_report(&report, &mut out)?;
    }
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if errors { Outcome::Errors } else { Outcome::Success })
}

fn write_findings(findings: &[Finding], out: &mut impl Write) -> io::Result<()> {
    let colour = io::stdout().is_terminal();
    findings.iter().try_for_each(|finding| write_finding(finding, colour, out))?;
    if findings.is_empty() { Ok(()) } else { writeln!(out) }
}

fn write_report(report: &Report, out: &mut impl Write) -> io::Result<()> {
    if report.months.iter().all(|(_, counts)| counts.is_empty()) {
        return writeln!(
            out,
            "報告するものはまだありません。決めた回数に満たない言葉は残らないため、ここにも出ません。"
        );
    }
    for (month, counts) in &report.months {
        writeln!(out, "{}に見つからなかった言葉({} 件)", month.label(), counts.len())?;
        for Count { miss, times } in counts.iter().take(SHOWN) {
            let then = miss.then.as_ref().map(|then| format!(" → {then}")).unwrap_or_default();
            writeln!(out, "  {times:>4} 回  {}{then}", miss.failed)?;
        }
        more(counts.len(), out)?;
        writeln!(out)?;
    }
    let (spellings, synonyms): (Vec<&Proposal>, Vec<&Proposal>) =
        report.proposals.iter().partition(|one| one.line.place != Place::Synonyms);
    if !synonyms.is_empty() {
        writeln!(
            out,
            "# 語彙への提案: 意味が合っていれば、lexicon/synonyms/ の分野に合うファイルに書き足してください。"
        )?;
        synonyms.into_iter().try_for_each(|one| write_proposal(one, out))?;
        writeln!(out)?;
    }
    if !spellings.is_empty() {
        writeln!(
            out,
            "# 読みが同じ言葉: 同じ語の別の書き方なら lexicon/spellings.txt に書き足し、別の語ならそのままにしてください。"
        )?;
        spellings.into_iter().try_for_each(|one| write_proposal(one, out))?;
        writeln!(out)?;
    }
    if !report.open.is_empty() {
        writeln!(out, "言い換えを考えてください(提案できるものがない言葉、{} 件)", report.open.len())?;
        report.open.iter().take(SHOWN).try_for_each(|open| write_open(open, out))?;
        more(report.open.len(), out)?;
        writeln!(out)?;
    }
    if !report.found_now.is_empty() {
        writeln!(out, "今は見つかります({} 件。することはありません)", report.found_now.len())?;
        for one in report.found_now.iter().take(SHOWN) {
            writeln!(out, "  {:>4} 回  {}(今は {} 件)", one.times, one.text, one.found)?;
        }
        more(report.found_now.len(), out)?;
    }
    Ok(())
}

/// Writes a line to paste into the lexicon, with an explanation as a comment at its end.
fn write_proposal(Proposal { line, times, gain }: &Proposal, out: &mut impl Write) -> io::Result<()> {
    let instead = match line.place {
        Place::Spellings { instead_of: Some(at) } => format!("{at} 行目をこの行に置き換える。"),
        _ => String::new(),
    };
    writeln!(
        out,
        "{}   # {times} 回。{instead}「{}」で {} 件見つかるようになる({})",
        line.text, gain.text, gain.found, gain.title
    )
}

fn write_open(open: &Open, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  {:>4} 回  {}", open.times, open.text)?;
    let near: Vec<String> = open.near.iter().map(|one| format!("{}({} 件)", one.text, one.count)).collect();
    if !near.is_empty() {
        writeln!(out, "           近い言葉: {}", near.join("、"))?;
    }
    for tried in &open.tried {
        writeln!(out, "           代わりに「{}」({} 回): {}", tried.then, tried.times, tried.why_not)?;
    }
    Ok(())
}

/// Writes how many items are not shown, if any.
fn more(all: usize, out: &mut impl Write) -> io::Result<()> {
    match all.checked_sub(SHOWN) {
        None | Some(0) => Ok(()),
        Some(more) => writeln!(out, "  ほか {more} 件(--json ですべて)"),
    }
}
