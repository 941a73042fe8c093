//! Assigns departments to entries (`departments.csv`) and maps former department names to current ones
//! (`department_names.csv`).
//!
//! | module | content |
//! |---|---|
//! | [`dates`] | days and fiscal years |
//! | [`department_names`] | department names in a cell |
//! | [`typing_errors`] | names that look like typing errors of each other |
//! | [`entry_numbers`] | numbers of entries and headings |
//! | [`assignments`] | `departments.csv` |
//! | [`contacts`] | the contacts in `departments.csv` |
//! | [`programmes`] | the pages of measures in `plan.toml` |
//! | [`renames`] | `department_names.csv` |
//!
//! An unusable row is reported and skipped. A file with wrong columns changes nothing. The clock is never
//! read, so that equal files give equal indexes: the assignment that ends last applies.

mod assignments;
mod contacts;
mod dates;
mod department_names;
mod entry_numbers;
mod programmes;
mod renames;
mod typing_errors;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use itertools::Itertools as _;

use crate::{source::StaffFile, spreadsheet::Diagnostics};
use assignments::{Assignments, Role};
use department_names::tidy;
use entry_numbers::Targets;
use renames::Renames;
use shisaku_model::{
    Entry, Finding, Groups, KnownName, Plan,
    Severity::{Info, Warning},
};

/// Assigns the listed departments to every entry and sets facet values to current names.
///
/// If both the document and `departments.csv` name departments of one role, the file wins. The document's
/// lines are then no longer listed as the source. Contacts and pages of measures are kept in the plan.
pub(crate) fn apply(plan: &mut Plan, filed: Option<&StaffFile>, names: Option<&StaffFile>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut renames = Renames::default();
    if let Some(StaffFile { file, text }) = names {
        let mut diagnostics = Diagnostics::new(file);
        renames = Renames::read(text, &mut diagnostics);
        findings.extend(diagnostics.into_sorted());
    }
    let mut filed_contacts = None;
    if let Some(StaffFile { file, text }) = filed {
        let mut diagnostics = Diagnostics::new(file);
        let targets = Targets::of(plan);
        let assignments = Assignments::read(text, &targets, &mut diagnostics);
        assignments.report_doubts(&targets, &mut diagnostics);
        for (at, entry) in plan.entries.iter_mut().enumerate() {
            assign(entry, at, &assignments, &mut diagnostics);
        }
        report_similar_names(plan, &assignments, &renames, &mut diagnostics);
        filed_contacts = Some((assignments, diagnostics));
    }
    let used = set_facet_values(plan, &renames);
    if let Some((assignments, mut diagnostics)) = filed_contacts {
        contacts::apply(plan, &assignments, &renames, &mut diagnostics);
        findings.extend(diagnostics.into_sorted());
    }
    findings.extend(programmes::apply(plan));
    plan.known_names.extend(known_names(plan, &used, &renames));
    if let Some(StaffFile { file, .. }) = names {
        let mut diagnostics = Diagnostics::new(file);
        renames.report_doubts(&used, &mut diagnostics);
        findings.extend(diagnostics.into_sorted());
    }
    findings
}

/// Replaces the printed departments of an entry by the listed ones.
fn assign(entry: &mut Entry, at: usize, assignments: &Assignments, diagnostics: &mut Diagnostics<'_>) {
    for (role, filed) in assignments.of(at, entry) {
        let line = filed.first().map_or(0, |assignment| assignment.line);
        let names = filed.iter().map(|assignment| &assignment.name).unique().cloned().collect_vec();
        let (printed, field) = match role {
            Role::Lead => (&mut entry.departments, "departments"),
            Role::Related => (&mut entry.related_departments, "related_departments"),
        };
        if *printed == names {
            continue;
        }
        if !printed.is_empty() {
            let (number, title, label) = (&entry.number, &entry.title, role.label());
            let (printed, names) = (printed.join("、"), names.join("、"));
            let message = format!(
                "「{number} {title}」の{label}は、文書の「{printed}」に代えて「{names}」としました。"
            );
            diagnostics.report(Info, "department_replaced", line, message, "");
        }
        entry.source.parts.retain(|part| part.field != field);
        *printed = names;
    }
}

