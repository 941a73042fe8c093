//! `shisaku check`: reads the documents and lists the findings.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;

use super::{Outcome, args::CheckArgs, style::Style};
use shisaku_model::{Catalogue, Finding, Kind, Plan, Severity};

/// The order of the findings: the most urgent first.
const GROUPS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

pub(super) fn run(args: &CheckArgs) -> Result<Outcome> {
    // Findings about this list are reported below, with those of the other lists.
    let organisations = shisaku_ingest::lexicon::organisations(args.lexicon.folder.as_deref())?;
    let mut reading = shisaku_reader::read_seeds_with(&args.seeds, &organisations)?;
    if let Some(folder) = &args.lexicon.folder {
        let plans: Vec<Plan> = reading.plans.iter().map(|reading| reading.plan.clone()).collect();
        reading.findings.extend(shisaku_lexicon::check(folder, &Catalogue::of(&plans))?);
    }
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &serde_json::json!({"findings": reading.findings}))?;
        writeln!(out)?;
    } else {
        for severity in GROUPS {
            let of: Vec<&Finding> = reading.findings.iter().filter(|f| f.severity == severity).collect();
            if !of.is_empty() {
                writeln!(out, "{}({} 件)", severity.label(), of.len())?;
            }
            of.into_iter().try_for_each(|finding| write_finding(finding, &mut out))?;
        }
        for reading in &reading.plans {
            let of = |kind: Kind| reading.plan.entries.iter().filter(move |entry| entry.kind == kind);
            let count = |kind: Kind| {
                let reprints = of(kind).filter(|entry| entry.reprint_of.is_some()).count();
                let without = match reprints {
                    0 => String::new(),
                    reprints => format!("(再掲を除くと {})", of(kind).count() - reprints),
                };
                format!("{} {}{without}", kind.label(), of(kind).count())
            };
            let counts: Vec<String> = Kind::ALL.into_iter().map(count).collect();
            writeln!(
                out,
                "{}({}): {}",
                reading.plan.manifest.title,
                reading.plan.manifest.id,
                counts.join("、")
            )?;
        }
    }
    Ok(Outcome::of(&reading.findings))
}

pub(super) fn write_finding(finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    let style = if io::stdout().is_terminal() { Style::Terminal } else { Style::Plain };
    let place = style.bold(&finding.place.to_string());
    writeln!(out, "  {place} {} [{}]", finding.message, finding.code)?;
    if !finding.advice.is_empty() {
        writeln!(out, "      → {}", finding.advice)?;
    }
    Ok(())
}
