//! Runs every stage for every plan below `seeds/`: source, repair, outline, departments, organisations.

use std::path::Path;

use crate::{
    departments,
    organisations::{Organisations, name_organisations},
    outline::outline,
    repair::{WordRepairs, repair},
    source::{self, SourceError, StaffFile},
    spreadsheet::Sheet,
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
    let source::Seeds { plans, mut findings } = source::read_seeds(seeds)?;
    let plans = plans
        .into_iter()
        .map(|seed| {
            let words = seed.word_repairs.map_or_else(WordRepairs::default, |file| {
                let (words, stage_findings) = WordRepairs::read(&file.file, &file.text);
                findings.extend(stage_findings);
                words
            });
            let mut reading = parse_plan(&seed.manifest, seed.documents, &words, &mut findings);
            let [filed, names] =
                [&seed.departments, &seed.department_names].map(|file| file.as_ref().map(sheet));
            findings.extend(departments::apply(&mut reading.plan, filed, names));
            assign_organisations(
                &mut reading.plan,
                organisations,
                seed.organisations.as_ref(),
                &mut findings,
            );
            reading
        })
        .collect();
    Ok(Reading { plans, findings })
}

/// Reads a single document as a plan named after its file.
///
/// `plan.toml`, `repairs.toml` and `organisations.csv` beside the document apply as they do below `seeds/`.
/// Department files do not: they assign departments to a whole plan, not to one of its documents.
///
/// # Errors
/// A finding if the document cannot be read.
pub fn read_file(path: &Path) -> Result<(PlanReading, Vec<Finding>), Finding> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (document, doubtful) = source::read_document(path, &name)?;
    let mut findings: Vec<Finding> = doubtful.into_iter().collect();
    let mut manifest = Manifest { id: "document".to_owned(), title: name, ..Manifest::default() };
    let mut words = WordRepairs::default();
    let mut organisations = None;
    if let Some(folder) = path.parent() {
        let file = source::read_staff_files(folder);
        if let Some(beside) = file.manifest {
            manifest = beside;
        }
        if let Some(file) = file.word_repairs {
            (words, _) = WordRepairs::read(&file.file, &file.text);
        }
        organisations = file.organisations;
    }
    let mut reading = parse_plan(&manifest, vec![document], &words, &mut findings);
    assign_organisations(
        &mut reading.plan,
        &Organisations::embedded(),
        organisations.as_ref(),
        &mut findings,
    );
    Ok((reading, findings))
}

fn sheet(file: &StaffFile) -> Sheet<'_> {
    Sheet { file: &file.file, text: &file.text }
}

fn parse_plan(
    manifest: &Manifest,
    documents: Vec<Document>,
    words: &WordRepairs,
    findings: &mut Vec<Finding>,
) -> PlanReading {
    let (documents, stage_findings) = repair(documents, words);
    findings.extend(stage_findings);
    findings.extend(documents.iter().flat_map(repair_findings));
    let (plan, stage_findings) = outline(manifest, &documents);
    findings.extend(stage_findings);
    PlanReading { plan, documents }
}

/// Names the organisations of a plan, by the lists and by how names are written.
fn assign_organisations(
    plan: &mut Plan,
    organisations: &Organisations,
    own: Option<&StaffFile>,
    findings: &mut Vec<Finding>,
) {
    let stage_findings = match own {
        Some(file) => {
            let (organisations, stage_findings) = organisations.with_own(&file.file, &file.text);
            findings.extend(stage_findings);
            name_organisations(plan, &organisations)
        }
        None => name_organisations(plan, organisations),
    };
    findings.extend(stage_findings);
}

/// One finding for each repair, so that people can check it against the print.
fn repair_findings(document: &RepairedDocument) -> Vec<Finding> {
    let records = document.lines.iter().flat_map(|line| line.records());
    records
        .map(|record| {
            let printed = visible(&record.printed);
            let message = match record.repaired.as_str() {
                "" => format!("「{printed}」を読み取りの誤りとして除きました({})。", record.rule),
                repaired => format!("「{printed}」を「{repaired}」と読みました({})。", record.rule),
            };
            Finding::info("repaired", Place::line(&document.file, record.line), message)
        })
        .collect()
}

/// Writes out invisible characters as code points, such as `U+200B`.
fn visible(text: &str) -> String {
    let hidden = |c: char| c.is_control() || is_unseen(c);
    let shown = |c: char| if hidden(c) { code_point(c) } else { c.to_string() };
    text.chars().map(shown).collect()
}
