//! `shisaku parse`: reads one document and lists its measures.

use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

use anyhow::Result;

use super::{Outcome, args::ParseArgs, say};
use crate::api::Measures;
use shisaku_model::{Entry, Finding, Heading, Kind, Place, Severity};

pub(super) fn run(args: &ParseArgs) -> Result<Outcome> {
    let (reading, findings) = match shisaku_reader::read_file(&args.file) {
        Ok(read) => read,
        Err(finding) => {
            say(&format!("エラー: {} {}{}", place(&args.file, &finding), finding.message, finding.advice));
            return Ok(Outcome::Errors);
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &Measures::of(&reading.plan))?;
        writeln!(out)?;
        out.flush()?;
        return Ok(Outcome::Success);
    }
    let measures =
        reading.plan.entries.iter().filter(|entry| matches!(entry.kind, Kind::Measure | Kind::Removed));
    let mut above: Vec<String> = Vec::new();
    for entry in measures {
        let headings: Vec<String> = entry.path.iter().map(Heading::label).collect();
        let same = headings.iter().zip(&above).take_while(|(now, before)| now == before).count();
        for (depth, heading) in headings.iter().enumerate().skip(same) {
            writeln!(out, "{:indent$}{}", "", heading, indent = depth * 2)?;
        }
        writeln!(out, "{:indent$}{}", "", line(entry), indent = headings.len() * 2)?;
        above = headings;
    }
    // The measures stand before what is said of them.
    out.flush()?;
    let warnings = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    for finding in warnings {
        say(&format!("{}: {} {}", finding.severity.label(), finding.place, finding.message));
    }
    Ok(Outcome::Success)
}

/// The place of a finding, with the file name as typed.
fn place(file: &Path, finding: &Finding) -> Place {
    Place { file: Place::shown(file), ..finding.place.clone() }
}

fn line(entry: &Entry) -> String {
    let state = entry.result_label();
    let period = entry.period.as_deref().unwrap_or("区分なし");
    format!("{} {} [{period}、{state}]", entry.number, entry.title).trim_start().to_owned()
}
