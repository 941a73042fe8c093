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
//! | [`renames`] | `department_names.csv` |
//!
//! An unusable row is reported and skipped. A file with wrong columns changes nothing. The clock is never
//! read, so that equal files give equal indexes: the assignment that ends last applies.

mod assignments;
mod dates;
mod department_names;
mod entry_numbers;
mod renames;
mod typing_errors;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use crate::spreadsheet::{Diagnostics, Sheet};
use assignments::{Assignments, Role, named};
use entry_numbers::Targets;
use renames::Renames;
use shisaku_model::{Entry, Finding, Groups, KnownName, Place, Plan};

/// Assigns the listed departments to every entry and sets facet values to current names.
///
/// If both the document and `departments.csv` name departments of one role, the file wins. The document's
/// lines are then no longer listed as the source.
pub(crate) fn apply(plan: &mut Plan, filed: Option<Sheet<'_>>, names: Option<Sheet<'_>>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut renames = Renames::default();
    if let Some(sheet) = names {
        let mut diagnostics = Diagnostics::new(sheet.file);
        renames = Renames::read(sheet, &mut diagnostics);
        findings.extend(diagnostics.into_sorted());
    }
    if let Some(sheet) = filed {
        let mut diagnostics = Diagnostics::new(sheet.file);
        let targets = Targets::of(plan);
        let id = |at: usize| plan.entries.get(at).map_or_else(String::new, |entry| entry.id.clone());
        let assignments = Assignments::read(sheet, &targets, &id, &mut diagnostics);
        assignments.report_doubts(&targets, &mut diagnostics);
        for at in 0..plan.entries.len() {
            assign(&mut plan.entries[at], at, &assignments, &mut diagnostics);
        }
        report_similar_names(plan, &assignments, &renames, &mut diagnostics);
        findings.extend(diagnostics.into_sorted());
    }
    let used = set_facet_values(plan, &renames);
    plan.known_names.extend(known_names(plan, &used, &renames));
    if let Some(sheet) = names {
        let mut diagnostics = Diagnostics::new(sheet.file);
        renames.report_doubts(&used, &mut diagnostics);
        findings.extend(diagnostics.into_sorted());
    }
    findings
}

