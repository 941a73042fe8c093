//! Runs every stage for every plan below `seeds/`: source, repair, outline, departments, organisations.

use std::path::Path;

use crate::{
    departments, follows,
    organisations::{Organisations, name_organisations},
    outline::{Learned, outline},
    profile::{self, Profile},
    repair::{WordRepairs, repair},
    source::{self, SourceError, StaffFile},
};
use shisaku_model::{Document, Finding, Manifest, Place, Plan, RepairedDocument, code_point, is_unseen};

/// All plans below `seeds/`, with the findings of every stage.
#[derive(Debug)]
pub struct Reading {
    /// The plans, ordered by folder name.
    pub plans: Vec<PlanReading>,
    /// Findings of every stage, in the order in which the stages ran.
    pub findings: Vec<Finding>,
}

/// One plan and the repaired documents it was read from.
#[derive(Debug)]
pub struct PlanReading {
    /// The plan with departments and organisations assigned.
    pub plan: Plan,
    /// The plan's documents after repair.
    pub documents: Vec<RepairedDocument>,
    /// The form of the plan as learned from them.
    pub learned: Learned,
}

impl PlanReading {
    /// How much of each document was understood, and what was learned.
    pub fn profile(&self) -> Profile {
        profile::profile(self)
    }
}

/// Reads every plan below `seeds` with the embedded list of organisations.
///
/// # Errors
/// If the folder is missing or cannot be listed. Everything else is a finding.
pub fn read_seeds(seeds: &Path) -> Result<Reading, SourceError> {
    read_seeds_with(seeds, &Organisations::embedded())
}

/// Reads every plan below `seeds`. `organisations` is the general list; a plan's own list takes precedence.
///
/// # Errors
/// If the folder is missing or cannot be listed. Everything else is a finding.
pub fn read_seeds_with(seeds: &Path, organisations: &Organisations) -> Result<Reading, SourceError> {
    Ok(understand(source::read_seeds(seeds)?, organisations))
}

/// Reads the folder of one plan. There is no plan if the name of the folder is not allowed.
pub fn read_plan_folder(folder: &Path, organisations: &Organisations) -> Reading {
    understand(source::read_folder(folder), organisations)
}

fn understand(seeds: source::Seeds, organisations: &Organisations) -> Reading {
    let source::Seeds { plans, mut findings } = seeds;
    let mut plans: Vec<PlanReading> = plans
        .into_iter()
        .map(|seed| {
            let words = seed.word_repairs.map(|file| WordRepairs::read(&file.file, &file.text));
            let (words, of_words) = words.unwrap_or_default();
            findings.extend(of_words);
            let mut reading = parse_plan(&seed.manifest, seed.documents, &words, &mut findings);
            let names = seed.department_names.as_ref();
            findings.extend(departments::apply(&mut reading.plan, seed.departments.as_ref(), names));
            assign_organisations(
                &mut reading.plan,
                organisations,
                seed.organisations.as_ref(),
                &mut findings,
            );
            assign_municipality(&mut reading.plan);
            reading
        })
        .collect();
    findings.extend(follows::check(
        &mut plans.iter_mut().map(|reading| &mut reading.plan.manifest).collect::<Vec<_>>(),
    ));
    Reading { plans, findings }
}

/// Reads a single document as a plan named after its file.
///
/// `plan.toml`, `repairs.toml` and `organisations.csv` beside the document apply as they do below `seeds/`.
/// Department files do not: they assign departments to a whole plan, not to one of its documents.
///
/// # Errors
/// A finding if the document cannot be read.
pub fn read_file(path: &Path) -> Result<(PlanReading, Vec<Finding>), Finding> {
    let name = path.file_name().map(|name| Place::shown(Path::new(name))).unwrap_or_default();
    let (document, mut findings) = source::read_document(path, &name)?;
    let mut manifest = Manifest { id: "document".to_owned(), title: name, ..Manifest::default() };
    let beside = |name: &str| Some(source::read_staff_file(&path.with_file_name(name), name).ok()?.0);
    if let Some(file) = beside("plan.toml") {
        manifest = source::read_quietly("document", &file).unwrap_or(manifest);
    }
    let words = beside("repairs.toml").map(|file| WordRepairs::read(&file.file, &file.text).0);
    let words = words.unwrap_or_default();
    let organisations = beside("organisations.csv");
    let mut reading = parse_plan(&manifest, vec![document], &words, &mut findings);
    assign_organisations(
        &mut reading.plan,
        &Organisations::embedded(),
        organisations.as_ref(),
        &mut findings,
    );
    assign_municipality(&mut reading.plan);
    Ok((reading, findings))
}

fn parse_plan(
    manifest: &Manifest,
    documents: Vec<Document>,
    words: &WordRepairs,
    findings: &mut Vec<Finding>,
) -> PlanReading {
    let (mut documents, stage_findings) = repair(documents, words);
    findings.extend(stage_findings);
    findings.extend(documents.iter().flat_map(repair_findings));
    let (plan, learned, stage_findings) = outline(manifest, &mut documents);
    findings.extend(stage_findings);
    PlanReading { plan, documents, learned }
}

/// Gives every entry the publisher of its plan. An engine filters entries and knows no plans.
fn assign_municipality(plan: &mut Plan) {
    let publisher = Some(plan.manifest.publisher.trim()).filter(|publisher| !publisher.is_empty());
    for entry in &mut plan.entries {
        entry.municipality = publisher.map(str::to_owned);
    }
}

/// Names the organisations of a plan, by the lists and by how names are written.
fn assign_organisations(
    plan: &mut Plan,
    organisations: &Organisations,
    own: Option<&StaffFile>,
    findings: &mut Vec<Finding>,
) {
    let with_own = own.map(|file| organisations.with_own(&file.file, &file.text));
    let (organisations, of_own) = with_own.unwrap_or_else(|| (organisations.clone(), Vec::new()));
    findings.extend(of_own);
    findings.extend(name_organisations(plan, &organisations));
}

/// One finding for each repair, so that people can check it against the print.
fn repair_findings(document: &RepairedDocument) -> Vec<Finding> {
    let lines = document.lines.iter().enumerate();
    let records = lines.flat_map(|(index, line)| line.records().map(move |record| (index, record)));
    records
        .map(|(index, record)| {
            let printed = visible(&record.printed);
            let message = match record.repaired.as_str() {
                "" => format!("「{printed}」を読み取りの誤りとして除きました({})。", record.rule),
                repaired => format!("「{printed}」を「{repaired}」と読みました({})。", record.rule),
            };
            Finding::info("repaired", document.place([index]), message)
        })
        .collect()
}

/// Writes out invisible characters as code points, such as `U+200B`.
fn visible(text: &str) -> String {
    let shown = |c: char| if c.is_control() || is_unseen(c) { code_point(c) } else { c.to_string() };
    text.chars().map(shown).collect()
}