/// Reports names that look like typing errors of another name, once each, at the rarer name. Also reports
/// sections listed both with and without their division.
fn report_similar_names(
    plan: &Plan,
    assignments: &Assignments,
    renames: &Renames,
    diagnostics: &mut Diagnostics<'_>,
) {
    // The number of rows with each name, and the first of them.
    let mut filed: HashMap<&str, (usize, u32)> = HashMap::new();
    for one in assignments.all() {
        let (rows, line) = filed.entry(&one.name).or_insert((0, one.line));
        (*rows, *line) = (*rows + 1, one.line.min(*line));
    }
    let printed =
        plan.entries.iter().flat_map(|entry| entry.departments.iter().chain(&entry.related_departments));
    let others: HashSet<String> =
        printed.map(|name| tidy(name)).chain(renames.names.iter().cloned()).collect();
    let all: BTreeSet<&str> = filed.keys().copied().chain(others.iter().map(String::as_str)).collect();
    // A name in the document or in the other table is never the typing error.
    let weight = |name: &str| match filed.get(name) {
        Some((rows, line)) => (*rows, typing_errors::has_suffix(name), Reverse(*line)),
        None => (usize::MAX, true, Reverse(0)),
    };
    let mut meant: BTreeMap<(u32, &str), &str> = BTreeMap::new();
    for (one, other) in typing_errors::similar_pairs(&all.iter().copied().collect_vec()) {
        if renames.names.contains(one) && renames.names.contains(other) {
            continue;
        }
        let (rare, common) = if weight(one) <= weight(other) { (one, other) } else { (other, one) };
        if let Some((_, line)) = filed.get(rare) {
            let best = meant.entry((*line, rare)).or_insert(common);
            *best = if weight(common) > weight(best) { common } else { best };
        }
    }
    for ((line, rare), common) in meant {
        let rows = |name: &str| filed.get(name).map_or(String::new(), |(rows, _)| format!("({rows} 行)"));
        let message = format!(
            "担当課「{rare}」{}は、「{common}」{}の書き誤りかもしれません(一字違い)。書かれたとおりに読みました。",
            rows(rare),
            rows(common)
        );
        let advice = "書き誤りなら直してください。別の課なら、このままで構いません。";
        diagnostics.report(Warning, "department_looks_alike", line, message, advice);
    }
    let with_division = filed.iter().filter_map(|(name, (_, line))| {
        let (_, section) = name.rsplit_once(' ')?;
        let is_reported =
            all.contains(section) && !(renames.names.contains(*name) && renames.names.contains(section));
        is_reported.then_some((*line, *name, section))
    });
    for (line, name, section) in with_division.sorted_unstable() {
        diagnostics.report(
            Info,
            "department_without_division",
            line,
            format!("担当課「{name}」と「{section}」は、絞り込みで別の課になります。"),
            format!(
                "同じ課なら、書き方を揃えるか、department_names.csv に旧名称「{section}」、新名称「{name}」の行を足してください。"
            ),
        );
    }
}

/// Sets the facet values of every entry. Returns each name that occurs with its current names.
fn set_facet_values(plan: &mut Plan, renames: &Renames) -> HashMap<String, Vec<String>> {
    let mut today: HashMap<String, Vec<String>> = HashMap::new();
    for entry in &mut plan.entries {
        let mut values = |names: &[String]| {
            let current = names.iter().flat_map(|name| {
                today.entry(name.clone()).or_insert_with(|| renames.today(&tidy(name))).clone()
            });
            current.unique().collect()
        };
        entry.groups = Groups {
            departments: values(&entry.departments),
            related_departments: values(&entry.related_departments),
            organisations: std::mem::take(&mut entry.groups.organisations),
        };
    }
    today
}

/// Former and alternative names of the facet values that occur.
fn known_names(plan: &Plan, used: &HashMap<String, Vec<String>>, renames: &Renames) -> Vec<KnownName> {
    let former = renames.former();
    let mut others: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, values) in used {
        for value in values {
            others.entry(value).or_default().push(name);
        }
    }
    let known = |(facet, value): (&str, &String)| {
        let former = former.get(value).cloned().unwrap_or_default();
        let written = others.get(value.as_str()).into_iter().flatten();
        let is_new = |name: &&&str| **name != value.as_str() && !former.iter().any(|known| known == *name);
        let others: Vec<String> =
            written.filter(is_new).sorted_unstable().map(|name| (*name).to_owned()).collect();
        let is_known = !former.is_empty() || !others.is_empty();
        let (facet, value) = (facet.to_owned(), value.clone());
        is_known.then_some(KnownName { facet, value, former, others, above: None })
    };
    let groups = plan.entries.iter().flat_map(|entry| {
        let leads = entry.groups.departments.iter().map(|value| ("department", value));
        leads.chain(entry.groups.related_departments.iter().map(|value| ("related_department", value)))
    });
    groups.unique().filter_map(known).collect()
}

#[cfg(test)]
mod tests;