/// Replaces the printed departments of an entry by the listed ones.
fn assign(entry: &mut Entry, at: usize, assignments: &Assignments, diagnostics: &mut Diagnostics<'_>) {
    for (role, filed) in assignments.of(at, entry) {
        let line = filed.first().map_or(0, |assignment| assignment.line);
        let names = named(&filed);
        let (printed, field) = match role {
            Role::Lead => (&mut entry.departments, "departments"),
            Role::Related => (&mut entry.related_departments, "related_departments"),
        };
        if !printed.is_empty() && *printed != names {
            let message = format!(
                "「{} {}」の{}は、文書の「{}」に代えて「{}」としました。",
                entry.number,
                entry.title,
                role.label(),
                printed.join("、"),
                names.join("、")
            );
            diagnostics.push(Finding::info(
                "department_replaced",
                Place::line(diagnostics.file, line),
                message,
            ));
        }
        if *printed != names {
            entry.source.parts.retain(|part| part.field != field);
            *printed = names;
        }
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
    let mut filed: HashMap<&str, NameUse> = HashMap::new();
    for one in assignments.all() {
        let filed = filed.entry(&one.name).or_insert(NameUse { rows: 0, line: one.line });
        (filed.rows, filed.line) = (filed.rows + 1, filed.line.min(one.line));
    }
    let printed =
        plan.entries.iter().flat_map(|entry| entry.departments.iter().chain(&entry.related_departments));
    let others: HashSet<String> =
        printed.map(|name| department_names::tidy(name)).chain(renames.names()).collect();
    let mut all: Vec<&str> = filed.keys().copied().chain(others.iter().map(String::as_str)).collect();
    all.sort_unstable();
    all.dedup();
    // A name in the document or in the other table is never the typing error.
    let weight = |name: &str| match filed.get(name) {
        Some(NameUse { rows, line }) => (*rows, typing_errors::has_suffix(name), Reverse(*line)),
        None => (usize::MAX, true, Reverse(0)),
    };
    let mut meant: BTreeMap<(u32, &str), &str> = BTreeMap::new();
    for (one, other) in typing_errors::similar_pairs(&all) {
        if renames.knows(one) && renames.knows(other) {
            continue;
        }
        let (rare, common) = if weight(one) <= weight(other) { (one, other) } else { (other, one) };
        if let Some(NameUse { line, .. }) = filed.get(rare) {
            let best = meant.entry((*line, rare)).or_insert(common);
            *best = if weight(common) > weight(best) { common } else { best };
        }
    }
    for ((line, rare), common) in meant {
        let rows = |name: &str| filed.get(name).map_or(String::new(), |filed| format!("({} 行)", filed.rows));
        let message = format!(
            "担当課「{rare}」{}は、「{common}」{}の書き誤りかもしれません(一字違い)。書かれたとおりに読みました。",
            rows(rare),
            rows(common)
        );
        diagnostics.push(
            Finding::warning("department_looks_alike", Place::line(diagnostics.file, line), message)
                .advise("書き誤りなら直してください。別の課なら、このままで構いません。"),
        );
    }
    let names: HashSet<&str> = all.iter().copied().collect();
    let with_division = filed.iter().filter_map(|(name, filed)| {
        let (_, section) = name.rsplit_once(' ')?;
        let is_reported = names.contains(section) && !(renames.knows(name) && renames.knows(section));
        is_reported.then_some((filed.line, *name, section))
    });
    for (line, name, section) in with_division.collect::<BTreeSet<_>>() {
        let message = format!("担当課「{name}」と「{section}」は、絞り込みで別の課になります。");
        diagnostics.push(
            Finding::info("department_without_division", Place::line(diagnostics.file, line), message).advise(format!(
                "同じ課なら、書き方を揃えるか、department_names.csv に旧名称「{section}」、新名称「{name}」の行を足してください。"
            )),
        );
    }
}

/// Number of rows with a name, and the first of them.
struct NameUse {
    rows: usize,
    line: u32,
}

/// Sets the facet values of every entry. Returns each name that occurs with its current names.
fn set_facet_values(plan: &mut Plan, renames: &Renames) -> HashMap<String, Vec<String>> {
    let mut today: HashMap<String, Vec<String>> = HashMap::new();
    for entry in &mut plan.entries {
        let mut values = |names: &[String]| {
            let mut values: Vec<String> = Vec::new();
            let mut seen: HashSet<String> = HashSet::new();
            for name in names {
                if !today.contains_key(name) {
                    today.insert(name.clone(), renames.today(&department_names::tidy(name)));
                }
                for value in today.get(name).into_iter().flatten() {
                    if seen.insert(value.clone()) {
                        values.push(value.clone());
                    }
                }
            }
            values
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
    let known = |facet: &str, value: &String| {
        let former = former.get(value.as_str()).cloned().unwrap_or_default();
        let written = others.get(value.as_str()).into_iter().flatten();
        let mut others: Vec<String> = written
            .filter(|name| **name != value.as_str() && !former.iter().any(|known| known == *name))
            .map(|name| (*name).to_owned())
            .collect();
        others.sort_unstable();
        (!former.is_empty() || !others.is_empty()).then(|| KnownName {
            facet: facet.to_owned(),
            value: value.clone(),
            former,
            others,
            above: None,
        })
    };
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    for entry in &plan.entries {
        let groups = [
            ("department", &entry.groups.departments),
            ("related_department", &entry.groups.related_departments),
        ];
        for (facet, value) in
            groups.into_iter().flat_map(|(facet, values)| values.iter().map(move |v| (facet, v)))
        {
            if seen.insert((facet, value)) {
                all.extend(known(facet, value));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
