//! `shisaku check`: reads the documents, lists the findings, and says how much was understood.

mod explain;
mod findings;
mod plans;

use std::io::{self, Write};

use anyhow::Result;
use serde_json::json;

use super::{Outcome, args::CheckArgs};
use shisaku_model::{Catalogue, Plan};
use shisaku_reader::{PlanReading, Profile};

pub(super) use findings::write_finding;
pub(super) use plans::write_document;

pub(super) fn run(args: &CheckArgs) -> Result<Outcome> {
    // Findings about this list are reported below, with those of the other lists.
    let organisations = shisaku_ingest::lexicon::organisations(args.lexicon.folder.as_deref())?;
    let mut reading = shisaku_reader::read_seeds_with(&args.seeds, &organisations)?;
    if let Some(folder) = &args.lexicon.folder {
        let plans: Vec<Plan> = reading.plans.iter().map(|reading| reading.plan.clone()).collect();
        reading.findings.extend(shisaku_lexicon::check(folder, &Catalogue::of(&plans))?);
    }
    let profiles: Vec<Profile> = reading.plans.iter().map(PlanReading::profile).collect();
    let mut out = io::stdout().lock();
    if args.json {
        let json = json!({"findings": reading.findings, "plans": profiles});
        serde_json::to_writer_pretty(&mut out, &json)?;
        writeln!(out)?;
        return Ok(Outcome::of(&reading.findings));
    }
    findings::write_findings(&reading.findings, args.all, &mut out)?;
    for (reading, profile) in reading.plans.iter().zip(&profiles) {
        if args.explain {
            explain::write_profile(reading, profile, &mut out)?;
        } else {
            plans::write_plan(reading, profile, &mut out)?;
        }
    }
    Ok(Outcome::of(&reading.findings))
}
