//! `shisaku check`: reads the documents and lists the findings.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use serde_json::json;

use super::{Outcome, args::CheckArgs, style::Style};
use shisaku_model::{Catalogue, Finding, Kind, Plan, Severity};
use shisaku_reader::{PlanReading, Share};

/// The order of the findings: the most urgent first.
const GROUPS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Maximum number of findings of one kind that are listed one by one.
const MOST_LISTED: usize = 3;

/// Percentage of a document below which the first lines of its rest are quoted.
const WELL_UNDERSTOOD: usize = 90;

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
        let documents = reading.plans.iter().flat_map(PlanReading::shares).map(|share| {
            let percent = share.percent();
            let mut document = serde_json::to_value(share)?;
            document["percent"] = percent.into();
            Ok(document)
        });
        let documents = documents.collect::<Result<Vec<_>, serde_json::Error>>()?;
        serde_json::to_writer_pretty(
            &mut out,
            &json!({"findings": reading.findings, "documents": documents}),
        )?;
        writeln!(out)?;
    } else {
        for severity in GROUPS {
            let of: Vec<&Finding> = reading.findings.iter().filter(|f| f.severity == severity).collect();
            if !of.is_empty() {
                writeln!(out, "{}({} 件)", severity.label(), of.len())?;
            }
            let most = if args.all { usize::MAX } else { MOST_LISTED };
            write_grouped(&of, most, &mut out)?;
        }
        reading.plans.iter().try_for_each(|reading| write_plan(reading, &mut out))?;
    }
    Ok(Outcome::of(&reading.findings))
}

/// Lists findings. Of more than `most` of one kind, the first is shown with the number of the others.
fn write_grouped(findings: &[&Finding], most: usize, out: &mut impl Write) -> io::Result<()> {
    let mut codes: Vec<&str> = Vec::new();
    for code in findings.iter().map(|finding| finding.code) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    for code in codes {
        let of: Vec<&&Finding> = findings.iter().filter(|finding| finding.code == code).collect();
        let shown = if of.len() > most { 1 } else { of.len() };
        of[..shown].iter().try_for_each(|finding| write_finding(finding, out))?;
        if shown < of.len() {
            let places = of[shown..].iter().take(MOST_LISTED).map(|finding| finding.place.to_string());
            let places = places.collect::<Vec<_>>().join("、");
            let more = if of.len() - shown > MOST_LISTED { " など" } else { "" };
            writeln!(out, "      ほかに {} 件: {places}{more}(--all ですべて)", of.len() - shown)?;
        }
    }
    Ok(())
}

fn write_plan(reading: &PlanReading, out: &mut impl Write) -> io::Result<()> {
    let of = |kind: Kind| reading.plan.entries.iter().filter(move |entry| entry.kind == kind);
    let count = |kind: Kind| {
        let reprints = of(kind).filter(|entry| entry.reprint_of.is_some()).count();
        let without = match reprints {
            0 => String::new(),
            reprints => format!("(再掲を除くと {})", of(kind).count() - reprints),
        };
        format!("{} {}{without}", kind.label(), of(kind).count())
    };
    let manifest = &reading.plan.manifest;
    writeln!(out, "{}({}): {}", manifest.title, manifest.id, Kind::ALL.map(count).join("、"))?;
    reading.shares().iter().try_for_each(|share| write_share(share, out))
}

/// Writes the share of a document that was understood. The rest is found too, as 本文.
fn write_share(share: &Share, out: &mut impl Write) -> io::Result<()> {
    let rest = share.letters - share.understood;
    let kept = if rest > 0 {
        format!("。残りの {rest} 字は「本文」として探せます")
    } else {
        String::new()
    };
    writeln!(
        out,
        "  {}: {} 字の {}% を計画の項目として読みました{kept}。",
        share.file,
        share.letters,
        share.percent()
    )?;
    if share.percent() < WELL_UNDERSTOOD {
        for quote in &share.rest {
            writeln!(out, "      {} {}", quote.place, quote.text)?;
        }
    }
    Ok(())
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
