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
use shisaku_model::{
    Document, Finding, Manifest, Place, Plan, RepairedDocument, Severity, code_point, is_unseen,
};

/// All plans below `seeds/`, with the findings of every stage. `P` is the part of each plan that is kept.
#[derive(Debug)]
pub struct Reading<P = PlanReading> {
    /// The plans, ordered by folder name.
    pub plans: Vec<P>,
    /// Findings of every stage, in the order in which the stages ran.
    pub findings: Vec<Finding>,
}

/// The folder of one plan, read without a look at the others. `P` is the part of the plan that is kept.
#[derive(Debug, PartialEq, Eq)]
pub struct FolderReading<P = PlanReading> {
    /// The plan. `None` if the folder's name is not allowed, or it cannot be listed.
    pub plan: Option<P>,
    /// Findings about its files.
    pub of_files: Vec<Finding>,
    /// Findings of the later stages.
    pub of_stages: Vec<Finding>,
    /// The [`folder_fingerprint`](crate::folder_fingerprint) of what was read. `None` if reading it again may give
    /// something else.
    pub fingerprint: Option<String>,
}

impl<P> FolderReading<P> {
    /// All findings.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> + Clone {
        self.of_files.iter().chain(&self.of_stages)
    }

    /// Keeps a part of the plan.
    pub fn map<Q>(self, part: impl FnOnce(P) -> Q) -> FolderReading<Q> {
        let Self { plan, of_files, of_stages, fingerprint } = self;
        FolderReading { plan: plan.map(part), of_files, of_stages, fingerprint }
    }
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

impl AsMut<Plan> for PlanReading {
    fn as_mut(&mut self) -> &mut Plan {
        &mut self.plan
    }
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
    read_seeds_by(seeds, |folder| read_plan_folder(folder, organisations))
}

/// Reads every plan below `seeds` with `read`, which gets the folder of one plan. Then does what needs all plans.
///
/// # Errors
/// If the folder is missing or cannot be listed. Everything else is a finding.
pub fn read_seeds_by<P: AsMut<Plan>>(
    seeds: &Path,
    mut read: impl FnMut(&Path) -> FolderReading<P>,
) -> Result<Reading<P>, SourceError> {
    let (mut plans, mut findings, mut of_stages) = (Vec::new(), Vec::new(), Vec::new());
    for listed in source::list_seeds(seeds)? {
        match listed.map(|folder| read(&folder)) {
            Ok(reading) => {
                plans.extend(reading.plan);
                findings.extend(reading.of_files);
                of_stages.extend(reading.of_stages);
            }
            Err(finding) => findings.push(finding),
        }
    }
    if plans.is_empty() && findings.iter().all(|finding| finding.severity < Severity::Error) {
        findings.push(source::no_plan(seeds));
    }
    findings.append(&mut of_stages);
    let manifests = plans.iter_mut().map(|plan| &mut plan.as_mut().manifest);
    findings.extend(follows::check(&mut manifests.collect::<Vec<_>>()));
    Ok(Reading { plans, findings })
}

/// Reads the folder of one plan.
pub fn read_plan_folder(folder: &Path, organisations: &Organisations) -> FolderReading {
    let source::SeedFolder { plan, findings: of_files, fingerprint } = source::read_folder(folder);
    let mut of_stages = Vec::new();
    let plan = plan.map(|seed| {
        let words = seed.word_repairs.map(|file| WordRepairs::read(&file.file, &file.text));
        let (words, of_words) = words.unwrap_or_default();
        of_stages.extend(of_words);
        let mut reading = parse_plan(&seed.manifest, seed.documents, &words, &mut of_stages);
        let names = seed.department_names.as_ref();
        of_stages.extend(departments::apply(&mut reading.plan, seed.departments.as_ref(), names));
        assign_organisations(&mut reading.plan, organisations, seed.organisations.as_ref(), &mut of_stages);
        assign_municipality(&mut reading.plan);
        reading
    });
    FolderReading { plan, of_files, of_stages, fingerprint }
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
