//! `shisaku report`: queries without results, and proposals for the lexicon.

use std::io::{self, Write};

use anyhow::Result;

use super::{Outcome, args::ReportArgs, check::write_finding, session};
use shisaku_lexicon::{Lists, months, report};

pub(super) fn run(args: &ReportArgs) -> Result<Outcome> {
    let (months, findings) = months(&args.learn)?;
    let lists = Lists::read(args.folders.lexicon.folder.as_deref())?;
    let search = session::open_fresh(&args.folders)?;
    let report = session::with_bar("言い換え", |progress| report(search, &lists, months, progress))?;
    let mut out = io::stdout().lock();
    if args.json {
        let mut json = report.json();
        json["findings"] = serde_json::to_value(&findings)?;
        serde_json::to_writer_pretty(&mut out, &json)?;
        writeln!(out)?;
    } else {
        findings.iter().try_for_each(|finding| write_finding(finding, &mut out))?;
        if !findings.is_empty() {
            writeln!(out)?;
        }
        report.write(&mut out)?;
    }
    Ok(Outcome::of(&findings))
}
